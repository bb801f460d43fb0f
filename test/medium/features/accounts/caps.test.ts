import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccounts } from '../../../../src/features/accounts/index.ts'
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

test('a chat gets one run a day and three a week; a demo knows no limit until an owner sets one', async () => {
  const { sendingCaps } = createAccounts({
    audit: createAudit({ database, clock: { now: () => new Date() } }),
    noticeVersion: '2026-01-01',
  })
  const { prisma } = database
  expect(await sendingCaps(prisma)).toEqual({ perDay: 1, perWeek: 3 })
  await prisma.installation.upsert({ where: { id: 1 }, create: { kind: 'demo' }, update: { kind: 'demo' } })
  expect(await sendingCaps(prisma)).toEqual({ perDay: 0, perWeek: 0 })
  await prisma.setting.create({ data: { key: 'capPerDay', value: 2 } })
  expect(await sendingCaps(prisma)).toEqual({ perDay: 2, perWeek: 0 })
})
