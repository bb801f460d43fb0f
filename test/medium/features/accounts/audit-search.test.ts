import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccountsService } from '../../../../src/features/accounts/service.ts'
import { createAudit } from '../../../../src/platform/audit/audit.ts'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createTestDatabase } from '../../../support/test-database.ts'

let database: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const own = await createTestDatabase()
  drop = own.drop
  database = openDatabase({ url: own.url, poolSize: 2, log: createLog({ level: 'silent' }) })
})
afterAll(async () => {
  await database.close()
  await drop()
})

test('the audit log is searched in all of its entries, not in those shown last', async () => {
  let now = new Date('2026-11-01T02:00:00Z')
  const audit = createAudit({ database, clock: { now: () => now } })
  const { listAudit } = createAccountsService({ audit, noticeVersion: '1' })
  const entries = [
    { actorId: 'somchai', action: 'card.create', subject: 'c1', data: { title: 'งดรับ "ของขวัญ"' } },
    ...Array.from({ length: 250 }, (_, n) => ({ actorId: 'malee', action: 'session.create', subject: `s${n}` })),
    { actorId: null, action: 'card.create', subject: 'c2', data: { title: 'งบประมาณ' } },
  ]
  for (const entry of entries) {
    now = new Date(now.getTime() + 60_000)
    await audit.record(database.prisma, entry)
  }
  const find = async (query: Omit<Parameters<typeof listAudit>[1], 'limit'>) =>
    (await listAudit(database.prisma, { limit: 200, ...query })).map(({ subject }) => subject)
  expect(await find({ q: 'รับ "ของขวัญ"' })).toEqual(['c1'])
  expect(await find({ q: '%' })).toEqual([])
  expect(await find({ action: 'card.create' })).toEqual(['c2', 'c1'])
  expect(await find({ action: 'card.create', actorId: 'system' })).toEqual(['c2'])
  expect(await find({ actorId: 'somchai' })).toEqual(['c1'])
  expect(await find({ to: '2026-11-01T02:02:00Z' })).toEqual(['c1'])
  expect(await find({ from: '2026-11-01T06:12:00Z' })).toEqual(['c2'])
  const first = await find({ actorId: 'malee' })
  expect(first).toHaveLength(201)
  const { seq } = await database.prisma.auditEntry.findFirstOrThrow({ where: { subject: first[199] as string } })
  expect(await find({ actorId: 'malee', cursor: seq.toString() })).toHaveLength(50)
})
