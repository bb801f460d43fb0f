import { afterAll, beforeAll, expect, test } from 'vitest'
import { startReal } from '../../../src/compose/start-real.ts'
import { createAccounts } from '../../../src/features/accounts/index.ts'
import { createAudit } from '../../../src/platform/audit/audit.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { type Database, openDatabase } from '../../../src/platform/db/open-database.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

let made: TestDatabase
let database: Database
beforeAll(async () => {
  made = await createTestDatabase()
  database = openDatabase({ url: made.ownerUrl, poolSize: 2, log: createLog({ level: 'silent' }) })
})
afterAll(async () => {
  await database.close()
  await made.drop()
})

test('what somebody vouched for while trying the demo is vouched for by nobody on the real service', async () => {
  const audit = createAudit({ database, clock: systemClock })
  const accounts = createAccounts({ audit, noticeVersion: '2026-01-01' })
  const { prisma } = database
  await prisma.installation.upsert({ where: { id: 1 }, create: { kind: 'demo' }, update: { kind: 'demo' } })
  const tried = { agencyName: 'สำนักงานตัวอย่าง', approvalRequired: false, noticeConfirmed: '2026-01-01' }
  for (const [key, value] of Object.entries(tried)) await prisma.setting.create({ data: { key, value } })
  await prisma.setting.create({ data: { key: 'polls.proofs', value: { vectors: true, storage: true, review: true } } })
  expect(await accounts.noticeFacts(prisma)).toMatchObject({ isConfirmed: true })

  await startReal({ database, audit })
  expect(await prisma.setting.findMany({ select: { key: true } })).toEqual([{ key: 'agencyName' }])
  expect(await accounts.isApprovalRequired(prisma)).toBe(true)
  expect(await accounts.noticeFacts(prisma)).toMatchObject({ agency: 'สำนักงานตัวอย่าง', isConfirmed: false })
})

test('a notice that has changed since it was confirmed is a draft again', async () => {
  const audit = createAudit({ database, clock: systemClock })
  await database.prisma.setting.create({ data: { key: 'noticeConfirmed', value: '2026-01-01' } })
  const factsOf = (noticeVersion: string) => createAccounts({ audit, noticeVersion }).noticeFacts(database.prisma)
  expect(await factsOf('2026-01-01')).toMatchObject({ isConfirmed: true })
  expect(await factsOf('2026-02-01')).toMatchObject({ isConfirmed: false })
})
