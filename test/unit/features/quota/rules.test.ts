import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findShortage,
  isOfSameMonth,
  precedence,
  spokenForBefore,
  sumDownTo,
  summarizeQuota,
} from '../../../../src/features/quota/rules.ts'
import { endOfMonth } from '../../../../src/platform/calendar-day.ts'

const asOf = new Date('2026-11-25T03:00:00Z')
const none = { alert: 0, poll_invitation: 0, card: 0 }
const nothing = { notices: 0, started: 0, planned: none, held: none, awaiting: 0 }

describe('the month', () => {
  test('ends at midnight in Bangkok', () => {
    expect(endOfMonth(new Date('2026-11-30T16:59:59Z')).toISOString()).toBe('2026-11-30T17:00:00.000Z')
    expect(endOfMonth(new Date('2026-11-30T17:00:00Z')).toISOString()).toBe('2026-12-31T17:00:00.000Z')
  })
  test('is another after that moment', () => {
    const night = new Date('2026-12-31T16:59:00Z')
    expect(isOfSameMonth(night, new Date('2026-12-01T00:00:00Z'))).toBe(true)
    expect(isOfSameMonth(night, new Date('2026-12-31T17:00:00Z'))).toBe(false)
  })
})

describe('the summary', () => {
  test('has what is spoken for taken off, and what awaits approval in the forecast only', () => {
    const figures = { limit: 300, used: 100, asOf }
    expect(
      summarizeQuota(figures, {
        ...nothing,
        started: 20,
        planned: { alert: 5, poll_invitation: 10, card: 15 },
        awaiting: 60,
      }),
    ).toEqual({
      type: 'limited',
      limit: 300,
      used: 100,
      reserved: 50,
      left: 150,
      forecast: 210,
      warnsAt80: false,
      asOf: asOf.toISOString(),
    })
  })
  test('warns at 80 % to the message', () => {
    const warns = (used: number) => summarizeQuota({ limit: 15, used, asOf }, nothing).warnsAt80
    expect([warns(11), warns(12)]).toEqual([false, true])
  })
  test('of a plan without a limit has nothing left to count and never warns', () => {
    expect(summarizeQuota({ limit: null, used: 9_000, asOf }, nothing)).toMatchObject({
      type: 'none',
      left: null,
      forecast: 9_000,
      warnsAt80: false,
    })
  })
  test('without a word of LINE says so', () => {
    expect(summarizeQuota(undefined, { ...nothing, planned: { ...none, card: 5 } })).toMatchObject({
      type: 'unknown',
      reserved: 5,
    })
  })
})

describe('a run', () => {
  test('fits exactly when what it needs is left', () => {
    const natural = fc.nat(1_000)
    fc.assert(
      fc.property(natural, natural, natural, natural, (limit, used, reserved, needs) => {
        const shortage = findShortage({ limit, used, asOf }, reserved, needs)
        expect(shortage === undefined).toBe(needs === 0 || used + reserved + needs <= limit)
        if (shortage) expect(shortage).toEqual({ needs, limit, left: Math.max(0, limit - used - reserved) })
      }),
    )
  })
  test('is never short where there is no limit or none is known', () => {
    expect(findShortage(undefined, 0, 1_000_000)).toBeUndefined()
    expect(findShortage({ limit: null, used: 0, asOf }, 0, 1_000_000)).toBeUndefined()
  })
})

describe('who goes first', () => {
  const planned = { alert: 1, poll_invitation: 10, card: 100 }

  test('is asked to fit beside its own kind and those before it', () => {
    expect(precedence.map((rank) => sumDownTo(rank, planned))).toEqual([1, 11, 111])
  })

  test('leaves, when it starts, what goes before it, but not what waits for a person', () => {
    const coming = { notices: 3, started: 2, planned, held: { ...none, poll_invitation: 4 }, awaiting: 1000 }
    expect(precedence.map((rank) => spokenForBefore(rank, coming))).toEqual([5, 6, 12])
  })
})
