import type { Locale } from '../../contracts/error-words.ts'
import { wordsForReason } from '../../contracts/outcome-words.ts'

export const rateWindowMs = 60_000

/** How many recipients are in a state for one reason; null where none was noted. */
export type OutcomeCount = {
  state: 'planned' | 'accepted' | 'failed' | 'unknown' | 'skipped'
  code: string | null
  count: number
}
export type ReasonCount = { code: string; count: number; text: string }

/** From the first moment of sending to the last, or until now; null before. */
export function tookMs(run: { startedAt: Date | null; finishedAt: Date | null }, now: Date): number | null {
  return run.startedAt && Math.max(0, (run.finishedAt ?? now).getTime() - run.startedAt.getTime())
}

/** Recipients a second over the last minute, or since the start where that is less; no shorter than a second. */
export function ratePerSecond(settledCount: number, startedAt: Date | null, now: Date): number {
  if (!startedAt) return 0
  const elapsedMs = Math.min(rateWindowMs, Math.max(1000, now.getTime() - startedAt.getTime()))
  return Math.round((settledCount / elapsedMs) * 100_000) / 100
}

/** When the last recipient is done: with its batch, or at this rate. Null where nothing is left or nothing moves. */
export function estimateEnd(
  run: { left: number; ratePerSecond: number; lastBatchAt: Date | null },
  now: Date,
): Date | null {
  if (run.left <= 0) return null
  if (run.lastBatchAt && run.lastBatchAt > now) return run.lastBatchAt
  if (run.ratePerSecond <= 0) return null
  return new Date(now.getTime() + Math.ceil((run.left / run.ratePerSecond) * 1000))
}

/** The reasons of a state with their words, most frequent first. */
export function explain(counts: OutcomeCount[], state: OutcomeCount['state'], locale: Locale): ReasonCount[] {
  return counts
    .filter((one) => one.state === state)
    .map(({ code, count }) => ({ code: code ?? reasonless(state), count }))
    .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
    .map(({ code, count }) => ({ code, count, text: wordsForReason(code, locale) }))
}

const reasonless = (state: OutcomeCount['state']) => (state === 'planned' ? 'queued' : 'UNEXPECTED')
