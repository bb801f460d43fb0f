import { refuseParameter } from './line-refusal.ts'

// A `next` of LINE's is good for 24 h.
const nextValidMs = 24 * 60 * 60 * 1000

/** One page of a list and the opaque `next` that asks for the one after it. */
export function pageOf<T>(all: T[], { start, limit, at }: { start: string | null; limit: number; at: Date }) {
  const offset = start === null ? 0 : readStart(start, at)
  const end = offset + limit
  const items = all.slice(offset, end)
  return end < all.length ? { items, next: Buffer.from(`${end} ${at.getTime()}`).toString('base64url') } : { items }
}

function readStart(start: string, at: Date): number {
  const [, offset, issuedAt] = /^(\d+) (\d+)$/.exec(Buffer.from(start, 'base64url').toString()) ?? []
  if (offset === undefined || at.getTime() - Number(issuedAt) > nextValidMs) throw refuseParameter('start')
  return Number(offset)
}
