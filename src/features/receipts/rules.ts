import { calendarDay, fiscalYearOfDay } from '../../platform/calendar-day.ts'

/** The fiscal year of a moment, by its Buddhist name: 1 October 2026 begins 2570. */
export function fiscalYearOf(at: Date): number {
  return fiscalYearOfDay(calendarDay(at))
}

const k = 5

/**
 * How many have said รับทราบ, as it may be shown: nothing under five, then in steps of five. A count that moved by one would tell
 * whoever watches the chat who has just tapped.
 */
export function showCount(count: number): number | null {
  return count < k ? null : Math.floor(count / k) * k
}
