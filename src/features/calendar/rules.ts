import type { Festival } from '../../contracts/api/campaigns.ts'
import { addDays, atLocalTime, localDay, weekdayOf } from '../../platform/local-time.ts'

export type DaySource = 'proposed' | 'manual' | 'csv'
export type Holiday = { date: string; name: string; source: DaySource }
export type FestivalDay = { festival: Festival; date: string; source: DaySource }
export type YearDays = { holidays: Holiday[]; festivals: FestivalDay[] }

/** Times are HH:MM on the office's clock. */
export type SendingWindow = { isOn: boolean; opens: string; closes: string }
export const officeHours = { opens: '08:30', closes: '16:30' }

export const officeZone = 'Asia/Bangkok'
const longestClosedDays = 400 // an office that is closed for longer has no window to wait for

/**
 * The working days, festivals and sending window of the office. A year that nobody has touched is what the library proposes;
 * only then is it asked.
 */
export function createOfficeCalendar(parts: {
  years: ReadonlyMap<number, YearDays>
  proposeYear(year: number): YearDays
  window: SendingWindow
}) {
  const { window } = parts
  const holidaysOf = new Map<number, Set<string>>()
  const daysOf = (year: number) => parts.years.get(year) ?? parts.proposeYear(year)

  function isHoliday(day: string): boolean {
    const year = yearOf(day)
    const known = holidaysOf.get(year) ?? new Set(daysOf(year).holidays.map(({ date }) => date))
    holidaysOf.set(year, known)
    return known.has(day)
  }

  const isWorkingDay = (day: string): boolean => weekdayOf(day) <= 5 && !isHoliday(day)

  function festivalDay(festival: Festival, year: number): string {
    const known = daysOf(year).festivals.find((day) => day.festival === festival)
    return (known ?? (parts.proposeYear(year).festivals.find((day) => day.festival === festival) as FestivalDay)).date
  }

  /** `at` itself while the window is open or off, else the moment it opens next. */
  function nextOpening(at: Date): Date {
    if (!window.isOn) return at
    let day = localDay(at, officeZone)
    for (let count = 0; count < longestClosedDays; count += 1, day = addDays(day, 1)) {
      if (!isWorkingDay(day) || at >= atLocalTime(day, window.closes, officeZone)) continue
      const opening = atLocalTime(day, window.opens, officeZone)
      return opening > at ? opening : at
    }
    return at
  }

  return { isWorkingDay, festivalDay, nextOpening }
}

export type OfficeCalendar = ReturnType<typeof createOfficeCalendar>

export const yearOf = (day: string) => Number(day.slice(0, 4))

/** What a calendar says of a year until an officer has confirmed it. */
export const unconfirmedNotice = (year: number) => `ยังไม่ยืนยันวันหยุดปี ${toBuddhistYear(year)}`

export const toBuddhistYear = (year: number) => year + 543
export const toCommonYear = (buddhistYear: number) => buddhistYear - 543
