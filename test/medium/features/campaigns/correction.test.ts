import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  type CampaignOffice,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterEach(() => office.simulator.control('/faults', []))
afterAll(() => office.close())

const addGroups = (count: number) => Promise.all(Array.from({ length: count }, () => office.addGroup()))
const correct = (runId: string, body: Record<string, unknown> = {}, who = office.people.approver) =>
  office.call(who, `/runs/${runId}/correct`, { message: sampleMessage('notice'), ...body })

/** Submitted by its author, approved by somebody else, sent. */
async function send(campaignId: string): Promise<string> {
  expectStatus(200, await office.call(office.people.approver, `/campaigns/${campaignId}/submit`, {}))
  const { runs } = expectStatus(200, await office.call(office.people.owner, `/campaigns/${campaignId}/approve`, {}))
  await office.runJob('start-run', runs[0].id)
  await office.drain(runs[0].id)
  return runs[0].id
}

test('a correction stops what is left and goes to exactly those reached, quoting the original in its first words', async () => {
  const groups = await addGroups(3)
  const people = await office.addPeople(2)
  const { runId } = await office.plan({ audience: { groups, people } })
  await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 429, times: 1 }])
  await office.drain(runId)
  const before = await office.counts([...groups, ...people])
  expect(before.toSorted()).toEqual([0, 1, 1, 1, 1])

  const { campaign, cost } = expectStatus(201, await correct(runId, { name: 'แก้ไขตัวเลข' }))
  expect(campaign).toMatchObject({ name: 'แก้ไขตัวเลข', state: 'draft', correctsRunId: runId, urgent: false })
  expect(cost).toMatchObject({ groups: 2, people: 2 })
  expect(await office.run(runId)).toMatchObject({ state: 'cancelled', reason: 'cancelled_by_person' })

  await send(campaign.id)
  expect(await office.counts([...groups, ...people])).toEqual(before.map((count) => count * 2))
  const [, correction] = (await office.arrivals([people[0] as string]))[0] ?? []
  expect(correction?.messages).toHaveLength(2)
  expect(correction?.messages[0]).toMatchObject({
    type: 'text',
    text: expect.stringMatching(/^แก้ไขข้อความที่ส่งเมื่อ \d+ .+ 25\d\d เวลา \d\d\.\d\d น\.: “.+”$/),
  })
})

test('of a run that is done it stops nothing, and those whose outcome is unknown are told too', async () => {
  const groups = await addGroups(2)
  const { runId } = await office.plan({ audience: { groups } })
  await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 500, times: 1 }])
  await office.drain(runId)
  office.turnClock(24 * 3_600_000)
  await office.drain(runId)
  expect((await office.recipients(runId)).map(({ state }) => state).toSorted()).toEqual(['accepted', 'unknown'])

  const { campaign } = expectStatus(201, await correct(runId))
  expect(campaign.name).toBe('ฉบับแก้ไข: ทดสอบการส่ง')
  expect((await office.run(runId)).state).toBe('done')
  const correctionRun = await send(campaign.id)
  expect(await office.recipients(correctionRun)).toHaveLength(2)
})

test('whoever left, blocked or was erased since is not told, and nobody who failed or was skipped', async () => {
  const groups = await addGroups(2)
  const people = await office.addPeople(3)
  const stranger = await office.addStranger()
  const { runId } = await office.plan({ audience: { groups, people: [...people, stranger] } })
  await office.drain(runId)
  const { campaign } = expectStatus(201, await correct(runId))
  await office.loseGroup(groups[0] as string)
  const { prisma } = office.database
  await prisma.staff.update({ where: { id: people[0] as string }, data: { unfollowedAt: new Date() } })
  await office.transaction((tx) => office.campaigns.forgetChat(tx, office.chatIdOf(people[1] as string)))

  const correctionRun = await send(campaign.id)
  const told = await office.recipients(correctionRun)
  const chatsOf = (state: string) => told.filter((one) => one.state === state).map(({ chatId }) => chatId)
  const these = (...ids: unknown[]) => ids.map((id) => office.chatIdOf(id as string)).toSorted()
  expect(chatsOf('accepted').toSorted()).toEqual(these(groups[1], people[2]))
  expect(chatsOf('skipped').toSorted()).toEqual(these(groups[0], people[0]))
  expect(told).toHaveLength(4)
})

test('a card for staff only never reaches a group with outsiders, and is not counted in the cost', async () => {
  const open = await office.addGroup({ members: 4, hasOutsiders: true })
  const closed = await office.addGroup({ members: 3 })
  await office.database.prisma.group.update({ where: { id: closed }, data: { memberCount: 3 } })
  const { runId } = await office.plan({ audience: { groups: [open, closed] }, message: sampleMessage('dos-donts') })
  await office.drain(runId)
  const { campaign, cost } = expectStatus(201, await correct(runId, { message: sampleMessage('budget-summary') }))
  expect(cost).toEqual({ groups: 1, people: 0, messages: 3, groupsWithoutCount: 0 })
  const correctionRun = await send(campaign.id)
  expect(await office.counts([open, closed])).toEqual([1, 2])
  const skipped = (await office.recipients(correctionRun)).filter(({ state }) => state === 'skipped')
  expect(skipped).toMatchObject([{ chatId: office.chatIdOf(open), reason: 'outsiders' }])
})

