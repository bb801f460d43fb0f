import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ScheduleSpec } from '../../../../src/contracts/api/campaigns.ts'
import { defaultPlans } from '../../../../src/features/quota/default-plans.ts'
import {
  type CampaignOffice,
  type DraftRequest,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'

const dayMs = 86_400_000

let office: CampaignOffice
let lineIsAway = false
beforeAll(async () => {
  office = await openCampaignOffice({
    wrapLine: (line) => ({
      ...line,
      async getQuota() {
        if (lineIsAway) throw new Error('LINE is away')
        return line.getQuota()
      },
    }),
  })
  // The tenth of next month: whatever today is, there is time left in the month.
  const now = office.clock.now()
  office.turnClock(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 10, 3) - now.getTime())
})
beforeEach(async () => {
  lineIsAway = false
  const { prisma } = office.database
  await prisma.campaign.updateMany({ data: { state: 'cancelled' } })
  await prisma.run.updateMany({ where: { state: { not: 'done' } }, data: { state: 'cancelled' } })
  await prisma.setting.deleteMany()
})
afterAll(() => office.close())

const setLine = (settings: { quota: number | null; consumption?: number }) =>
  office.simulator.control('/settings', { consumption: 0, ...settings })
const quota = async (path = '/quota?fresh=true') => expectStatus(200, await office.call(office.people.editor, path))
const submit = (id: string) => office.call(office.people.editor, `/campaigns/${id}/submit`, {})
const approve = (id: string) => office.call(office.people.approver, `/campaigns/${id}/approve`, {})
const inDays = (days: number) => ({
  kind: 'once' as const,
  at: new Date(office.clock.now().getTime() + days * dayMs).toISOString(),
})

async function sizedGroup(memberCount: number): Promise<string> {
  const id = await office.addGroup({ members: memberCount })
  await office.database.prisma.group.update({ where: { id }, data: { memberCount } })
  return id
}
async function draftFor(memberCount: number, schedule: ScheduleSpec = inDays(1), more: Partial<DraftRequest> = {}) {
  const audience = { groups: [await sizedGroup(memberCount)] }
  const author = more.urgent ? office.people.owner : office.people.editor
  return expectStatus(201, await office.draft({ audience, schedule, ...more }, author)).id as string
}
async function scheduled(memberCount: number, schedule: ScheduleSpec = inDays(1), more: Partial<DraftRequest> = {}) {
  const id = await draftFor(memberCount, schedule, more)
  expectStatus(200, await submit(id))
  return expectStatus(200, await approve(id)).runs[0].id as string
}

describe('a campaign that does not fit', () => {
  test('is refused on submit with the numbers, in both languages, and nothing has changed', async () => {
    await setLine({ quota: 30, consumption: 22 })
    const id = await draftFor(9)
    const before = await office.database.prisma.auditEntry.count()
    const refused = await submit(id)
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'QUOTA_SHORT', data: { needs: 9, left: 8, limit: 30 } },
    })
    expect(refused.body.message).toMatch(/โควตา/)
    const english = await office.call(office.people.editor, `/campaigns/${id}/submit`, {}, { 'accept-language': 'en' })
    expect(english.body.message).toMatch(/not enough for everybody/)
    expect(await office.seeCampaign(id)).toMatchObject({ state: 'draft', cost: null, runs: [] })
    expect(await office.database.prisma.auditEntry.count()).toBe(before)
  })

  test('fits as soon as messages were bought, and the approver sees what it costs', async () => {
    await setLine({ quota: 8 })
    const id = await draftFor(9)
    expect((await submit(id)).status).toBe(409)
    await setLine({ quota: 9 })
    expect(expectStatus(200, await submit(id))).toMatchObject({ state: 'pending_approval', cost: { messages: 9 } })
  })

  test('is refused on approval when others have taken what was left, and waits on', async () => {
    await setLine({ quota: 10 })
    const [first, second] = [await draftFor(6), await draftFor(5)]
    for (const id of [first, second]) expectStatus(200, await submit(id))
    expectStatus(200, await approve(first))
    expect(await approve(second)).toMatchObject({
      status: 409,
      body: { code: 'QUOTA_SHORT', data: { needs: 5, left: 4, limit: 10 } },
    })
    expect(await office.seeCampaign(second)).toMatchObject({ state: 'pending_approval', runs: [] })
  })

  test('of two approved at once, one takes what is left', async () => {
    await setLine({ quota: 10 })
    const ids = [await draftFor(6), await draftFor(6)]
    for (const id of ids) expectStatus(200, await submit(id))
    const answers = await Promise.all(ids.map(approve))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  test('is let through for another month, whose quota nobody knows', async () => {
    await setLine({ quota: 1 })
    const id = await draftFor(9, inDays(40))
    expectStatus(200, await submit(id))
    expect(await quota()).toMatchObject({ reserved: 0, forecast: 0 })
  })
})

