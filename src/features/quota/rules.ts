import type { Quota } from '../../contracts/api/quota.ts'
import { calendarDay } from '../../platform/calendar-day.ts'

/** What LINE said of a month: its limit, if the plan has one, and what is used of it. */
export type Figures = { limit: number | null; used: number; asOf: Date }

/** What campaigns will still cost this month: runs being sent, approved runs to come, and those awaiting approval. */
export type ComingCosts = { started: number; planned: number; awaiting: number }

export type Shortage = { needs: number; left: number; limit: number }

const monthOf = (at: Date) => calendarDay(at).slice(0, 7)

/** LINE does not say in which zone its month ends; the office's own is taken, two hours from the likely one (UTC+9). */
export function isOfSameMonth(at: Date, now: Date): boolean {
  return monthOf(at) === monthOf(now)
}

/** The first moment of the next month in Bangkok. */
export function endOfMonth(now: Date): Date {
  const [year, month] = monthOf(now).split('-').map(Number) as [number, number]
  const nextMonth = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
  return new Date(`${nextMonth}-01T00:00:00+07:00`)
}

/** The month at a glance. Without a word of LINE this month only what is reserved is known. */
export function summarizeQuota(figures: Figures | undefined, coming: ComingCosts): Quota {
  const reserved = coming.started + coming.planned
  if (!figures) {
    return {
      type: 'unknown',
      limit: null,
      used: null,
      reserved,
      left: null,
      forecast: null,
      warnsAt80: false,
      asOf: null,
    }
  }
  const { limit, used } = figures
  const forecast = used + reserved + coming.awaiting
  return {
    type: limit === null ? 'none' : 'limited',
    limit,
    used,
    reserved,
    left: limit === null ? null : Math.max(0, limit - used - reserved),
    forecast,
    // In whole numbers: 0.8 × 15 is 12.000000000000002 in floating point.
    warnsAt80: limit !== null && forecast * 10 >= limit * 8,
    asOf: figures.asOf.toISOString(),
  }
}

/** The numbers, where a run does not fit whole into what is left; no run is cut to what would fit. */
export function findShortage(figures: Figures | undefined, reserved: number, needs: number): Shortage | undefined {
  if (!figures || figures.limit === null) return undefined
  const left = Math.max(0, figures.limit - figures.used - reserved)
  return needs > left ? { needs, left, limit: figures.limit } : undefined
}
