import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSystem, type System } from '../support/system.ts'

let system: System
beforeAll(async () => {
  system = await createSystem()
  await system.start().ready()
})
afterAll(() => system?.dispose())

/** A file in the folder of the system; gives its path. */
function keep(name: string, content: string | Buffer): string {
  const path = join(system.dir, name)
  writeFileSync(path, content)
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

const example = readFileSync('docs/examples/budget-fy2567-example.csv', 'utf8')
const budget = (file: string) =>
  system.runCli('budget', 'import', file, '--year', '2567', '--source', 'กลุ่มแผนงาน ตัวอย่าง')
const cards = (file: string) => system.runCli('content', 'import', file, '--by', 'editor@example.org')

describe('budget import', () => {
  test('takes the same figures from UTF-8, TIS-620 and UTF-16, and changes nothing the second time', async () => {
    const first = await budget(keep('utf8.csv', example))
    expect(first).toMatch(/^\d+ rows: planned [\d.]+, spent [\d.]+ baht; \d+ new, 0 changed, 0 removed$/)
    const figures = first.split(';')[0]
    for (const [name, encoding] of [
      ['tis620.csv', 'tis620'],
      ['utf16.csv', 'utf16'],
    ] as const) {
      const again = await budget(keep(name, iconv.encode(example.replace('\ufeff', ''), encoding)))
      expect(again).toBe(`${figures}; 0 new, 0 changed, 0 removed`)
    }
  })

  test('tells what is wrong by its cell and stores nothing', async () => {
    const before = await system.query('SELECT count(*)::int AS count FROM budget_entry')
    const wrong = example.replace('"12,000,000.00"', '-5')
    const { code, stderr } = await refusal(budget(keep('wrong.csv', wrong)))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^C3\t\w+\t-5$/m)
    expect(stderr).toContain('1 errors; nothing was stored.')
    expect(await system.query('SELECT count(*)::int AS count FROM budget_entry')).toEqual(before)
  })

  test('refuses a file of 200 MB at once, without reading it', async () => {
    const huge = keep('huge.csv', '')
    truncateSync(huge, 200_000_000)
    const startedAt = performance.now()
    const { code, stderr } = await refusal(budget(huge))
    expect(code).toBe(1)
    expect(stderr).toContain('200000000 bytes')
    expect(stderr).toContain('10000000')
    expect(performance.now() - startedAt).toBeLessThan(5000) // to start Node takes most of it
  })

  test('says that there is no such file', async () => {
    const { code, stderr } = await refusal(budget(join(system.dir, 'nothing.csv')))
    expect(code).toBe(66)
    expect(stderr).toContain('nothing.csv')
  })
})

describe('content import', () => {
  const card = (code: string, title: string) =>
    `code: ${code}\ntitle: ${title}\ntemplate: guide\nkind: manual\ndata:\n  title: ${title}\n  steps:\n    - เปิดระบบ\n    - เลือกเมนู\n`
  beforeAll(async () => {
    await system.createToken('editor')
  })

  test('takes a folder of YAML as drafts of the officer named, and knows the cards again', async () => {
    const folder = join(system.dir, 'cards')
    mkdirSync(folder)
    writeFileSync(join(folder, 'one.yaml'), card('cli-one', 'ยืมครุภัณฑ์'))
    writeFileSync(join(folder, 'two.yml'), card('cli-two', 'คืนครุภัณฑ์'))
    writeFileSync(join(folder, 'notes.txt'), 'not a card')
    expect(await cards(folder)).toMatch(/^2 new, 0 changed, 0 as they were/)
    writeFileSync(join(folder, 'two.yml'), card('cli-two', 'คืนครุภัณฑ์ตามกำหนด'))
    expect(await cards(folder)).toMatch(/^0 new, 1 changed, 1 as they were/)
    const rows = await system.query(
      `SELECT title, state::text AS state, email FROM content JOIN "user" ON "user".id = author_id WHERE code LIKE 'cli-%' ORDER BY code`,
    )
    expect(rows).toEqual([
      { title: 'ยืมครุภัณฑ์', state: 'draft', email: 'editor@example.org' },
      { title: 'คืนครุภัณฑ์ตามกำหนด', state: 'draft', email: 'editor@example.org' },
    ])
  })

  test('reads a sheet in TIS-620', async () => {
    const sheet =
      'code,title,template,data.title,data.do,data.dont\ncli-tis,งดรับของขวัญ,dos-donts,งดรับของขวัญ,ปฏิเสธ,รับไว้\n'
    expect(await cards(keep('cards.csv', iconv.encode(sheet, 'tis620')))).toMatch(/^1 new/)
    const [row] = await system.query(`SELECT title FROM content WHERE code = 'cli-tis'`)
    expect(row).toEqual({ title: 'งดรับของขวัญ' })
  })

  test('takes none when one is wrong, and says where', async () => {
    const folder = join(system.dir, 'mixed')
    mkdirSync(folder)
    writeFileSync(join(folder, 'good.yaml'), card('cli-good', 'ใช้ได้'))
    writeFileSync(join(folder, 'bad.yaml'), 'title: x\ntemplate: no-such-template\n')
    const { code, stderr } = await refusal(cards(folder))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^bad\.yaml\t/m)
    expect(stderr).toContain('nothing was stored')
    expect(await system.query(`SELECT 1 FROM content WHERE code = 'cli-good'`)).toEqual([])
  })

  test('refuses a file of 200 MB at once, and an officer nobody knows', async () => {
    const huge = keep('huge.xlsx', 'PK')
    truncateSync(huge, 200_000_000)
    expect(await refusal(cards(huge))).toMatchObject({
      code: 66,
      stderr: expect.stringContaining('has 200000000 bytes; a file of cards has at most 10000000'),
    })
    const nobody = system.runCli('content', 'import', keep('a.yaml', card('a', 'ก')), '--by', 'nobody@example.org')
    expect(await refusal(nobody)).toMatchObject({ code: 67, stderr: expect.stringContaining('nobody@example.org') })
  })
})
