import { expect, test } from 'vitest'
import { calendarDay } from '../../../src/platform/calendar-day.ts'

const wall = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Bangkok' })

test.each([
  ['2026-11-21T16:59:59.999Z', '2026-11-21'],
  ['2026-11-21T17:00:00.000Z', '2026-11-22'],
  ['2026-12-31T17:00:00.000Z', '2027-01-01'],
  ['2028-02-28T18:00:00.000Z', '2028-02-29'],
])('%s is %s in Bangkok', (at, day) => {
  expect(calendarDay(new Date(at))).toBe(day)
})

test('counts days from the given one, over month and year ends', () => {
  const at = new Date('2027-01-01T01:00:00+07:00')
  expect(calendarDay(at, -1)).toBe('2026-12-31')
  expect(calendarDay(at, -2)).toBe('2026-12-30')
  expect(calendarDay(at, 31)).toBe('2027-02-01')
})

test('agrees with the time zone database at every hour of some years', () => {
  for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2028, 0, 1); at += 7 * 3_600_000)
    expect(calendarDay(new Date(at))).toBe(wall.format(at))
})
