import { describe, expect, test } from 'vitest'
import { cardOfTheDay } from '../../../prisma/seed/card-of-the-day.ts'

const deck = ['a', 'b', 'c']

describe('cardOfTheDay', () => {
  test('is the same from the first to the last moment of a day in Bangkok', () => {
    const first = cardOfTheDay(deck, new Date('2026-11-23T00:00:00.000+07:00'))
    expect(cardOfTheDay(deck, new Date('2026-11-23T06:59:59.999+07:00'))).toBe(first) // still 22 November in UTC
    expect(cardOfTheDay(deck, new Date('2026-11-23T23:59:59.999+07:00'))).toBe(first)
  })

  test('is the next card the following day, and the first after the last', () => {
    const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']
    const shown = days.map((day) => cardOfTheDay(deck, new Date(`${day}T12:00:00+07:00`)))
    expect(shown[3]).toBe(shown[0])
    for (const [index, card] of shown.slice(0, 3).entries()) {
      expect(shown[index + 1]).toBe(deck[(deck.indexOf(card) + 1) % deck.length])
    }
  })

  test('exists for days before 1970', () => {
    expect(deck).toContain(cardOfTheDay(deck, new Date('1950-01-01T00:00:00Z')))
  })

  test('refuses an empty deck', () => {
    expect(() => cardOfTheDay([], new Date())).toThrow(RangeError)
  })
})
