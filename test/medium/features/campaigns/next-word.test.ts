import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Fault } from '../../../../src/simulator/faults.ts'
import { type CampaignOffice, openCampaignOffice } from '../../../support/campaign-office.ts'
import { until } from '../../../support/until.ts'

let office: CampaignOffice
/** Held back until a test lets it go: a process that stands still between taking a card and calling LINE. */
let gate: Promise<void> | undefined

beforeAll(async () => {
  office = await openCampaignOffice({
    deadlineMs: 1500,
    wrapLine: (line) => ({
      ...line,
      async reply(request) {
        await gate
        return line.reply(request)
      },
    }),
  })
})
afterEach(async () => {
  gate = undefined
  await setFaults()
  await office.simulator.control('/settings', { quota: null, limits: 'off' })
})
afterAll(() => office.close())

const setFaults = (...faults: Fault[]) => office.simulator.control('/faults', faults)
const ride = (groups: string[], minutes = 60) =>
  office.plan({ audience: { groups }, message: { template: 'notice', data: notice }, rideMinutes: minutes })
const notice = { title: 'ส่งไปกับข้อความถัดไป', text: 'ข้อความทดสอบ' }

/** Somebody speaks in a group; gives what the bot's edge makes of it. */
async function speak(groupId: string): Promise<{ groupId: string; replyToken: string }> {
  const chatId = office.chatIdOf(groupId)
  const { groups } = await office.simulator.state()
  const { memberIds } = groups.find((group: { groupId: string }) => group.groupId === chatId)
  const heard = office.simulator.receiver.events().length
  await office.simulator.control('/events', {
    type: 'message',
    userId: memberIds[0],
    groupId: chatId,
    text: 'คุยกันตามปกติ',
  })
  const event = await until(async () => office.simulator.receiver.events()[heard], { withinMs: 5000 })
  office.turnClock(6000) // who waits is asked every five seconds
  return { groupId: chatId, replyToken: event.replyToken as string }
}
async function hear(...words: { groupId: string; replyToken: string }[]): Promise<void> {
  office.campaigns.hear(words)
  await office.campaigns.close()
}
const endpoints = async (groupId: string) =>
  ((await office.arrivals([groupId]))[0] as unknown as { endpoint: string }[]).map(({ endpoint }) => endpoint)
const statesOf = async (runId: string) =>
  Object.fromEntries((await office.recipients(runId)).map(({ chatId, state, reason }) => [chatId, reason ?? state]))

describe('a campaign that rides on words', () => {
  test('waits, and goes out free under the token of the next word in each group', async () => {
    const groups = [await office.addGroup(), await office.addGroup()]
    const [first, second] = groups as [string, string]
    const { campaignId, runId } = await ride(groups)
    await office.drain(runId)
    expect(await office.counts(groups)).toEqual([0, 0])

    await hear(await speak(first))
    expect(await endpoints(first)).toEqual(['reply'])
    expect(await office.counts([second])).toEqual([0])

    await hear(await speak(first), await speak(second))
    expect(await endpoints(first)).toEqual(['reply'])
    expect(await endpoints(second)).toEqual(['reply'])
    await office.drain(runId)
    expect(await office.run(runId)).toMatchObject({ state: 'done' })
    expect((await office.seeCampaign(campaignId)).runs[0]).toMatchObject({ progress: { total: 2, accepted: 2 } })
  })

  test('lets words at night pass, since nobody wants a card then, unless it is urgent', async () => {
    const [calm, urgent] = [await office.addGroup(), await office.addGroup()]
    const { runId } = await ride([calm], 3 * 1440)
    const { runId: urgentId, campaignId } = await ride([urgent], 3 * 1440)
    await office.database.prisma.campaign.update({ where: { id: campaignId }, data: { isUrgent: true } })
    for (const id of [runId, urgentId]) await office.drain(id)
    const setWindow = (isOn: boolean) =>
      office.call(office.people.owner, '/calendar/window', { isOn, opens: '08:30', closes: '16:30' }, {}, 'PUT')
    expect((await setWindow(true)).status).toBe(200)
    const day = 86_400_000
    const sinceMidnight = (office.clock.now().getTime() + 7 * 3_600_000) % day
    office.turnClock(day - sinceMidnight + 3_600_000) // 01.00 in Bangkok
    await hear(await speak(calm), await speak(urgent))
    expect(await office.counts([calm, urgent])).toEqual([0, 1])
    expect((await office.run(runId)).state).toBe('sending')

    await setWindow(false)
    await hear(await speak(calm))
    expect(await endpoints(calm)).toEqual(['reply'])
  })

  test('is pushed, when the wait ends, to the groups nobody spoke in', async () => {
    const groups = [await office.addGroup(), await office.addGroup()]
    const [heard, silent] = groups as [string, string]
    const { runId } = await ride(groups)
    await hear(await speak(heard))
    await endWait(runId)
    expect(await endpoints(heard)).toEqual(['reply'])
    expect(await endpoints(silent)).toEqual(['push'])
    expect(await office.run(runId)).toMatchObject({ state: 'done', ridesUntil: null })
  })

  test('asks for no quota while it waits; when the month does not pay for the rest, leaves all of it out and says so', async () => {
    const groups = [await office.addGroup({ members: 3 }), await office.addGroup({ members: 3 })]
    await office.database.prisma.group.updateMany({ where: { id: { in: groups } }, data: { memberCount: 3 } })
    await office.simulator.control('/settings', { quota: 4 })
    const { runId } = await ride(groups)
    expect(await office.run(runId)).toMatchObject({ state: 'sending' })
    await endWait(runId)
    expect(await office.counts(groups)).toEqual([0, 0])
    expect(Object.values(await statesOf(runId))).toEqual(['no_word', 'no_word'])
    expect(await office.run(runId)).toMatchObject({ state: 'done' })
  })

  test('is for groups alone', async () => {
    const [person] = await office.addPeople(1)
    const refused = await office.draft({ audience: { people: [person as string] }, rideMinutes: 60 })
    expect(refused).toMatchObject({ status: 422, body: { code: 'RIDE_GROUPS_ONLY' } })
  })

  test('leaves out a group that the account has left', async () => {
    const group = await office.addGroup()
    const { runId } = await ride([group])
    const word = await speak(group)
    await office.withdraw(office.chatIdOf(group), 'left')
    await hear(word)
    expect(await office.counts([group])).toEqual([0])
    expect(Object.values(await statesOf(runId))).toEqual(['left'])
  })

  test('stands still while it is paused', async () => {
    const group = await office.addGroup()
    const { runId } = await ride([group])
    expect(await office.steer(`/runs/${runId}/pause`)).toMatchObject({ status: 200 })
    await hear(await speak(group))
    expect(await office.counts([group])).toEqual([0])
  })
})

