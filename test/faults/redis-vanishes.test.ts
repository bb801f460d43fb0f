import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clean, reconcile } from '../support/reconcile.ts'
import { type RedisServer, startRedisServer } from '../support/redis-server.ts'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { createWebhookDriver } from '../support/signed-webhooks.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const redis = await startRedisServer()
const isLong = process.env.TEST_LONG === '1'
const everybody = { total: 3, accepted: 3, failed: 0, unknown: 0 }

describe.skipIf(!redis)('[R13] Redis may vanish: every job is rebuilt from rows, every chat gets it once', () => {
  const server = redis as RedisServer
  let system: System
  let running: RunningSystem
  let sender: Sender

  beforeAll(async () => {
    system = await createSystem({ env: { REDIS_URL: server.url } })
    await system.startSimulator()
    running = system.start()
    await running.ready()
    sender = await createSender(system)
  })
  afterAll(async () => {
    await system?.dispose()
    await server.stop()
  })

  async function expectArrived(marker: string, campaignId: string): Promise<void> {
    expect(await sender.settled(campaignId)).toMatchObject(everybody)
    expect(await system.sim.sentWith(marker)).toHaveLength(3)
    expect(await reconcile(system, marker)).toEqual(clean)
  }

  /** Posts three events and waits until the worker has handled them. The first half works without Redis. */
  async function postEvents(): Promise<{ handled(): Promise<void> }> {
    const driver = createWebhookDriver(system)
    const events = [driver.textEvent(), driver.textEvent(), driver.textEvent()]
    for (const event of events) expect(await driver.post([event])).toBe(200)
    const ids = events.map((event) => event.webhookEventId)
    const count = `SELECT count(*)::int AS count FROM inbox_event WHERE id = ANY($1) AND state = 'done'`
    return {
      async handled() {
        await until(async () => (await system.query<{ count: number }>(count, [ids]))[0]?.count === 3, {
          withinMs: 30_000,
          everyMs: 200,
          what: 'three events handled',
        })
      },
    }
  }

  test('emptied while four drains run and a fifth waits in it: the waiting job is lost and made again', async () => {
    await system.sim.setFaults([{ endpoint: 'push', mode: 'hold' }])
    const markers = [1, 2, 3, 4, 5].map((no) => `ล้างคิว-${no}-`)
    const ids: string[] = []
    for (const marker of markers) ids.push(await sender.prepare(marker))
    for (const id of ids.slice(0, 4)) await sender.approve(id)
    await until(async () => (await system.sim.state()).held.length === 12, { withinMs: 20_000, what: 'four drains' })
    const last = ids[4] as string
    await sender.approve(last)
    const client = new Redis(server.url)
    await until(async () => (await client.llen('sucharit:drain:wait')) === 1, { withinMs: 9000, what: 'a waiting job' })
    expect(await sender.runOf(last)).toMatchObject({ state: 'sending' })
    const emptied = await client.multi().flushall().dbsize().exec()
    expect(emptied).toEqual([
      [null, 'OK'],
      [null, 0],
    ])
    client.disconnect()
    await system.sim.setFaults([])
    await system.sim.release()
    for (const [index, marker] of markers.entries()) await expectArrived(marker, ids[index] as string)
  })

  test('killed and started again: webhooks are taken meanwhile, what was approved meanwhile arrives', async () => {
    await server.kill('SIGKILL')
    const events = await postEvents()
    const id = await sender.send('คิวล่ม')
    await until(async () => (await readyz()).degraded.includes('queue'), { withinMs: 10_000, what: 'degraded' })
    await server.restart()
    await expectArrived('คิวล่ม', id)
    await events.handled()
    await until(async () => (await readyz()).status === 'ready', { withinMs: 20_000, what: 'ready again' })
  })

  test('full: nothing can be added, webhooks are taken, all arrives when there is room again', async () => {
    const client = new Redis(server.url)
    await client.config('SET', 'maxmemory', '1')
    const events = await postEvents()
    const id = await sender.send('คิวเต็ม')
    await client.config('SET', 'maxmemory', '256mb')
    client.disconnect()
    await expectArrived('คิวเต็ม', id)
    await events.handled()
  })

  test('away at the start: the product starts degraded, takes webhooks, and works once Redis is there', async () => {
    expect(await running.stop()).toBe(0)
    await server.kill('SIGKILL')
    running = system.start()
    await running.ready()
    expect(await readyz()).toEqual({ status: 'degraded', degraded: ['queue'] })
    const events = await postEvents()
    const id = await sender.send('คิวยังไม่มา')
    await server.restart()
    await expectArrived('คิวยังไม่มา', id)
    await events.handled()
    await until(async () => (await readyz()).status === 'ready', { withinMs: 20_000, what: 'ready' })
  })

  test.runIf(isLong)('frozen for 30 s: webhooks are taken, all arrives when it goes on', async () => {
    await server.kill('SIGSTOP')
    const frozenAt = Date.now()
    const events = await postEvents()
    const id = await sender.send('คิวค้าง')
    await until(() => Date.now() - frozenAt > 30_000, { withinMs: 40_000 })
    await server.kill('SIGCONT')
    await expectArrived('คิวค้าง', id)
    await events.handled()
  })

  async function readyz(): Promise<{ status: string; degraded: string[] }> {
    return (await (await fetch(`${system.urls.web}/readyz`)).json()) as { status: string; degraded: string[] }
  }
})
