import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  backoffMs,
  type CallOutcome,
  type CampaignMove,
  type CampaignState,
  checkFourEyes,
  giveUpAfterMs,
  isTooLate,
  judge,
  moveCampaign,
  moveRun,
  type PlannedRecipient,
  planDeliveries,
  type RunMove,
  type RunState,
} from '../../../../src/features/campaigns/rules.ts'

const now = new Date('2026-11-22T03:00:00.000Z')
const hourMs = 3_600_000
const codeOf = (act: () => unknown): unknown => {
  try {
    act()
  } catch (error) {
    return (error as { code: string; status: number }).code
  }
  return undefined
}

describe('moveCampaign', () => {
  const states: CampaignState[] = ['draft', 'pending_approval', 'scheduled', 'paused', 'completed', 'cancelled']
  const allowed: Record<CampaignMove, Partial<Record<CampaignState, CampaignState>>> = {
    submit: { draft: 'pending_approval' },
    approve: { pending_approval: 'scheduled' },
    reject: { pending_approval: 'draft' },
    revise: { draft: 'draft', pending_approval: 'draft', scheduled: 'draft', paused: 'draft' },
    pause: { scheduled: 'paused' },
    resume: { paused: 'scheduled' },
    cancel: { draft: 'cancelled', pending_approval: 'cancelled', scheduled: 'cancelled', paused: 'cancelled' },
  }
  const cells = Object.keys(allowed).flatMap((move) => states.map((state) => [move as CampaignMove, state] as const))

  test.each(cells)('%s from %s', (move, state) => {
    const to = allowed[move][state]
    if (to) expect(moveCampaign(move, state)).toBe(to)
    else expect(codeOf(() => moveCampaign(move, state))).toBe('WRONG_STATE')
  })

  test('a refusal carries the present state, so that the page can show it', () => {
    expect(() => moveCampaign('approve', 'scheduled')).toThrow(
      expect.objectContaining({ status: 409, data: { state: 'scheduled' } }),
    )
  })
})

describe('moveRun', () => {
  const states: RunState[] = ['planned', 'deferred', 'held', 'sending', 'paused', 'done', 'cancelled']
  const allowed: Record<RunMove, Partial<Record<RunState, RunState>>> = {
    release: { held: 'planned' },
    pause: { sending: 'paused' },
    resume: { paused: 'sending' },
    cancel: {
      planned: 'cancelled',
      deferred: 'cancelled',
      held: 'cancelled',
      sending: 'cancelled',
      paused: 'cancelled',
    },
    retry: { done: 'sending', paused: 'sending' },
  }
  const cells = Object.keys(allowed).flatMap((move) => states.map((state) => [move as RunMove, state] as const))

  test.each(cells)('%s from %s', (move, state) => {
    const to = allowed[move][state]
    if (to) expect(moveRun(move, state)).toBe(to)
    else
      expect(codeOf(() => moveRun(move, state))).toBe(
        move === 'retry' && state === 'cancelled' ? 'RUN_CANCELLED' : 'WRONG_STATE',
      )
  })
})

describe('checkFourEyes', () => {
  test('lets another person approve, and never the author', () => {
    expect(codeOf(() => checkFourEyes('author', 'approver'))).toBeUndefined()
    expect(codeOf(() => checkFourEyes('author', 'author'))).toBe('OWN_WORK')
  })
})

describe('isTooLate', () => {
  test('begins one millisecond after lateAfterMs', () => {
    const run = { dueAt: now, lateAfterMs: 900_000 }
    expect(isTooLate(run, new Date(now.getTime() + 900_000))).toBe(false)
    expect(isTooLate(run, new Date(now.getTime() + 900_001))).toBe(true)
    expect(isTooLate(run, new Date(now.getTime() - hourMs))).toBe(false)
  })
})

describe('planDeliveries', () => {
  const recipient = fc.record({
    kind: fc.constantFrom('group' as const, 'person' as const),
    chatId: fc.integer({ min: 0, max: 3000 }).map(String),
    state: fc.constantFrom('planned' as const, 'planned' as const, 'skipped' as const),
    reason: fc.constant(null),
  })
  const people = (count: number, kind: 'group' | 'person' = 'person'): PlannedRecipient[] =>
    Array.from({ length: count }, (_, index) => ({ kind, chatId: `${kind}${index}`, state: 'planned', reason: null }))

  test('puts every planned chat in exactly one delivery, and no skipped one in any', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(recipient, { selector: ({ chatId }) => chatId, maxLength: 2500, size: 'max' }),
        (recipients) => {
          const planned = recipients.filter(({ state }) => state === 'planned').map(({ chatId }) => chatId)
          const sent = planDeliveries(recipients).flatMap(({ chatIds }) => chatIds)
          expect(sent.toSorted()).toEqual(planned.toSorted())
        },
      ),
    )
  })

  test('plans a chat that is named several times once', () => {
    fc.assert(
      fc.property(fc.array(recipient, { maxLength: 300 }), (recipients) => {
        const sent = planDeliveries([...recipients, ...recipients]).flatMap(({ chatIds }) => chatIds)
        expect(new Set(sent).size).toBe(sent.length)
      }),
    )
  })

  test('never asks LINE for more than it takes: groups by push, one each; people 500 a multicast; one person by push', () => {
    fc.assert(
      fc.property(fc.array(recipient, { maxLength: 2500, size: 'max' }), (recipients) => {
        const kinds = new Map(recipients.map(({ chatId, kind }) => [chatId, kind]))
        for (const { endpoint, chatIds } of planDeliveries(recipients)) {
          expect(chatIds.length).toBeGreaterThanOrEqual(1)
          expect(chatIds.length).toBeLessThanOrEqual(500)
          expect(endpoint).toBe(chatIds.length === 1 ? 'push' : 'multicast')
          if (endpoint === 'multicast') expect(chatIds.every((chatId) => kinds.get(chatId) === 'person')).toBe(true)
        }
      }),
    )
  })

  test.each([
    [0, []],
    [1, [1]],
    [2, [2]],
    [500, [500]],
    [501, [500, 1]],
    [1001, [500, 500, 1]],
  ])('%i people need requests of %j', (count, sizes) => {
    expect(planDeliveries(people(count)).map(({ chatIds }) => chatIds.length)).toEqual(sizes)
  })
})

