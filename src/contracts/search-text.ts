import { arabicDigits } from './cell-text.ts'

const invisible = /[\u200b-\u200d\u2060\ufeff\u00ad]/g

const address = /^https?:\/\/\S+$/

/**
 * Words as they are looked for: one case, Arabic digits, no zero-width characters, single spaces. Thai is found by any part of
 * it, so that "ขวัญ" finds ของขวัญ and nothing depends on where words are split.
 */
export function toSearchText(...parts: unknown[]): string {
  const words = parts.flatMap(textsOf).join(' ').normalize('NFC')
  return arabicDigits(words).replace(invisible, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

type Searched = {
  title: string
  data: unknown
  basis?: string | null | undefined
  owner?: string | null | undefined
  itaItems?: readonly string[] | undefined
  tags?: readonly string[] | undefined
}

/** Of a card: what stands on it and in its filing, as people look for it. */
export const cardSearchText = ({ title, data, basis, owner, itaItems, tags }: Searched): string =>
  toSearchText(title, data, basis, owner, itaItems, tags)

function textsOf(part: unknown): string[] {
  if (typeof part === 'string') return address.test(part) ? [] : [part]
  if (typeof part === 'number') return [String(part)]
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsOf) : []
}
