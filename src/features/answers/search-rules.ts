import { synonyms } from './synonym-rules.ts'

/** A card of the library as it is given to the search. */
export type LibraryCard = {
  id: string
  code: string | null
  title: string
  template: string
  data: unknown
  tags: string[]
}

/** `key` is the card as it is now: another one as soon as anything on it changes. */
export type IndexedCard = LibraryCard & {
  key: string
  /** Everything that is searched: what is not in here is nowhere on the card. */
  wholeKey: string
  titleKey: string
  tagKey: string
  textKey: string
  /** What the card rests on and who speaks: no word of its own. */
  sourceKey: string
  pairs: ReadonlySet<string>
}

const words = new Intl.Segmenter('th', { granularity: 'word' })

// Said to be polite or to make a sentence; they stand on every card and find nothing.
const idle = new Set(
  'ครับ ค่ะ คะ นะ จ้า ขอ ขอดู ขอทราบ อยาก อยากรู้ ทราบ รู้ เรื่อง การ ความ ที่ และ หรือ ของ ใน ได้ ไหม มั้ย อย่างไร ยังไง ต้อง ทำ ให้ มี เป็น จะ กับ จาก โปรด ช่วย หน่อย ด้วย ไป มา แล้ว เท่าไร เท่าไหร่ เท่า ไหร่ ใคร อะไร ไหน บ้าง คือ ใช้ พา ดู รับ the a an of to in is about how can i what for please'.split(
    ' ',
  ),
)

const thaiDigits = '๐๑๒๓๔๕๖๗๘๙'

/** How text is compared: NFC, lower case, Arabic digits, without marks nobody sees and with single spaces. */
export function foldText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/[๐-๙]/g, (digit) => String(thaiDigits.indexOf(digit)))
    .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, '$1\u0e33') // nikhahit and sara aa, as old files write sara am
    .replace(/\u0e33([\u0e48-\u0e4b])/g, '$1\u0e33') // the tone mark typed after it
    .replace(/เเ/g, 'แ') // two sara e look like one sara ae
    .replace(/ปีงบประมาณ/g, 'ปี') // a card of a fiscal year is none about the budget
    .replace(/สามารถ/g, 'ได้') // there is no รถ in it
    .toLowerCase()
    .replace(/[“”"'’‘()[\]{}?!.,;:…·ฯๆ/\\|&+*#@~^<>=_-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The words of a typed text that can find something; the whole of it where nothing else is left. */
export function termsOf(folded: string): string[] {
  const listed = listedIn(folded)
  const rest = listed.reduce((text, word) => text.replaceAll(word, ' '), folded)
  const segments = [...words.segment(rest)]
  const found = segments
    .filter(({ isWordLike }, at) => isWordLike && ![at - 1, at + 1].some((near) => isTorn(segments[near]?.segment)))
    .map(({ segment }) => withoutAsking(segment))
    .filter((word) => word.length > 1 && !idle.has(word))
  const terms = [...new Set([...listed, ...found])]
  return terms.length > 0 ? terms : [folded].filter((text) => text.length > 1)
}

/** A consonant by itself is no word: the segmenter has torn ของขวัน into ของ, ข and วัน, and none of them was meant. */
const isTorn = (segment?: string) => segment !== undefined && /^[ก-ฮ]$/.test(segment)

/** The segmenter takes "ขอยืม" for one word. */
function withoutAsking(word: string): string {
  const asked = word.replace(/^ขอ/, '')
  return isListed(asked) ? asked : word
}

const isListed = (word: string) => synonyms.some((row) => row.includes(word))

const isLatin = (text: string) => /^[a-z0-9 ]+$/.test(text)

const soughtWithin = [...new Set(synonyms.flat())].filter(
  (word) => (!isLatin(word) || word.includes(' ')) && word.length > 3,
)

/** Listed words within a text, the longest of those that overlap: the segmenter takes เลี้ยงข้าว or สั่งผิด apart. */
function listedIn(folded: string): string[] {
  const listed = soughtWithin.filter((word) => holds(folded, word))
  return listed.filter((word) => !listed.some((other) => other !== word && other.includes(word)))
}

/** A term with all that means the same. */
export function meaningsOf(term: string): string[] {
  const rows = synonyms.filter((row) => row.includes(term))
  return [...new Set([term, ...rows.flat()])]
}

export function indexCard(card: LibraryCard): IndexedCard {
  const titleKey = foldText(card.title)
  const tagKey = foldText(card.tags.join(' '))
  const { source, agency, ...said } = card.data as { source?: unknown; agency?: unknown }
  const textKey = foldText(textsOf(said).join(' '))
  const sourceKey = foldText(textsOf([source, agency]).join(' '))
  return {
    ...card,
    key: JSON.stringify([card.id, card.template, card.data]),
    wholeKey: [titleKey, tagKey, textKey, sourceKey].join('\n'),
    titleKey,
    tagKey,
    textKey,
    sourceKey,
    pairs: pairsOf(titleKey),
  }
}

// A word in the title says what the card is about; in its text it may only be mentioned.
const weights = { title: 6, tags: 4, text: 2, source: 0.5 }
const forTheWholePhrase = 8
// A synonym in the text alone is a weak hint: half of what the word itself is worth.
const ofSynonym = 0.5

/** The cards that speak of what was typed, best first; those that say the same about two terms keep their order. */
export function searchCards(cards: readonly IndexedCard[], typed: string): IndexedCard[] {
  const folded = foldText(typed)
  if (folded.length < 2) return []
  const terms = termsOf(folded).map((term) => ({ term, others: meaningsOf(term).filter((one) => one !== term) }))
  const whole = meaningsOf(folded)
  // Most of 10,000 cards hold none of the words: they are passed over by one look at each. One expression for all words takes
  // 2 ms, includes() for each of nine words 100 ms.
  const sought = [...new Set([...whole, ...terms.flatMap(({ term, others }) => [term, ...others])])]
  const anyOf = new RegExp(sought.map((text) => RegExp.escape(text)).join('|'))
  const possible = cards.filter(({ wholeKey }) => anyOf.test(wholeKey))
  const scored = possible.map((card) => ({ card, score: scoreOf(card, folded, whole, terms) }))
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ card }) => card)
}

