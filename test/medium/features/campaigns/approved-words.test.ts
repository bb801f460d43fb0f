import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type CampaignOffice,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'
import { filing } from '../../../support/filing.ts'

let office: CampaignOffice
let approver: Awaited<ReturnType<CampaignOffice['hireOfficer']>>
beforeAll(async () => {
  office = await openCampaignOffice()
  approver = await office.hireOfficer('approver')
  const window = { isOn: false, opens: '08:30', closes: '16:30' }
  expectStatus(200, await office.call(office.people.owner, '/calendar/window', window, {}, 'PUT'))
})
afterAll(() => office.close())

const hourMs = 3_600_000
const wordsOf = (title: string) => ({ title, template: 'notice', data: { title, text: 'เนื้อหา' }, ...filing })

async function addCard(title: string): Promise<string> {
  const { id } = expectStatus(201, await office.call(office.people.editor, '/contents', wordsOf(title)))
  await approveCard(id)
  return id
}
const approveCard = async (id: string) =>
  expectStatus(200, await office.call(office.people.approver, `/contents/${id}/approve`, {}))
async function rewrite(id: string, title: string): Promise<void> {
  const { version } = expectStatus(200, await office.call(office.people.editor, `/contents/${id}`))
  const changed = { ...wordsOf(title), version }
  expectStatus(200, await office.call(office.people.editor, `/contents/${id}`, changed, {}, 'PUT'))
}
const sentTo = async (group: string) => JSON.stringify((await office.arrivals([group]))[0])

async function fire(runId: string): Promise<void> {
  const { dueAt } = await office.run(runId)
  office.turnClock(Math.max(0, dueAt.getTime() - office.clock.now().getTime()))
  await office.runJob('start-run', runId)
  await office.drain(runId)
}

describe('what the approver has seen is what goes out', () => {
  test('a card rewritten and approved by itself since then holds the run, and the approvers are asked anew', async () => {
    const group = await office.addGroup()
    const card = await addCard('ถ้อยคำเดิม')
    const at = new Date(office.clock.now().getTime() + hourMs).toISOString()
    const { campaignId, runId } = await office.schedule({
      audience: { groups: [group] },
      message: { contentId: card },
      schedule: { kind: 'once', at },
    })
    await rewrite(card, 'ถ้อยคำใหม่')
    await approveCard(card)
    await fire(runId)
    expect(await office.counts([group])).toEqual([0])
    expect(await office.run(runId)).toMatchObject({ state: 'held', reason: 'card_changed' })
    expect(await office.seeCampaign(campaignId)).toMatchObject({ state: 'pending_approval' })
    await office.tellOfficers()
    expect(JSON.stringify(await office.told(approver.lineUserId))).toContain('การ์ดที่ส่ง')

    expect(await office.steer(`/runs/${runId}/release`)).toMatchObject({ status: 409 })
    expect(await office.steer(`/campaigns/${campaignId}/approve`)).toMatchObject({ status: 200 })
    expect(await office.steer(`/runs/${runId}/release`)).toMatchObject({ status: 200 })
    await fire(runId)
    expect(await sentTo(group)).toContain('ถ้อยคำใหม่')
  })

  test('a recurring campaign whose card was rewritten has this firing and the next held, and its author told of both', async () => {
    const author = await office.hireOfficer('editor')
    const groups = [await office.addGroup()]
    const card = await addCard('รายวัน')
    const daily = { kind: 'daily' as const, time: '10:00', timeZone: 'Asia/Bangkok' }
    const draft = { audience: { groups }, message: { contentId: card }, schedule: daily }
    const { id } = expectStatus(201, await office.draft(draft, author))
    expectStatus(200, await office.call(author, `/campaigns/${id}/submit`, {}))
    const [{ id: runId }] = expectStatus(200, await office.steer(`/campaigns/${id}/approve`)).runs
    await rewrite(card, 'รายวัน แก้แล้ว')
    await approveCard(card)
    await fire(runId)
    const { scheduledFor } = await office.run(runId)
    await office.tellOfficers()
    const [told] = await office.told(author.lineUserId)
    expect(JSON.stringify(told?.messages)).toContain('การ์ดเปลี่ยนไปจากที่อนุมัติไว้ จึงยังไม่ส่ง')

    const { approveBy, remindAt } = await office.database.prisma.campaign.findUniqueOrThrow({ where: { id } })
    expect(approveBy?.getTime()).toBe(scheduledFor.getTime() + 24 * hourMs)
    expect(remindAt?.getTime()).toBe(scheduledFor.getTime() + 12 * hourMs)
    office.turnClock(24 * hourMs)
    await office.handleJob('approval-due', { campaignId: id })
    await office.tellOfficers()
    expect((await office.seeCampaign(id)).runs).toMatchObject([
      { state: 'held', reason: 'card_changed' },
      { state: 'held', reason: 'not_approved' },
    ])
    expect(await office.told(author.lineUserId)).toHaveLength(2)
  })

  test('a card rewritten between submission and approval is not approved with the campaign', async () => {
    const group = await office.addGroup()
    const card = await addCard('ก่อนเสนอ')
    const draft = { audience: { groups: [group] }, message: { contentId: card } }
    const { id } = expectStatus(201, await office.draft(draft))
    expectStatus(200, await office.call(office.people.editor, `/campaigns/${id}/submit`, {}))
    await rewrite(card, 'หลังเสนอ')
    await approveCard(card)
    expect(await office.steer(`/campaigns/${id}/approve`)).toMatchObject({
      status: 409,
      body: { code: 'CARD_CHANGED' },
    })
  })

  test('a card redrafted beside a series per person holds the run', async () => {
    const [person] = (await office.addPeople(1)) as [string]
    await office.database.prisma.staff.update({ where: { id: person }, data: { joinedAt: office.clock.now() } })
    const [beside, step] = [await addCard('การ์ดคู่ชุด'), await addCard('ใบที่หนึ่ง')]
    const items = [{ contentId: step, day: 1 }]
    const series = { name: 'ชุดรายคน', kind: 'per_person', items }
    const { id: seriesId } = expectStatus(201, await office.call(office.people.editor, '/series', series))
    const { runId } = await office.schedule({
      audience: { people: [person] },
      message: [{ contentId: beside }, { seriesId }],
      schedule: { kind: 'cron', pattern: '* * * * *', timeZone: 'Asia/Bangkok' },
    })
    await rewrite(beside, 'ยังไม่มีใครอนุมัติ')
    await fire(runId)
    expect(await office.counts([person])).toEqual([0])
    expect(await office.run(runId)).toMatchObject({ state: 'held', reason: 'content_not_approved' })
  })
})

