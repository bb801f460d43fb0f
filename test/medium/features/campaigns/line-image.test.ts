import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

const url = `https://opdc.example/media/${'a'.repeat(64)}.jpg`
const alt = 'อินโฟกราฟิก 5 ขั้นตอนการยืมทรัพย์สิน'
const image = { template: 'picture', data: { sentAs: 'image', alt, pictureUrl: url, pictureRatio: '800:1200' } }
const asSent = { type: 'image', originalContentUrl: url, previewImageUrl: url }

const post = (path: string, body: object = {}, who = office.people.editor) => office.call(who, path, body)

async function send(id: string, drafter = office.people.editor): Promise<string> {
  expectStatus(200, await post(`/campaigns/${id}/submit`, {}, drafter))
  const { runs } = expectStatus(200, await post(`/campaigns/${id}/approve`, {}, office.people.owner))
  await office.runJob('start-run', runs[0].id)
  await office.drain(runs[0].id)
  return runs[0].id
}

describe('a picture as LINE’s own image', () => {
  test('reaches the chat as it was previewed, with its words beside it for who approves', async () => {
    const group = await office.addGroup()
    const { id } = expectStatus(201, await office.draft({ audience: { groups: [group] }, message: image }))
    const preview = expectStatus(200, await office.call(office.people.approver, `/campaigns/${id}/preview`))
    expect(preview).toMatchObject({ messages: [asSent], texts: [alt], pictureUrl: url })
    await send(id)
    const [[arrival] = []] = await office.arrivals([group])
    expect(arrival?.messages).toEqual([asSent])
  })

  test('is tested behind the mark of a test, like a card', async () => {
    const author = await office.hireOfficer('editor')
    const audience = { groups: [await office.addGroup()] }
    const { id } = expectStatus(201, await office.draft({ audience, message: image }, author))
    expectStatus(200, await post(`/campaigns/${id}/test`, {}, author))
    const run = await office.database.prisma.run.findFirstOrThrow({ where: { campaignId: id, isTest: true } })
    await office.runJob('start-run', run.id)
    await office.drain(run.id)
    const told = await office.told(author.lineUserId)
    expect(told.at(-1)?.messages).toEqual([expect.objectContaining({ type: 'text' }), asSent])
  })

  test('is not asked to be acknowledged: it has no button, and nothing is stored', async () => {
    const audience = { groups: [await office.addGroup()] }
    const before = await office.database.prisma.campaign.count()
    const asked = { name: 'ขอรับทราบ', audience, message: image, receipt: true, schedule: { kind: 'now' } }
    expect(await post('/campaigns', asked)).toMatchObject({ status: 422, body: { code: 'RECEIPT_NEEDS_CARD' } })
    expect(await office.database.prisma.campaign.count()).toBe(before)
    const { id } = expectStatus(201, await post('/campaigns', { ...asked, receipt: false }))
    const change = await office.call(office.people.editor, `/campaigns/${id}`, { receipt: true }, {}, 'PATCH')
    expect(change).toMatchObject({ status: 422, body: { code: 'RECEIPT_NEEDS_CARD' } })
    expectStatus(201, await post('/campaigns', { ...asked, message: [sampleMessage('notice'), image] }))
  })

  test('holds a run whose card has become one since, rather than going out without the button', async () => {
    const card = { title: 'ขั้นตอน', ...image, data: { ...image.data, sentAs: 'card' }, ...filing }
    const { id: contentId, version } = expectStatus(201, await post('/contents', card))
    expectStatus(200, await post(`/contents/${contentId}/approve`, {}, office.people.approver))
    const at = new Date(office.clock.now().getTime() + 3_600_000).toISOString()
    const audience = { groups: [await office.addGroup()] }
    const asked = { name: 'ขอรับทราบ', audience, message: { contentId }, receipt: true, schedule: { kind: 'once', at } }
    const { id } = expectStatus(201, await post('/campaigns', asked))
    expectStatus(200, await post(`/campaigns/${id}/submit`))
    const { runs } = expectStatus(200, await post(`/campaigns/${id}/approve`, {}, office.people.approver))
    const changed = { ...card, ...image, version }
    expectStatus(200, await office.call(office.people.editor, `/contents/${contentId}`, changed, {}, 'PUT'))
    expectStatus(200, await post(`/contents/${contentId}/approve`, {}, office.people.approver))
    office.turnClock(3_600_000)
    await office.runJob('start-run', runs[0].id)
    expect(await office.run(runs[0].id)).toMatchObject({ state: 'held', reason: 'card_changed' })
    expectStatus(200, await post(`/campaigns/${id}/approve`, {}, office.people.approver))
    expectStatus(200, await post(`/runs/${runs[0].id}/release`, {}, office.people.approver))
    await office.runJob('start-run', runs[0].id)
    expect(await office.run(runs[0].id)).toMatchObject({ state: 'held', reason: 'receipt_needs_card' })
  })

  test('is corrected as a picture: it has said no words that could be quoted', async () => {
    const group = await office.addGroup()
    const { id } = expectStatus(201, await office.draft({ audience: { groups: [group] }, message: image }))
    const runId = await send(id)
    const { campaign } = expectStatus(
      201,
      await post(`/runs/${runId}/correct`, { message: image }, office.people.approver),
    )
    await send(campaign.id, office.people.approver)
    const [[, correction] = []] = await office.arrivals([group])
    const quote = { type: 'text', text: expect.stringMatching(/^แก้ไขรูปภาพที่ส่งเมื่อ \d+ .+ น\.$/) }
    expect(correction?.messages).toEqual([quote, asSent])
  })

  test('for staff alone reaches no group with outsiders, though every group was asked for', async () => {
    const [ours, mixed] = [await office.addGroup(), await office.addGroup({ hasOutsiders: true })]
    const forStaff = { ...image, data: { ...image.data, recipients: 'staff' } }
    const { id } = expectStatus(201, await office.draft({ audience: { groups: [ours, mixed] }, message: forStaff }))
    await send(id)
    expect(await office.counts([ours, mixed])).toEqual([1, 0])
  })
})
