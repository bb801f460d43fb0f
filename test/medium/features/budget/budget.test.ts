import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBudgetService } from '../../../../src/features/budget/service.ts'
import { createAudit } from '../../../../src/platform/audit/audit.ts'
import { readCsv } from '../../../../src/platform/sheets/read-csv.ts'
import { writeSheet } from '../../../../src/platform/sheets/write-sheet.ts'
import { openCardOffice } from '../../../support/card-office.ts'

let office: Awaited<ReturnType<typeof openCardOffice>>
beforeAll(async () => {
  office = await openCardOffice()
})
afterAll(() => office.close())

const exampleFile = join(import.meta.dirname, '../../../../src/web/console/pages/budget/budget-fy2567-example.csv')
const csv = readFileSync(exampleFile, 'utf8')
const encode = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64')
const send = (path: string, body: object) => office.call(office.people.editor, `/budget/${path}`, body)
const preview = (file: Buffer | string, fiscalYear = 2567) => send('preview', { fiscalYear, file: encode(file) })
const take = (file: Buffer | string, fiscalYear = 2567) =>
  send('import', { fiscalYear, file: encode(file), source: 'ข้อมูลสมมติ' })

describe('a sheet', () => {
  test('is looked at first: columns, sums and changes, and nothing is stored', async () => {
    const { status, body } = await preview(csv)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      columns: { category: 0, month: 1, planned: 2, spent: 3 },
      isExample: true,
      entryCount: 48,
      errorCount: 0,
      totals: { planned: '300000000.00', spent: '198090000.00' },
      changes: { added: 48, changed: 0, removed: 0 },
    })
    expect(await office.database.prisma.budgetEntry.count()).toBe(0)
  })

  test.each([
    ['UTF-8 without a mark', () => Buffer.from(csv.replace('\ufeff', ''))],
    ['UTF-16 of Excel', () => iconv.encode(csv.replace('\ufeff', ''), 'utf16le', { addBOM: true })],
    ['TIS-620', () => iconv.encode(csv.replace('\ufeff', ''), 'tis620')],
    [
      'semicolons',
      () =>
        Buffer.from(
          readCsv(csv)
            .map((row) => row.join(';'))
            .join('\n'),
        ),
    ],
    ['XLSX', async () => Buffer.from(await (await writeSheet(toSheet(), { format: 'xlsx', name: 'x' })).arrayBuffer())],
  ])('is read the same in %s', async (_what, file) => {
    const { body } = await preview(await file())
    expect(body).toMatchObject({
      errorCount: 0,
      entryCount: 48,
      totals: { planned: '300000000.00', spent: '198090000.00' },
    })
  })

  test('of XLSX is read where a formula left of a zero what a sheet shows as 0.00', async () => {
    const rows = [
      ['หมวด', 'เดือน', 'แผน', 'ผล'],
      ['งบลงทุน', 'ต.ค. 2566', 1000, 1.8189894035458565e-12],
      ['งบลงทุน', 'พ.ย. 2566', 1000, -1.1e-13],
    ]
    const workbook = await writeSheet(
      { name: 'งบประมาณ', widths: [20, 12, 16, 16], rows },
      { format: 'xlsx', name: 'x' },
    )
    const { body } = await preview(Buffer.from(await workbook.arrayBuffer()))
    expect(body).toMatchObject({ errors: [], entryCount: 2, totals: { planned: '2000.00', spent: '0.00' } })
  })

  test('with one wrong cell is not stored at all, and the cell is named', async () => {
    const refused = await take(csv.replace('"7,500,000.00"', '"-7,500,000.00"'))
    expect([refused.status, refused.body.code]).toEqual([422, 'BUDGET_SHEET_INVALID'])
    expect(refused.body.data.errors).toEqual([
      { cell: 'C15', row: 15, code: 'AMOUNT_NEGATIVE', value: '-7,500,000.00' },
    ])
    expect(await office.database.prisma.budgetEntry.count({ where: { fiscalYear: 2567 } })).toBe(0)
  })

  test('that is no sheet, unfolds to gigabytes or is too large is refused', async () => {
    expect((await preview('PK\x03\x04 not a workbook')).body.code).toBe('SHEET_UNREADABLE')
    const header = Buffer.alloc(30)
    header.write('PK\x03\x04')
    header.writeUInt16LE(8, 8) // deflated
    const bomb = Buffer.concat([header, deflateRawSync(Buffer.alloc(150_000_000))])
    const refused = await preview(bomb)
    expect([refused.status, refused.body.code]).toEqual([413, 'SHEET_TOO_LARGE'])
    expect((await preview(Buffer.alloc(2_000_000, 'ก'))).status).toBe(413)
    expect((await preview('a\n'.repeat(25_000))).body.code).toBe('SHEET_TOO_LARGE')
  })
})

