import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findOutlived, findUnlisted } from '../../../src/compose/register/find-unlisted.ts'
import { registerPage } from '../../../src/compose/register/write-register.ts'
import { listTables } from '../../../src/platform/db/list-tables.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

describe('the record of processing activities (PDPA section 39)', () => {
  let database: TestDatabase
  let client: pg.Client
  const tables = () => listTables(async (sql) => (await client.query(sql)).rows, new Set())
  /** The tables as they would be after a change, which is then undone. */
  async function tablesAfter(change: string) {
    await client.query('BEGIN')
    try {
      await client.query(change)
      return await tables()
    } finally {
      await client.query('ROLLBACK')
    }
  }

  beforeAll(async () => {
    database = await createTestDatabase()
    client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
  })
  afterAll(async () => {
    await client.end()
    await database.drop()
  })

  test('names every column about a person, and none that is gone', async () => {
    const found = await tables()
    expect(found.length).toBeGreaterThan(40)
    expect(findUnlisted(found)).toEqual([])
    expect(findOutlived(found)).toEqual([])
  })

  test.each([
    ['a column more of the staff', 'ALTER TABLE staff ADD birthday date', ['staff.birthday']],
    ['an officer named by a card', 'ALTER TABLE content ADD edited_by text', ['content.edited_by']],
    ['a telephone number in a figure’s table', 'ALTER TABLE budget_entry ADD phone text', ['budget_entry.phone']],
    ['a table nobody has judged', 'CREATE TABLE complaint (id uuid, text text)', ['complaint.id', 'complaint.text']],
    ['a token beside a vote', 'ALTER TABLE ballot.spool ADD seen_at date', ['ballot.spool.seen_at']],
  ])('is silent about %s, and says so', async (_what, change, unlisted) => {
    expect(findUnlisted(await tablesAfter(change))).toEqual(unlisted)
  })

  test('knows an entry that outlived its column', async () => {
    expect(findOutlived(await tablesAfter('ALTER TABLE staff DROP display_name'))).toEqual(['staff.display_name'])
  })

  test('says of each activity what the law asks for, in Thai, with the controller and the officer to contact', () => {
    const page = registerPage({ agency: 'สำนักงานทดสอบ', dpo: 'dpo@example.go.th', on: '26 พฤศจิกายน 2569' })
    expect(page).toContain('**ผู้ควบคุมข้อมูลส่วนบุคคล**: สำนักงานทดสอบ')
    const activities = page.split(/^## /m).slice(1)
    expect(activities.length).toBeGreaterThan(5)
    for (const activity of activities) {
      for (const heading of [
        'ข้อมูลส่วนบุคคลที่เก็บรวบรวม',
        'วัตถุประสงค์',
        'ระยะเวลาการเก็บรักษา',
        'ผู้มีสิทธิเข้าถึงและเงื่อนไข',
        'การใช้หรือเปิดเผย',
        'การปฏิเสธคำขอหรือคัดค้าน',
        'มาตรการรักษาความมั่นคงปลอดภัย',
      ])
        expect(activity).toMatch(new RegExp(`\\*\\*${heading}.*\\*\\*: \\S`))
    }
    expect(activities[0]).toContain('staff (line_user_id, display_name')
  })
})
