const DAY_MS = 86_400_000
const BANGKOK_MS = 7 * 3_600_000 // UTC+7 all year: Thailand has no daylight saving time

/** One card for a calendar day in Bangkok: the same all day, the next one the following day, the deck over again at its end. */
export function cardOfTheDay<Card>(cards: readonly Card[], date: Date): Card {
  const day = Math.floor((date.getTime() + BANGKOK_MS) / DAY_MS)
  const index = ((day % cards.length) + cards.length) % cards.length
  const card = cards[index]
  if (card === undefined) throw new RangeError('There is no card of the day in an empty deck. Add a card first.')
  return card
}
