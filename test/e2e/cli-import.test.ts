import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import iconv from 'iconv-lite'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'

const dir = mkdtempSync(join(tmpdir(), 'cli-import-'))
let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
  rmSync(dir, { recursive: true, force: true })
})

const query = async (sql: string) => (await client.query(sql)).rows

/** The command line as an operator uses it, on this test's database. */
async function run(...args: string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: join(dir, 'data'),
    SECRETS_DIR: join(dir, 'secrets'),
    OWNER_DATABASE_URL: database.ownerUrl,
    DATABASE_URL: database.url,
    SENDER_DATABASE_URL: database.senderUrl,
    BALLOT_DATABASE_URL: database.ballotUrl,
  }
  const { stdout } = await promisify(execFile)(process.execPath, ['src/cli.ts', ...args], { env })
  return stdout.trim()
}

/** A file in the folder of this test; gives its path. */
function keep(name: string, content: string | Buffer): string {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}

/** A file of so many bytes that takes no room on the disk. */
function keepHuge(name: string): string {
  const path = keep(name, '')
  truncateSync(path, 200_000_000)
  return path
}

type Refused = { code: number; stderr: string }
async function refusal(running: Promise<string>): Promise<Refused> {
  const outcome = await running.then(
    (printed) => printed,
    (error: Refused) => error,
  )
  if (typeof outcome === 'string') throw new Error(`The command was not refused. It printed: ${outcome}`)
  return outcome
}

const example = readFileSync('src/web/console/pages/budget/budget-fy2567-example.csv', 'utf8')
const budget = (file: string) => run('budget', 'import', file, '--year', '2567', '--source', 'กลุ่มแผนงาน ตัวอย่าง')
const cards = (file: string) => run('content', 'import', file, '--by', 'editor@example.org')

describe('budget import', () => {
  test('takes the same figures from UTF-8, TIS-620 and UTF-16, and changes nothing the second time', async () => {
    const first = await budget(keep('utf8.csv', example))
    expect(first).toMatch(/^\d+ rows: planned [\d.]+, spent [\d.]+ baht; \d+ new, 0 changed, 0 removed$/)
    const figures = first.split(';')[0]
    for (const encoding of ['tis620', 'utf16']) {
      const again = await budget(keep(`${encoding}.csv`, iconv.encode(example.replace('\ufeff', ''), encoding)))
      expect(again).toBe(`${figures}; 0 new, 0 changed, 0 removed`)
    }
  })

  test('tells in words what is wrong by its cell and stores nothing', async () => {
    const before = await query('SELECT count(*) FROM budget_entry')
    const { code, stderr } = await refusal(budget(keep('wrong.csv', example.replace('"12,000,000.00"', '-5'))))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^C3\t-5\tจำนวนเงินติดลบ \(The amount is negative\)$/m)
    expect(stderr).toContain('1 errors; nothing was stored.')
    expect(await query('SELECT count(*) FROM budget_entry')).toEqual(before)
  })

  test('refuses a file of 200 MB by its size, and one that is not there', async () => {
    expect(await refusal(budget(keepHuge('huge.csv')))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/huge\.csv has 200000000 bytes; a budget sheet has at most 10000000/),
    })
    expect(await refusal(budget(join(dir, 'nothing.csv')))).toMatchObject({
      code: 66,
      stderr: expect.stringContaining('nothing.csv is no file that can be read'),
    })
  })
})

describe('ita import', () => {
  const marked = readFileSync('docs/ita-example.csv', 'utf8')
  const sheet = marked.split('\r\n').slice(1).join('\r\n')
  const ita = (file: string, year = '2569') => run('ita', 'import', file, '--year', year, '--source', 'ตัวเลขสมมติ')

  test('takes a year from UTF-8, TIS-620 and UTF-16, and says what another import changes', async () => {
    const first = await ita(keep('ita.csv', sheet))
    const figures = '2569: total 82.22, 3 instruments, 4 indicators, 4 items'
    expect(first).toMatch(new RegExp(`^${figures}; [0-9]+ new, 0 changed, 0 removed$`))
    for (const encoding of ['tis620', 'utf16'])
      expect(await ita(keep(`ita-${encoding}.csv`, iconv.encode(sheet, encoding)))).toBe(
        `${figures}; 0 new, 0 changed, 0 removed`,
      )
    const mended = sheet.replace('84.44', '84.45').replace(/^เป้าหมาย.*\r\n/m, '')
    expect(await ita(keep('ita-mended.csv', mended))).toBe(
      `${figures}; 0 new, 1 changed, 1 removed\nchanged: ตัวชี้วัด 1\nremoved: เป้าหมาย`,
    )
    expect(await query(`SELECT total::text, target, source FROM ita_year WHERE fiscal_year = 2569`)).toEqual([
      { total: '82.22', target: null, source: 'ตัวเลขสมมติ' },
    ])
    expect(await query(`SELECT DISTINCT actor_id FROM audit_entry WHERE action = 'ita.import'`)).toEqual([
      { actor_id: null },
    ])
  })

  test('tells in words what is wrong by its cell, all at once, and stores nothing', async () => {
    const wrong = sheet.replace('84.44', '101').replace('ตัวชี้วัด,6,EIT', 'ตัวชี้วัด,6,XIT')
    const { code, stderr } = await refusal(ita(keep('ita-wrong.csv', wrong), '2570'))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^E11\t101\tคะแนนต้องเป็นตัวเลข 0–100 .*\(A score is a number from 0 to 100 .*\)$/m)
    expect(stderr).toMatch(/^C13\tXIT\tเครื่องมือต้องเป็น IIT EIT หรือ OIT/m)
    expect(stderr).toContain('2 errors; nothing was stored.')
    expect(await query('SELECT 1 FROM ita_year WHERE fiscal_year = 2570')).toEqual([])
  })

  test('refuses the example as it is, a year out of range and a file that is not there', async () => {
    expect(await refusal(ita(keep('ita-example.csv', marked)))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^A1\tตัวอย่าง.*ลบบรรทัดนี้/m),
    })
    expect(await refusal(ita(keep('ita-year.csv', sheet), '2026'))).toMatchObject({ code: 64 })
    expect(await refusal(ita(join(dir, 'nothing.csv')))).toMatchObject({ code: 66 })
  })
})

