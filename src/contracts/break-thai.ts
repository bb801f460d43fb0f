import { keptTerms } from './kept-terms.ts'

// Browsers of before 2024 may lack it: their own line ends have to do.
const words = Intl.Segmenter && new Intl.Segmenter('th', { granularity: 'word' })

const breakHere = '\u200b'
// Zero-width characters arrive with pasted text: they would break or join lines where nobody sees why.
export const invisible = /[\u200b-\u200d\u2060\ufeff\u00ad]/g
// What may not begin a line: marks that belong to the letter before, the repetition mark, the abbreviation mark, following vowels.
const neverFirst = /^[\p{M}\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46]/u
// Prefixes that make a noun of the word after them, and the negation: left alone at the end of a line they read as a slip.
const neverLast = new Set(['การ', 'ให้การ', 'ความ', 'ผู้', 'นัก', 'ไม่', 'งด'])
const longestKept = 30 // letters: on a phone more would not stand on one line

/**
 * Thai is written without spaces: marks with U+200B where a line may end, between words and nowhere else. Not beside
 * punctuation, which stays with its word, and not inside a kept term.
 */
export function breakThai(text: string): string {
  return segment(text)
    .map(({ word, before }) => (before === 'may end' ? breakHere + word : word))
    .join('')
}

/**
 * For where the browser breaks lines: the same text in pieces, of which the kept ones stay whole. A browser knows Thai words, and
 * ends a line inside a compound of two.
 */
export function keepThai(text: string): { text: string; isKept: boolean }[] {
  const pieces: { text: string; isKept: boolean }[] = []
  for (const { word, before } of segment(text)) {
    const last = pieces.at(-1)
    if (last && before === 'stays') Object.assign(last, { text: last.text + word, isKept: true })
    else if (last && !last.isKept && before === 'open') last.text += word
    else pieces.push({ text: word, isKept: false })
  }
  return pieces.map(({ text, isKept }) => ({ text, isKept: isKept && text.length <= longestKept }))
}

/** What a line may do before a word: end, not end, or whatever spaces and punctuation there let it. */
type Word = { word: string; before: 'may end' | 'stays' | 'open' }

function segment(text: string): Word[] {
  const clean = text.replace(invisible, '')
  if (!words) return [{ word: clean, before: 'open' }]
  const inside = findInsides(clean)
  const joined = joinKept(clean) // of the same length
  let previous: { isWord: boolean; isPrefix: boolean } = { isWord: false, isPrefix: false }
  return Array.from(words.segment(clean), ({ segment, index, isWordLike = false }) => {
    const mayEnd = !previous.isPrefix && !neverFirst.test(segment) && !inside.has(index)
    const before = !previous.isWord || !isWordLike ? 'open' : mayEnd ? 'may end' : 'stays'
    previous = { isWord: isWordLike, isPrefix: neverLast.has(segment) }
    return { word: joined.slice(index, index + segment.length), before }
  })
}

/** Where a kept term is under way. */
function findInsides(text: string): Set<number> {
  const insides = new Set<number>()
  for (const term of keptTerms) {
    for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1)) {
      for (let inside = at + 1; inside < at + term.length; inside += 1) insides.add(inside)
    }
  }
  return insides
}

// "ปี" at the end of a line and "2567" at the start of the next read as two things, as do "08.30" and "น."
const besideNumber = /(?<=ปี|พ\.ศ\.|ร้อยละ|มาตรา|ข้อ|ชั้น|ที่) (?=\d)|(?<=\d) (?=น\.)/g
const spacedTerms = keptTerms.filter((term) => term.includes(' '))

/** Spaces inside a kept term, and beside the number a word belongs to, let no line end. */
function joinKept(text: string): string {
  const joined = spacedTerms.reduce((left, term) => left.replaceAll(term, term.replaceAll(' ', '\u00a0')), text)
  return joined.replace(besideNumber, '\u00a0')
}
