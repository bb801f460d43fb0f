import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorChannel } from '../../src/compose/channel.ts'
import { createSecrets } from '../../src/platform/secrets/secrets.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'
import { medianOf } from './support/bench.ts'
import { runOpenLoop } from './support/open-loop.ts'
import { type SignedWebhook, signedWebhook } from './support/signed-webhooks.ts'
import { type SpawnedServer, spawnServer } from './support/spawned-server.ts'

const isLong = process.env.TEST_LONG === '1'
const rushes = isLong ? 5 : 3
const perRush = 1000
const lineWaitsMs = 2000 // slower answers are counted by LINE as `request_timeout`
const mostTimesBare = 5 // on a machine so busy that a server which stores nothing needs long too

let system: System
let bare: SpawnedServer

beforeAll(async () => {
  system = await createSystem({ env: { LOG_LEVEL: 'warn' } })
  await system.startSimulator()
  await system.start({ ROLES: 'web,worker' }).ready()
  bare = await spawnServer({
    args: [join(import.meta.dirname, 'support/sdk-server.ts')],
    env: { LINE_CHANNEL_SECRET: simulatorChannel(createSecrets(system.env.SECRETS_DIR)).secret },
    readyPath: '/readyz',
  })
})
afterAll(async () => {
  await bare?.stop()
  await system?.dispose()
})

const idOf = ({ body }: SignedWebhook): string => JSON.parse(body).events[0].webhookEventId

/** As when the database's machine is out of memory for a moment: every connection ends in the middle of what it does. */
async function cutConnections(): Promise<void> {
  const until = Date.now() + 500
  // One cut alone may find every connection between two statements, and on a busy machine half a second is one cut.
  for (let cuts = 0; cuts < 10 || Date.now() < until; cuts += 1) {
    await system.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    )
  }
}

test(`[R2] [R37] ${perRush} webhooks within a second, ${rushes} times, the database away for a moment in one of them: each answered in time, and nothing that was answered 200 is missing`, async () => {
  const { secret } = simulatorChannel(createSecrets(system.env.SECRETS_DIR))
  const rush = (url: string, seconds = 1) =>
    runOpenLoop({ url, perSecond: perRush, seconds, makeWebhook: () => signedWebhook(secret) })
  for (const url of [bare.url, system.urls.web]) await rush(url, 0.3) // for the compiler

  const acknowledged: string[] = []
  const slowest: number[] = []
  const timesBare: number[] = []
  for (let round = 1; round <= rushes; round += 1) {
    const slowestBare = Math.max(...(await rush(bare.url)).latenciesMs)
    const going = rush(system.urls.web)
    if (round === 2) {
      await wait(300) // into the middle of the rush
      await cutConnections()
    }
    const { latenciesMs, statuses, acknowledged: taken } = await going
    const { 200: stored = 0, 503: refused = 0 } = Object.fromEntries(statuses)
    expect(stored + refused).toBe(perRush)
    if (round === 2) expect(refused).toBeGreaterThan(0)
    else expect(stored).toBeGreaterThan(0.9 * perRush)
    slowest.push(Math.max(...latenciesMs))
    timesBare.push(Math.max(...latenciesMs) / slowestBare)
    acknowledged.push(...taken.map(idOf))
  }
  expect(medianOf(slowest) < lineWaitsMs || medianOf(timesBare) < mostTimesBare).toBe(true)

  const countOf = async (condition: string): Promise<number> => {
    const [row] = await system.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM inbox_event WHERE ${condition} AND id = ANY($1)`,
      [acknowledged],
    )
    return row?.count ?? -1
  }
  expect(await countOf('true')).toBe(acknowledged.length)
  if (!isLong) return
  await until(async () => (await countOf(`state IN ('stored', 'answering')`)) === 0, {
    withinMs: 300_000,
    everyMs: 1000,
    what: 'every event is handled',
  })
  expect(await countOf(`state = 'done' AND error_code IS NULL`)).toBe(acknowledged.length)
})
