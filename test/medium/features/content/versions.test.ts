import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openCardOffice } from '../../../support/card-office.ts'
import { filing } from '../../../support/filing.ts'

let office: Awaited<ReturnType<typeof openCardOffice>>
beforeAll(async () => {
  office = await openCardOffice()
})
afterAll(() => office.close())

type Who = 'editor' | 'approver' | 'owner' | 'viewer'
const call = (who: Who, path: string, body?: unknown, method?: string) =>
  office.call(office.people[who], path, body, method)

const words = (text: string, change: object = {}) => ({
  title: 'ยืมครุภัณฑ์',
  template: 'notice',
  data: { title: 'ยืมครุภัณฑ์', text },
  ...filing,
  ...change,
})

let id: string
beforeEach(async () => {
  const made = await call('editor', '/contents', words('ฉบับแรก', { tags: ['ครุภัณฑ์'], reviewOn: '2026-01-31' }))
  expect(made).toMatchObject({ status: 201, body: { version: 1, state: 'draft' } })
  id = made.body.id
})

const change = (who: Who, version: number, text: string, more: object = {}) =>
  call(who, `/contents/${id}`, { ...words(text, more), version }, 'PUT')
const approve = (who: Who = 'approver', body: object = {}) => call(who, `/contents/${id}/approve`, body)
const versionsOf = async () => (await call('viewer', `/contents/${id}/versions`)).body.items

describe('a change', () => {
  test('makes an approved card a draft again, and keeps what it said before with who approved it', async () => {
    await approve()
    const changed = await change('editor', 1, 'ฉบับสอง')
    expect(changed).toMatchObject({ status: 200, body: { version: 2, state: 'draft', approvedAt: null, tags: [] } })
    expect(await versionsOf()).toEqual([
      expect.objectContaining({
        version: 1,
        data: { title: 'ยืมครุภัณฑ์', text: 'ฉบับแรก' },
        tags: ['ครุภัณฑ์'],
        reviewOn: '2026-01-31',
        approvedAt: expect.any(String),
        authorId: office.people.editor.userId,
      }),
    ])
    expect(await office.content.listApprovedCards(office.database.prisma)).not.toContainEqual(
      expect.objectContaining({ id }),
    )
  })

  test('of a card that somebody has changed meanwhile is refused, and nothing is lost', async () => {
    const answers = await Promise.all([change('editor', 1, 'จากคนหนึ่ง'), change('owner', 1, 'จากอีกคน')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'CHANGED_MEANWHILE',
      data: { version: 2 },
    })
    expect((await versionsOf()).map(({ data }: { data: { text: string } }) => data.text)).toEqual(['ฉบับแรก'])
  })

  test('keeps the rules of content', async () => {
    expect((await change('editor', 1, 'ของขวัญต่ำกว่า 3,000 บาท รับได้')).body.code).toBe('CONTENT_RULES')
    expect((await call('viewer', `/contents/${id}`)).body).toMatchObject({ version: 1 })
  })

  test('is found by its new words, no longer by the old', async () => {
    await change('editor', 1, 'คำใหม่ล้วน')
    const find = async (q: string) =>
      (await call('viewer', `/contents?limit=200&q=${encodeURIComponent(q)}`)).body.items.map(
        (card: { id: string }) => card.id,
      )
    expect(await find('คำใหม่ล้วน')).toEqual([id])
    expect(await find('ฉบับแรก')).not.toContain(id)
  })
})

describe('an approval', () => {
  test('is of the words that were seen', async () => {
    await change('editor', 1, 'แก้หลังจากผู้อนุมัติเปิดดู')
    expect((await approve('approver', { version: 1 })).body.code).toBe('CHANGED_MEANWHILE')
    expect(await approve('approver', { version: 2 })).toMatchObject({ status: 200, body: { state: 'approved' } })
  })

  test('is not by anybody who wrote a part since the last one', async () => {
    await change('approver', 1, 'ผู้อนุมัติแก้เอง')
    await change('editor', 2, 'ผู้จัดทำแก้ต่อ')
    expect((await approve('approver')).body.code).toBe('OWN_WORK')
    expect((await approve('owner')).status).toBe(200)
    await change('editor', 3, 'แก้หลังอนุมัติแล้ว')
    expect((await approve('approver')).status).toBe(200)
  })
})

