import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createLineClient } from '../../../src/line/client/create-line-client.ts'
import { createFixedToken } from '../../../src/line/client/tokens.ts'
import { LineUnreachable } from '../../../src/line/errors.ts'
import { isDatabaseUnavailable } from '../../../src/platform/db/database-errors.ts'
import { type Database, openDatabase } from '../../../src/platform/db/open-database.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createBullQueue } from '../../../src/platform/queue/create-bull-queue.ts'
import { createJobRegistry } from '../../../src/platform/queue/job-registry.ts'
import type { Queue } from '../../../src/platform/queue/queue.ts'
import { type Direction, type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts'
import { testSeed } from '../../support/random.ts'
import { type RedisServer, startRedisServer } from '../../support/redis-server.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'
import { startTestSimulator, type TestSimulator, testChannel } from '../../support/test-simulator.ts'
import { until } from '../../support/until.ts'

const isLong = process.env.TEST_LONG === '1'
const ways: Direction[] = isLong ? ['to-client', 'to-server'] : ['to-client']
const log = createLog({ level: 'silent' })
const busyMs = 8000 // what a busy machine may add to a deadline

/** The error of a call that must fail, and how long it kept its caller. */
async function failureOf(work: () => Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const startedAt = performance.now()
  const error = await work().then(
    (value) => expect.unreachable(`answered ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  )
  return { error, ms: performance.now() - startedAt }
}

describe('[R17] a bad network before PostgreSQL', () => {
  const statementTimeoutMs = 2000 // 1 s later a silent connection is cut from this side
  let own: TestDatabase
  let direct: Database
  let proxy: FaultProxy
  let database: Database

  beforeAll(async () => {
    own = await createTestDatabase()
    direct = openDatabase({ url: own.url, poolSize: 1, log })
    proxy = await startFaultProxy(Number(new URL(own.url).port), testSeed)
    const url = Object.assign(new URL(own.url), { port: String(proxy.port) }).href
    database = openDatabase({ url, poolSize: 4, statementTimeoutMs, log })
  })
  afterEach(() => proxy.setTrouble({}))
  afterAll(async () => {
    await database?.close()
    await direct?.close()
    await proxy?.close()
    await own?.drop()
  })

  const work = async (): Promise<void> => {
    await Promise.all([1, 2, 3, 4].map(() => database.pool.query('SELECT 1')))
  }
  const worksAgain = () => until(() => work().then(() => true), { withinMs: 20_000 + busyMs, what: 'the pool works' })

  test(`300 ms away and torn, 5 of 100 pieces end in RST (seed ${testSeed}): each transaction is done or refused, and known to be`, async () => {
    await worksAgain()
    proxy.setTrouble({ delayMs: 150, resetPercent: 5 })
    const done: string[] = []
    const refused: unknown[] = []
    for (let round = 0; round < (isLong ? 40 : 8) || refused.length === 0; round += 1) {
      const keys = [1, 2, 3, 4].map((no) => `torn-${round}-${no}`)
      await Promise.all(
        keys.map((key) =>
          database
            .transaction((tx) => tx.setting.create({ data: { key, value: round } }))
            .then(
              () => done.push(key),
              (error: unknown) => refused.push(error),
            ),
        ),
      )
    }
    expect(refused.filter((error) => !isDatabaseUnavailable(error))).toEqual([])
    proxy.setTrouble({})
    await worksAgain()
    const stored = await direct.prisma.setting.findMany({ where: { key: { in: done } } })
    expect(stored).toHaveLength(done.length)
    expect(done.length).toBeGreaterThan(0)
  })

  test.each(ways)('silence %s: refused in time, and forgotten connections are left for new ones', async (silent) => {
    await worksAgain()
    proxy.setTrouble({ silent })
    for (const ask of [
      () => database.pool.query('SELECT 1'),
      () => database.transaction((tx) => tx.setting.count()),
      () => database.ping(),
    ]) {
      const { error, ms } = await failureOf(ask)
      expect(isDatabaseUnavailable(error)).toBe(true)
      expect(ms).toBeLessThan(statementTimeoutMs + 1000 + 3000 + busyMs)
    }
    proxy.setTrouble({ hasForgotten: true })
    await worksAgain()
  })
})

const redis = await startRedisServer()

describe.skipIf(!redis)('[R17] a bad network before Redis', () => {
  const server = redis as RedisServer
  let proxy: FaultProxy
  let queue: Queue
  let ran: number[]

  beforeAll(async () => {
    proxy = await startFaultProxy(server.port, testSeed)
    ran = []
    const registry = createJobRegistry(['work'])
    registry.handle('work', z.object({ n: z.number() }), async ({ n }) => void ran.push(n))
    const backend = { kind: 'redis', url: `redis://127.0.0.1:${proxy.port}` } as const
    queue = createBullQueue({ backend, prefix: randomUUID(), registry, log, isWorker: true })
    await queue.start()
  })
  afterAll(async () => {
    await queue?.close()
    await proxy?.close()
    await server.stop()
  })

  const request = (n: number) => ({ job: 'work', jobId: `work-${n}`, payload: { n } })
  const runs = async (n: number) => {
    await until(() => queue.add([request(n)]).then(() => true), { withinMs: 20_000 + busyMs, what: `job ${n} added` })
    await until(() => ran.includes(n), { withinMs: 30_000 + busyMs, what: `job ${n} ran` })
  }

  test('300 ms away and torn: every job that was taken runs', async () => {
    await runs(1)
    proxy.setTrouble({ delayMs: 150, resetPercent: 5 })
    for (const n of [2, 3, 4, 5]) await runs(n)
    proxy.setTrouble({})
    await runs(6)
  })

  test.each(ways)('silence %s: refused in time; workers leave forgotten connections by themselves', async (silent) => {
    const first = ways.indexOf(silent) * 10 + 10
    await runs(first)
    proxy.setTrouble({ silent })
    const { error, ms } = await failureOf(() => queue.add([request(first + 1)]))
    expect(error).toMatchObject({ code: 'QUEUE_UNAVAILABLE' })
    expect(ms).toBeLessThan(2500 + busyMs)
    expect(await queue.isReady()).toBe(false)
    proxy.setTrouble({ hasForgotten: true })
    await runs(first + 2)
    expect(await queue.isReady()).toBe(true)
  })
})