// The tenth: a daily firing at ten in the morning, the one of today past, until the fifteenth.
const fiveDays = (): ScheduleSpec => ({
  kind: 'daily',
  time: '09:00',
  timeZone: 'Asia/Bangkok',
  endsOn: new Date(office.clock.now().getTime() + 5 * dayMs).toISOString().slice(0, 10),
})

describe('a recurring campaign', () => {
  test('has every firing that it still brings this month reserved, and each that is sent taken off', async () => {
    await setLine({ quota: 100 })
    const runId = await scheduled(6, fiveDays())
    expect(await quota()).toMatchObject({ reserved: 30, left: 70 })
    office.turnClock((await office.run(runId)).dueAt.getTime() - office.clock.now().getTime())
    await office.runJob('start-run', runId)
    expect(await quota()).toMatchObject({ used: 0, reserved: 30 })
    await office.drain(runId)
    expect(await quota()).toMatchObject({ used: 6, reserved: 24, left: 70 })
  })

  test('counts in the forecast with all its firings while it awaits approval', async () => {
    await setLine({ quota: 100 })
    expectStatus(200, await submit(await draftFor(6, fiveDays())))
    expect(await quota()).toMatchObject({ reserved: 0, forecast: 30 })
  })

  test('has no more reserved than the month holds, however long it goes on', async () => {
    await setLine({ quota: 1000 })
    const { endsOn: _, ...forever } = fiveDays() as Extract<ScheduleSpec, { kind: 'daily' }>
    await scheduled(6, forever)
    const now = office.clock.now()
    const daysLeft = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate() - now.getUTCDate()
    expect(await quota()).toMatchObject({ reserved: 6 * daysLeft })
  })

  test('is refused with what the month will really cost, not with its first firing, on submit and on approval', async () => {
    await setLine({ quota: 29 })
    const id = await draftFor(6, fiveDays())
    expect(await submit(id)).toMatchObject({ status: 409, body: { data: { needs: 30, left: 29, limit: 29 } } })
    await setLine({ quota: 30 })
    expect(expectStatus(200, await submit(id))).toMatchObject({ cost: { messages: 6 } })
    await setLine({ quota: 29 })
    expect(await approve(id)).toMatchObject({ status: 409, body: { data: { needs: 30, left: 29 } } })
    await setLine({ quota: 30 })
    expectStatus(200, await approve(id))
  })
})