test('the cost is one message a person and one for each member of a group; uncounted groups are named', async () => {
  const [counted, uncounted] = (await addGroups(2)) as [string, string]
  await office.database.prisma.group.update({ where: { id: counted }, data: { memberCount: 30 } })
  const people = await office.addPeople(2)
  const { runId } = await office.plan({ audience: { groups: [counted, uncounted], people } })
  await office.drain(runId)
  const { cost } = expectStatus(201, await correct(runId))
  expect(cost).toEqual({ groups: 2, people: 2, messages: 32, groupsWithoutCount: 1 })
})

test('a correction needs a second person like anything else, and is in the audit chain', async () => {
  const groups = await addGroups(1)
  const { runId } = await office.plan({ audience: { groups } })
  await office.drain(runId)
  const { campaign } = expectStatus(201, await correct(runId))
  expectStatus(200, await office.call(office.people.approver, `/campaigns/${campaign.id}/submit`, {}))
  const own = await office.call(office.people.approver, `/campaigns/${campaign.id}/approve`, {})
  expect([own.status, own.body.code]).toEqual([403, 'OWN_WORK'])
  const entries = await office.database.prisma.auditEntry.findMany({ where: { subject: runId, action: 'run.correct' } })
  expect(entries).toHaveLength(1)
  expect(entries[0]).toMatchObject({ actorId: office.people.approver.userId })
})

test('a correction can be corrected: the last word quotes the card and not the quotation', async () => {
  const groups = await addGroups(1)
  const { runId } = await office.plan({ audience: { groups } })
  await office.drain(runId)
  const first = expectStatus(201, await correct(runId))
  const second = expectStatus(201, await correct(await send(first.campaign.id)))
  await send(second.campaign.id)
  const arrived = (await office.arrivals(groups))[0]?.at(-1)?.messages as { text?: string }[]
  expect(arrived[0]?.text?.match(/แก้ไขข้อความ/g)).toHaveLength(1)
  expect(await office.counts(groups)).toEqual([3])
})

test('its quotation is one of the five messages that LINE takes, and leaves no room for a fifth card, nor with four for a test', async () => {
  const people = await office.addPeople(1)
  const { runId } = await office.plan({ audience: { people } })
  await office.drain(runId)
  const { campaign } = expectStatus(201, await correct(runId))
  const revise = async (count: number) => {
    const message = Array.from({ length: count }, () => sampleMessage('notice'))
    expectStatus(200, await office.call(office.people.approver, `/campaigns/${campaign.id}`, { message }, {}, 'PATCH'))
  }
  const refusal = async (path: string, body?: object) => {
    const { status, body: said } = await office.call(office.people.owner, `/campaigns/${campaign.id}/${path}`, body)
    return [status, said.code]
  }
  await revise(5)
  expect(await refusal('preview')).toEqual([422, 'MESSAGE_OVER_LIMIT'])
  expect(await refusal('submit', {})).toEqual([422, 'MESSAGE_OVER_LIMIT'])
  await revise(4)
  expect(await refusal('test', { people })).toEqual([422, 'TEST_NEEDS_ROOM'])
  await send(campaign.id)
  const [, correction] = (await office.arrivals(people))[0] ?? []
  expect(correction?.messages).toHaveLength(5)
})

describe('a correction is refused', () => {
  test('of a run that has sent nothing yet', async () => {
    const { runId } = await office.schedule({ audience: { groups: await addGroups(1) } })
    const refused = await correct(runId)
    expect([refused.status, refused.body.code]).toEqual([409, 'WRONG_STATE'])
  })

  test('of a run that reached nobody, and that run is left as it is', async () => {
    const { runId } = await office.plan({ audience: { groups: await addGroups(1) } })
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 429 }])
    await office.drain(runId)
    const refused = await correct(runId)
    expect([refused.status, refused.body.code]).toEqual([422, 'AUDIENCE_EMPTY'])
    expect((await office.run(runId)).state).toBe('sending')
  })

  test('to somebody who may not steer, of a run that does not exist, and with five messages', async () => {
    const { runId } = await office.plan({ audience: { groups: await addGroups(1) } })
    await office.drain(runId)
    expect((await correct(runId, {}, office.people.editor)).status).toBe(403)
    expect((await correct('018f0000-0000-7000-8000-000000000000')).status).toBe(404)
    const message = Array.from({ length: 5 }, () => sampleMessage('notice'))
    expect((await correct(runId, { message })).status).toBe(400)
  })
})
