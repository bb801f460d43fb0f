import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TemplateName } from '../../../../src/contracts/templates.ts'
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

const record = (body: Record<string, unknown>, who = office.people.editor) => office.call(who, '/runs/by-hand', body)

async function addCard({ isApproved = true, template = 'notice' as TemplateName } = {}): Promise<string> {
  const card = { title: 'การ์ดส่งเอง', ...sampleMessage(template), ...filing }
  const { id } = expectStatus(201, await office.call(office.people.editor, '/contents', card))
  if (isApproved) expectStatus(200, await office.call(office.people.approver, `/contents/${id}/approve`, {}))
  return id
}

test('what an officer sent from their own LINE is a run of its own, apart from what the account sent', async () => {
  const groups = [await office.addGroup(), await office.addGroup()]
  const contentId = await addCard()
  const run = expectStatus(201, await record({ contentId, groups }))
  expect(run).toMatchObject({
    state: 'done',
    byHand: true,
    progress: { total: 2, accepted: 0, failed: 0, unknown: 0, skipped: 0, byHand: 2 },
  })
  expect(await office.counts(groups)).toEqual([0, 0])
  expect(await office.seeCampaign(run.campaignId)).toMatchObject({
    state: 'completed',
    name: expect.stringMatching(/^ส่งเอง: /),
  })

  const listed = expectStatus(200, await office.call(office.people.editor, '/runs'))
  expect(listed.items.find(({ id }: { id: string }) => id === run.id)).toMatchObject({ byHand: true })
  const report = expectStatus(200, await office.call(office.people.editor, `/runs/${run.id}/report`))
  expect(report).toMatchObject({ byHand: true, byReply: 0, waiting: [], progress: { byHand: 2 } })
  const sheet = await office.download(office.people.editor, `/runs/${run.id}/export?format=csv`)
  expect(sheet.bytes.toString()).toMatch(/ส่งเองด้วย LINE ของเจ้าหน้าที่,2/)
  const entry = await office.database.prisma.auditEntry.findFirst({ where: { action: 'run.by-hand', subject: run.id } })
  expect(entry).toMatchObject({ actorId: office.people.editor.userId })
})

test('it may belong to a campaign that sends the card, also after that campaign has ended', async () => {
  const group = await office.addGroup()
  const contentId = await addCard()
  const { campaignId, runId } = await office.plan({ audience: { groups: [group] }, message: { contentId } })
  await office.drain(runId)
  expectStatus(201, await record({ contentId, groups: [group], campaignId }))
  const { state, runs } = await office.seeCampaign(campaignId)
  expect(state).toBe('completed')
  expect(runs.map(({ byHand }: { byHand: boolean }) => byHand)).toEqual([false, true])
  const other = await record({ contentId: await addCard(), groups: [group], campaignId })
  expect(other).toMatchObject({ status: 422, body: { code: 'CARD_NOT_OF_CAMPAIGN' } })
})

test('a card nobody has approved, a group nobody knows and an officer who may not write are refused', async () => {
  const group = await office.addGroup()
  const draft = await record({ contentId: await addCard({ isApproved: false }), groups: [group] })
  expect(draft).toMatchObject({ status: 409, body: { code: 'CONTENT_NOT_APPROVED' } })
  const contentId = await addCard()
  const unknown = await record({ contentId, groups: ['0190a0b0-0000-7000-8000-000000000000'] })
  expect(unknown).toMatchObject({ status: 422, body: { code: 'AUDIENCE_UNKNOWN' } })
  expect(await record({ contentId, groups: [group] }, office.hire('viewer'))).toMatchObject({ status: 403 })
})

test('the invitation to a poll is refused: who may answer is asked alike, and not by whom an officer happens to know', async () => {
  const contentId = await addCard({ template: 'poll-invite' })
  const refused = await record({ contentId, groups: [await office.addGroup()] })
  expect(refused).toMatchObject({ status: 422, body: { code: 'POLL_INVITATION_ELSEWHERE' } })
  expect(refused.body.message).toMatch(/หน้าแบบสำรวจ/)
})

test('it takes no firing from the schedule of its campaign: neither the calendar nor a changed holiday passes the run over', async () => {
  const group = await office.addGroup()
  const contentId = await addCard()
  const schedule = { kind: 'first_working_day' as const, time: '10:00', timeZone: 'Asia/Bangkok' }
  const { campaignId, runId } = await office.schedule({
    audience: { groups: [group] },
    message: { contentId },
    schedule,
  })
  const { scheduledFor, dueAt } = await office.run(runId)
  office.turnClock(scheduledFor.getTime() - 3_600_000 - office.clock.now().getTime()) // in the same month
  expectStatus(201, await record({ contentId, groups: [group], campaignId }))

  const range = `from=${office.clock.now().toISOString()}&to=${dueAt.toISOString()}`
  const { items } = expectStatus(200, await office.call(office.people.editor, `/calendar/runs?${range}`))
  expect(items).toContainEqual(expect.objectContaining({ runId, state: 'planned' }))

  const later = new Date(scheduledFor.getTime() + 10 * 86_400_000).toISOString().slice(0, 10)
  expectStatus(
    200,
    await office.call(office.people.editor, `/calendar/days/${later}`, { name: 'วันหยุดพิเศษ' }, {}, 'PUT'),
  )
  expect(await office.run(runId)).toMatchObject({ state: 'planned', scheduledFor })
})
