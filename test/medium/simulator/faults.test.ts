import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator, text } from '../../support/test-simulator.ts'
import { until } from '../../support/until.ts'

let simulator: TestSimulator
let to: string
beforeAll(async () => {
  simulator = await startTestSimulator()
})
beforeEach(async () => {
  await simulator.control('/reset', {})
  to = await simulator.user()
})
afterAll(() => simulator.close())

const break_ = (...faults: object[]) => simulator.control('/faults', faults)
const held = async () => (await simulator.state()).held
const token = 'Bearer long-lived-token'

/** A push that gives up: what a worker that is killed looks like from LINE's side. */
function abandonedPush(key: string) {
  const caller = new AbortController()
  const done = fetch(`${simulator.url}/v2/bot/message/push`, {
    method: 'POST',
    headers: { authorization: token, 'content-type': 'application/json', 'x-line-retry-key': key },
    body: JSON.stringify({ to, messages: [text('ก')] }),
    signal: caller.signal,
  }).catch((error: Error) => error.name)
  return { done, giveUp: () => caller.abort() }
}

test('[R16] status refuses before acting, as often as asked, at the named endpoint only', async () => {
  await break_({ endpoint: 'push', mode: 'status', status: 503, times: 2 })
  expect((await simulator.line('GET', '/v2/bot/info')).status).toBe(200)
  const key = randomUUID()
  for (const expected of [503, 503, 200]) expect((await simulator.push(to, [text('ก')], key)).status).toBe(expected)
  expect(await simulator.ledger()).toHaveLength(1)
  expect((await simulator.state()).faults).toEqual([])
})

test('[R16] a status fault speaks in LINE’s words', async () => {
  for (const status of [400, 401, 429, 500]) {
    await break_({ endpoint: 'any', mode: 'status', status })
    const answer = await simulator.push(to, [text('ก')])
    expect([answer.status, typeof answer.body.message]).toEqual([status, 'string'])
    expect(answer.headers.get('x-line-request-id')).toBeTruthy()
  }
})

test('[R16] lose-answer acts and cuts the connection: the same key then meets 409', async () => {
  await break_({ endpoint: 'push', mode: 'lose-answer', times: 1 })
  const key = randomUUID()
  await expect(simulator.push(to, [text('ก')], key)).rejects.toThrow()
  expect(await simulator.ledger()).toHaveLength(1)
  expect((await simulator.push(to, [text('ก')], key)).status).toBe(409)
})

test('[R16] reset cuts the connection before acting', async () => {
  await break_({ endpoint: 'push', mode: 'reset', times: 1 })
  await expect(simulator.push(to, [text('ก')])).rejects.toThrow()
  expect(await simulator.ledger()).toEqual([])
})

test('[R16] hang never answers and never acts', async () => {
  await break_({ endpoint: 'push', mode: 'hang', times: 1 })
  const push = abandonedPush(randomUUID())
  await until(async () => (await held()).length === 1, { withinMs: 5000 })
  expect(await simulator.control('/release', {})).toEqual({ released: 0 })
  push.giveUp()
  expect(await push.done).toBe('AbortError')
  await until(async () => (await held()).length === 0, { withinMs: 5000 })
  expect(await simulator.ledger()).toEqual([])
})

test('[R16] slow acts, then sends bytes one by one', async () => {
  await break_({ endpoint: 'push', mode: 'slow', times: 1 })
  const key = randomUUID()
  const push = abandonedPush(key)
  await until(async () => (await simulator.ledger()).length === 1, { withinMs: 5000 })
  const response = (await push.done) as Response
  expect(response.status).toBe(200)
  const { value } = (await response.body?.getReader().read()) ?? {}
  expect(value?.length).toBeLessThan(20)
  push.giveUp()
})

test('[R10] hold acts and keeps the answer until released', async () => {
  await break_({ endpoint: 'push', mode: 'hold', times: 1 })
  const pushing = simulator.push(to, [text('ก')])
  const [call] = await until(async () => (await held()).length === 1 && held(), { withinMs: 5000 })
  expect(call).toMatchObject({ endpoint: 'push', mode: 'hold' })
  expect(await simulator.ledger()).toHaveLength(1)
  expect(await simulator.control('/release', {})).toEqual({ released: 1 })
  expect((await pushing).status).toBe(200)
})

test('[R10] hold-before has the request in hand, and drops it when the caller dies before the release', async () => {
  await break_({ endpoint: 'push', mode: 'hold-before', times: 2 })
  const key = randomUUID()
  const dying = abandonedPush(key)
  await until(async () => (await held()).length === 1, { withinMs: 5000 })
  dying.giveUp()
  await until(async () => (await held()).length === 0, { withinMs: 5000 })
  expect(await simulator.ledger()).toEqual([])
  const living = simulator.push(to, [text('ก')], key)
  await until(async () => (await held()).length === 1, { withinMs: 5000 })
  expect(await simulator.ledger()).toEqual([])
  await simulator.control('/release', {})
  expect((await living).status).toBe(200)
})

test('rate strikes the share asked for, evenly, and an empty list clears all', async () => {
  await break_({ endpoint: 'push', mode: 'status', status: 500, rate: 0.25 })
  const statuses: number[] = []
  for (let index = 0; index < 8; index += 1) statuses.push((await simulator.push(to, [text('ก')])).status)
  expect(statuses).toEqual([200, 200, 200, 500, 200, 200, 200, 500])
  await break_()
  expect((await simulator.state()).faults).toEqual([])
})
