import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { loadSeed } from '../../../../prisma/seed/load-seed.ts'
import { seedFigures } from '../../../../prisma/seed/seed-figures.ts'
import { openCardOffice } from '../../../support/card-office.ts'

let office: Awaited<ReturnType<typeof openCardOffice>>
beforeAll(async () => {
  office = await openCardOffice()
})
afterAll(() => office.close())

type Input = { name: string; bytes: Buffer }
const csv = (text: string, name = 'cards.csv'): Input => ({ name, bytes: Buffer.from(text) })
const send = (path: string, files: Input[], who: 'editor' | 'viewer' = 'editor') =>
  office.call(office.people[who], path, {
    files: files.map(({ name, bytes }) => ({ name, file: bytes.toString('base64') })),
  })
const preview = (...files: Input[]) => send('/contents/import/preview', files)
const take = (...files: Input[]) => send('/contents/import', files)
const count = () => office.database.prisma.content.count()

const download = async (format: string): Promise<Input> => {
  const answer = await fetch(`${office.url}/api/v1/contents/export?format=${format}`, {
    headers: { authorization: `Bearer ${office.people.viewer.bearer}` },
  })
  expect(answer.status).toBe(200)
  return { name: `cards.${format}`, bytes: Buffer.from(await answer.arrayBuffer()) }
}

const head = 'code,title,template,kind,tags,reviewOn,data.title,data.do,data.dont,data.fiscalYear'
const good = `${head}\nown-1,ของขวัญ,dos-donts,dos_donts,ของขวัญ,31/3/๒๕๗๐,ของขวัญ,ปฏิเสธ\u200bอย่างสุภาพ,รับไว้,๒๕๖๗\n`
/** The same with all that an approver asks for. */
const filed = good
  .replace('kind,', 'kind,owner,basis,itaItems,')
  .replace('dos_donts,', 'dos_donts,ศูนย์จริยธรรม,ประกาศ,2564/i5,')
  .replace('own-1', 'own-2')