describe('content import', () => {
  const card = (code: string, title: string) =>
    `code: ${code}\ntitle: ${title}\ntemplate: guide\nkind: manual\ndata:\n  topic: asset_how_to\n  title: ${title}\n  steps:\n    - เปิดระบบ\n    - เลือกเมนู\n`
  beforeAll(async () => {
    await client.query(
      `INSERT INTO "user" (id, email, name, role, updated_at) VALUES ('e', 'editor@example.org', 'ผู้จัดทำ', 'editor', now())`,
    )
  })

  test('takes a folder of YAML as drafts of the officer named, and knows the cards again', async () => {
    const folder = join(dir, 'cards')
    mkdirSync(folder)
    writeFileSync(join(folder, 'one.yaml'), card('cli-one', 'ยืมครุภัณฑ์'))
    writeFileSync(join(folder, 'two.yml'), card('cli-two', 'คืนครุภัณฑ์'))
    writeFileSync(join(folder, 'notes.txt'), 'not a card')
    expect(await cards(folder)).toMatch(/^2 new, 0 changed, 0 as they were/)
    writeFileSync(join(folder, 'two.yml'), card('cli-two', 'คืนครุภัณฑ์ตามกำหนด'))
    expect(await cards(folder)).toMatch(/^0 new, 1 changed, 1 as they were/)
    const rows = await query(
      `SELECT title, state::text AS state, author_id FROM content WHERE code LIKE 'cli-%' ORDER BY code`,
    )
    expect(rows).toEqual([
      { title: 'ยืมครุภัณฑ์', state: 'draft', author_id: 'e' },
      { title: 'คืนครุภัณฑ์ตามกำหนด', state: 'draft', author_id: 'e' },
    ])
  })

  test('reads a sheet in TIS-620', async () => {
    const head = 'code,title,template,data.title,data.do,data.dont'
    const sheet = `${head}\ncli-tis,งดรับของขวัญ,dos-donts,งดรับของขวัญ,ปฏิเสธ,รับไว้\n`
    expect(await cards(keep('cards.csv', iconv.encode(sheet, 'tis620')))).toMatch(/^1 new/)
    expect(await query(`SELECT title FROM content WHERE code = 'cli-tis'`)).toEqual([{ title: 'งดรับของขวัญ' }])
  })

  test('takes none when one is wrong, and says where', async () => {
    const folder = join(dir, 'mixed')
    mkdirSync(folder)
    writeFileSync(join(folder, 'good.yaml'), card('cli-good', 'ใช้ได้'))
    writeFileSync(join(folder, 'bad.yaml'), 'title: x\ntemplate: no-such-template\ndata: {}\n')
    const { code, stderr } = await refusal(cards(folder))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^bad\.yaml\t/m)
    expect(stderr).toContain('nothing was stored')
    expect(await query(`SELECT 1 FROM content WHERE code = 'cli-good'`)).toEqual([])
  })

  test('refuses a file of 200 MB by its size, and an officer nobody knows', async () => {
    expect(await refusal(cards(keepHuge('huge.xlsx')))).toMatchObject({
      code: 66,
      stderr: expect.stringContaining('has 200000000 bytes; a file of cards has at most 10000000'),
    })
    const nobody = run('content', 'import', keep('a.yaml', card('a', 'ก')), '--by', 'nobody@example.org')
    expect(await refusal(nobody)).toMatchObject({ code: 67, stderr: expect.stringContaining('nobody@example.org') })
  })
})
