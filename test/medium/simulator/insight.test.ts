import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator, text } from '../../support/test-simulator.ts'

let simulator: TestSimulator
beforeAll(async () => {
  simulator = await startTestSimulator()
})
afterAll(() => simulator.close())

const today = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')
const ask = (unit: string, from = today(), to = today()) =>
  simulator.line('GET', `/v2/bot/insight/message/event/aggregation?customAggregationUnit=${unit}&from=${from}&to=${to}`)
async function multicast(count: number, unit: string) {
  const to = await Promise.all(Array.from({ length: count }, () => simulator.user()))
  const body = { to, messages: [text('ก'), text('ข')], customAggregationUnits: [unit] }
  await simulator.line('POST', '/v2/bot/message/multicast', body, { 'x-line-retry-key': randomUUID() })
}

test('adds up what was sent under a name, and says nothing of fewer than 20 people', async () => {
  await multicast(19, 'run_a')
  expect((await ask('run_a')).body).toMatchObject({ overview: { uniqueImpression: null, uniqueClick: null } })
  await multicast(1, 'run_a')
  await multicast(30, 'run_b')
  expect((await ask('run_a')).body).toMatchObject({
    overview: { uniqueImpression: 20 },
    messages: [
      { seq: 1, impression: 20 },
      { seq: 2, impression: 20 },
    ],
    clicks: [],
  })
  expect((await ask('run_a', '20200101', '20200102')).body.overview.uniqueImpression).toBeNull()
})

test('outlives a restart, since statistics are of what was accepted', async () => {
  await multicast(20, 'run_c')
  await simulator.restart()
  expect((await ask('run_c')).body.overview.uniqueImpression).toBe(20)
})

test('refuses names and periods as LINE does, and the 61st question of an hour', async () => {
  expect((await ask('not-a-name')).status).toBe(400)
  expect((await ask('run_a', '20261101', '20261201')).status).toBe(400)
  expect((await ask('run_a', '20261102', '20261101')).status).toBe(400)
  expect((await ask('run_a', 'x')).status).toBe(400)
  const answers = await Promise.all(Array.from({ length: 70 }, () => ask('run_a')))
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
})