describe('judge', () => {
  const tried = { tryCount: 0, firstTriedAt: now, recipientCount: 1, endpoint: 'push' as const }
  const unreachable: CallOutcome = { kind: 'unreachable', code: 'LINE_UNREACHABLE' }
  const rejected = (httpStatus: number): CallOutcome => ({ kind: 'rejected', httpStatus, detail: 'ไม่รับ' })
  const inMs = (ms: number) => new Date(now.getTime() + ms)

  test('2xx and 409 are accepted, with the ids LINE gave', () => {
    const outcome = { kind: 'accepted', requestId: 'r2', acceptedRequestId: 'r1' } as const
    expect(judge(outcome, tried, now)).toEqual({ state: 'accepted', requestId: 'r2', acceptedRequestId: 'r1' })
  })

  test.each([400, 403, 404, 413])('%i is a failure for good', (status) => {
    const verdict = judge(rejected(status), tried, now)
    expect(verdict).toEqual({ state: 'failed', errorCode: `LINE_HTTP_${status}`, errorDetail: 'ไม่รับ' })
  })

  test('400 splits a multicast of several, never of one, never a push, and no other status does', () => {
    const multicast = { ...tried, endpoint: 'multicast' as const, recipientCount: 2 }
    expect(judge(rejected(400), multicast, now)).toEqual({ state: 'split' })
    expect(judge(rejected(400), { ...multicast, recipientCount: 1 }, now).state).toBe('failed')
    expect(judge(rejected(400), { ...tried, recipientCount: 2 }, now).state).toBe('failed')
    for (const status of [403, 404, 413]) expect(judge(rejected(status), multicast, now).state).toBe('failed')
  })

  test('an unclear end waits 2 s, doubling to 1 h, and counts', () => {
    const waits = Array.from({ length: 14 }, (_, tryCount) => {
      const verdict = judge(unreachable, { ...tried, tryCount }, now)
      expect(verdict).toMatchObject({ state: 'queued', tryCount: tryCount + 1, errorCode: 'LINE_UNREACHABLE' })
      return verdict.state === 'queued' ? verdict.nextTryAt.getTime() - now.getTime() : 0
    })
    expect(waits.slice(0, 4)).toEqual([2000, 4000, 8000, 16_000])
    expect(waits.at(-1)).toBe(hourMs)
    expect(backoffMs(10_000)).toBe(hourMs)
  })

  test.each([
    ['rate_limited', 2_000, 'LINE_RATE_LIMITED'],
    ['monthly_limit', 60_000, 'LINE_MONTHLY_LIMIT'],
    ['unauthorized', 60_000, 'LINE_UNAUTHORIZED'],
  ] as const)('%s waits %i ms and uses no try up', (kind, waitMs, errorCode) => {
    const verdict = judge({ kind }, { ...tried, tryCount: 3 }, now)
    expect(verdict).toEqual({ state: 'queued', nextTryAt: inMs(waitMs), tryCount: 3, errorCode })
  })

  test('gives up before LINE forgets the key: nothing is due 23 h after the first try or later', () => {
    const begun = (agoMs: number, tryCount = 1) => ({ ...tried, tryCount, firstTriedAt: inMs(-agoMs) })
    expect(judge(unreachable, begun(giveUpAfterMs - 4001), now).state).toBe('queued')
    expect(judge(unreachable, begun(giveUpAfterMs - 4000), now).state).toBe('unknown')
    expect(judge({ kind: 'rate_limited' }, begun(giveUpAfterMs), now).state).toBe('unknown')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * hourMs }), fc.nat(40), (agoMs, tryCount) => {
        const delivery = begun(agoMs, tryCount)
        const verdict = judge(unreachable, delivery, now)
        const isInTime =
          verdict.state === 'queued' && verdict.nextTryAt.getTime() < delivery.firstTriedAt.getTime() + giveUpAfterMs
        expect(isInTime || verdict.state === 'unknown').toBe(true)
      }),
    )
  })

  test('after clear refusals only, giving up is a failure: nobody has it, and a person may retry', () => {
    const refusedAllDay = { ...tried, tryCount: 0, firstTriedAt: inMs(-giveUpAfterMs) }
    expect(judge({ kind: 'monthly_limit' }, refusedAllDay, now)).toMatchObject({
      state: 'failed',
      errorCode: 'LINE_MONTHLY_LIMIT',
    })
  })
})
