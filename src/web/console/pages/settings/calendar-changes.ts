import type { Festival } from '../../../../contracts/api/campaigns.ts'
import type { client } from '../../api/client.ts'
import { buddhistYear } from '../../parts/days.ts'

type CalendarYear = Awaited<ReturnType<typeof client.calendar.get>>
type OfYear = { year: unknown }

// What each request makes of the years on the screen, to be shown before the service has answered.

export const confirmYear = (shown: CalendarYear, { year }: OfYear): CalendarYear =>
  shown.year === year ? { ...shown, isConfirmed: true } : shown

export const removeDay = (shown: CalendarYear, { date }: { date: string }): CalendarYear => ({
  ...shown,
  days: shown.days.filter((day) => day.date !== date),
})

export function putDay(shown: CalendarYear, { date, name }: { date: string; name: string }): CalendarYear {
  if (shown.year !== buddhistYear(date)) return shown
  const days = [...removeDay(shown, { date }).days, { date, name, source: 'manual' as const }]
  return { ...shown, days: days.toSorted((a, b) => a.date.localeCompare(b.date)) }
}

export function putFestival(
  shown: CalendarYear,
  { year, festival, date }: OfYear & { festival: Festival; date: string },
): CalendarYear {
  if (shown.year !== year) return shown
  const put = (day: CalendarYear['festivals'][number]) =>
    day.festival === festival ? { ...day, date, source: 'manual' as const } : day
  return { ...shown, festivals: shown.festivals.map(put) }
}