describe('the budget of a year', () => {
  test('is taken in, told by month, quarter and year, and a new import takes the place of the old', async () => {
    expect((await take(csv)).status).toBe(200)
    const get = async (by: string) => (await office.call(office.people.viewer, `/budget/2567?by=${by}`)).body
    const quarters = await get('quarter')
    expect(quarters).toMatchObject({ asOf: '2024-06-30', isExample: true, plannedToDate: '225000000.00' })
    expect(quarters.periods.map(({ label, spent }: { label: string; spent: string }) => [label, spent])).toEqual([
      ['ไตรมาสที่ 1', '66030000.00'],
      ['ไตรมาสที่ 2', '66030000.00'],
      ['ไตรมาสที่ 3', '66030000.00'],
      ['ไตรมาสที่ 4', '0.00'],
    ])
    expect((await get('month')).periods[0]).toMatchObject({ label: 'ต.ค. 2566', from: '2023-10-01' })
    expect((await get('year')).periods).toMatchObject([{ planned: '300000000.00' }])
    const again = await take(csv.split('\r\n').slice(0, 26).join('\r\n').replace('"12,000,000.00"', '"13,000,000.00"'))
    expect(again.body.changes).toEqual({ added: 0, changed: 1, removed: 24 })
    expect((await get('year')).categories).toHaveLength(2)
    await take(csv)
    expect(await office.database.prisma.auditEntry.count({ where: { action: 'budget.import' } })).toBe(3)
  })

  test('is listed with the others that have figures, the newest first', async () => {
    const list = async () => (await office.call(office.people.viewer, '/budget')).body.items
    await take('หมวด,เดือน,แผน,ผล\nงบลงทุน,ต.ค. 2565,1000,500\n', 2566)
    await take(csv)
    expect(await list()).toMatchObject([
      { fiscalYear: 2567, source: 'ข้อมูลสมมติ', isExample: true, importedAt: expect.any(String) },
      { fiscalYear: 2566, isExample: false },
    ])
  })

  test('becomes a draft card and its picture in one step, marked as an example', async () => {
    await take(csv)
    const made = await office.call(office.people.editor, '/budget/2567/card', { sizes: ['square', 'story'] })
    expect(made.status).toBe(201)
    await office.runJobs()
    const card = (await office.call(office.people.viewer, `/contents/${made.body.contentId}`)).body
    expect(card).toMatchObject({ state: 'draft', template: 'budget-summary', title: 'การใช้จ่ายงบประมาณ ถึงไตรมาสที่ 3' })
    expect(card).toMatchObject({ kind: 'budget', owner: 'หน่วยงานทดสอบ', basis: 'ข้อมูลสมมติ' })
    expect(card.data).toMatchObject({ badge: 'ตัวอย่าง · ตัวเลขสมมติ', targetPercent: 75, allocated: '300000000.00' })
    expect(card.data).toMatchObject({
      text: 'ดูรายละเอียดได้ที่ระบบของหน่วยงาน',
      link: { url: 'https://budget.example.go.th/' },
    })
    const picture = await office.call(office.people.viewer, `/contents/${made.body.contentId}/picture?size=story`)
    expect(picture.body.state).toBe('made')
  })

  test('becomes a card with a source of two lines, of as many categories as a card shows', async () => {
    const file = `หมวด,เดือน,แผน,ผล\n${Array.from({ length: 8 }, (_, row) => `หมวดรายจ่ายที่ ${row + 1},ต.ค. 2566,1000,500\n`).join('')}`
    const source = 'รายงานผลการใช้จ่ายงบประมาณ สำนักงานเลขาธิการ'
    for (const sheet of [csv, file]) {
      expect((await send('import', { fiscalYear: 2567, file: encode(sheet), source })).status).toBe(200)
      const made = await send('2567/card', {})
      expect(made).toMatchObject({ status: 201 })
      await office.runJobs()
      const picture = await office.call(office.people.viewer, `/contents/${made.body.contentId}/picture`)
      expect(picture.body.state).toBe('made')
    }
  })

  test('of a quarter that is not over is told by the month it reaches', async () => {
    await take(csv.replace(/^(.*มิ\.ย\. 2567,"[\d,.]+",)"[\d,.]+"/gm, '$1'))
    const made = await office.call(office.people.editor, '/budget/2567/card', {})
    const card = (await office.call(office.people.viewer, `/contents/${made.body.contentId}`)).body
    expect(card.title).toBe('การใช้จ่ายงบประมาณ ถึงเดือน พ.ค. 2567')
    expect(card.data).toMatchObject({ title: card.title, date: '2024-05-31' })
  })

  test('is answered for by whoever answers for the budget card before it', async () => {
    await take(csv)
    const { editor, viewer } = office.people
    const first = (await office.call(editor, '/budget/2567/card', {})).body.contentId
    const { title, template, data, version } = (await office.call(viewer, `/contents/${first}`)).body
    const owned = { title, template, data, version, kind: 'budget', owner: 'สำนักงานเลขาธิการ' }
    expect((await office.call(editor, `/contents/${first}`, owned, 'PUT')).status).toBe(200)
    const next = (await office.call(editor, '/budget/2567/card', {})).body.contentId
    expect((await office.call(viewer, `/contents/${next}`)).body.owner).toBe('สำนักงานเลขาธิการ')
  })

  test('that nobody imported is not found, and a viewer imports none', async () => {
    expect((await office.call(office.people.viewer, '/budget/2560')).status).toBe(404)
    expect(
      (await office.call(office.people.viewer, '/budget/preview', { fiscalYear: 2567, file: encode(csv) })).status,
    ).toBe(403)
  })
})