type Term = { term: string; others: string[] }

function scoreOf(card: IndexedCard, folded: string, whole: string[], terms: Term[]): number {
  const scores = terms.map(({ term, others }) =>
    Math.max(worth(card, term), ...others.map((other) => worth(card, other) * ofSynonym)),
  )
  const met = scores.filter((score) => score > 0).length
  const wholeWorth = Math.max(...whole.map((text) => worth(card, text) * (text === folded ? 1 : ofSynonym)))
  const phrase = wholeWorth > weights.source ? forTheWholePhrase + wholeWorth : wholeWorth
  // Of three words typed two must be spoken of: one alone is chance.
  if (phrase === 0 && met * 2 < terms.length + (terms.length > 1 ? 1 : 0)) return 0
  const exact = card.titleKey === folded ? forTheWholePhrase : 0
  return scores.reduce((sum, score) => sum + score, 0) + phrase + exact
}

function worth(card: IndexedCard, text: string): number {
  if (holds(card.titleKey, text)) return weights.title
  if (holds(card.tagKey, text)) return weights.tags
  if (holds(card.textKey, text)) return weights.text
  return holds(card.sourceKey, text) ? weights.source : 0
}

/** The cards whose title or tag speaks of what was typed: they are about it and do more than mention it. */
export function cardsAbout(cards: readonly IndexedCard[], typed: string): IndexedCard[] {
  const folded = foldText(typed)
  const sought = [folded, ...termsOf(folded)].flatMap(meaningsOf)
  return cards.filter((card) => sought.some((text) => worth(card, text) > weights.text))
}

/** Thai writes words together, so a part is a hit; Latin words are whole ("ot" is not in "promotion"). */
function holds(key: string, text: string): boolean {
  if (!isLatin(text)) return key.includes(text)
  for (let at = key.indexOf(text); at !== -1; at = key.indexOf(text, at + 1)) {
    const around = `${key[at - 1] ?? ' '}${key[at + text.length] ?? ' '}`
    if (!/[a-z0-9]/.test(around)) return true
  }
  return false
}

const nearEnough = 0.5 // two pairs of five are chance: “สวัสดี” has them in common with พัสดุ
const mostNear = 3

/** For what no card speaks of as a whole: the cards about some word of it, else the titles that look most like it. */
export function nearestCards(cards: readonly IndexedCard[], typed: string): IndexedCard[] {
  const terms = termsOf(foldText(typed)).filter(isWhole)
  const about = cardsAboutSome(cards, terms)
  if (about.length > 0) return about
  const meant = cardsAboutSome(cards, terms.flatMap(likestWords))
  return meant.length > 0 ? meant : likestCards(cards, typed)
}

/** The cards are in Thai, so a misspelt English word looks like no title: "bugdet" is told by the words that are listed. */
function likestWords(term: string): string[] {
  if (!isLatin(term) || term.length < 4) return []
  const asked = pairsOf(term)
  return synonyms.flat().filter((word) => {
    if (!isLatin(word) || Math.abs(word.length - term.length) > 1) return false
    return sorted(word) === sorted(term) || likeness(asked, pairsOf(word)) > nearEnough
  })
}

const sorted = (word: string) => [...word].sort().join('')

/** Pieces of one or two letters are what is left of a word misspelt, but for words that are listed. */
const isWhole = (term: string) => term.length > 2 || isListed(term)

function cardsAboutSome(cards: readonly IndexedCard[], terms: readonly string[]): IndexedCard[] {
  const sought = terms.map(meaningsOf)
  return cards
    .map((card) => ({ card, words: sought.filter((texts) => texts.some((text) => worth(card, text) > weights.text)) }))
    .filter(({ words: met }) => met.length > 0)
    .sort((a, b) => b.words.length - a.words.length)
    .slice(0, mostNear)
    .map(({ card }) => card)
}

function likestCards(cards: readonly IndexedCard[], typed: string): IndexedCard[] {
  const asked = pairsOf(foldText(typed))
  return cards
    .map((card) => ({ card, likeness: likeness(asked, card.pairs) }))
    .filter(({ likeness: value }) => value >= nearEnough)
    .sort((a, b) => b.likeness - a.likeness || a.card.pairs.size - b.card.pairs.size)
    .slice(0, mostNear)
    .map(({ card }) => card)
}

function pairsOf(key: string): Set<string> {
  const letters = [...key.replaceAll(' ', '')]
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`))
}

/** The share of the typed pairs of letters that the title has: a short word is near to a long title that holds most of it. */
function likeness(asked: ReadonlySet<string>, title: ReadonlySet<string>): number {
  if (asked.size < 2) return 0
  const common = [...asked].filter((pair) => title.has(pair)).length
  return common / asked.size
}

const unseen = /(url|uri|data|code|id|template|pictureShape|pictureRatio|sentAs|recipients|date|fiscalYear)$/i

function textsOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return unseen.test(key) ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => textsOf(item, Array.isArray(value) ? key : name))
}
