import { calendarDay } from '../../src/platform/calendar-day.ts'

const dayMs = 86_400_000

/** One card for a calendar day in Bangkok: the same all day, the next one the following day, the deck over again at its end. */
export function cardOfTheDay<Card>(cards: readonly Card[], date: Date): Card {
  const day = Date.parse(calendarDay(date)) / dayMs
  const index = ((day % cards.length) + cards.length) % cards.length
  const card = cards[index]
  if (card === undefined) throw new RangeError('There is no card of the day in an empty deck. Add a card first.')
  return card
}