test('the budget of a running year is told up to today in Bangkok, though a formula wrote 0 for the months to come', async () => {
  const clock = { now: () => new Date('2026-11-27T18:00:00Z') }
  const drafts: unknown[] = []
  const notHere = () => Promise.reject(new Error('No card is made here.'))
  const budget = createBudgetService({
    clock,
    audit: createAudit({ database: office.database, clock }),
    agencyName: async () => 'หน่วยงานทดสอบ',
    budgetLookup: async () => ({ th: '', url: '' }),
    checkPictures: async (_tx, { data }) => void drafts.push(data),
    createCard: notHere,
    findOwner: notHere,
    makePictures: notHere,
  })
  const months = ['10/2569', '11/2569', '12/2569', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((no) => `${no}/2570`)]
  const rows = months.map((month, index) => `งบดำเนินงาน,${month},100,${index < 2 ? 50 : 0}`)
  const sheet = { fiscalYear: 2570, source: 'กองคลัง', bytes: Buffer.from(['หมวด,เดือน,แผน,ผล', ...rows].join('\n')) }
  await office.database.transaction(async (tx) => {
    await budget.importSheet(tx, null, sheet)
    expect(await budget.summarize(tx, 2570, 'year')).toMatchObject({ asOf: '2026-11-28', plannedToDate: '200.00' })
    await budget.checkCard(tx, 2570, ['square'])
  })
  expect(drafts).toMatchObject([
    { date: '2026-11-28', title: 'การใช้จ่ายงบประมาณ ถึงเดือน พ.ย. 2569', targetPercent: 16.67 },
  ])
})

function toSheet() {
  const rows = readCsv(csv).map((row) =>
    row.map((cell) => (/^[\d,]+\.\d+$/.test(cell) ? Number(cell.replaceAll(',', '')) : cell || null)),
  )
  return { name: 'งบประมาณ', widths: [20, 12, 16, 16], rows }
}
