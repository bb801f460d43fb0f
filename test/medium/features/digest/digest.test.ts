import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lintCard } from '../../../../src/features/content/lint-rules.ts'
import { createDigestService, type DigestService } from '../../../../src/features/digest/service.ts'
import { listPollsOf } from '../../../../src/features/polls/digest-repo.ts'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import type { Actor } from '../../../../src/platform/auth/auth.ts'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
let digests: DigestService
let now = new Date('2026-11-05T08:00:00+07:00')
beforeAll(async () => {
  office = await openCampaignOffice()
  digests = createDigestService({
    database: office.database,
    audit: office.audit,
    clock: { now: () => now },
    publicUrl: 'http://localhost:3000',
    renderCard: loadTemplates('flex-templates', { allowHttpLoopback: true }).render,
    listEditors: office.officers.listEditors,
    tellOfficer: office.officers.tellOfficer,
    agencyName: async () => 'หน่วยงานทดสอบ',
    countRunsDone: office.campaigns.countRunsDone,
    listSent: office.campaigns.listSent,
    listPollsOf,
    listMeasureUpdates: office.content.listMeasureUpdates,
    keepsRules: (data) => lintCard({ title: '', data }).length === 0,
    createCard: office.content.createCard,
    createCampaign: office.campaigns.create,
  })
})
afterAll(() => office.close())

const editor = () => ({ userId: office.people.editor.userId, role: 'editor', via: 'token' }) as Actor
const create = (month: string) => office.transaction((tx) => digests.create(tx, editor(), month))
const october = (day: number) => new Date(`2026-10-${String(day).padStart(2, '0')}T12:00:00+07:00`)

async function addRun(finishedAt: Date, change: object = {}, messages: object[] = []): Promise<void> {
  const campaign = await office.database.prisma.campaign.create({
    data: { name: 'x', messages, audience: {}, schedule: {}, authorId: 'a', state: 'completed' },
  })
  const times = { scheduledFor: finishedAt, dueAt: finishedAt, finishedAt }
  await office.database.prisma.run.create({ data: { campaignId: campaign.id, state: 'done', ...times, ...change } })
}

const addPoll = (title: string, change: object) =>
  office.database.prisma.poll.create({
    data: { title, anonymity: 'chat', questions: [], audience: {}, authorId: 'a', state: 'closed', ...change },
  })

test('a month nothing happened in, and one that is not over, make no digest', async () => {
  await expect(create('2026-09')).rejects.toMatchObject({ code: 'DIGEST_EMPTY' })
  await expect(create('2026-11')).rejects.toMatchObject({ code: 'MONTH_NOT_OVER' })
})

test('tells what was sent, asked and done in a month of Bangkok, and goes nowhere until both card and sending are approved', async () => {
  await addRun(new Date('2026-09-30T16:59:59Z')) // the last second of September there
  const card = (title: string, template = 'notice') => ({ template, data: { title, text: 'เนื้อหา' } })
  await addRun(october(1), {}, [card('ใช้ของราชการ'), card('ปฏิเสธของขวัญ')])
  await addRun(october(31), {}, [card('ปฏิเสธของขวัญ')])
  await addRun(october(30), {}, [card('เดือนนี้เราทำอะไรบ้าง', 'digest'), card('เชิญตอบ', 'poll-invite')])
  await addRun(october(5), { isTest: true }, [card('ทดสอบ')])
  await addPoll('การสื่อสารงบประมาณ', { openedAt: october(3), resultReleasedAt: october(20), nextStep: 'เผยแพร่ทุกไตรมาส' })
  await addPoll('ผลที่ยังไม่เผยแพร่', { openedAt: october(4), nextStep: 'ยังไม่บอก' })
  await addPoll('เดือนก่อน', { openedAt: new Date('2026-09-10'), resultReleasedAt: null })
  const data = { title: 'คู่มือการยืม', owner: 'สำนักงานเลขาธิการ', state: 'done', result: 'เผยแพร่แล้ว' }
  const filing = { template: 'measure-update', title: 'คู่มือการยืม', state: 'approved' as const }
  await office.database.prisma.content.create({ data: { ...filing, data, approvedAt: october(9) } })

  const { contentId, campaignId } = await create('2026-10')
  const made = expectStatus(200, await office.call(office.people.editor, `/contents/${contentId}`))
  expect(made).toMatchObject({ state: 'draft', template: 'digest', authorId: office.people.editor.userId })
  expect(made.data).toMatchObject({
    period: 'ต.ค. 2569',
    fiscalYear: 2570,
    counts: [{ value: '3' }, { value: '2' }, { value: '2' }],
    sent: ['ปฏิเสธของขวัญ', 'ใช้ของราชการ'],
    asked: ['ผลที่ยังไม่เผยแพร่', 'การสื่อสารงบประมาณ'],
    answered: ['การสื่อสารงบประมาณ: เผยแพร่ทุกไตรมาส', 'คู่มือการยืม: เผยแพร่แล้ว'],
  })

  const submit = () => office.call(office.people.editor, `/campaigns/${campaignId}/submit`, {})
  await office.addGroup()
  expect((await submit()).body.code).toBe('CONTENT_NOT_APPROVED')
  expectStatus(200, await office.call(office.people.approver, `/contents/${contentId}/approve`, {}))
  expect(expectStatus(200, await submit())).toMatchObject({ state: 'pending_approval' })
  expect(await office.database.prisma.run.count({ where: { campaignId } })).toBe(0)
})

