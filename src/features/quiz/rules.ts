import { calendarDay } from '../../platform/calendar-day.ts'

export const questionsPerWeek = 3
export const repeatsPerWeek = 3

const dayMs = 86_400_000

/** The Monday of a moment's week in Bangkok, "2026-11-23". */
export function weekOf(now: Date): string {
  const day = new Date(`${calendarDay(now)}T00:00:00Z`)
  const sinceMonday = (day.getUTCDay() + 6) % 7
  return new Date(day.getTime() - sinceMonday * dayMs).toISOString().slice(0, 10)
}

/** When a week begins on the clock of Bangkok. */
export const startOfWeek = (week: string) => new Date(`${week}T00:00:00+07:00`)

export const weekBefore = (week: string) =>
  new Date(Date.parse(`${week}T00:00:00Z`) - 7 * dayMs).toISOString().slice(0, 10)

/** The week's questions: those never asked first, then those asked longest ago, each once before any comes twice. */
export function chooseQuestions(
  approved: readonly { code: string; cardCode: string | null }[],
  lastAsked: ReadonlyMap<string, string>,
): string[] {
  const byAge = approved.toSorted(
    (a, b) => (lastAsked.get(a.code) ?? '').localeCompare(lastAsked.get(b.code) ?? '') || a.code.localeCompare(b.code),
  )
  // Two questions of one card would give each other away.
  const cards = new Set<string>()
  const chosen = byAge.filter(({ code, cardCode }) => {
    const card = cardCode ?? code
    return !cards.has(card) && cards.add(card)
  })
  return chosen.slice(0, questionsPerWeek).map(({ code }) => code)
}

/** Weeks in a row, this one included. A week left out starts anew. */
export function nextStreak(before: { weeks: number; lastWeek: string } | undefined, week: string): number {
  if (before?.lastWeek === week) return before.weeks
  return before?.lastWeek === weekBefore(week) ? before.weeks + 1 : 1
}

/** A streak as it stands now: one that ended more than a week ago is over. */
export function currentStreak(streak: { weeks: number; lastWeek: string } | undefined, week: string): number {
  return streak && (streak.lastWeek === week || streak.lastWeek === weekBefore(week)) ? streak.weeks : 0
}
