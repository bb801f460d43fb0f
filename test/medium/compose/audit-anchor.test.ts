import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findLostHead } from '../../../src/compose/audit-anchor.ts'
import { backupsDir, listBackupPlaces, noteSecondPlace } from '../../../src/compose/backup-places.ts'
import { loadConfig } from '../../../src/config.ts'
import { createAudit } from '../../../src/platform/audit/audit.ts'
import { copyBackup } from '../../../src/platform/backup/backup-folders.ts'
import { writeBackup } from '../../../src/platform/backup/write-backup.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { type Database, openDatabase } from '../../../src/platform/db/open-database.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

const dir = mkdtempSync(join(tmpdir(), 'anchor-'))
const config = loadConfig({ env: { DATA_DIR: join(dir, 'data'), SECRETS_DIR: join(dir, 'secrets') } })
let made: TestDatabase
let database: Database
beforeAll(async () => {
  made = await createTestDatabase()
  database = openDatabase({ url: made.url, poolSize: 2, log: createLog({ level: 'silent' }) })
})
afterAll(async () => {
  await database.close()
  await made.drop()
  rmSync(dir, { recursive: true })
})

test('[R41] a cut tail of the audit log, sound in itself, is told by the head that a backup wrote down', async () => {
  const audit = createAudit({ database, clock: systemClock })
  const record = (action: string) => database.transaction((tx) => audit.record(tx, { actorId: null, action }))
  for (const action of ['one.done', 'two.done', 'three.done']) await record(action)
  expect(await findLostHead(config, audit)).toBeUndefined()

  const { folder, manifest } = await writeBackup({
    url: made.ownerUrl,
    mediaDir: join(dir, 'media'),
    into: backupsDir(config),
    leftOut: new Set(),
    clock: systemClock,
  })
  expect(manifest.auditHead).toMatchObject({ seq: '3' })
  await record('four.done')
  expect(await findLostHead(config, audit)).toBeUndefined()

  const owner = new pg.Client({ connectionString: made.ownerUrl })
  await owner.connect()
  await owner.query('ALTER TABLE audit_entry DISABLE TRIGGER ALL')
  await owner.query('DELETE FROM audit_entry WHERE seq > 2')
  await owner.end()
  expect(await audit.verify()).toMatchObject({ entries: 2, firstBadSeq: null })
  expect(await findLostHead(config, audit)).toBe(folder)
})

test('a second place is looked at like the first, and known for what it is when it lies on the same disk', async () => {
  const second = join(dir, 'mount')
  await noteSecondPlace(backupsDir(config), second)
  expect(await listBackupPlaces(config)).toMatchObject([
    { madeAt: expect.any(Date) },
    { folder: second, newest: undefined, isApart: true },
  ])
  const [first] = await listBackupPlaces(config)
  await copyBackup(first?.newest as string, second)
  expect(await listBackupPlaces(config)).toMatchObject([{}, { madeAt: first?.madeAt, isApart: false }])
})
