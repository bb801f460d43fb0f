/** Longer than this is an opinion, not a search: it gets the word that this chat is not anonymous. */
export const longTextFrom = 200

export const isLongText = (text: string) => [...text].length > longTextFrom

/** What was typed, as a button carries it: a Thai letter takes four characters of its data, and nine with percent signs. */
export const packWords = (text: string) => Buffer.from(text).toString('base64url')

export const unpackWords = (words: string) => Buffer.from(words, 'base64url').toString()

const indicatorOf = ({ data }: { data: unknown }) => data as { fiscalYear: number; no: number }

/** Cards of indicators as their report has them: the newest year first, each year by its numbers. */
export function byIndicator(one: { data: unknown }, other: { data: unknown }): number {
  const [a, b] = [indicatorOf(one), indicatorOf(other)] as const
  return b.fiscalYear - a.fiscalYear || a.no - b.no
}

/** A page of a list; a page that does not exist shows the first. */
export function pageOf<Item>(items: readonly Item[], page: number, size: number) {
  const isThere = Number.isInteger(page) && page >= 0 && page * size < items.length
  const from = isThere ? page * size : 0
  const shown = items.slice(from, from + size)
  return { shown, from: from + 1, to: from + shown.length, next: from + size < items.length ? from / size + 1 : null }
}
