import { describe, expect, test } from 'vitest'
import { isRefusalCode, isRefusedByLine } from '../../../../src/features/campaigns/refusal-rules.ts'

const calls = (counts: Partial<Parameters<typeof isRefusedByLine>[0]>) =>
  isRefusedByLine({ accepted: 0, refused: 0, split: 0, other: 0, ...counts })

describe('a run is refused by LINE', () => {
  test('when more than half of its last calls were refused', () => {
    expect(calls({ accepted: 24, refused: 26 })).toBe(true)
    expect(calls({ accepted: 25, refused: 25 })).toBe(false)
    expect(calls({ accepted: 10, refused: 26, other: 14 })).toBe(true)
    expect(calls({ accepted: 11, refused: 25, other: 14 })).toBe(false)
  })

  test('only after ten calls', () => {
    expect(calls({ refused: 9 })).toBe(false)
    expect(calls({ refused: 10 })).toBe(true)
    expect(calls({ accepted: 4, refused: 6 })).toBe(true)
    expect(calls({ accepted: 4, refused: 5 })).toBe(false)
  })

  test('not by one bad id that a multicast of 500 is halved for', () => {
    for (let level = 1; level <= 9; level += 1) expect(calls({ accepted: level, split: level + 1 })).toBe(false)
    expect(calls({ accepted: 9, split: 9, refused: 1 })).toBe(false)
  })

  test('by multicasts none of which is accepted, long before they are halved down to single people', () => {
    expect(calls({ split: 9 })).toBe(false)
    expect(calls({ split: 10 })).toBe(true)
    expect(calls({ split: 50 })).toBe(true)
  })
})

test('400, 403 and 401 are refusals; what heals or concerns one recipient is none', () => {
  const codes = ['LINE_HTTP_400', 'LINE_HTTP_403', 'LINE_UNAUTHORIZED']
  expect(codes.map(isRefusalCode)).toEqual([true, true, true])
  const others = ['LINE_HTTP_404', 'LINE_HTTP_413', 'LINE_UNREACHABLE', 'LINE_RATE_LIMITED', 'LINE_MONTHLY_LIMIT']
  expect(others.filter(isRefusalCode)).toEqual([])
})
