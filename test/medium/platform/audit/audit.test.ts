import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Audit, createAudit } from '../../../../src/platform/audit/audit.ts'
import { systemClock } from '../../../../src/platform/clock.ts'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'

const log = createLog({ level: 'silent' })
let made: TestDatabase
let database: Database
let audit: Audit
beforeEach(async () => {
  made = await createTestDatabase()
  database = openDatabase({ url: made.url, poolSize: 10, log })
  audit = createAudit({ database, clock: systemClock })
})
afterEach(async () => {
  await database.close()
  await made.drop()
})

const record = (n: number) =>
  database.transaction((tx) =>
    audit.record(tx, { actorId: `actor-${n}`, action: 'thing.change', subject: `thing-${n}`, data: { n, ไทย: 'ก' } }),
  )

/** The owner of the tables with the guard taken off: more than any login of the product may do. */
async function tamper(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: made.ownerUrl })
  await client.connect()
  try {
    await client.query('ALTER TABLE audit_entry DISABLE TRIGGER ALL')
    await client.query(sql)
  } finally {
    await client.end()
  }
}

describe('the chain', () => {
  test('is whole when empty and after each entry', async () => {
    expect(await audit.verify()).toEqual({ entries: 0, firstBadSeq: null, headHash: null })
    await record(1)
    await record(2)
    expect(await audit.verify()).toMatchObject({
      entries: 2,
      firstBadSeq: null,
      headHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  test('is checked beyond one page', async () => {
    await database.transaction(
      async (tx) => {
        for (let n = 0; n < 1100; n += 1) await audit.record(tx, { actorId: null, action: 'many.make' })
      },
      { timeoutMs: 60_000 },
    )
    expect(await audit.verify()).toMatchObject({ entries: 1100, firstBadSeq: null })
  })

  test('holds nothing of a transaction that was rolled back', async () => {
    await record(1)
    await database
      .transaction(async (tx) => {
        await audit.record(tx, { actorId: 'x', action: 'thing.change' })
        throw new Error('changed my mind')
      })
      .catch(() => {})
    await record(2)
    expect(await audit.verify()).toMatchObject({ entries: 2, firstBadSeq: null })
  })

  test('[R41] has no forks when 50 write at once', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, n) => record(n)))
    const rows = await database.prisma.auditEntry.findMany({ orderBy: { seq: 'asc' } })
    expect(rows.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
    expect(new Set(rows.map(({ prevHash }) => prevHash)).size).toBe(50)
    expect(await audit.verify()).toMatchObject({ entries: 50, firstBadSeq: null })
  })
})

describe('[R41] as superuser', () => {
  beforeEach(async () => {
    for (let n = 1; n <= 6; n += 1) await record(n)
  })

  test.each<[string, string, string]>([
    ['an edited body', `UPDATE audit_entry SET body = replace(body, 'actor-3', 'actor-9') WHERE seq = 3`, '3'],
    ['an edited column', `UPDATE audit_entry SET actor_id = 'somebody else' WHERE seq = 4`, '4'],
    ['an edited time', `UPDATE audit_entry SET at = at + interval '1 hour' WHERE seq = 2`, '2'],
    ['a deleted entry', 'DELETE FROM audit_entry WHERE seq = 3', '4'],
    ['a deleted beginning', 'DELETE FROM audit_entry WHERE seq = 1', '2'],
    [
      'an inserted entry',
      `UPDATE audit_entry SET seq = seq + 100 WHERE seq >= 4;
       INSERT INTO audit_entry SELECT 4, at, actor_id, action, subject, body, prev_hash, repeat('a', 64) FROM audit_entry WHERE seq = 3;
       UPDATE audit_entry SET seq = seq - 99 WHERE seq >= 104`,
      '4',
    ],
    [
      'two entries swapped',
      'UPDATE audit_entry SET seq = 99 WHERE seq = 2; UPDATE audit_entry SET seq = 2 WHERE seq = 3; UPDATE audit_entry SET seq = 3 WHERE seq = 99',
      '2',
    ],
    [
      'an entry with a fresh hash of its own',
      `UPDATE audit_entry SET actor_id = 'x', body = replace(body, 'actor-5', 'x'),
         hash = encode(sha256(convert_to(prev_hash || replace(body, 'actor-5', 'x'), 'UTF8')), 'hex') WHERE seq = 5`,
      '6',
    ],
    [
      'a body that is no JSON',
      `UPDATE audit_entry SET body = 'gone', hash = encode(sha256(convert_to(prev_hash || 'gone', 'UTF8')), 'hex') WHERE seq = 6`,
      '6',
    ],
  ])('%s is found, and the first bad entry named', async (_name, sql, seq) => {
    await tamper(sql)
    expect(await audit.verify()).toMatchObject({
      firstBadSeq: seq,
      entries: Number(seq) - (sql.startsWith('DELETE') ? 2 : 1),
    })
  })

  test('a cut tail shows only against a head hash kept elsewhere', async () => {
    const { headHash } = await audit.verify()
    await tamper('DELETE FROM audit_entry WHERE seq > 4')
    const check = await audit.verify()
    expect(check).toMatchObject({ entries: 4, firstBadSeq: null })
    expect(check.headHash).not.toBe(headHash)
  })

  test('the guard refuses the application and the owner alike while it is on', async () => {
    await expect(database.pool.query('DELETE FROM audit_entry')).rejects.toMatchObject({ code: '42501' })
    const owner = new pg.Client({ connectionString: made.ownerUrl })
    await owner.connect()
    await expect(owner.query('UPDATE audit_entry SET action = action')).rejects.toMatchObject({ code: '42501' })
    await owner.end()
  })
})
