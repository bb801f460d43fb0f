import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../src/platform/db/open-database.ts'
import { inboxGauge } from '../../../src/platform/inbox/inbox-gauge.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createMetrics, watchGauge } from '../../../src/platform/metrics.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

let own: TestDatabase
let database: Database
beforeAll(async () => {
  own = await createTestDatabase()
  database = openDatabase({ url: own.url, poolSize: 2, log: createLog({ level: 'silent' }) })
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

test('tells how long the oldest event has waited, and 0 when none does', async () => {
  const { read } = inboxGauge(database)
  expect(await read()).toEqual(new Map([['', 0]]))
  await database.prisma.inboxEvent.create({
    data: { id: 'event-1', happenedAt: new Date(), receivedAt: new Date(Date.now() - 90_000) },
  })
  expect((await read()).get('')).toBeGreaterThanOrEqual(90)
  await database.prisma.inboxEvent.update({ where: { id: 'event-1' }, data: { state: 'done' } })
  expect(await read()).toEqual(new Map([['', 0]]))
})

test('a figure that cannot be read is absent, the others are there', async () => {
  const metrics = createMetrics()
  watchGauge(metrics, { name: 'broken', help: 'x', read: () => Promise.reject(new Error('the database is away')) })
  watchGauge(metrics, { name: 'runs', help: 'x', label: 'state', read: async () => new Map([['held', 2]]) })
  const page = await metrics.registry.metrics()
  expect(page).toContain('runs{state="held"} 2')
  expect(page).not.toMatch(/^broken/m)
})
