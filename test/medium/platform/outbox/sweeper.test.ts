import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createSweeper, type Sweeper, type SweepSource } from '../../../../src/platform/outbox/create-sweeper.ts'
import type { JobRequest } from '../../../../src/platform/queue/queue.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'
import { until } from '../../../support/until.ts'

let made: TestDatabase
let database: Database
const sweepers: Sweeper[] = []
const lost = { job: 'work', jobId: 'work-1', payload: {} }

beforeAll(async () => {
  made = await createTestDatabase()
  database = openDatabase({ url: made.url, poolSize: 6, log: createLog({ level: 'silent' }) })
})
afterEach(async () => {
  await Promise.all(sweepers.splice(0).map((sweeper) => sweeper.stop()))
})
afterAll(async () => {
  await database.close()
  await made.drop()
})

function startSweeper(sources: SweepSource[], taken: JobRequest[] = [], lines: string[] = []): void {
  const queue = { add: async (requests: readonly JobRequest[]) => void taken.push(...requests) }
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } })
  const sweeper = createSweeper({ database, queue, sources, everyMs: 50, log })
  sweepers.push(sweeper)
  sweeper.start()
}

test('adds what its sources find, again and again', async () => {
  const taken: JobRequest[] = []
  startSweeper([{ name: 'work', findLost: async () => [lost] }], taken)
  await until(() => taken.length > 2, { withinMs: 3000 })
  expect(taken[0]).toEqual(lost)
})

test('sweeps the other sources when one fails, and says which', async () => {
  const taken: JobRequest[] = []
  const lines: string[] = []
  const broken = { name: 'broken', findLost: () => Promise.reject(new Error('canary')) }
  startSweeper([broken, { name: 'work', findLost: async () => [lost] }], taken, lines)
  await until(() => taken.length > 1, { withinMs: 3000 })
  expect(lines.join()).toContain('sweeping \\"broken\\" failed')
  expect(lines.join()).not.toContain('canary')
})

test('sweeps in one process at a time', async () => {
  let now = 0
  let most = 0
  let count = 0
  const source = {
    name: 'slow',
    async findLost() {
      now += 1
      most = Math.max(most, now)
      await wait(100)
      now -= 1
      count += 1
      return []
    },
  }
  startSweeper([source])
  startSweeper([source])
  startSweeper([source])
  await until(() => count >= 6, { withinMs: 6000 })
  expect(most).toBe(1)
})
