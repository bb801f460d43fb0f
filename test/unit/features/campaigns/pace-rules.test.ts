import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  batchesOf,
  batchLateMs,
  createRequestPlan,
  type WantedPace,
} from '../../../../src/features/campaigns/pace-rules.ts'
import type { PlannedRecipient } from '../../../../src/features/campaigns/rules.ts'

const people = (count: number): PlannedRecipient[] =>
  Array.from({ length: count }, (_, no) => ({ kind: 'person', chatId: `U${no}`, state: 'planned', reason: null }))
const minuteMs = 60_000
const planPaced = (recipients: PlannedRecipient[], wanted: WantedPace) => ({
  deliveries: createRequestPlan(wanted, recipients.length).add(recipients),
})

/** The most chats that any minute gets, when each batch goes out as late as it may or on time. */
function mostInAMinute(batches: { afterMs: number; chats: number; isLate: boolean }[]): number {
  const sent = batches.map(({ afterMs, isLate, chats }) => ({ at: afterMs + (isLate ? batchLateMs - 1 : 0), chats }))
  const countFrom = (from: number) =>
    sent.reduce((sum, { at, chats }) => sum + (at >= from && at < from + minuteMs ? chats : 0), 0)
  return Math.max(...sent.map(({ at }) => countFrom(at)))
}

describe('a run of no more than n chats a minute', () => {
  test('has no minute with more, wherever it begins and whichever batches are late', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 400 }),
        fc.array(fc.boolean(), { minLength: 7, maxLength: 50 }),
        (perMinute, count, lateness) => {
          const { deliveries } = planPaced(people(count), { chatsPerMinute: perMinute, spreadMinutes: null })
          expect(deliveries.flatMap(({ chatIds }) => chatIds)).toHaveLength(count)
          const batches = deliveries.map(({ afterMs = 0, chatIds }, index) => ({
            afterMs,
            chats: chatIds.length,
            isLate: lateness[index % lateness.length] as boolean,
          }))
          expect(mostInAMinute(batches)).toBeLessThanOrEqual(perMinute)
        },
      ),
      { numRuns: 200, seed: 7 },
    )
  })

  test('goes out at once where it has no more than that', () => {
    expect(batchesOf({ chatsPerMinute: 40, spreadMinutes: null }, 40)).toBeUndefined()
    expect(batchesOf({ chatsPerMinute: 40, spreadMinutes: null }, 41)).toEqual({ size: 5, everyMs: 10_000 })
  })

  test('of one a minute leaves room for a late one', () => {
    expect(batchesOf({ chatsPerMinute: 1, spreadMinutes: null }, 2)).toEqual({ size: 1, everyMs: 65_000 })
  })
})

describe('a run that is spread over a time', () => {
  test('begins at once and ends with it', () => {
    for (const count of [2, 7, 300, 20_000]) {
      const { deliveries } = planPaced(people(count), { chatsPerMinute: null, spreadMinutes: 30 })
      expect(deliveries[0]?.afterMs).toBe(0)
      expect(deliveries.at(-1)?.afterMs).toBeGreaterThan(29.9 * minuteMs)
      expect(deliveries.at(-1)?.afterMs).toBeLessThanOrEqual(30 * minuteMs)
    }
  })

  test('and throttled too takes the slower of both', () => {
    expect(batchesOf({ chatsPerMinute: 7, spreadMinutes: 1 }, 700)).toEqual({ size: 1, everyMs: 10_000 })
    expect(batchesOf({ chatsPerMinute: 70, spreadMinutes: 30 }, 300)).toEqual({ size: 2, everyMs: 12_080 })
  })

  test('and has one chat goes out at once', () => {
    expect(batchesOf({ chatsPerMinute: null, spreadMinutes: 30 }, 1)).toBeUndefined()
  })
})

test('a run planned in pages is batched as if in one', () => {
  const wanted = { chatsPerMinute: 60, spreadMinutes: null }
  const all = people(100)
  const requests = createRequestPlan(wanted, 100)
  const inPages = [requests.add(all.slice(0, 33)), requests.add(all.slice(33))].flat()
  const dueOf = (deliveries: typeof inPages) =>
    deliveries.flatMap(({ chatIds, afterMs }) => chatIds.map((chatId) => [chatId, afterMs]))
  expect(dueOf(inPages)).toEqual(dueOf(planPaced(all, wanted).deliveries))
})
