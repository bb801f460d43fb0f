import type { PlannedCount } from './rules.ts'

const fewest = 20 // people: LINE gives no figure of fewer

/**
 * The name under which LINE adds up who saw a run; made of the run's id, so that it is the same on every try. None where LINE
 * would say nothing anyhow: it takes 1,000 names a month and drops the next in silence. Of groups it does not say.
 */
export function statsUnitOf(runId: string, { groups, people }: PlannedCount): string | null {
  const isWorthIt = groups > 0 || people >= fewest
  return isWorthIt ? `r_${BigInt(`0x${runId.replaceAll('-', '')}`).toString(36)}` : null // 2 + 25 of the 30 characters
}

const tokyoMs = 9 * 3_600_000
const dayMs = 86_400_000
const mostDays = 30 // of one question to LINE

/** The days of UTC+9 on which a run can have been seen: from its start, 30 at most. */
export function statisticsDays(startedAt: Date, now: Date): { from: string; to: string } {
  const write = (ms: number) => new Date(ms + tokyoMs).toISOString().slice(0, 10).replaceAll('-', '')
  const start = startedAt.getTime()
  return { from: write(start), to: write(Math.max(start, Math.min(now.getTime(), start + (mostDays - 1) * dayMs))) }
}
