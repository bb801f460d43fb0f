import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

const dayMs = 86_400_000
const daily = { kind: 'daily' as const, time: '10:00', timeZone: 'Asia/Bangkok' }

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
  const year = office.clock.now().getUTCFullYear()
  await office.database.prisma.calendarYear.createMany({ data: [0, 1].map((count) => ({ year: year + count })) })
  const window = { isOn: false, opens: '08:30', closes: '16:30' }
  expectStatus(200, await office.call(office.people.owner, '/calendar/window', window, {}, 'PUT'))
})
afterAll(() => office.close())
/** 09:00 in Bangkok, an hour before the schedules of these tests. */
beforeEach(() => {
  const now = office.clock.now().getTime()
  const nine = Math.floor(now / dayMs) * dayMs + 2 * 3_600_000
  office.turnClock(nine + (nine > now ? 0 : dayMs) - now)
})

async function addCard(day: number): Promise<string> {
  const title = `วันที่ ${day}`
  const data = { title, text: 'เนื้อหา' }
  return (await office.database.prisma.content.create({ data: { title, template: 'notice', data, state: 'approved' } }))
    .id
}
async function join(daysAgo = 0): Promise<string> {
  const [id] = (await office.addPeople(1)) as [string]
  const joinedAt = new Date(office.clock.now().getTime() - daysAgo * dayMs)
  await office.database.prisma.staff.update({ where: { id }, data: { joinedAt } })
  return id
}
async function startSteps(days: number[], people: string[]): Promise<{ campaignId: string; cards: string[] }> {
  const cards: string[] = []
  for (const day of days) cards.push(await addCard(day))
  const items = cards.map((contentId, index) => ({ contentId, day: days[index] }))
  const series = { name: 'ชุดรายคน', kind: 'per_person', items }
  const { id } = expectStatus(201, await office.call(office.people.editor, '/series', series))
  const draft = { audience: { people }, schedule: daily, message: { seriesId: id } }
  return { campaignId: (await office.schedule(draft)).campaignId, cards }
}
const runsOf = (campaignId: string) =>
  office.database.prisma.run.findMany({ where: { campaignId }, orderBy: { scheduledFor: 'asc' } })
/** Plans the coming run at its time. */
async function start(campaignId: string): Promise<void> {
  const run = await office.database.prisma.run.findFirstOrThrow({
    where: { campaignId, releasedBy: null, state: { in: ['planned', 'deferred'] } },
  })
  office.turnClock(Math.max(0, run.dueAt.getTime() - office.clock.now().getTime()))
  await office.runJob('start-run', run.id)
}
async function drainAll(campaignId: string): Promise<void> {
  for (const { id, state } of await runsOf(campaignId)) if (state === 'sending') await office.drain(id)
}
const titlesOf = async (person: string) =>
  ((await office.arrivals([person]))[0] ?? []).map(({ messages }) => /วันที่ \d/.exec(JSON.stringify(messages))?.[0])

describe('a step of a series per person', () => {
  test('that was cancelled, or stopped by a correction, is done: nobody gets its card on the next day', async () => {
    const person = await join()
    const { campaignId } = await startSteps([1], [person])
    await start(campaignId)
    const [{ id: runId } = { id: '' }] = await runsOf(campaignId)
    expectStatus(200, await office.steer(`/runs/${runId}/cancel`))
    await office.drain(runId)
    expect(await office.recipients(runId)).toMatchObject([{ state: 'skipped', reason: 'cancelled' }])
    await start(campaignId)
    await drainAll(campaignId)
    expect(await titlesOf(person)).toEqual([])
  })

  test('that was held and is released on the next morning goes out beside what else is due, and no run that is over changes', async () => {
    const [here, coming] = [await join(4), await join(-1)]
    const { campaignId, cards } = await startSteps([1, 3, 5], [here, coming])
    const { prisma } = office.database
    await prisma.campaign.update({ where: { id: campaignId }, data: { asksReceipt: true } })
    // A LINE image has no button.
    const words = await prisma.content.findUniqueOrThrow({ where: { id: cards[1] as string } })
    const pictureUrl = `https://opdc.example/media/${'a'.repeat(64)}.jpg`
    const image = { sentAs: 'image', alt: 'ภาพ', pictureUrl, pictureRatio: '800:1200' }
    await prisma.content.update({ where: { id: words.id }, data: { template: 'picture', data: image } })
    await start(campaignId)
    await drainAll(campaignId)
    const held = (await runsOf(campaignId)).find(({ state }) => state === 'held')
    expect(held).toMatchObject({ reason: 'receipt_needs_card' })
    expect(await titlesOf(here)).toEqual(['วันที่ 1', 'วันที่ 5'])
    const over = (await runsOf(campaignId)).filter(({ state }) => state === 'done')

    office.turnClock(22 * 3_600_000)
    await prisma.content.update({
      where: { id: words.id },
      data: { template: words.template, data: words.data as object },
    })
    expectStatus(200, await office.steer(`/runs/${held?.id}/release`))
    await office.runJob('start-run', held?.id as string)
    await office.runJob('start-run', held?.id as string)
    await drainAll(campaignId)
    for (const run of over) expect(await office.recipients(run.id)).toHaveLength(1)
    await start(campaignId)
    await drainAll(campaignId)
    expect([await titlesOf(here), await titlesOf(coming)]).toEqual([['วันที่ 1', 'วันที่ 5', 'วันที่ 3'], ['วันที่ 1']])
    expect((await runsOf(campaignId)).map(({ state }) => state)).toEqual([
      'done',
      'done',
      'done',
      'done',
      'done',
      'planned',
    ])
  })
})
