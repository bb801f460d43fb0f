import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../../src/platform/clock.ts'
import { createRelay } from '../../../../src/platform/outbox/create-relay.ts'
import { createSweeper } from '../../../../src/platform/outbox/create-sweeper.ts'
import type { Queue } from '../../../../src/platform/queue/queue.ts'
import { openRedis } from '../../../../src/platform/redis/open-redis.ts'
import { startRedisServer } from '../../../support/redis-server.ts'
import { until } from '../../../support/until.ts'
import { openWorkSystem, silent, type WorkSystem } from './work-system.ts'

const workCount = 400
// 30 s in the long run, a short freeze in npm test.
const frozenMs = process.env.TEST_LONG === '1' ? 30_000 : 4000
const redis = await startRedisServer()

describe.skipIf(redis === undefined)('Redis that vanishes', () => {
  const server = redis as NonNullable<typeof redis>
  let system: WorkSystem
  let queue: Queue
  let stops: (() => Promise<void>)[]

  beforeEach(async () => {
    system = await openWorkSystem()
    queue = system.openWorker({ kind: 'redis', url: server.url }, randomUUID(), { takesMs: 20 })
    stops = []
  })
  afterEach(async () => {
    await Promise.all(stops.map((stop) => stop()))
    await queue.close()
    await system.close()
    await server.restart()
  })
  afterAll(() => server.stop())

  async function start(parts: { withSweeper: boolean } = { withSweeper: true }): Promise<void> {
    await queue.start()
    const relay = createRelay({ database: system.database, queue, log: silent, clock: systemClock })
    const sweeper = createSweeper({
      database: system.database,
      queue,
      sources: [system.source],
      everyMs: 500,
      log: silent,
    })
    relay.start()
    stops.push(relay.stop)
    if (!parts.withSweeper) return
    sweeper.start()
    stops.push(sweeper.stop)
  }

  async function control(work: (redis: ReturnType<typeof openRedis>['client']) => Promise<unknown>): Promise<void> {
    const link = openRedis({ url: server.url, manner: 'prompt', onTrouble: () => {} })
    await link.isReady()
    await work(link.client)
    link.close()
  }

  const workHasBegun = () => until(async () => (await system.countDone()) > 40, { withinMs: 20_000 })

  async function expectAllDoneOnce(): Promise<void> {
    await until(async () => (await system.countDone()) === workCount, { withinMs: 60_000, everyMs: 100 })
    expect(await system.reconcile()).toEqual({ lost: [], doubled: [] })
  }

  test('[R13] every job is rebuilt from rows after FLUSHALL', async () => {
    await start()
    await system.ask(workCount)
    await workHasBegun()
    await control((client) => client.flushall())
    await expectAllDoneOnce()
  })

  test('[R13] every job is rebuilt from rows after SIGKILL and an empty restart', async () => {
    await start()
    await system.ask(workCount)
    await workHasBegun()
    await server.kill('SIGKILL')
    await server.restart()
    await expectAllDoneOnce()
  })

  test('[R13] everything is done once after a freeze', async () => {
    await start()
    await system.ask(workCount)
    await workHasBegun()
    await server.kill('SIGSTOP')
    await wait(frozenMs)
    await server.kill('SIGCONT')
    await expectAllDoneOnce()
  })

  test('[R13] everything is done once when Redis is away at the start', async () => {
    await server.kill('SIGKILL')
    await start()
    await system.ask(workCount)
    await server.restart()
    await expectAllDoneOnce()
  })

  test('[R13] everything is done once when the memory of Redis is full for a while', async () => {
    await start()
    await control((client) => client.config('SET', 'maxmemory', '1'))
    await system.ask(workCount)
    await until(
      async () =>
        !(await queue.add([{ job: 'work', jobId: 'probe', payload: { id: 0 } }]).then(
          () => true,
          () => false,
        )),
      {
        withinMs: 5000,
        what: 'Redis refuses jobs',
      },
    )
    expect(await system.countOutbox()).toBe(workCount)
    await control((client) => client.config('SET', 'maxmemory', '256mb'))
    await expectAllDoneOnce()
  })

  test('[R13] the reconciler complains when there is no sweeper', async () => {
    await start({ withSweeper: false })
    await system.ask(workCount)
    await workHasBegun()
    await until(async () => (await system.countOutbox()) === 0, { withinMs: 5000 })
    await control((client) => client.flushall())
    await until(async () => Object.values((await queue.counts()).work ?? {}).every((count) => count === 0), {
      withinMs: 10_000,
    })
    const done = await system.countDone()
    await queue.close()
    expect((await system.reconcile()).lost.length).toBeGreaterThanOrEqual(workCount - done - 5)
    expect(done).toBeLessThan(workCount - 5)
  })
})