describe('[R17] a bad network before LINE', () => {
  const deadlineMs = 2000
  let simulator: TestSimulator
  let proxy: FaultProxy
  let userId: string

  beforeAll(async () => {
    simulator = await startTestSimulator()
    userId = await simulator.user()
    proxy = await startFaultProxy(Number(new URL(simulator.url).port), testSeed)
  })
  afterEach(() => proxy.setTrouble({}))
  afterAll(async () => {
    await proxy?.close()
    await simulator?.close()
  })

  test.each(ways)('silence %s: the call ends at its deadline, and its key is told once', async (silent) => {
    const apiUrl = `http://127.0.0.1:${proxy.port}`
    const tokens = createFixedToken(testChannel.accessToken)
    const line = createLineClient({ apiUrl, dataApiUrl: apiUrl, tokens, deadlineMs, log })
    const message = { type: 'text', text: `ข้อความ ${silent}` } as const
    const push = { to: userId, messages: [message], retryKey: randomUUID() }
    proxy.setTrouble({ silent })
    const { error, ms } = await failureOf(() => line.push(push))
    expect(error).toBeInstanceOf(LineUnreachable)
    expect(ms).toBeGreaterThanOrEqual(deadlineMs - 50)
    expect(ms).toBeLessThan(deadlineMs + busyMs)
    proxy.setTrouble({ hasForgotten: true })
    await until(() => line.push(push).then(({ outcome }) => outcome === 'accepted'), { withinMs: 10_000 + busyMs })
    const ledger = (await simulator.ledger()) as { retryKey: string }[]
    expect(ledger.filter(({ retryKey }) => retryKey === push.retryKey)).toHaveLength(1)
  })
})
