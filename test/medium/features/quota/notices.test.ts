import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

const dayMs = 86_400_000

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
  // The tenth of next month: whatever today is, there is time left in the month.
  const now = office.clock.now()
  office.turnClock(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 10, 3) - now.getTime())
})
beforeEach(async () => {
  const { prisma } = office.database
  await prisma.campaign.updateMany({ data: { state: 'cancelled' } })
  await prisma.run.updateMany({ where: { state: { not: 'done' } }, data: { state: 'cancelled' } })
  await prisma.user.deleteMany()
})
afterAll(() => office.close())

const setLine = (settings: { quota: number }) => office.simulator.control('/settings', { consumption: 0, ...settings })
const quota = async () => expectStatus(200, await office.call(office.people.editor, '/quota?fresh=true'))
const submit = (id: string) => office.call(office.people.editor, `/campaigns/${id}/submit`, {})
const sendTest = (id: string, people: string[]) => office.call(office.people.owner, `/campaigns/${id}/test`, { people })

/** To so many people in their own chats, tomorrow. */
async function draftFor(count: number): Promise<string> {
  const audience = { people: await office.addPeople(count) }
  const at = new Date(office.clock.now().getTime() + dayMs).toISOString()
  return expectStatus(201, await office.draft({ audience, schedule: { kind: 'once', at } })).id
}

describe('what officers are told', () => {
  test('is reserved before any card: approvers now, and once more half-way', async () => {
    for (const _ of [1, 2]) await office.hireOfficer('approver')
    await office.hireOfficer('approver', { isLinked: false }) // is asked by mail
    await setLine({ quota: 12 })
    const id = await draftFor(9)
    expect(await submit(id)).toMatchObject({
      status: 409,
      body: { code: 'QUOTA_SHORT', data: { needs: 9, left: 8, limit: 12 } },
    })
    expect(await office.database.prisma.officerMessage.count()).toBe(0)
    expect(await quota()).toMatchObject({ reserved: 0, left: 12 })

    await setLine({ quota: 13 })
    expectStatus(200, await submit(id))
    expect(await quota()).toMatchObject({ used: 0, reserved: 4, left: 9, forecast: 13 })
    await office.tellOfficers()
    expect(await quota()).toMatchObject({ used: 2, reserved: 2, left: 9, forecast: 13 })
    expectStatus(200, await office.call(office.people.approver, `/campaigns/${id}/approve`, {}))
    expect(await quota()).toMatchObject({ used: 2, reserved: 9, left: 2 })
  })

  test('as an alert too keeps a card from starting, whole, until there is room for both', async () => {
    const { userId } = await office.hireOfficer('editor') // an owner would be asked to approve as well
    await setLine({ quota: 3 })
    const { runId } = await office.schedule({ audience: { people: await office.addPeople(3) } })
    const news = {
      topic: randomUUID(),
      line: [{ type: 'text' as const, text: 'แจ้งเตือน' }],
      mail: { subject: 'a', text: 'b' },
    }
    await office.transaction((tx) => office.officers.tellOfficer(tx, userId, news))
    expect(await quota()).toMatchObject({ reserved: 4, left: 0 })
    await office.runJob('start-run', runId)
    expect(await office.run(runId)).toMatchObject({ state: 'held', reason: 'quota_short' })
    expect(await office.recipients(runId)).toEqual([])
    await setLine({ quota: 4 })
    expectStatus(200, await office.steer(`/runs/${runId}/release`))
    await office.runJob('start-run', runId)
    await office.drain(runId)
    await office.tellOfficers()
    expect(await quota()).toMatchObject({ used: 4, reserved: 0, left: 0 })
  })
})

describe('a test', () => {
  test('is reserved until it is sent, and goes before a card that waits for its time', async () => {
    await setLine({ quota: 5 })
    const { runId } = await office.schedule({ audience: { people: await office.addPeople(4) } })
    const id = await draftFor(1)
    const testers = await office.addPeople(2)
    expectStatus(200, await sendTest(id, testers))
    expect(await quota()).toMatchObject({ used: 0, reserved: 6, left: 0 })
    await office.runJob('start-run', runId)
    expect(await office.run(runId)).toMatchObject({ state: 'held', reason: 'quota_short' })
    const run = await office.database.prisma.run.findFirstOrThrow({ where: { campaignId: id, isTest: true } })
    await office.runJob('start-run', run.id)
    await office.drain(run.id)
    expect(await office.counts(testers)).toEqual([1, 1])
    expect(await quota()).toMatchObject({ used: 2, reserved: 4, left: 0 })
  })

  test('that the month does not pay for is refused with the numbers, and nothing of it is there', async () => {
    await setLine({ quota: 1 })
    const id = await draftFor(1)
    expect(await sendTest(id, await office.addPeople(2))).toMatchObject({
      status: 409,
      body: { code: 'QUOTA_SHORT', data: { needs: 2, left: 1, limit: 1 } },
    })
    expect(await office.database.prisma.run.count({ where: { campaignId: id } })).toBe(0)
  })
})
