import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from '../../../../src/platform/log.ts'
import { createBullQueue } from '../../../../src/platform/queue/create-bull-queue.ts'
import { createJobRegistry } from '../../../../src/platform/queue/job-registry.ts'
import { prepareQueueSchema } from '../../../../src/platform/queue/prepare-queue-schema.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'
import { until } from '../../../support/until.ts'

const endConnections =
  'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

function open(ran: number[] = [], lines: string[] = []) {
  const registry = createJobRegistry(['work'])
  registry.handle('work', z.object({ n: z.number() }), async ({ n }) => void ran.push(n))
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } })
  return createBullQueue({ backend: { kind: 'postgres', url: database.url }, registry, log, isWorker: true })
}

test('stops the start with a remedy when the queue has no tables', async () => {
  const queue = open()
  await expect(queue.start()).rejects.toMatchObject({ code: 'START_REFUSED' })
  await queue.close()
})

test('[R14] works on after PostgreSQL has ended all its connections, ten times', async () => {
  await prepareQueueSchema({ url: database.ownerUrl, grantTo: [new URL(database.url).username] })
  const ran: number[] = []
  const lines: string[] = []
  const queue = open(ran, lines)
  await queue.start()
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  for (let n = 1; n <= 10; n += 1) {
    await owner.query(endConnections)
    const request = { job: 'work', jobId: `work-${n}`, payload: { n } }
    await until(() => queue.add([request]).then(() => true), { withinMs: 5000 })
    // One taken just as its connection ended comes back by its lock, within 15 s.
    await until(() => ran.includes(n), { withinMs: 16_000, what: `job ${n} ran` })
  }
  await owner.end()
  await queue.close()
  expect(lines.length, 'few log lines').toBeLessThan(60)
})

test('[R14] begins anew within seconds when its connections end while it begins, whichever moment it was', async () => {
  await prepareQueueSchema({ url: database.ownerUrl, grantTo: [new URL(database.url).username] })
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  // A worker needs some 20 ms to begin.
  for (let delayMs = 0; delayMs <= 24; delayMs += 2) {
    const ran: number[] = []
    const queue = open(ran)
    await queue.start()
    await wait(delayMs)
    await owner.query(endConnections)
    const request = { job: 'work', jobId: `begun-${delayMs}`, payload: { n: delayMs } }
    await until(() => queue.add([request]).then(() => true), { withinMs: 5000 })
    await until(() => ran.includes(delayMs), {
      withinMs: 5000,
      what: `the job of a beginning cut after ${delayMs} ms ran`,
    })
    await queue.close()
  }
  await owner.end()
})
