import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from '../../../../src/platform/log.ts'
import { createBullQueue } from '../../../../src/platform/queue/create-bull-queue.ts'
import { createJobRegistry } from '../../../../src/platform/queue/job-registry.ts'
import { prepareQueueSchema } from '../../../../src/platform/queue/prepare-queue-schema.ts'
import type { Queue } from '../../../../src/platform/queue/queue.ts'
import { createSharedListener } from '../../../../src/platform/queue/shared-listener.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'
import { until } from '../../../support/until.ts'

const jobs = Array.from({ length: 12 }, (_, n) => `work-${n}`)
const others = 'FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()'
const listening = `${others} AND application_name <> 'sucharit-queue'`
let database: TestDatabase
let owner: pg.Client
let opened: Queue[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  await prepareQueueSchema({ url: database.ownerUrl, grantTo: [new URL(database.url).username] })
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
afterEach(async () => {
  await Promise.all(opened.map((queue) => queue.close()))
  opened = []
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

const count = async (some: string) => (await owner.query<{ n: number }>(`SELECT count(*)::int AS n ${some}`)).rows[0]?.n

async function start(isWorker: boolean) {
  const ran = new Set<string>()
  const registry = createJobRegistry(jobs)
  for (const job of jobs) registry.handle(job, z.object({}), async (_payload, { jobId }) => void ran.add(jobId))
  const log = createLog({ level: 'silent' })
  const queue = createBullQueue({ backend: { kind: 'postgres', url: database.url }, registry, log, isWorker })
  opened.push(queue)
  await queue.start()
  return { queue, ran }
}

test('hears of the jobs of all workers on one connection, and at once, also after it was cut', {
  timeout: 90_000,
}, async () => {
  const { queue, ran } = await start(true)
  async function runAll(round: string, withinMs: number) {
    const ids = jobs.map((job) => `${job}-${round}`)
    await queue.add(jobs.map((job, n) => ({ job, jobId: ids[n] ?? '', payload: {} })))
    await until(() => ids.every((id) => ran.has(id)), { withinMs, what: `all jobs ran: ${round}` })
    expect(await count(others), 'five for statements, one that listens').toBeLessThanOrEqual(6)
  }
  for (const life of ['first', 'second', 'third']) {
    // A worker whose LISTEN was cut waits for 5 s.
    await runAll(`${life}-begun`, 16_000)
    const isQuiet = async () => (await count(`${others} AND state_change > now() - interval '0.3 s'`)) === 0
    await until(isQuiet, { withinMs: 10_000, what: 'all workers wait' })
    expect(await count(listening)).toBe(1)
    // One that hears nothing looks by itself only after 5 s.
    await runAll(`${life}-heard`, 4000)
    await owner.query(`SELECT pg_terminate_backend(pid, 5000) ${listening}`)
  }
  await queue.close()
  await until(async () => (await count(others)) === 0, { withinMs: 2000, what: 'no connection is left' })
})

test('does not listen in a process that only adds jobs', async () => {
  const { queue } = await start(false)
  await queue.add([{ job: 'work-0', jobId: 'added', payload: {} }])
  await until(async () => (await count(listening)) === 0, { withinMs: 5000, what: 'nobody listens' })
})

test('gives a connection up for all who share it when a statement gets no answer, and lends the next one', async () => {
  const borrow = createSharedListener(database.url)
  const lent = await Promise.all([borrow(), borrow()])
  const told: number[] = []
  lent.forEach((client, n) => {
    client.on('error', () => {
      told.push(n)
      client.release(true)
    })
  })
  const late = await borrow() // hears of nothing yet, as BullMQ's own a moment after it has borrowed
  await expect(lent[0]?.query('SELECT pg_sleep(8)')).rejects.toThrow()
  expect(told).toEqual([0, 1])
  late.on('error', () => told.push(2))
  await expect(late.query('SELECT 1')).rejects.toThrow()
  expect(told).toEqual([0, 1, 2])
  const next = await borrow()
  const heard = new Promise((resolve) => next.on('notification', ({ payload }) => resolve(payload)))
  await next.query('LISTEN told')
  await owner.query(`NOTIFY told, 'again'`)
  expect(await heard).toBe('again')
  next.release()
  await until(async () => (await count(`${listening} AND query NOT LIKE '%pg_sleep%'`)) === 0, { withinMs: 2000 })
})