test('names a card without a title of its own as the library does', async () => {
  const title = 'ผลการประเมิน ITA ปีงบประมาณ 2566'
  const { id } = await office.database.prisma.content.create({
    data: { template: 'ita-summary', title, data: {}, state: 'retired' },
  })
  await addRun(new Date('2026-07-05'), {}, [{ contentId: id }])
  const { contentId } = await create('2026-07')
  const { data } = expectStatus(200, await office.call(office.people.editor, `/contents/${contentId}`))
  expect(data.sent).toEqual([title])
})

test('is held up by no title that a card may not show: it is counted, and not named', async () => {
  const august = { openedAt: new Date('2026-08-10'), resultReleasedAt: new Date('2026-08-20') }
  await addPoll('การยืมครุภัณฑ์', { ...august, nextStep: 'เผยแพร่คู่มือ' })
  await addPoll('แบบสำรวจความพึงพอใจการอบรม ปี 2026', { ...august, nextStep: 'ปรับหลักสูตร' })
  await addPoll('Survey of March 2027', { openedAt: august.openedAt })
  await addRun(new Date('2026-08-05'), {}, [{ template: 'notice', data: { title: 'ประกาศ ค.ศ. 2026' } }])
  const { contentId } = await create('2026-08')
  const { data } = expectStatus(200, await office.call(office.people.editor, `/contents/${contentId}`))
  expect(data).toMatchObject({
    counts: [{ value: '1' }, { value: '3' }, { value: '2' }],
    sent: [],
    asked: ['การยืมครุภัณฑ์'],
    answered: ['การยืมครุภัณฑ์: เผยแพร่คู่มือ'],
  })
})

describe('the digest of a month that has ended', () => {
  const campaigns = () =>
    office.database.prisma.campaign.findMany({
      where: { name: { startsWith: 'สรุปประจำเดือน' } },
      orderBy: { id: 'asc' },
    })

  test('is drafted once by itself, in the name of an editor, who is told; nobody else gets anything', async () => {
    now = new Date('2026-12-02T08:30:00+07:00')
    await addRun(new Date('2026-11-20T10:00:00+07:00'))
    const officer = await office.hireOfficer('editor')
    await office.hireOfficer('approver')
    const before = await campaigns()
    await Promise.all([digests.makeMonthly(), digests.makeMonthly()])
    await digests.makeMonthly()
    const made = (await campaigns()).slice(before.length)
    expect(made).toMatchObject([
      { name: 'สรุปประจำเดือน พ.ย. 2569', state: 'draft', authorId: officer.userId, submittedAt: null },
    ])
    const told = await office.database.prisma.officerMessage.findMany({ where: { topic: 'digest:2026-11' } })
    expect(told.map(({ userId }) => userId)).toEqual([officer.userId])
    expect(JSON.stringify(told)).toContain(`/campaigns/${made[0]!.id}`)
    const entry = await office.database.prisma.auditEntry.findFirst({ where: { action: 'digest.make' } })
    expect(entry).toMatchObject({ actorId: null, subject: made[0]!.id })
    // Nobody asked for it: no officer stands in the chain for what the system has made.
    expect(await office.database.prisma.auditEntry.count({ where: { actorId: officer.userId } })).toBe(0)
    const ofDraft = await office.database.prisma.auditEntry.findMany({ where: { subject: made[0]!.id } })
    expect(ofDraft.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['campaign.create', null],
      ['digest.make', null],
    ])
  })

  test('is not drafted again where somebody has made it by hand', async () => {
    now = new Date('2027-01-01T08:30:00+07:00')
    await addRun(new Date('2026-12-20T10:00:00+07:00'))
    await create('2026-12')
    const before = await campaigns()
    await digests.makeMonthly()
    expect(await campaigns()).toEqual(before)
  })

  test('in which nothing happened is passed over, and not looked at again', async () => {
    now = new Date('2027-02-01T08:30:00+07:00')
    const before = await campaigns()
    await digests.makeMonthly()
    await addRun(new Date('2027-01-20T10:00:00+07:00'))
    await digests.makeMonthly()
    expect(await campaigns()).toEqual(before)
  })
})
