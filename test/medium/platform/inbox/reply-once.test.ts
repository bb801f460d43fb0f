import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectLine } from '../../../../src/line/connect-line.ts'
import { systemClock } from '../../../../src/platform/clock.ts'
import { createMetrics } from '../../../../src/platform/metrics.ts'
import { freePace } from '../../../support/free-pace.ts'
import { startTestSimulator, type TestSimulator, testChannel, text } from '../../../support/test-simulator.ts'
import { entry, handled, type InboxSystem, startInboxSystem } from './inbox-system.ts'

let system: InboxSystem
let simulator: TestSimulator
beforeAll(async () => {
  ;[system, simulator] = await Promise.all([startInboxSystem(), startTestSimulator()])
})
afterAll(() => Promise.all([system.close(), simulator.close()]))

/** A person writes to the bot on the simulator; gives the reply token of that event. */
async function receiveMessage(): Promise<string> {
  const userId = await simulator.user()
  await simulator.control('/events', { type: 'message', userId, text: 'สวัสดี' })
  return simulator.receiver.events().findLast((event) => event.type === 'message')?.replyToken as string
}

function connect() {
  return connectLine({
    access: { kind: 'long-lived', token: testChannel.accessToken },
    apiUrl: simulator.url,
    dataApiUrl: simulator.url,
    clock: systemClock,
    log: system.log,
    metrics: createMetrics(),
    pace: freePace,
  })
}

const repliesInLedger = async () =>
  (await simulator.ledger()).filter((one: { endpoint: string }) => one.endpoint === 'reply')

test('a worker killed after LINE took the reply: the next look is refused by the single-use token, one message in the ledger', async () => {
  const replyToken = await receiveMessage()
  const one = entry({ happenedAt: new Date() })
  await system.createStore().store([one])
  const line = connect()
  const reply = { replyToken, messages: [text('รับทราบแล้ว')] }
  const before = (await repliesInLedger()).length

  const dying = system.createWorker(
    async () => handled(reply),
    async (sent) => {
      expect(await line.sendReply(sent)).toBe('accepted')
      throw new Error('killed')
    },
  )
  await expect(dying.handleEvent(one.id)).rejects.toThrow('killed')

  const outcomes: string[] = []
  const next = system.createWorker(
    async () => expect.unreachable(),
    async (sent) => {
      const outcome = await line.sendReply(sent)
      outcomes.push(outcome)
      return outcome
    },
  )
  await next.handleEvent(one.id)
  expect(outcomes).toEqual(['refused'])
  expect(await repliesInLedger()).toHaveLength(before + 1)
  expect(await system.row(one.id)).toMatchObject({ state: 'done', reply: null })
})

test('a reply that LINE never answered is unclear and not repeated', async () => {
  const line = connectLine({
    access: { kind: 'long-lived', token: testChannel.accessToken },
    apiUrl: 'http://127.0.0.1:9',
    dataApiUrl: 'http://127.0.0.1:9',
    clock: systemClock,
    log: system.log,
    metrics: createMetrics(),
    pace: freePace,
  })
  expect(await line.sendReply({ replyToken: 'x', messages: [text('ก')] })).toBe('unclear')
})
