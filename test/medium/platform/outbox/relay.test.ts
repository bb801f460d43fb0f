import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../../src/platform/clock.ts'
import { listen } from '../../../../src/platform/db/listen.ts'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createRelay, type Relay } from '../../../../src/platform/outbox/create-relay.ts'
import { enqueue, outboxChannel } from '../../../../src/platform/outbox/enqueue.ts'
import type { JobRequest, Queue } from '../../../../src/platform/queue/queue.ts'
import { QueueUnavailable } from '../../../../src/platform/queue/queue-errors.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'
import { until } from '../../../support/until.ts'

// The queue here is a list: what BullMQ does with a job is the conformance suite's matter.
type TestQueue = Pick<Queue, 'add' | 'jobNames'> & { taken: JobRequest[] }

let made: TestDatabase
let database: Database
const log = createLog({ level: 'silent' })
const relays: Relay[] = []

beforeAll(async () => {
  made = await createTestDatabase()
  database = openDatabase({ url: made.url, poolSize: 6, log })
})
beforeEach(() => database.pool.query('delete from outbox_job'))
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()))
})
afterAll(async () => {
  await database.close()
  await made.drop()
})

function openQueue(add?: (requests: readonly JobRequest[]) => Promise<void>): TestQueue {
  const taken: JobRequest[] = []
  return {
    taken,
    jobNames: ['work'],
    async add(requests) {
      await add?.(requests)
      taken.push(...requests)
    },
  }
}

function startRelay(queue: TestQueue): Relay {
  const relay = createRelay({ database, queue, log, clock: systemClock })
  relays.push(relay)
  relay.start()
  return relay
}

const request = (n: number): JobRequest => ({ job: 'work', jobId: `work-${n}`, payload: { n } })
const ask = (requests: JobRequest[]) => database.transaction((tx) => enqueue(tx, requests))
const countRows = () => database.prisma.outboxJob.count()

test('hands committed jobs to the queue within 1.5 s and forgets them', async () => {
  const queue = openQueue()
  startRelay(queue)
  await ask([request(1), request(2)])
  await until(() => queue.taken.length === 2, { withinMs: 1500 })
  expect(queue.taken).toEqual([request(1), request(2)])
  await until(async () => (await countRows()) === 0, { withinMs: 1000 })
})

test('hands over nothing of a transaction that failed', async () => {
  const queue = openQueue()
  startRelay(queue)
  const failing = database.transaction(async (tx) => {
    await enqueue(tx, [request(1)])
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  await ask([request(2)])
  await until(() => queue.taken.length > 0, { withinMs: 3000 })
  expect(queue.taken).toEqual([request(2)])
})

test('refuses a wrong job id in the transaction that asks, not later', async () => {
  await expect(ask([{ ...request(1), jobId: '42' }])).rejects.toMatchObject({ code: 'JOB_REFUSED' })
  expect(await countRows()).toBe(0)
})

test('hands over at once when the commit is notified', async () => {
  const queue = openQueue()
  const relay = startRelay(queue)
  const listener = listen({ url: made.url, channel: outboxChannel, log, onNotify: relay.wake })
  await until(() => listener.isListening(), { withinMs: 5000 })
  for (const n of [1, 2, 3, 4, 5]) {
    const askedAt = Date.now()
    await ask([request(n)])
    await until(() => queue.taken.length === n, { withinMs: 1500, everyMs: 5 })
    expect(Date.now() - askedAt).toBeLessThan(900)
  }
  await listener.close()
})

test('hands over a job with a time not before it', async () => {
  const queue = openQueue()
  startRelay(queue)
  const runAt = new Date(Date.now() + 1500)
  await ask([{ ...request(1), runAt }])
  await until(() => queue.taken.length === 1, { withinMs: 5000 })
  expect(Date.now()).toBeGreaterThanOrEqual(runAt.getTime())
})

test('leaves jobs of a newer release to the newer release', async () => {
  const queue = openQueue()
  startRelay(queue)
  await ask([{ job: 'from-the-future', jobId: 'f', payload: {} }, request(1)])
  await until(() => queue.taken.length === 1, { withinMs: 3000 })
  await until(async () => (await countRows()) === 1, { withinMs: 1000 })
})

test('drops a row that no queue can take, and hands over the others', async () => {
  const queue = openQueue()
  await database.pool.query(`insert into outbox_job (job, job_id, payload) values ('work', '1:2', '{}')`)
  await ask([request(1)])
  startRelay(queue)
  await until(() => queue.taken.length === 1, { withinMs: 3000 })
  await until(async () => (await countRows()) === 0, { withinMs: 1000 })
})

test('[R12] two relays hand over each of 3,000 jobs once and in order', async () => {
  const taken: string[] = []
  // The first batch of each takes long: a relay beside it would overtake.
  function openSlowQueue(): TestQueue {
    let batchCount = 0
    return openQueue(async (requests) => {
      batchCount += 1
      if (batchCount === 1) await wait(300)
      taken.push(...requests.map(({ jobId }) => jobId))
    })
  }
  const wanted = Array.from({ length: 3000 }, (_, n) => request(n))
  await ask(wanted)
  startRelay(openSlowQueue())
  startRelay(openSlowQueue())
  await until(async () => (await countRows()) === 0, { withinMs: 15_000 })
  expect(taken).toEqual(wanted.map(({ jobId }) => jobId))
})

test('tries less and less often while the queue is away, and loses nothing', async () => {
  let isAway = true
  const triedAt: number[] = []
  const queue = openQueue(async () => {
    triedAt.push(Date.now())
    if (isAway) throw new QueueUnavailable()
  })
  const relay = startRelay(queue)
  await ask([request(1)])
  const nudge = setInterval(relay.wake, 20)
  await until(() => triedAt.length === 4, { withinMs: 10_000 })
  clearInterval(nudge)
  const pauses = triedAt.slice(1).map((at, index) => at - (triedAt[index] ?? 0))
  expect(pauses[0]).toBeGreaterThanOrEqual(240)
  expect(pauses[1]).toBeGreaterThanOrEqual(490)
  expect(pauses[2]).toBeGreaterThanOrEqual(990)
  expect(await countRows()).toBe(1)
  isAway = false
  await until(() => queue.taken.length === 1, { withinMs: 6000 })
})

test('stop finishes the batch in hand', async () => {
  let isAdding = false
  const queue = openQueue(async () => {
    isAdding = true
    await wait(300)
  })
  const relay = startRelay(queue)
  await ask([request(1)])
  relay.wake()
  await until(() => isAdding, { withinMs: 3000 })
  await relay.stop()
  expect(queue.taken).toEqual([request(1)])
  expect(await countRows()).toBe(0)
})

test('stop does not wait out a pause', async () => {
  let triedCount = 0
  const queue = openQueue(async () => {
    triedCount += 1
    throw new QueueUnavailable()
  })
  const relay = startRelay(queue)
  await ask([request(1)])
  // The third failure is followed by a pause of 1 s.
  await until(() => triedCount === 3, { withinMs: 5000 })
  const askedAt = Date.now()
  await relay.stop()
  expect(Date.now() - askedAt).toBeLessThan(700)
})