describe('when the quota is short', () => {
  const poll = { message: sampleMessage('poll-invite') }
  const urgent = { urgent: true }
  async function start(runId: string) {
    await office.runJob('start-run', runId)
    const { state, reason } = await office.run(runId)
    return reason === null ? state : `${state}: ${reason}`
  }

  test('a card waits for the poll that comes after it, whole, and a poll for nobody’s card', async () => {
    await setLine({ quota: 100 })
    const card = await scheduled(6, inDays(0.01))
    const invitation = await scheduled(5, inDays(0.02), poll)
    await setLine({ quota: 10 })
    office.turnClock(0.01 * dayMs)
    expect(await start(card)).toBe('held: quota_short')
    expect(await office.recipients(card)).toEqual([])
    office.turnClock(0.01 * dayMs)
    expect(await start(invitation)).toBe('sending')
    await office.drain(invitation)
    expect(await office.run(invitation)).toMatchObject({ state: 'done' })
  })

  test('a poll waits for the alert that comes after it', async () => {
    await setLine({ quota: 100 })
    const invitation = await scheduled(6, inDays(0.01), poll)
    const alert = await scheduled(5, inDays(0.02), urgent)
    await setLine({ quota: 10 })
    office.turnClock(0.01 * dayMs)
    expect(await start(invitation)).toBe('held: quota_short')
    office.turnClock(0.01 * dayMs)
    expect(await start(alert)).toBe('sending')
  })

  test('what waits for a person keeps nobody waiting', async () => {
    await setLine({ quota: 100 })
    const invitation = await scheduled(6, inDays(0.01), poll)
    await setLine({ quota: 5 })
    office.turnClock(0.01 * dayMs)
    expect(await start(invitation)).toBe('held: quota_short')
    const card = await draftFor(5, { kind: 'now' })
    await setLine({ quota: 100 })
    expectStatus(200, await submit(card))
    const { runs } = expectStatus(200, await approve(card))
    await setLine({ quota: 5 })
    expect(await start(runs[0].id)).toBe('sending')
  })

  test('a poll is approved beside cards that then find too little, and a card is not', async () => {
    await setLine({ quota: 10 })
    await scheduled(6)
    const invitation = await draftFor(5, inDays(2), poll)
    expectStatus(200, await submit(invitation))
    expectStatus(200, await approve(invitation))
    expect(await submit(await draftFor(1))).toMatchObject({ status: 409, body: { data: { needs: 1, left: 0 } } })
  })
})

test('a run costs what its caps leave of it: chats that have had enough are not paid for', async () => {
  await setLine({ quota: 100 })
  office.limitChats({ perDay: 1, perWeek: 0 })
  const had = await sizedGroup(6)
  const first = await office.plan({ audience: { groups: [had] } })
  await office.drain(first.runId)
  const audience = { groups: [had, await sizedGroup(4)] }
  const { runId } = await office.schedule({ audience })
  await setLine({ quota: 4 })
  await office.runJob('start-run', runId)
  expect(await office.run(runId)).toMatchObject({ state: 'sending' })
  await office.drain(runId)
  expect((await office.recipients(runId)).map(({ state, reason }) => [state, reason]).toSorted()).toEqual([
    ['accepted', null],
    ['skipped', 'cap'],
  ])
  office.limitChats({ perDay: 0, perWeek: 0 })
})

test('a run that has outgrown the quota is held before its first message, and goes out whole after a top-up', async () => {
  await setLine({ quota: 10 })
  const runId = await scheduled(6, inDays(0.01))
  await setLine({ quota: 10, consumption: 5 })
  office.turnClock(0.01 * dayMs)
  await office.runJob('start-run', runId)
  expect(await office.run(runId)).toMatchObject({ state: 'held', reason: 'quota_short' })
  expect(await office.deliveries(runId)).toEqual([])
  await setLine({ quota: 11, consumption: 5 })
  expectStatus(200, await office.steer(`/runs/${runId}/release`))
  await office.runJob('start-run', runId)
  await office.drain(runId)
  expect((await office.run(runId)).state).toBe('done')
})

