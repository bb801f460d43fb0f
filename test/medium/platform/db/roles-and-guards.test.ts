import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'

let own: TestDatabase
let owner: pg.Pool
let app: pg.Pool
let sender: pg.Pool
let ballot: pg.Pool

beforeAll(async () => {
  own = await createTestDatabase()
  const connect = (url: string) => new pg.Pool({ connectionString: url, max: 1 })
  owner = connect(own.ownerUrl)
  app = connect(own.url)
  sender = connect(own.senderUrl)
  ballot = connect(own.ballotUrl)
})

afterAll(async () => {
  await Promise.all([owner, app, sender, ballot].map((pool) => pool.end()))
  await own.drop()
})

const refused = { code: '42501' }
const allTables = `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`

async function tables(): Promise<string[]> {
  return (await owner.query(allTables)).rows.map(({ relname }) => relname)
}

/** What a login may do with each table, as PostgreSQL itself sees it. */
async function rights(role: string): Promise<Record<string, string>> {
  const { rows } = await owner.query(
    `SELECT relname, string_agg(right_name, ' ' ORDER BY right_name) AS rights
       FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS right_name
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND has_table_privilege($1, pg_class.oid, right_name)
      GROUP BY relname`,
    [role],
  )
  return Object.fromEntries(rows.map(({ relname, rights }) => [relname, rights]))
}

describe('the application login', () => {
  test('reads and writes rows of every table, except what only grows or is not its own', async () => {
    const expected = Object.fromEntries((await tables()).map((name) => [name, 'DELETE INSERT SELECT UPDATE']))
    expect(await rights('sucharit_app')).toEqual({
      ...expected,
      audit_entry: 'INSERT SELECT',
      _prisma_migrations: 'SELECT',
    })
  })

  test('cannot change the schema', async () => {
    for (const sql of [
      'CREATE TABLE mine (id int)',
      'ALTER TABLE setting ADD COLUMN x int',
      'DROP TABLE setting',
      'CREATE SCHEMA mine',
    ]) {
      await expect(app.query(sql), sql).rejects.toMatchObject(refused)
    }
  })

  test('may use tables and sequences of later migrations', async () => {
    await owner.query('CREATE TABLE added_later (id bigserial PRIMARY KEY, word text)')
    await app.query(`INSERT INTO added_later (word) VALUES ('yes')`)
    await owner.query('DROP TABLE added_later')
  })
})

describe('the sender login', () => {
  test('sees runs, deliveries and recipients, and nothing else', async () => {
    expect(await rights('sucharit_sender')).toEqual({
      run: 'SELECT',
      delivery: 'INSERT SELECT UPDATE',
      recipient: 'SELECT UPDATE',
    })
    await expect(sender.query('SELECT * FROM staff')).rejects.toMatchObject(refused)
    await expect(sender.query('SELECT * FROM "user"')).rejects.toMatchObject(refused)
    expect((await sender.query('SELECT count(*)::int AS n FROM delivery')).rows).toEqual([{ n: 0 }])
  })
})

describe('the ballot login', () => {
  test('sees no table', async () => {
    expect(await rights('sucharit_ballot')).toEqual({})
    await expect(ballot.query('SELECT * FROM setting')).rejects.toMatchObject(refused)
  })
})

describe('the audit table', () => {
  test('[R41] takes new entries and refuses every change, also from the owner and from restore tools', async () => {
    const hash = 'a'.repeat(64)
    await app.query(
      `INSERT INTO audit_entry (seq, at, action, body, prev_hash, hash) VALUES (1, now(), 'test', '{}', $1, $1)`,
      [hash],
    )
    const changes = [`UPDATE audit_entry SET body = 'x'`, 'DELETE FROM audit_entry', 'TRUNCATE audit_entry']
    for (const sql of changes) {
      await expect(app.query(sql), sql).rejects.toMatchObject(refused)
      await expect(owner.query(sql), sql).rejects.toMatchObject(refused)
    }
    await owner.query('SET session_replication_role = replica')
    await expect(owner.query('DELETE FROM audit_entry')).rejects.toMatchObject(refused)
    expect((await app.query('SELECT body FROM audit_entry')).rows).toEqual([{ body: '{}' }])
  })
})

describe('the installation table', () => {
  test('holds one row', async () => {
    await app.query(`INSERT INTO installation (kind) VALUES ('demo')`)
    await expect(app.query(`INSERT INTO installation (kind) VALUES ('real')`)).rejects.toMatchObject({ code: '23505' })
    await expect(app.query(`INSERT INTO installation (id, kind) VALUES (2, 'real')`)).rejects.toMatchObject({
      code: '23514',
    })
  })
})

describe('due work', () => {
  test('is found through an index as small as the backlog', async () => {
    await owner.query('SET enable_seqscan = off')
    const plan = async (sql: string) => JSON.stringify((await owner.query(`EXPLAIN (FORMAT JSON) ${sql}`)).rows)
    expect(
      await plan(
        `SELECT id FROM inbox_event WHERE state IN ('stored', 'answering') AND next_try_at <= now() ORDER BY next_try_at LIMIT 50`,
      ),
    ).toContain('inbox_event_due_idx')
    expect(
      await plan(
        `SELECT id FROM delivery WHERE state = 'queued' AND next_try_at <= now() ORDER BY next_try_at LIMIT 50`,
      ),
    ).toContain('delivery_due_idx')
  })
})
