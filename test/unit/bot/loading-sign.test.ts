import { describe, expect, test } from 'vitest'
import { createLoadingSign } from '../../../src/bot/loading-sign.ts'
import type { WebhookEvent } from '../../../src/line/events/webhook-event.ts'
import { createLog } from '../../../src/platform/log.ts'
import { until } from '../../support/until.ts'

const message = (more: object = {}) =>
  ({
    type: 'message',
    mode: 'active',
    replyToken: 't',
    source: { kind: 'user', userId: 'U1' },
    text: 'ก',
    ...more,
  }) as unknown as WebhookEvent

function open(showLoading?: (userId: string) => Promise<unknown>, afterMs = 5) {
  const shown: string[] = []
  const whileAnswering = createLoadingSign({
    showLoading: async (userId) => {
      shown.push(userId)
      await showLoading?.(userId)
    },
    log: createLog({ level: 'silent' }),
    clock: { now: () => new Date() },
    afterMs,
  })
  return { shown, whileAnswering }
}

/** An answer that takes as long as the test wants. */
function slowAnswer() {
  const { promise, resolve } = Promise.withResolvers<string>()
  return { answer: () => promise, finish: () => resolve('answer') }
}

describe('the loading sign', () => {
  test('is shown once to the person who waits, and the answer comes as it is', async () => {
    const { shown, whileAnswering } = open()
    const { answer, finish } = slowAnswer()
    const done = whileAnswering(message(), answer, new Date())
    await until(() => shown.length > 0, { withinMs: 2000 })
    finish()
    expect(await done).toBe('answer')
    expect(shown).toEqual(['U1'])
  })

  test('counts from when the message arrived: one that has waited in the queue for its second is shown at once', async () => {
    const { shown, whileAnswering } = open(undefined, 60_000)
    const { answer, finish } = slowAnswer()
    const waited = whileAnswering(message(), answer, new Date(Date.now() - 60_000))
    const fresh = whileAnswering(message({ source: { kind: 'user', userId: 'U2' } }), answer, new Date())
    await until(() => shown.length > 0, { withinMs: 2000 })
    finish()
    await Promise.all([waited, fresh])
    expect(shown).toEqual(['U1'])
  })

  test('is not shown when the answer is quick, not even later', async () => {
    const { shown, whileAnswering } = open()
    for (let n = 0; n < 20; n += 1) await whileAnswering(message(), async () => 'answer', new Date())
    const { answer, finish } = slowAnswer()
    const last = whileAnswering(message({ source: { kind: 'user', userId: 'U2' } }), answer, new Date())
    await until(() => shown.length > 0, { withinMs: 2000 })
    finish()
    await last
    expect(shown).toEqual(['U2'])
  })

  test.each([
    ['in a group', { source: { kind: 'group', groupId: 'C1', userId: 'U1' } }],
    ['of a chat that another module serves', { mode: 'standby' }],
    ['of an event that cannot be answered', { replyToken: undefined }],
    ['of a follow', { type: 'follow' }],
  ])('is not shown %s', async (_where, more) => {
    const { shown, whileAnswering } = open()
    const { answer, finish } = slowAnswer()
    const silent = whileAnswering(message(more), answer, new Date())
    const other = slowAnswer()
    const seen = whileAnswering(message({ source: { kind: 'user', userId: 'U9' } }), other.answer, new Date())
    await until(() => shown.includes('U9'), { withinMs: 2000 })
    finish()
    other.finish()
    await Promise.all([silent, seen])
    expect(shown).toEqual(['U9'])
  })

  test('that LINE refuses harms nothing, and an answer that fails fails as it would have', async () => {
    const { shown, whileAnswering } = open(() => Promise.reject(new Error('refused')))
    const { answer, finish } = slowAnswer()
    const done = whileAnswering(message(), answer, new Date())
    await until(() => shown.length > 0, { withinMs: 2000 })
    finish()
    expect(await done).toBe('answer')
    await expect(whileAnswering(message(), () => Promise.reject(new Error('mine')), new Date())).rejects.toThrow('mine')
  })
})
