import type { Quota } from '../../contracts/api/quota.ts'
import { calendarDay } from '../../platform/calendar-day.ts'

/** What LINE said of a month: its limit, if the plan has one, and what is used of it. */
export type Figures = { limit: number | null; used: number; asOf: Date }

/** Who goes first when the quota is short, in this order. */
export const precedence = ['alert', 'poll_invitation', 'card'] as const
export type Precedence = (typeof precedence)[number]

/**
 * What will still be sent this month: to officers and testers (`notices`), of runs being sent the rest, approved runs to come, those awaiting approval, and of the
 * runs to come those that wait for a person.
 */
export type ComingCosts = {
  notices: number
  started: number
  planned: Record<Precedence, number>
  held: Record<Precedence, number>
  awaiting: number
}

export type Shortage = { needs: number; left: number; limit: number }

const monthOf = (at: Date) => calendarDay(at).slice(0, 7)

/** LINE does not say in which zone its month ends; the office's own is taken, two hours from the likely one (UTC+9). */
export function isOfSameMonth(at: Date, now: Date): boolean {
  return monthOf(at) === monthOf(now)
}

/** The month at a glance. Without a word of LINE this month only what is reserved is known. */
export function summarizeQuota(figures: Figures | undefined, coming: ComingCosts): Quota {
  const reserved = underWay(coming) + sumDownTo('card', coming.planned)
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

/** Costs of this rank and of all before it. */
export function sumDownTo(rank: Precedence, costs: Record<Precedence, number>): number {
  return precedence.slice(0, precedence.indexOf(rank) + 1).reduce((sum, one) => sum + costs[one], 0)
}

/** What nothing else may take: approvals, alerts and tests, whatever their hour, and the rest of what is being sent. */
export const underWay = ({ notices, started }: Pick<ComingCosts, 'notices' | 'started'>): number => notices + started

/** What a run about to start has to leave: what is under way, and what goes before it and needs nobody. */
export function spokenForBefore(rank: Precedence, coming: ComingCosts): number {
  const { planned, held } = coming
  const before = (costs: Record<Precedence, number>) => sumDownTo(rank, costs) - costs[rank]
  return underWay(coming) + before(planned) - before(held)
}

/** The numbers, where a run does not fit whole into what is left; no run is cut to what would fit. */
export function findShortage(figures: Figures | undefined, reserved: number, needs: number): Shortage | undefined {
  if (!figures || figures.limit === null) return undefined
  const left = Math.max(0, figures.limit - figures.used - reserved)
  return needs > left ? { needs, left, limit: figures.limit } : undefined
}
