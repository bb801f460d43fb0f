import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ScheduleSpec } from '../../../../src/contracts/api/campaigns.ts'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import { enqueue } from '../../../../src/platform/outbox/enqueue.ts'
import {
  type CampaignOffice,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'

const dayMs = 86_400_000
const daily: ScheduleSpec = { kind: 'daily', time: '10:00', timeZone: 'Asia/Bangkok' }

const templates = loadTemplates(join(import.meta.dirname, '../../../../flex-templates'), { allowHttpLoopback: true })

let office: CampaignOffice
let isDying = false
beforeAll(async () => {
  office = await openCampaignOffice({
    needs: {
      async enqueue(tx, requests) {
        if (isDying) throw new Error('killed')
        await enqueue(tx, requests)
      },
    },
  })
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

async function addCard(title: string, state: 'draft' | 'approved' = 'approved'): Promise<string> {
  const data = { title, text: `เนื้อหา ${title}` }
  const row = await office.database.prisma.content.create({ data: { title, template: 'notice', data, state } })
  return row.id
}
const approve = (id: string) => office.database.prisma.content.update({ where: { id }, data: { state: 'approved' } })

type Draft = { id?: string; contentId: string; day?: number; isSkipped?: boolean }
const create = async (series: { kind?: string; atEnd?: string; items: Draft[] }) =>
  expectStatus(201, await office.call(office.people.editor, '/series', { name: 'ชุดทดสอบ', ...series }))
const update = (id: string, change: object) => office.call(office.people.editor, `/series/${id}`, change, {}, 'PUT')
const see = async (id: string) => expectStatus(200, await office.call(office.people.editor, `/series/${id}`))
const draftsOf = (items: { id: string; contentId: string }[]) => items.map(({ id, contentId }) => ({ id, contentId }))

const comingRun = (campaignId: string) =>
  office.database.prisma.run.findFirst({ where: { campaignId, state: { in: ['planned', 'deferred'] } } })

/** Starts the coming run at its time and sends whatever that brought. */
async function fire(campaignId: string): Promise<void> {
  const run = await comingRun(campaignId)
  if (!run) throw new Error('The campaign has no coming run.')
  office.turnClock(Math.max(0, run.dueAt.getTime() - office.clock.now().getTime()))
  await office.runJob('start-run', run.id)
  for (const { id } of await office.database.prisma.run.findMany({ where: { campaignId, state: 'sending' } }))
    await office.drain(id)
}
/** The titles a chat got, in order. */
async function titles(id: string): Promise<string[]> {
  const [arrivals = []] = await office.arrivals([id])
  return arrivals
    .map(({ messages }) => /ประกาศ “(.*?)”/.exec((messages[0] as { altText: string }).altText)?.[1] ?? '')
    .toSorted()
}
const sentInOrder = async (campaignId: string) => {
  const runs = await office.database.prisma.run.findMany({
    where: { campaignId, startedAt: { not: null } },
    orderBy: { scheduledFor: 'asc' },
  })
  return runs.map(({ messages }) => /ประกาศ “(.*?)”/.exec(JSON.stringify(messages))?.[1])
}

async function startPlaylist(names: string[], atEnd = 'complete') {
  const cards: string[] = []
  for (const name of names) cards.push(await addCard(name))
  const series = await create({ atEnd, items: cards.map((contentId) => ({ contentId })) })
  const group = await office.addGroup()
  const message = { seriesId: series.id }
  const { campaignId } = await office.schedule({ audience: { groups: [group] }, schedule: daily, message })
  return { series, group, campaignId, cards }
}

describe('a playlist', () => {
  test('sends the next card at each firing and completes with its last', async () => {
    const { campaignId, group } = await startPlaylist(['หนึ่ง', 'สอง'])
    await fire(campaignId)
    expect(await titles(group)).toEqual(['หนึ่ง'])
    await fire(campaignId)
    expect(await sentInOrder(campaignId)).toEqual(['หนึ่ง', 'สอง'])
    expect(await office.seeCampaign(campaignId)).toMatchObject({ state: 'completed', nextRunAt: null })
    expect(await comingRun(campaignId)).toBeNull()
  })

  test('starts over where that is set', async () => {
    const { campaignId } = await startPlaylist(['หนึ่ง', 'สอง'], 'restart')
    for (let count = 0; count < 5; count += 1) await fire(campaignId)
    expect(await sentInOrder(campaignId)).toEqual(['หนึ่ง', 'สอง', 'หนึ่ง', 'สอง', 'หนึ่ง'])
  })

  test('follows a new order, skips and additions in mid-series, and sends no card twice for it', async () => {
    const { campaignId, series } = await startPlaylist(['หนึ่ง', 'สอง', 'สาม'])
    await fire(campaignId)
    const [one, two, three] = draftsOf(series.items) as [Draft, Draft, Draft]
    const added = { contentId: await addCard('สี่') }
    const items = [three, one, { ...two, isSkipped: true }, added]
    const changed = expectStatus(200, await update(series.id, { version: series.version, items }))
    await fire(campaignId)
    await fire(campaignId)
    expect(await sentInOrder(campaignId)).toEqual(['หนึ่ง', 'สาม', 'สี่'])
    expect(changed.version).toBe(series.version + 1)
    expect((await office.seeCampaign(campaignId)).state).toBe('completed')
  })

  test('sends a card twice when it is put in twice', async () => {
    const { campaignId, series, cards } = await startPlaylist(['หนึ่ง'])
    const again = [...draftsOf(series.items), { contentId: cards[0] as string }]
    expectStatus(200, await update(series.id, { version: series.version, items: again }))
    await fire(campaignId)
    await fire(campaignId)
    expect(await sentInOrder(campaignId)).toEqual(['หนึ่ง', 'หนึ่ง'])
  })

  test('passes over a card that is not approved, and sends it once it is', async () => {
    const waiting = await addCard('รอ', 'draft')
    const series = await create({ items: [{ contentId: waiting }, { contentId: await addCard('พร้อม') }] })
    const audience = { groups: [await office.addGroup()] }
    const { campaignId } = await office.schedule({ audience, schedule: daily, message: { seriesId: series.id } })
    await fire(campaignId)
    expect(await sentInOrder(campaignId)).toEqual(['พร้อม'])
    await fire(campaignId)
    expect((await office.seeCampaign(campaignId)).runs).toMatchObject([
      { state: 'done' },
      { state: 'held', reason: 'content_not_approved' },
      { state: 'planned' },
    ])
    await approve(waiting)
    await fire(campaignId)
    expect(await sentInOrder(campaignId)).toEqual(['พร้อม', 'รอ'])
  })

  test('holds the run whose card has become an invitation to a poll since it was chosen', async () => {
    const { campaignId, group, cards } = await startPlaylist(['หนึ่ง', 'สอง'])
    await fire(campaignId)
    const invitation = { template: 'poll-invite', data: templates.sampleOf('poll-invite') as object }
    await office.database.prisma.content.update({ where: { id: cards[1] as string }, data: invitation })
    await fire(campaignId)
    expect(await titles(group)).toEqual(['หนึ่ง'])
    const { runs } = await office.seeCampaign(campaignId)
    expect(runs[1]).toMatchObject({ state: 'held', reason: 'poll_invitation_elsewhere' })
  })

  test('is approved by what it sends next: that card’s picture, its cost, and whether groups with outsiders get it', async () => {
    const approver = await office.hireOfficer('approver')
    const picture = (name: string) => `https://sucharit.example/media/${name}.png`
    const { data: sample } = sampleMessage('budget-summary') as { data: object }
    const add = (template: string, data: object) =>
      office.database.prisma.content.create({ data: { title: template, template, data, state: 'approved' } })
    const staffOnly = await add('budget-summary', sample)
    const open = await add('notice', { title: 'ถัดไป', text: 'เนื้อหา', pictureUrl: picture('next') })
    const series = await create({ items: [{ contentId: staffOnly.id }, { contentId: open.id }] })
    const groups = [await office.addGroup({ hasOutsiders: true }), await office.addGroup()]
    await office.database.prisma.group.updateMany({ where: { id: { in: groups } }, data: { memberCount: 4 } })
    const message = { seriesId: series.id }
    const { campaignId } = await office.schedule({ audience: { groups }, schedule: daily, message })
    expect((await office.seeCampaign(campaignId)).cost).toEqual({ messages: 4 })
    await fire(campaignId)
    const change = { name: 'ชื่อใหม่' }
    expectStatus(200, await office.call(office.people.editor, `/campaigns/${campaignId}`, change, {}, 'PATCH'))
    const again = expectStatus(200, await office.call(office.people.editor, `/campaigns/${campaignId}/submit`, {}))
    expect(again.cost).toEqual({ messages: 8 })
    const mails = await office.database.prisma.officerMessage.findMany({ where: { userId: approver.userId } })
    expect(JSON.stringify(mails.map(({ mail }) => mail))).toContain(picture('next'))
  })

  test('has each of its cards recorded as sent by hand', async () => {
    const { campaignId, cards, group } = await startPlaylist(['หนึ่ง', 'สอง'])
    const record = (contentId: string) =>
      office.call(office.people.editor, '/runs/by-hand', { contentId, groups: [group], campaignId })
    const { byHand } = expectStatus(201, await record(cards[1] as string))
    expect(byHand).toBe(true)
    const other = await record(await addCard('อื่น'))
    expect(other).toMatchObject({ status: 422, body: { code: 'CARD_NOT_OF_CAMPAIGN' } })
    await fire(campaignId)
    expect(await titles(group)).toEqual(['หนึ่ง'])
  })

  test('keeps the card a run was planned with, whatever is changed before it is sent', async () => {
    const { campaignId, group, series } = await startPlaylist(['หนึ่ง', 'สอง'])
    const run = await comingRun(campaignId)
    office.turnClock((run?.dueAt.getTime() ?? 0) - office.clock.now().getTime())
    await office.runJob('start-run', run?.id as string)
    const [one, two] = draftsOf(series.items) as [Draft, Draft]
    expectStatus(200, await update(series.id, { version: series.version, items: [two, one] }))
    await office.drain(run?.id as string)
    expect(await titles(group)).toEqual(['หนึ่ง'])
    await fire(campaignId)
    expect(await titles(group)).toEqual(['สอง', 'หนึ่ง'].toSorted())
  })

  test('fires once when two schedulers start the same run at once', async () => {
    const { campaignId, group } = await startPlaylist(['หนึ่ง', 'สอง', 'สาม'])
    const run = await comingRun(campaignId)
    office.turnClock((run?.dueAt.getTime() ?? 0) - office.clock.now().getTime())
    await Promise.all([1, 2, 3].map(() => office.runJob('start-run', run?.id as string)))
    await office.drain(run?.id as string)
    expect(await titles(group)).toEqual(['หนึ่ง'])
    expect(await office.database.prisma.run.count({ where: { campaignId } })).toBe(2)
  })

  test('keeps its place when planning fails half-way: the next try sends the same card', async () => {
    const { campaignId, group } = await startPlaylist(['หนึ่ง', 'สอง'])
    const run = await comingRun(campaignId)
    office.turnClock((run?.dueAt.getTime() ?? 0) - office.clock.now().getTime())
    // Whatever kills the process before the commit does this to the transaction.
    isDying = true
    await expect(office.runJob('start-run', run?.id as string)).rejects.toThrow('killed')
    isDying = false
    expect(await office.run(run?.id as string)).toMatchObject({ state: 'planned', seriesItemId: null, messages: null })
    await fire(campaignId)
    expect(await titles(group)).toEqual(['หนึ่ง'])
  })

  test('whose cards are all taken out ends its campaign and says why', async () => {
    const { campaignId, series } = await startPlaylist(['หนึ่ง', 'สอง'])
    await fire(campaignId)
    expectStatus(200, await update(series.id, { version: series.version, items: draftsOf(series.items).slice(0, 1) }))
    await fire(campaignId)
    expect(await office.seeCampaign(campaignId)).toMatchObject({
      state: 'completed',
      runs: [{ state: 'done' }, { state: 'cancelled', reason: 'series_ended' }],
    })
  })
})

describe('a series per person', () => {
  async function startPerPerson(days: number[], people: string[]) {
    const items: Draft[] = []
    for (const day of days) items.push({ contentId: await addCard(`วันที่ ${day}`), day })
    const series = await create({ kind: 'per_person', items })
    const message = { seriesId: series.id }
    const { campaignId } = await office.schedule({ audience: { people }, schedule: daily, message })
    return { campaignId, series }
  }
  async function join(daysAgo = 0): Promise<string> {
    const [id] = (await office.addPeople(1)) as [string]
    const joinedAt = new Date(office.clock.now().getTime() - daysAgo * dayMs)
    await office.database.prisma.staff.update({ where: { id }, data: { joinedAt } })
    return id
  }

  test('sends each person each step once, on the day counted from when they joined', async () => {
    const [fresh, older] = [await join(0), await join(2)]
    const { campaignId } = await startPerPerson([1, 3, 7], [fresh, older])
    await fire(campaignId)
    // Whoever joined two days ago catches up on day 1 in the same firing as day 3.
    expect([await titles(fresh), await titles(older)]).toEqual([['วันที่ 1'], ['วันที่ 1', 'วันที่ 3']])
    for (let count = 0; count < 7; count += 1) await fire(campaignId)
    for (const person of [fresh, older]) expect(await titles(person)).toEqual(['วันที่ 1', 'วันที่ 3', 'วันที่ 7'])
    expect((await office.seeCampaign(campaignId)).state).toBe('scheduled')
  })

  test('leaves alone whoever joined long before, and a firing that is due to nobody costs nothing', async () => {
    const old = await join(100)
    const { campaignId } = await startPerPerson([1, 3], [old])
    await fire(campaignId)
    expect(await titles(old)).toEqual([])
    expect((await office.seeCampaign(campaignId)).runs[0]).toMatchObject({ state: 'done', progress: { total: 0 } })
  })

  test('sends a step once when it is moved to a later day, and when two schedulers fire', async () => {
    const person = await join(0)
    const { campaignId, series } = await startPerPerson([1], [person])
    await fire(campaignId)
    const items = draftsOf(series.items).map((one) => ({ ...one, day: 2 }))
    expectStatus(200, await update(series.id, { version: series.version, items }))
    const run = await comingRun(campaignId)
    office.turnClock((run?.dueAt.getTime() ?? 0) - office.clock.now().getTime())
    await Promise.all([1, 2].map(() => office.runJob('start-run', run?.id as string)))
    await fire(campaignId)
    expect(await titles(person)).toEqual(['วันที่ 1'])
  })

  test('gives a step that the cap left out on the next day', async () => {
    office.limitChats({ perDay: 1, perWeek: 0 })
    const person = await join(2)
    const { campaignId } = await startPerPerson([1, 3], [person])
    await fire(campaignId)
    expect(await titles(person)).toHaveLength(1)
    await fire(campaignId)
    expect(await titles(person)).toEqual(['วันที่ 1', 'วันที่ 3'])
    office.limitChats({ perDay: 0, perWeek: 0 })
  })

  test('needs a schedule that recurs', async () => {
    const series = await create({ kind: 'per_person', items: [{ contentId: await addCard('หนึ่ง'), day: 1 }] })
    const refused = await office.draft({ audience: { people: [await join()] }, message: { seriesId: series.id } })
    expect([refused.status, refused.body.code]).toEqual([422, 'SERIES_NEEDS_RECURRENCE'])
  })
})

describe('the API of series', () => {
  test('lets one of two editors win who change the same version, and audits it', async () => {
    const series = await create({ items: [{ contentId: await addCard('หนึ่ง') }] })
    const answers = await Promise.all(
      ['ก', 'ข', 'ค'].map((name) => update(series.id, { version: series.version, name })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect((await see(series.id)).version).toBe(2)
    const entries = await office.database.prisma.auditEntry.findMany({ where: { subject: series.id } })
    expect(entries.map(({ action }) => action)).toEqual(['series.create', 'series.update'])
  })

  test('refuses unknown cards, items of another series, a place twice, and days where they do not belong', async () => {
    const contentId = await addCard('หนึ่ง')
    const post = (body: object) => office.call(office.people.editor, '/series', { name: 'ชุด', ...body })
    expect((await post({ items: [{ contentId: crypto.randomUUID() }] })).body.code).toBe('CONTENT_UNKNOWN')
    expect((await post({ items: [{ contentId, day: 1 }] })).body.code).toBe('SERIES_DAYS_INVALID')
    expect((await post({ kind: 'per_person', items: [{ contentId }] })).body.code).toBe('SERIES_DAYS_INVALID')
    const [own, other] = [await create({ items: [{ contentId }] }), await create({ items: [{ contentId }] })]
    const stolen = { version: own.version, items: draftsOf(other.items) }
    expect((await update(own.id, stolen)).body.code).toBe('NOT_FOUND')
    const twice = { version: own.version, items: [...draftsOf(own.items), ...draftsOf(own.items)] }
    expect((await update(own.id, twice)).status).toBe(400)
    expect((await office.call(office.hire('viewer'), '/series', { name: 'ชุด' })).status).toBe(403)
  })

  test('takes no invitation to a poll: polls ask everybody alike, and draft their own', async () => {
    const invitation = { template: 'poll-invite', data: templates.sampleOf('poll-invite') as object }
    const state = 'approved' as const
    const { id } = await office.database.prisma.content.create({ data: { title: 'เชิญ', ...invitation, state } })
    const contentId = await addCard('หนึ่ง')
    const items = [{ contentId }, { contentId: id }]
    const before = await office.database.prisma.series.count()
    const made = await office.call(office.people.editor, '/series', { name: 'ชุด', items })
    expect(made).toMatchObject({ status: 422, body: { code: 'POLL_INVITATION_ELSEWHERE' } })
    expect(await office.database.prisma.series.count()).toBe(before)
    const series = await create({ items: [{ contentId }] })
    const changed = await update(series.id, {
      version: series.version,
      items: [...draftsOf(series.items), { contentId: id }],
    })
    expect(changed).toMatchObject({ status: 422, body: { code: 'POLL_INVITATION_ELSEWHERE' } })
    expect(await see(series.id)).toMatchObject({ version: series.version, items: [{ contentId }] })
  })

  test('a campaign names one series, and one that is there', async () => {
    const series = await create({ items: [{ contentId: await addCard('หนึ่ง') }] })
    const audience = { groups: [await office.addGroup()] }
    const code = async (...ids: string[]) =>
      (await office.draft({ audience, schedule: daily, message: ids.map((seriesId) => ({ seriesId })) })).body.code
    expect(await code(series.id, series.id)).toBe('SERIES_ONCE')
    expect(await code(crypto.randomUUID())).toBe('SERIES_UNKNOWN')
    const empty = await create({ items: [] })
    expect(await code(empty.id)).toBe('SERIES_EMPTY')
  })
})
