import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { templateNames } from '../../../../src/contracts/templates.ts'
import {
  type CampaignOffice,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'
import { filing } from '../../../support/filing.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

const card = (change: object = {}) => ({
  ...{ title: 'รับของขวัญได้ไหม', ...(sampleMessage('no-gift') as object), ...filing },
  ...change,
})
const create = (body: unknown, who = office.people.editor) => office.call(who, '/contents', body)
const approve = (id: string, who = office.people.approver) => office.call(who, `/contents/${id}/approve`, {})

describe('a card', () => {
  test('is drafted by one person, approved by another, and found by state and template', async () => {
    const made = expectStatus(201, await create(card({ basis: 'ประกาศ No Gift Policy', itaItems: ['2566/i5'] })))
    expect(made).toMatchObject({ state: 'draft', template: 'no-gift', approvedAt: null, itaItems: ['2566/i5'] })
    const approved = expectStatus(200, await approve(made.id))
    expect(approved).toMatchObject({ state: 'approved', approvedAt: office.clock.now().toISOString() })
    expect(expectStatus(200, await office.call(office.people.editor, `/contents/${made.id}`))).toEqual(approved)
    const listed = async (query: string) => {
      const { items } = expectStatus(200, await office.call(office.people.editor, `/contents?limit=200&${query}`))
      return items.map(({ id }: { id: string }) => id)
    }
    expect(await listed('state=approved&template=no-gift')).toContain(made.id)
    expect(await listed('state=draft')).not.toContain(made.id)
    expect(await listed('template=dos-donts')).not.toContain(made.id)
    const entries = await office.database.prisma.auditEntry.findMany({
      where: { subject: made.id },
      orderBy: { seq: 'asc' },
    })
    expect(entries.map(({ action }) => action)).toEqual(['content.create', 'content.approve'])
  })

  test('is listed page by page, newest first, each once', async () => {
    const made: string[] = []
    for (let count = 0; count < 5; count += 1) made.unshift(expectStatus(201, await create(card())).id)
    const seen: string[] = []
    let cursor = ''
    while (seen.length < 5) {
      const page = expectStatus(200, await office.call(office.people.editor, `/contents?limit=2${cursor}`))
      seen.push(...page.items.map(({ id }: { id: string }) => id))
      cursor = `&cursor=${page.nextCursor}`
    }
    expect(seen.slice(0, 5)).toEqual(made)
  })

  test('is approved once, however many try at the same moment', async () => {
    const { id } = expectStatus(201, await create(card()))
    const approvers = Array.from({ length: 5 }, () => office.hire('approver'))
    const answers = await Promise.all(approvers.map((who) => approve(id, who)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409])
    const approvals = await office.database.prisma.auditEntry.count({
      where: { subject: id, action: 'content.approve' },
    })
    expect(approvals).toBe(1)
  })

  test('is approved once it says who answers for it, what it serves, what it rests on and when to look at it again', async () => {
    const { owner, ...rest } = filing
    const { id } = expectStatus(201, await create({ ...card(), ...rest, owner: undefined, itaItems: [] }))
    const refused = await approve(id)
    expect([refused.status, refused.body.code]).toEqual([422, 'CONTENT_UNFILED'])
    expect(refused.body.data).toEqual({ missing: ['owner', 'itaItems'] })
    expectStatus(200, await office.call(office.people.editor, `/contents/${id}`, { ...card(), version: 1 }, {}, 'PUT'))
    expectStatus(200, await approve(id))
  })

  test('is not approved by its author or by somebody who may not', async () => {
    const { id } = expectStatus(201, await create(card(), office.people.owner))
    expect((await approve(id, office.people.owner)).body.code).toBe('OWN_WORK')
    expect((await approve(id, office.people.editor)).body.code).toBe('FORBIDDEN')
    expect((await create(card(), office.hire('viewer'))).status).toBe(403)
  })

  test.each([
    ['an unknown template', { template: 'nosuch' }, 404, 'TEMPLATE_UNKNOWN'],
    ['data a card lacks', { data: {} }, 422, 'TEMPLATE_DATA_INVALID'],
    ['data no card has', { data: { ...card(), extra: 1 } }, 422, 'TEMPLATE_DATA_INVALID'],
    ['a title of NUL', { title: 'ก\u0000ข' }, 400, 'BAD_REQUEST'],
    ['a title of half a character', { title: 'ก\ud800ข' }, 400, 'BAD_REQUEST'],
  ])('is refused with %s, and nothing is kept', async (_what, change, status, code) => {
    const before = await office.database.prisma.content.count()
    const refused = await create(card(change))
    expect([refused.status, refused.body.code]).toEqual([status, code])
    expect(await office.database.prisma.content.count()).toBe(before)
  })

  test('that does not exist is 404', async () => {
    expect((await approve(randomUUID())).body.code).toBe('NOT_FOUND')
    expect((await office.call(office.people.editor, `/contents/${randomUUID()}`)).status).toBe(404)
  })
})

describe('the library', () => {
  const find = async (query: string) => {
    const { items } = expectStatus(200, await office.call(office.people.editor, `/contents?limit=200&${query}`))
    return items.map(({ id }: { id: string }) => id)
  }

  test('finds a card by any part of its Thai words, by English in any case, and by all words together', async () => {
    const details = {
      kind: 'asset_how_to',
      owner: 'สำนักงานเลขาธิการ',
      reviewOn: '2027-03-31',
      tags: ['คอมพิวเตอร์'],
      itaItems: ['2564/i23'],
    }
    const made = expectStatus(201, await create(card({ title: 'ยืมครุภัณฑ์ผ่าน Smart OPDC', ...details })))
    expect(made).toMatchObject(details)
    for (const q of ['ครุภัณฑ์', 'คอม', 'smart opdc', 'ยืม OPDC'])
      expect(await find(`q=${encodeURIComponent(q)}`)).toContain(made.id)
    expect(await find(`q=${encodeURIComponent('ยืม รถยนต์')}`)).not.toContain(made.id)
    expect(await find('kind=asset_how_to')).toEqual([made.id])
    for (const filter of ['tag=คอมพิวเตอร์', 'itaItem=2564/i23', 'state=draft'])
      expect(await find(`kind=asset_how_to&${encodeURI(filter)}`)).toEqual([made.id])
    for (const filter of ['tag=คอม', 'itaItem=2564/i2', 'state=approved', 'template=text'])
      expect(await find(`kind=asset_how_to&${encodeURI(filter)}`)).toEqual([])
    // Whose it is and which item it serves are on its page, so they are looked for too.
    for (const q of ['เลขาธิการ', '2564/i23', 'ยืม เลขาธิการ'])
      expect(await find(`q=${encodeURIComponent(q)}`)).toEqual([made.id])
  })

  test('takes % and _ in a search as the signs they are', async () => {
    expect(await find(`q=${encodeURIComponent('100%_')}`)).toEqual([])
    expect(await find(`q=${encodeURIComponent('https://www.opdc.go.th/')}`)).toEqual([])
    expect(await find(`q=${encodeURIComponent('\u200b')}`)).toEqual([])
  })

  test('refuses a card that coaches answers, and says why', async () => {
    const refused = await create(card({ title: 'โปรดตอบ “มากที่สุด” ทุกข้อ' }))
    expect([refused.status, refused.body.code]).toEqual([422, 'CONTENT_RULES'])
    expect(refused.body.data.findings).toMatchObject([
      { rule: 'COACHING', why: { th: expect.stringContaining('แบบวัด') } },
    ])
  })
})

test('the templates are listed with a sample each that makes a card, and whether outsiders may see it', async () => {
  const { items } = expectStatus(200, await office.call(office.hire('viewer'), '/templates'))
  expect(items.map(({ name }: { name: string }) => name)).toEqual(templateNames)
  const staffOnly = items.flatMap((item: { name: string; isPublic: boolean }) => (item.isPublic ? [] : [item.name]))
  expect(staffOnly.toSorted()).toEqual([
    'approval',
    'budget-summary',
    'digest',
    'invitation',
    'measure-timeline',
    'measure-update',
    'opportunity',
    'poll-invite',
    'poll-question',
    'poll-result',
  ])
  for (const { name, sample } of items)
    expectStatus(201, await create({ title: 'ตัวอย่าง', template: name, data: sample }))
})