describe('a sheet of cards', () => {
  test('becomes drafts of who imports it: Thai digits, years of the Buddhist era and zero-width marks are read', async () => {
    expect((await take(csv(good))).body).toMatchObject({ counts: { new: 1, changed: 0, same: 0 }, errorCount: 0 })
    const row = await office.database.prisma.content.findUnique({ where: { code: 'own-1' } })
    expect(row).toMatchObject({
      state: 'draft',
      authorId: office.people.editor.userId,
      tags: ['ของขวัญ'],
      reviewOn: new Date('2027-03-31'),
      data: { do: 'ปฏิเสธอย่างสุภาพ', fiscalYear: 2567 },
    })
  })

  test('leaves an approved card alone that says the same, and makes one that changed a draft again', async () => {
    await take(csv(filed))
    const { id } = (await office.database.prisma.content.findUnique({ where: { code: 'own-2' } })) as { id: string }
    await office.call(office.people.approver, `/contents/${id}/approve`, {})
    expect((await take(csv(filed))).body.counts).toEqual({ new: 0, changed: 0, same: 1 })
    const still = await office.call(office.people.viewer, `/contents/${id}`)
    expect(still.body).toMatchObject({ state: 'approved', version: 1 })
    expect((await take(csv(filed.replace('รับไว้', 'เก็บไว้')))).body.counts.changed).toBe(1)
    const changed = await office.call(office.people.viewer, `/contents/${id}`)
    expect(changed.body).toMatchObject({ state: 'draft', version: 2, data: { dont: 'เก็บไว้' } })
  })

  test('with one error anywhere stores nothing, and tells the cell', async () => {
    const before = await count()
    const rows = [
      head,
      'e-1,ก,dos-donts,,,,ก,ข,ค,2567',
      'e-2,ก,dos-donts,,,,ก,,ค,2567',
      'e-3,ก,dos-donts,,,,ก,ข,ค,ปีหน้า',
    ]
    const refused = await take(csv(rows.join('\n')))
    expect([refused.status, refused.body.code]).toEqual([422, 'CARDS_INVALID'])
    expect(refused.body.data.errors).toMatchObject([
      {
        file: 'cards.csv',
        row: 3,
        cell: 'H3',
        field: 'data.do',
        code: 'FIELD_INVALID',
        text: 'ค่าในช่องนี้ใช้ไม่ได้: ต้องกรอกช่องนี้ให้ถูกต้อง',
      },
      { row: 4, cell: 'J4', field: 'data.fiscalYear', code: 'FIELD_INVALID' },
    ])
    const inEnglish = await office.call({ ...office.people.editor, language: 'en' }, '/contents/import/preview', {
      files: [{ name: 'cards.csv', file: Buffer.from(rows.join('\n')).toString('base64') }],
    })
    expect(inEnglish.body.errors[0].text).toBe('This value cannot be used. Fill this in, in the right form.')
    expect(await count()).toBe(before)
  })

  test.each([
    ['a template nobody knows', 'x,ก,nosuch,,,,ก,ข,ค,2567', 'TEMPLATE_UNKNOWN', 'C2'],
    ['a code that is there twice', 'y,ก,dos-donts,,,,ก,ข,ค,2567\ny,ก,dos-donts,,,,ก,ข,ค,2567', 'CODE_REPEATED', 'A3'],
    ['an id that no card has', '01890a5d-ac96-774b-bcce-b302099a8057,ก,dos-donts,,,,ก,ข,ค,', 'CARD_UNKNOWN', 'A2'],
    ['words that break a rule of content', 'z,ก,dos-donts,,,,ก,ข,ถือว่าผิดวินัย,2567', 'CONTENT_RULE', 'G2'],
    ['a kind the library does not have', 'w,ก,dos-donts,nosuch,,,ก,ข,ค,2567', 'FIELD_INVALID', 'D2'],
  ])('refuses %s', async (_what, row, code, cell) => {
    const { body } = await preview(csv(`${head}\n${row}\n`))
    expect(body.errors).toMatchObject([{ code, cell }])
  })

  test.each([
    ['the way to what all objects share', 'data.__proto__.smuggled', 'J2'],
    ['the way to what makes objects', 'data.constructor.prototype.smuggled', 'J2', 'data.constructor'],
    ['a place far behind the end of a list', 'data.steps.999999999', 'J2'],
    ['a name in a list', 'data.facts.first', 'J2'],
    ['a part of what is a text in the same row', 'data.title.label', 'J2'],
    ['a field that another column has filled', 'data.title', 'D2'],
  ])('refuses %s as a heading, and everything else goes on', async (_what, heading, cell, field = heading) => {
    try {
      const columns = `code,title,template,data.title,data.topic,data.text,data.facts.0.label,data.facts.0.text,data.steps,${heading}`
      const { status, body } = await preview(csv(`${columns}\nh,ก,guide,ก,asset_how_to,ข,ค,ง,,x\n`))
      expect([status, body.errors]).toMatchObject([200, [{ code: 'FIELD_INVALID', cell, field }]])
      expect(Object.keys(Object.prototype)).toEqual([])
      expect((await preview(csv(good))).body.errorCount).toBe(0)
    } finally {
      delete (Object.prototype as { smuggled?: unknown }).smuggled
    }
  })

  test.each(['../../elsewhere', 'ปจ/2567-01', '.hidden', 'x'.repeat(101), 'a\\b'])(
    'refuses the code %j, which is the name of a file when the library goes out',
    async (code) => {
      const row = csv(`${head}\n${code},ก,dos-donts,,,,ก,ข,ค,2567\n`)
      expect((await preview(row)).body.errors).toMatchObject([{ code: 'FIELD_INVALID', cell: 'A2', field: 'code' }])
      const document = `code: ${JSON.stringify(code)}\ntitle: ก\ntemplate: notice\ndata: { title: ก, text: ข }\n`
      const { body } = await preview({ name: 'x.yaml', bytes: Buffer.from(document) })
      expect(body.errors).toMatchObject([{ code: 'FIELD_INVALID', field: 'code' }])
    },
  )

  test('without headings is refused in words', async () => {
    expect((await preview(csv('ก,ข\nค,ง'))).body.errors).toMatchObject([{ code: 'HEADING_MISSING' }])
  })

  test.each(['utf16', 'windows-874'])('in %s is read as it was meant', async (encoding) => {
    const text = good.replace('own-1', `own-${encoding}`).replace('\u200b', '')
    const bytes = iconv.encode(text, encoding === 'utf16' ? 'utf16le' : encoding, { addBOM: encoding === 'utf16' })
    const { body } = await preview({ name: 'cards.csv', bytes })
    expect(body).toMatchObject({ errorCount: 0, items: [{ title: 'ของขวัญ', change: 'new' }] })
  })

  test('holds a merged template for the rows below it', async () => {
    const cell = (value: string | null, rowSpan?: number) =>
      value === null ? null : { value, type: String, ...(rowSpan && { rowSpan }) }
    const bytes = await writeExcelFile(
      [
        ['code', 'title', 'template', 'data.title', 'data.text'].map((value) => cell(value)),
        [cell('m-1'), cell('หนึ่ง'), cell('notice', 2), cell('หนึ่ง'), cell('ประกาศหนึ่ง')],
        [cell('m-2'), cell('สอง'), null, cell('สอง'), cell('ประกาศสอง')],
      ] as never,
      { sheet: 'x' },
    ).toBuffer()
    const { body } = await preview({ name: 'cards.xlsx', bytes })
    expect(body).toMatchObject({ errorCount: 0, items: [{ template: 'notice' }, { template: 'notice' }] })
  })

  test('of more than 10 MB, of 40 pages in one cell, or no sheet at all is refused and nothing is kept', async () => {
    const before = await count()
    expect((await preview({ name: 'x.csv', bytes: Buffer.alloc(10_000_001, 97) })).status).toBe(413)
    const paste = 'ย่อหน้าหนึ่งของรายงานที่คัดลอกมา '.repeat(4000)
    const { body } = await preview(csv(`code,title,template,data.title,data.text\np,ก,notice,ก,${paste}`))
    expect(body.errors).toMatchObject([{ code: 'FIELD_INVALID', cell: 'E2' }])
    expect((await preview({ name: 'x.xlsx', bytes: Buffer.from('PK not a zip') })).body.code).toBe('SHEET_UNREADABLE')
    expect(await count()).toBe(before)
  })

  test('is not for those who only read', async () => {
    expect((await send('/contents/import', [csv(good)], 'viewer')).status).toBe(403)
  })
})

