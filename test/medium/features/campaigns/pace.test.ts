import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

const minuteMs = 60_000
let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

const reached = async (people: string[]) => (await office.counts(people)).filter((count) => count > 0).length
const see = async (runId: string) => expectStatus(200, await office.call(office.people.editor, `/runs/${runId}`))

/** What a sweeper does every two seconds, every five. */
async function drainFor(runId: string, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5000) {
    office.turnClock(5000)
    await office.drain(runId)
  }
}

describe('a campaign of no more than fourteen chats a minute', () => {
  test('reaches so many each minute and no more, says when it will end, and is then done', async () => {
    const people = await office.addPeople(30)
    const { campaignId, runId } = await office.plan({ audience: { people }, chatsPerMinute: 14 })
    expect(await office.seeCampaign(campaignId)).toMatchObject({ chatsPerMinute: 14, spreadMinutes: null })
    await office.drain(runId)
    expect(await reached(people)).toBe(2)
    const startedAt = office.clock.now().getTime()
    expect(Date.parse((await see(runId)).estimatedEndAt)).toBe(startedAt + 140_000)
    await drainFor(runId, minuteMs - 5000)
    expect(await reached(people)).toBe(12)
    await drainFor(runId, 90_000)
    expect(await office.run(runId)).toMatchObject({ state: 'done' })
    expect(await office.counts(people)).toEqual(people.map(() => 1))
  })

  test('does not make up for a pause in a burst: what is left goes on at its distance', async () => {
    const people = await office.addPeople(28)
    const { runId } = await office.plan({ audience: { people }, chatsPerMinute: 14 })
    await office.drain(runId)
    expectStatus(200, await office.steer(`/runs/${runId}/pause`))
    office.turnClock(10 * minuteMs)
    expectStatus(200, await office.steer(`/runs/${runId}/resume`))
    await office.drain(runId)
    expect(await reached(people)).toBe(4)
    expect(Date.parse((await see(runId)).estimatedEndAt)).toBe(office.clock.now().getTime() + 120_000)
  })

  test('goes on for longer than a run may stand, and is held only when its next batch is old', async () => {
    const people = await office.addPeople(200)
    const { runId } = await office.plan({ audience: { people }, spreadMinutes: 480 })
    await office.drain(runId)
    for (let hour = 0; hour < 5; hour += 1) {
      office.turnClock(3_600_000)
      await office.drain(runId)
    }
    expect(await office.run(runId)).toMatchObject({ state: 'sending' })
    office.turnClock(5 * 3_600_000)
    await office.drain(runId)
    expect(await office.run(runId)).toMatchObject({ state: 'paused', reason: 'late' })
  })
})

test('a campaign spread over two minutes is half through after one', async () => {
  const people = await office.addPeople(60)
  const { runId } = await office.plan({ audience: { people }, spreadMinutes: 2 })
  await office.drain(runId)
  await drainFor(runId, minuteMs)
  expect(await reached(people)).toBeGreaterThanOrEqual(30)
  expect(await reached(people)).toBeLessThanOrEqual(35)
})

test('a pace that is changed needs approval anew, and the next run keeps to it', async () => {
  const people = await office.addPeople(30)
  const { campaignId, runId } = await office.schedule({ audience: { people }, chatsPerMinute: 14 })
  const change = { chatsPerMinute: null, spreadMinutes: 2 }
  const path = `/campaigns/${campaignId}`
  const changed = expectStatus(200, await office.call(office.people.editor, path, change, {}, 'PATCH'))
  expect(changed).toMatchObject({ state: 'draft', ...change, runs: [] })
  expect(await office.database.prisma.run.count({ where: { id: runId } })).toBe(0)
  expectStatus(200, await office.call(office.people.editor, `${path}/submit`, {}))
  const preview = expectStatus(200, await office.call(office.people.approver, `${path}/preview`))
  expect(preview.changes).toEqual(['ความเร็วในการส่ง: เฉลี่ยตลอด 2 นาที'])
  const { runs } = expectStatus(200, await office.steer(`${path}/approve`))
  await office.runJob('start-run', runs[0].id)
  await office.drain(runs[0].id)
  expect(Date.parse((await see(runs[0].id)).estimatedEndAt)).toBeLessThanOrEqual(office.clock.now().getTime() + 120_000)
})

test('a test send is not slowed, and a pace that is none is refused', async () => {
  const people = await office.addPeople(3)
  const draft = await office.draft({ audience: { people }, chatsPerMinute: 1 })
  const { id } = expectStatus(201, draft)
  expectStatus(200, await office.call(office.people.owner, `/campaigns/${id}/test`, { people }))
  const [run] = await office.database.prisma.run.findMany({ where: { campaignId: id } })
  await office.runJob('start-run', run?.id as string)
  await office.drain(run?.id as string)
  expect(await reached(people)).toBe(3)
  for (const pace of [{ chatsPerMinute: 0 }, { spreadMinutes: 481 }, { chatsPerMinute: 1.5 }])
    expect((await office.draft({ audience: { people }, ...pace })).status).toBe(400)
})