describe('the quota of the month', () => {
  test('has approved runs reserved, and those awaiting approval in the forecast, until they are sent', async () => {
    await setLine({ quota: 100, consumption: 10 })
    const runId = await scheduled(20, inDays(0.01))
    expectStatus(200, await submit(await draftFor(7)))
    expect(await quota()).toEqual({
      type: 'limited',
      limit: 100,
      used: 10,
      reserved: 20,
      left: 70,
      forecast: 37,
      warnsAt80: false,
      asOf: office.clock.now().toISOString(),
    })
    office.turnClock(0.01 * dayMs)
    await office.runJob('start-run', runId)
    expect(await quota()).toMatchObject({ used: 10, reserved: 20 })
    await office.drain(runId)
    expect(await quota()).toMatchObject({ used: 30, reserved: 0, left: 70, forecast: 37 })
  })

  test('keeps what a paused campaign will need when it is resumed', async () => {
    await setLine({ quota: 100 })
    const { campaignId } = await office.run(await scheduled(20))
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/pause`))
    expect(await quota()).toMatchObject({ reserved: 20 })
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/cancel`))
    expect(await quota()).toMatchObject({ reserved: 0 })
  })

  test('warns when 80 % are spoken for', async () => {
    await setLine({ quota: 100, consumption: 60 })
    await scheduled(19)
    expect(await quota()).toMatchObject({ forecast: 79, warnsAt80: false })
    await scheduled(1)
    expect(await quota()).toMatchObject({ forecast: 80, warnsAt80: true })
  })

  test('is asked of LINE every five minutes at most, or when somebody wants it fresh', async () => {
    await setLine({ quota: 50 })
    await quota()
    await setLine({ quota: 60 })
    office.turnClock(4 * 60_000)
    expect((await quota('/quota')).limit).toBe(50)
    office.turnClock(60_000)
    expect((await quota('/quota')).limit).toBe(60)
    await setLine({ quota: null })
    expect(await quota()).toMatchObject({ type: 'none', limit: null, left: null, warnsAt80: false })
  })

  test('stands as last known, with its time, while LINE is away', async () => {
    await setLine({ quota: 10, consumption: 2 })
    const { asOf } = await quota()
    lineIsAway = true
    office.turnClock(3_600_000)
    expect(await quota()).toMatchObject({ limit: 10, used: 2, asOf })
    expect((await submit(await draftFor(9))).body).toMatchObject({ code: 'QUOTA_SHORT', data: { left: 8 } })
    expectStatus(200, await submit(await draftFor(8)))
  })

  test('is unknown once the month it was known for is over, and then keeps nobody from submitting', async () => {
    await setLine({ quota: 10 })
    await quota()
    lineIsAway = true
    office.turnClock(31 * dayMs)
    expect(await quota()).toMatchObject({ type: 'unknown', limit: null, left: null, asOf: null })
    expectStatus(200, await submit(await draftFor(99)))
  })
})

describe('the year planner', () => {
  test('tells sends and prices of each plan for the staff of today', async () => {
    await office.database.prisma.group.updateMany({ data: { state: 'left' } })
    await office.database.prisma.staff.deleteMany()
    await sizedGroup(100)
    await office.addPeople(30)
    const { plans, vatPercent } = await quota('/quota/planner')
    expect(vatPercent).toBe('7')
    expect(plans[0]).toMatchObject({
      name: 'Free',
      viaGroups: { messagesPerSend: 100, sendsPerMonth: 3, sendsPerYear: 36, extraSend: null },
      viaPeople: { messagesPerSend: 30, sendsPerMonth: 10, sendsPerYear: 120 },
    })
    expect(plans[1]).toMatchObject({
      pricePerMonth: { withoutVat: '1280.00', withVat: '1369.60' },
      viaGroups: { extraSend: { withoutVat: '10.00', withVat: '10.70' } },
    })
  })

  test('has plans that an owner may set, audited, and nobody else', async () => {
    const plans = { vatPercent: '10', plans: [{ name: 'Solo', messages: 10, price: '99.5', extraPrice: null }] }
    const put = (who: { bearer: string }, body: unknown) => office.call(who, '/quota/plans', body, {}, 'PUT')
    expect((await put(office.people.approver, plans)).status).toBe(403)
    expect((await quota('/quota/plans')).plans).toEqual(defaultPlans.plans)
    expect((await put(office.people.owner, { ...plans, vatPercent: '-1' })).status).toBe(400)
    expectStatus(200, await put(office.people.owner, plans))
    expect((await quota('/quota/planner')).plans).toMatchObject([
      { name: 'Solo', pricePerMonth: { withoutVat: '99.50', withVat: '109.45' } },
    ])
    const [entry] = await office.database.prisma.auditEntry.findMany({ orderBy: { seq: 'desc' }, take: 1 })
    expect(entry).toMatchObject({ action: 'quota.plans', actorId: office.people.owner.userId })
  })

  test('and the quota are for readers, not for coordinators', async () => {
    for (const path of ['/quota', '/quota/planner', '/quota/plans']) {
      expect([path, (await office.call(office.hire('viewer'), path)).status]).toEqual([path, 200])
      expect([path, (await office.call(office.hire('coordinator'), path)).status]).toEqual([path, 403])
    }
  })
})
