import { keptTerms } from './kept-terms.ts'

const wordSegmenter = new Intl.Segmenter('th', { granularity: 'word' })
const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' })

const breakHere = '\u200b'
// Zero-width characters arrive with pasted text: they would break or join lines where nobody sees why.
const invisible = /[\u200b-\u200d\u2060\ufeff\u00ad]/g
// What may not begin a line: marks that belong to the letter before, the repetition mark, the abbreviation mark, following vowels.
const neverFirst = /^[\p{M}\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46]/u
// Prefixes that make a noun of the word after them, and the negation: left alone at the end of a line they read as a slip.
const neverLast = new Set(['การ', 'ความ', 'ผู้', 'นัก', 'ไม่', 'งด'])

/**
 * Thai is written without spaces: marks with U+200B where a line may end, between words and nowhere else. Not beside
 * punctuation, which stays with its word, and not inside a kept term.
 */
export function breakThai(text: string): string {
  const clean = text.replace(invisible, '')
  const breaks = findWordEnds(clean)
  for (const term of keptTerms) {
    for (let at = clean.indexOf(term); at !== -1; at = clean.indexOf(term, at + 1)) {
      for (let inside = at + 1; inside < at + term.length; inside += 1) breaks.delete(inside)
    }
  }
  const joined = joinKept(clean) // of the same length
  let broken = ''
  let from = 0
  for (const at of breaks) {
    broken += joined.slice(from, at) + breakHere
    from = at
  }
  return broken + joined.slice(from)
}

// "ปี" at the end of a line and "2567" at the start of the next read as two things.
const beforeNumber = /(?<=ปี|พ\.ศ\.|ร้อยละ|มาตรา|ข้อ|ชั้น|ที่) (?=\d)/g
const spacedTerms = keptTerms.filter((term) => term.includes(' '))

/** Spaces inside a kept term, and before the number a word belongs to, let no line end. */
function joinKept(text: string): string {
  const joined = spacedTerms.reduce((left, term) => left.replaceAll(term, term.replaceAll(' ', '\u00a0')), text)
  return joined.replace(beforeNumber, '\u00a0')
}

/** Length as a reader sees it: letters with their marks, without break marks. */
export function countLetters(text: string): number {
  return [...graphemes.segment(text.replace(invisible, ''))].length
}

function findWordEnds(text: string): Set<number> {
  const ends = new Set<number>()
  let mayEnd = false
  for (const { segment, index, isWordLike } of wordSegmenter.segment(text)) {
    if (mayEnd && isWordLike && !neverFirst.test(segment)) ends.add(index)
    mayEnd = isWordLike === true && !neverLast.has(segment)
  }
  return ends
}