test('words that were never approved are not approved by their writer by way of another who brings them back', async () => {
  await change('approver', 1, 'คำของผู้อนุมัติ')
  await change('editor', 2, 'คำของผู้จัดทำ')
  expect((await approve('owner')).status).toBe(200)
  await call('editor', `/contents/${id}/restore`, { version: 2 })
  expect((await approve('approver')).body.code).toBe('OWN_WORK')
  expect((await approve('owner')).status).toBe(200)
})

describe('a retired card', () => {
  test('is shown to nobody, is not changed, and comes back as a draft', async () => {
    await approve()
    expect((await call('editor', `/contents/${id}/retire`, {})).body).toMatchObject({ state: 'retired' })
    const message = await office.content.resolveMessage(office.database.prisma, { contentId: id })
    expect(message.isApproved).toBe(false)
    expect((await change('editor', 1, 'แก้')).body.code).toBe('WRONG_STATE')
    expect((await call('editor', `/contents/${id}/retire`, {})).body.code).toBe('WRONG_STATE')
    expect((await call('editor', `/contents/${id}/restore`, {})).body).toMatchObject({ state: 'draft', version: 1 })
    expect((await call('viewer', `/contents/${id}/retire`, {})).status).toBe(403)
  })

  test('leaves a trace of every step in the audit chain', async () => {
    await change('editor', 1, 'ฉบับสอง')
    await call('editor', `/contents/${id}/retire`, {})
    await call('editor', `/contents/${id}/restore`, { version: 1 })
    const entries = await office.database.prisma.auditEntry.findMany({
      where: { subject: id },
      orderBy: { seq: 'asc' },
    })
    expect(entries.map(({ action }) => action)).toEqual([
      'content.create',
      'content.update',
      'content.retire',
      'content.restore',
    ])
  })
})

test('an earlier version is brought back whole, as a draft, and what it replaces is kept', async () => {
  await approve()
  await change('editor', 1, 'ฉบับสอง')
  const back = await call('editor', `/contents/${id}/restore`, { version: 1 })
  expect(back.body).toMatchObject({ version: 3, state: 'draft', tags: ['ครุภัณฑ์'], data: { text: 'ฉบับแรก' } })
  expect((await versionsOf()).map(({ version }: { version: number }) => version)).toEqual([2, 1])
  expect((await call('editor', `/contents/${id}/restore`, { version: 9 })).body.code).toBe('NOT_FOUND')
})

test('cards whose day of review has come are listed, retired ones aside', async () => {
  const due = async () =>
    (await call('viewer', '/contents?limit=200&reviewDue=true')).body.items.map((card: { id: string }) => card.id)
  expect(await due()).toContain(id)
  await call('editor', `/contents/${id}/retire`, {})
  expect(await due()).not.toContain(id)
})

describe('a check before saving', () => {
  const check = (title: string, data: object, template = 'dos-donts') =>
    call('editor', '/contents/check', { title, template, data })

  test('tells the rules that are broken, what the template lacks, and keeps nothing', async () => {
    const before = await office.database.prisma.content.count()
    const { body } = await check('โปรดตอบมากที่สุด', { title: 'ก', do: 'ข' })
    expect(body.findings).toMatchObject([{ rule: 'COACHING' }])
    expect(body.problems).toMatchObject([{ path: 'dont' }])
    const said = async (...words: Parameters<typeof check>) => (await check(...words)).body.problems
    expect(await said('ก', {}, 'nosuch')).toEqual([{ path: 'template', message: expect.stringMatching(/^[ก-๙]/) }])
    expect(await said('ก', { title: 'ก', text: 'ข'.repeat(1001) }, 'notice')).toEqual([
      { path: 'text', message: 'มีได้ไม่เกิน 1000 ตัวอักษร' },
    ])
    expect(await office.database.prisma.content.count()).toBe(before)
  })

  test('tells which words do not fit the picture and how many letters to cut; without them they fit', async () => {
    const long = 'ปฏิเสธของขวัญอย่างสุภาพทุกครั้ง '.repeat(7).trim()
    const { body } = await check('ของขวัญ', { title: 'ของขวัญ', do: long, dont: 'รับไว้' })
    expect(body).toMatchObject({ findings: [], problems: [], cuts: [{ field: 'do' }] })
    const letters = [...new Intl.Segmenter('th').segment(long)].map(({ segment }) => segment)
    const data = { title: 'ของขวัญ', do: letters.slice(0, -body.cuts[0].cutLetters).join(''), dont: 'รับไว้' }
    expect((await check('ของขวัญ', data)).body.cuts).toEqual([])
  })
})