describe('the library', () => {
  test.each(['xlsx', 'csv', 'yaml'])(
    'goes out as %s and comes back the same, lists and links included',
    async (format) => {
      const data = {
        title: 'ยืมครุภัณฑ์',
        topic: 'asset_how_to',
        text: 'บรรทัดหนึ่ง\nบรรทัดสอง',
        steps: ['เลือก', '=รับ'],
        facts: [{ label: 'ผู้ดูแล', text: 'พัสดุ' }],
        link: { label: 'เปิด', url: 'https://www.opdc.go.th/' },
        fiscalYear: 2567,
      }
      await office.call(office.people.editor, '/contents', {
        title: '+คู่มือ',
        template: 'guide',
        data,
        tags: ['ก', 'ข'],
        kind: 'manual',
      })
      const all = await count()
      const back = await preview(await download(format))
      expect(back.body.errors).toEqual([])
      expect(back.body.counts).toEqual({ new: 0, changed: 0, same: all })
    },
  )
})

describe('an approved card that nobody touched', () => {
  test.each(['xlsx', 'csv', 'yaml'])(
    'stays approved when it comes back as %s, whatever marks its words carry',
    async (format) => {
      const made = await office.call(office.people.editor, '/contents', {
        title: '＠ประกาศ',
        template: 'notice',
        data: { title: 'ของ\u200bขวัญ ', text: '＝ไม่รับ\r\nและไม่ให้' },
        ...{ kind: 'notice', owner: 'ศูนย์จริยธรรม', basis: '-ประกาศ', itaItems: ['2564/i5'], reviewOn: '2027-03-31' },
      })
      await office.call(office.people.approver, `/contents/${made.body.id}/approve`, {})
      const back = await take(await download(format))
      expect(back.body).toMatchObject({ counts: { new: 0, changed: 0 }, errorCount: 0 })
      const still = await office.call(office.people.viewer, `/contents/${made.body.id}`)
      expect(still.body).toMatchObject({ state: 'approved', version: 1, title: '＠ประกาศ' })
    },
  )
})