test('a test that cannot be rendered is refused at the desk', async () => {
  const [person] = (await office.addPeople(1)) as [string]
  const { id } = expectStatus(201, await office.draft({ audience: { people: [person] } }))
  await office.database.prisma.campaign.update({
    where: { id },
    data: { messages: [{ template: 'notice', data: {} }] },
  })
  const refused = await office.call(office.people.owner, `/campaigns/${id}/test`, { people: [person] })
  expect(refused).toMatchObject({ status: 422, body: { code: 'TEMPLATE_DATA_INVALID' } })
})

test('a retry reaches no outsiders with a card that was internal when it went out', async () => {
  const [group, other] = [await office.addGroup(), await office.addGroup()]
  const { campaignId, runId } = await office.plan({
    audience: { groups: [group, other] },
    message: sampleMessage('budget-summary'),
  })
  await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 403, times: 2 }])
  await office.drain(runId)
  await office.simulator.control('/faults', [])
  await office.database.prisma.campaign.update({
    where: { id: campaignId },
    data: { messages: [sampleMessage('notice')] as never, state: 'scheduled' },
  })
  await office.database.prisma.group.update({ where: { id: group }, data: { hasOutsiders: true } })
  expectStatus(200, await office.steer(`/runs/${runId}/retry`))
  await office.drain(runId)
  expect(await office.counts([group, other])).toEqual([0, 1])
})

test('words written into a campaign follow the rules of content, as a card does', async () => {
  const group = await office.addGroup()
  const coaching = { template: 'notice', data: { title: 'แบบวัด IIT', text: 'ขอให้ทุกท่านเลือกข้อ “มากที่สุด”' } }
  const refused = await office.draft({ audience: { groups: [group] }, message: coaching })
  expect(refused).toMatchObject({ status: 422, body: { code: 'CONTENT_RULES' } })
  expect(refused.body.data.findings).toMatchObject([{ rule: 'COACHING' }])

  const { id } = expectStatus(
    201,
    await office.draft({ audience: { groups: [group] }, message: sampleMessage('dos-donts') }),
  )
  const changed = await office.call(office.people.editor, `/campaigns/${id}`, { message: coaching }, {}, 'PATCH')
  expect(changed).toMatchObject({ status: 422, body: { code: 'CONTENT_RULES' } })

  await office.database.prisma.campaign.update({ where: { id }, data: { messages: [coaching] } }) // as if written before the rule was
  const submitted = await office.call(office.people.editor, `/campaigns/${id}/submit`, {})
  expect(submitted).toMatchObject({ status: 422, body: { code: 'CONTENT_RULES' } })
})
