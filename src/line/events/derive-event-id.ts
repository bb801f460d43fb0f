import { createHash } from 'node:crypto'

/**
 * An id for an event without a usable one: the same event again gives the same id.
 * The `x` keeps it apart from LINE's ULIDs, which begin with a digit.
 */
export function deriveEventId(rawEvent: unknown, rawBody: Buffer, index: number): string {
  const hash = createHash('sha256')
  try {
    hash.update(JSON.stringify(rawEvent))
  } catch {
    // JSON.stringify recurses and throws on some 10,000 nested arrays, which JSON.parse reads happily: the whole body stands in.
    hash.update(rawBody).update(String(index))
  }
  return `x${hash.digest('hex')}`
}
