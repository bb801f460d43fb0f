import { afterAll, beforeAll, expect, test } from 'vitest'
import { countRunsDone } from '../../../../src/features/campaigns/digest-repo.ts'
import { createDigestService, type DigestService } from '../../../../src/features/digest/service.ts'
import { listPollsOf } from '../../../../src/features/polls/digest-repo.ts'
import type { Actor } from '../../../../src/platform/auth/auth.ts'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
let digests: DigestService
beforeAll(async () => {
  office = await openCampaignOffice()
  digests = createDigestService({
    clock: { now: () => new Date('2026-11-05T08:00:00+07:00') },
    agencyName: async () => 'หน่วยงานทดสอบ',
    countRunsDone,
    listPollsOf,
    listMeasureUpdates: office.content.listMeasureUpdates,
    createCard: office.content.createCard,
    createCampaign: office.campaigns.create,
  })
})
afterAll(() => office.close())

const editor = () => ({ userId: office.people.editor.userId, role: 'editor', via: 'token' }) as Actor
const create = (month: string) => office.transaction((tx) => digests.create(tx, editor(), month))
const october = (day: number) => new Date(`2026-10-${String(day).padStart(2, '0')}T12:00:00+07:00`)

async function addRun(finishedAt: Date, change: object = {}): Promise<void> {
  const campaign = await office.database.prisma.campaign.create({
    data: { name: 'x', messages: [], audience: {}, schedule: {}, authorId: 'a', state: 'completed' },
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
  await addRun(october(1))
  await addRun(october(31))
  await addRun(october(5), { isTest: true })
  await addPoll('การสื่อสารงบประมาณ', { openedAt: october(3), resultReleasedAt: october(20), nextStep: 'เผยแพร่ทุกไตรมาส' })
  await addPoll('ผลที่ยังไม่เผยแพร่', { openedAt: october(4), nextStep: 'ยังไม่บอก' })
  await addPoll('เดือนก่อน', { openedAt: new Date('2026-09-10'), resultReleasedAt: null })
  const data = { title: 'คู่มือการยืม', owner: 'สำนักงานเลขาธิการ', state: 'done', result: 'เผยแพร่แล้ว' }
  const filing = { template: 'measure-update', title: 'คู่มือการยืม', state: 'approved' as const }
  await office.database.prisma.content.create({ data: { ...filing, data, approvedAt: october(9) } })

  const { contentId, campaignId } = await create('2026-10')
  const card = expectStatus(200, await office.call(office.people.editor, `/contents/${contentId}`))
  expect(card).toMatchObject({ state: 'draft', template: 'digest', authorId: office.people.editor.userId })
  expect(card.data).toMatchObject({
    period: 'ต.ค. 2569',
    fiscalYear: 2570,
    counts: [{ value: '2' }, { value: '2' }, { value: '2' }],
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
