import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

const page = readFileSync(join(import.meta.dirname, '../../../docs/breach.md'), 'utf8')
const leakedAt = '2026-11-27 09:00+07' // as the page has it, for the officer to put their own in its place

let made: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  made = await createTestDatabase()
  owner = new pg.Client({ connectionString: made.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner?.end()
  await made?.drop()
})

/** The statements of the page's one block of SQL, as an officer copies them. */
function statementsOfPage(): string[] {
  const [, sql] = /```sql\n([\s\S]*?)```/.exec(page) ?? []
  if (!sql?.includes(leakedAt)) throw new Error('docs/breach.md tells no longer how to count who is affected.')
  return sql.split(/;\s*(?:\n|$)/).filter((statement) => statement.trim())
}

test('the drill of a backup that leaked: the queries of docs/breach.md count everybody who was in it, by unit, and nobody who came later', async () => {
  await owner.query(`
    INSERT INTO unit (id, code, name_th, kind) VALUES
      ('00000000-0000-7000-8000-000000000001', 'drill-a', 'กองหนึ่ง', 'กอง'),
      ('00000000-0000-7000-8000-000000000002', 'drill-b', 'กองสอง', 'กอง')`)
  const people: [unit: 1 | 2 | null, joinedAt: string, isDemo: boolean][] = [
    [1, '2026-10-01 08:00+07', false],
    [1, leakedAt, false],
    [1, '2026-11-27 09:00:01+07', false],
    [2, '2026-11-26 12:00+07', false],
    [2, '2026-11-26 12:00+07', true],
    [null, '2026-11-01 12:00+07', false],
  ]
  for (const [n, [unit, joinedAt, isDemo]] of people.entries())
    await owner.query(
      'INSERT INTO staff (id, line_user_id, unit_id, joined_at, is_demo) VALUES (gen_random_uuid(), $1, $2, $3, $4)',
      [`U${String(n).padStart(32, '0')}`, unit && `00000000-0000-7000-8000-00000000000${unit}`, joinedAt, isDemo],
    )
  for (const [name, createdAt] of [
    ['ก่อน', '2026-11-01 12:00+07'],
    ['หลัง', '2026-11-28 12:00+07'],
  ])
    await owner.query(
      `INSERT INTO "user" (id, name, email, role, created_at, updated_at) VALUES ($1, $1, $1 || '@example.org', 'editor', $2, $2)`,
      [name, createdAt],
    )

  const [byUnit = '', accounts = '', ...more] = statementsOfPage()
  expect(more).toEqual([])
  expect((await owner.query(byUnit)).rows).toEqual([
    { หน่วยงาน: '(ยังไม่ระบุ)', คน: '1' },
    { หน่วยงาน: 'กองสอง', คน: '1' },
    { หน่วยงาน: 'กองหนึ่ง', คน: '2' },
  ])
  expect((await owner.query(accounts)).rows).toEqual([{ name: 'ก่อน', email: 'ก่อน@example.org', role: 'editor' }])
})
