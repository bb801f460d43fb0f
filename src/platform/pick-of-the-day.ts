import { calendarDay } from './calendar-day.ts'

const dayMs = 86_400_000

/** One of these for a calendar day in Bangkok: the same all day, the next one the following day, over again at the end. */
export function pickOfTheDay<Item>(items: readonly Item[], date: Date): Item | undefined {
  const day = Date.parse(calendarDay(date)) / dayMs
  return items[((day % items.length) + items.length) % items.length]
}
