import { pickOfTheDay } from '../../src/platform/pick-of-the-day.ts'

/** One card for a calendar day in Bangkok: the same all day, the next one the following day, the deck over again at its end. */
export function cardOfTheDay<Card>(cards: readonly Card[], date: Date): Card {
  const card = pickOfTheDay(cards, date)
  if (card === undefined) throw new RangeError('There is no card of the day in an empty deck. Add a card first.')
  return card
}