describe('a retired card', () => {
  test.each(['xlsx', 'yaml'])(
    'stays so when the whole library comes back as %s, and is not changed',
    async (format) => {
      await take(csv(filed.replace('own-2', `old-${format}`)))
      const { id } = (await office.database.prisma.content.findUnique({ where: { code: `old-${format}` } }))!
      await office.call(office.people.approver, `/contents/${id}/retire`, {})
      const back = await take(await download(format))
      expect(back.body).toMatchObject({ counts: { new: 0, changed: 0 }, errorCount: 0 })
      const changed = filed.replace('own-2', `old-${format}`).replace('รับไว้', 'เก็บไว้')
      const refused = await take(csv(changed))
      expect(refused.body.data.errors).toMatchObject([{ code: 'CARD_RETIRED', cell: 'A2', value: 'ของขวัญ' }])
      expect(await office.database.prisma.content.findUnique({ where: { id } })).toMatchObject({ state: 'retired' })
    },
  )
})

describe('a library larger than what is written at a time', () => {
  const rows = (name: string, count: number) =>
    [
      'code,title,template,data.title,data.text',
      ...Array.from({ length: count }, (_, no) => `${name}-${no},ก,notice,ก,ข`),
    ].join('\n')

  test('comes back: cards that say the same are only read', async () => {
    const cards = Array.from({ length: 2001 }, (_, no) => ({ code: `many-${no}`, title: 'ก', template: 'notice' }))
    const data = { title: 'ก', text: 'ข' }
    await office.database.prisma.content.createMany({ data: cards.map((card) => ({ ...card, data, itaItems: [] })) })
    const changed = rows('many', 2001).replace('many-7,ก,notice,ก,ข', 'many-7,ก,notice,ก,ค')
    expect((await preview(csv(changed))).body).toMatchObject({
      counts: { new: 0, changed: 1, same: 2000 },
      errorCount: 0,
    })
    await office.database.prisma.content.deleteMany({ where: { code: { startsWith: 'many-' } } })
  })

  test('is refused where more than 2,000 cards are new or changed', async () => {
    const refused = await preview(csv(rows('new', 2001)))
    expect([refused.status, refused.body.code]).toEqual([413, 'SHEET_TOO_LARGE'])
  })
})

describe('a folder of YAML', () => {
  const card = (code: string, text = 'ประกาศ') => ({
    name: `${code}.yaml`,
    bytes: Buffer.from(
      `code: ${code}\ntitle: เรื่อง\ntemplate: notice\ntags: [ก]\ndata:\n  title: เรื่อง\n  text: ${text}\n`,
    ),
  })

  test('is taken in whole', async () => {
    expect((await take(card('y-1'), card('y-2'))).body.counts).toEqual({ new: 2, changed: 0, same: 0 })
  })

  test('tells file and line of what is wrong, and stores nothing', async () => {
    const before = await count()
    const thai = (code: string, encoding: string) => ({
      name: `${code}.yaml`,
      bytes: iconv.encode(
        `code: ${code}\ntitle: ของขวัญ\ntemplate: notice\ndata: { title: ของขวัญ, text: เนื้อหา }\n`,
        encoding,
      ),
    })
    const old = await preview(thai('old-1', 'tis620'), thai('old-2', 'utf16le'))
    expect(old.body).toMatchObject({ errorCount: 0, items: [{ title: 'ของขวัญ' }, { title: 'ของขวัญ' }] })
    const broken = { name: 'broken.yaml', bytes: Buffer.from('code: a\ntitle: [ก\n') }
    const strange = { name: 'strange.yaml', bytes: Buffer.from('title: ก\ntemplate: notice\nextra: 1\ndata: {}\n') }
    const bomb = { name: 'bomb.yaml', bytes: Buffer.from('a: &a [1,2]\nb: [*a,*a,*a]\n') }
    const { body } = await take(card('y-3'), broken, strange, bomb)
    expect(body.code).toBe('CARDS_INVALID')
    const told = body.data.errors.map(({ file, code }: { file: string; code: string }) => `${file} ${code}`)
    expect(told).toEqual(['broken.yaml YAML_UNREADABLE', 'strange.yaml FIELD_INVALID', 'bomb.yaml YAML_UNREADABLE'])
    expect(await count()).toBe(before)
  })
})

describe('the whole starter library', () => {
  beforeAll(() => office.database.transaction((tx) => seedFigures(tx, loadSeed(), new Date())))

  test.each(['xlsx', 'csv'])('is taken back as it was given out, as %s', async (format) => {
    const { status, body } = await preview(await download(format))
    expect([status, body.errors ?? []]).toEqual([200, []])
    expect(body.counts).toEqual({ new: 0, changed: 0, same: await count() })
  })
})
