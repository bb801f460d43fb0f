import { expect, test } from 'vitest'
import { fiscalYearOf, showCount } from '../../../../src/features/receipts/rules.ts'

test('a fiscal year begins with October in Bangkok', () => {
  expect(fiscalYearOf(new Date('2026-09-30T16:59:59Z'))).toBe(2569)
  expect(fiscalYearOf(new Date('2026-09-30T17:00:00Z'))).toBe(2570)
  expect(fiscalYearOf(new Date('2027-01-01T00:00:00Z'))).toBe(2570)
})

test('a count is shown from five on, in steps of five: no single tap can be seen', () => {
  expect([0, 4, 5, 9, 10, 101].map(showCount)).toEqual([null, null, 5, 5, 10, 100])
})