describe('[R2] a card that rides is never doubled', () => {
  test('two words at once, and the same word delivered twice, carry it once', async () => {
    const group = await office.addGroup()
    await ride([group])
    const [one, two] = [await speak(group), await speak(group)]
    await hear(one, two, one, two)
    expect(await office.counts([group])).toEqual([1])
  })

  test('a token that LINE refuses leaves it waiting for the next word', async () => {
    const group = await office.addGroup()
    const { runId } = await ride([group])
    const used = await speak(group)
    await hear({ ...used, replyToken: '0'.repeat(32) })
    expect(await statesOf(runId)).toEqual({ [office.chatIdOf(group)]: 'planned' })
    await hear(await speak(group))
    expect(await office.counts([group])).toEqual([1])
    expect(await statesOf(runId)).toEqual({ [office.chatIdOf(group)]: 'accepted' })
  })

  test('an answer that is lost ends as unknown, and neither a further word nor the end of the wait sends it again', async () => {
    const group = await office.addGroup()
    const { runId } = await ride([group])
    await setFaults({ endpoint: 'reply', mode: 'lose-answer', times: 1 })
    await hear(await speak(group))
    expect(await statesOf(runId)).toEqual({ [office.chatIdOf(group)]: 'REPLY_UNCLEAR' })
    await hear(await speak(group))
    await endWait(runId)
    expect(await office.counts([group])).toEqual([1])
    expect(await office.run(runId)).toMatchObject({ state: 'done' })
  })

  test('a process that dies, or stands still past its lease, between taking it and its answer leaves it unknown', async () => {
    const group = await office.addGroup()
    const { runId } = await ride([group])
    let open = () => {}
    gate = new Promise((resolve) => {
      open = resolve
    })
    office.campaigns.hear([await speak(group)])
    await until(async () => (await office.deliveries(runId))[0]?.endpoint === 'reply', { withinMs: 5000 })
    await office.drain(runId)
    expect(await statesOf(runId)).toEqual({ [office.chatIdOf(group)]: 'planned' })
    office.turnClock(31_000)
    await office.drain(runId)
    expect(await statesOf(runId)).toEqual({ [office.chatIdOf(group)]: 'REPLY_UNCLEAR' })
    open()
    await office.campaigns.close()
    await endWait(runId)
    expect(await office.counts([group])).toEqual([1])
    expect(await statesOf(runId)).toEqual({ [office.chatIdOf(group)]: 'REPLY_UNCLEAR' })
  })
})

/** The wait is over, and a sweep has found it. */
async function endWait(runId: string): Promise<void> {
  const { ridesUntil } = await office.run(runId)
  if (ridesUntil) office.turnClock(Math.max(0, ridesUntil.getTime() - office.clock.now().getTime()) + 1)
  await office.drain(runId)
}
