import { countGraphemes } from '../../contracts/template-fields.ts'

const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' })

/** Cut between characters as a reader sees them, so that no Thai mark is left without its letter. */
export function shortenTo(max: number, text: string): string {
  if (countGraphemes(text) <= max) return text
  const kept = [...graphemes.segment(text)].slice(0, max - 1).map(({ segment }) => segment)
  return `${kept.join('').trimEnd()}…`
}

/** Longer than this is an opinion, not a search: it gets the word that this chat is not anonymous. */
export const longTextFrom = 200

export const isLongText = (text: string) => [...text].length > longTextFrom

const dayMs = 86_400_000
const bangkokAheadMs = 7 * 3_600_000

/** One card for each day in Bangkok, in the order of the deck, over again at its end. */
export function cardOfDay<Card>(deck: readonly Card[], now: Date): Card | undefined {
  const day = Math.floor((now.getTime() + bangkokAheadMs) / dayMs)
  return deck[day % deck.length]
}

/** A page of a list; a page that does not exist shows the first. */
export function pageOf<Item>(items: readonly Item[], page: number, size: number) {
  const isThere = Number.isInteger(page) && page >= 0 && page * size < items.length
  const from = isThere ? page * size : 0
  const shown = items.slice(from, from + size)
  return { shown, from: from + 1, to: from + shown.length, next: from + size < items.length ? from / size + 1 : null }
}
