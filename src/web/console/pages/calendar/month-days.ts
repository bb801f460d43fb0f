export type MonthDay = { date: string; isOutside: boolean; isWeekend: boolean }

/** The weeks of a month, Monday first, as days (2026-11-23); `month` is 2026-11. */
export function listMonthDays(month: string): MonthDay[] {
  const first = new Date(`${month}-01T00:00:00Z`)
  const start = new Date(first)
  start.setUTCDate(1 - ((first.getUTCDay() + 6) % 7))
  const days: MonthDay[] = []
  for (const day = new Date(start); ; day.setUTCDate(day.getUTCDate() + 1)) {
    const date = day.toISOString().slice(0, 10)
    const isWeekStart = day.getUTCDay() === 1
    if (isWeekStart && days.length > 0 && !date.startsWith(month)) return days
    days.push({ date, isOutside: !date.startsWith(month), isWeekend: [0, 6].includes(day.getUTCDay()) })
  }
}

/** The month so many months from this one. */
export function moveMonth(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}
