const bangkokMs = 7 * 3_600_000 // UTC+7 all year: Thailand keeps no daylight-saving time
const dayMs = 86_400_000

/** The calendar day in Bangkok as YYYY-MM-DD; `offsetDays` counts from it. */
export function calendarDay(at: Date, offsetDays = 0): string {
  return new Date(at.getTime() + bangkokMs + offsetDays * dayMs).toISOString().slice(0, 10)
}

/** The fiscal year of a day, by its Buddhist name: it runs from 1 October, so 2026-10-01 is the first day of 2570. */
export function fiscalYearOfDay(day: string): number {
  return Number(day.slice(0, 4)) + 543 + (Number(day.slice(5, 7)) >= 10 ? 1 : 0)
}

/** The first moment of the next month in Bangkok. */
export function endOfMonth(now: Date): Date {
  const [year, month] = calendarDay(now).split('-').map(Number) as [number, number, number]
  const nextMonth = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
  return new Date(`${nextMonth}-01T00:00:00+07:00`)
}
