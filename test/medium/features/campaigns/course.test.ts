import { randomUUID } from 'node:crypto'
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

const minuteMs = 60_000
const inMinutes = (count: number) => new Date(office.clock.now().getTime() + count * minuteMs)

describe('the list of campaigns', () => {
  test('is searched by what stands in a name, whatever its case, and by state with it', async () => {
    const audience = { groups: [await office.addGroup({ members: 1 })] }
    for (const name of ['สรุป ITA รายเดือน', 'No Gift ปีใหม่', 'แจ้งผล ita ไตรมาส 1'])
      expectStatus(201, await office.draft({ audience, name }))
    const find = async (query: string) => {
      const { items } = expectStatus(200, await office.call(office.people.editor, `/campaigns?${query}`))
      return (items as { name: string }[]).map(({ name }) => name)
    }
    expect(await find('q=Ita')).toEqual(['แจ้งผล ita ไตรมาส 1', 'สรุป ITA รายเดือน'])
    expect(await find(`q=${encodeURIComponent('ปีใหม่')}&state=draft`)).toEqual(['No Gift ปีใหม่'])
    expect(await find(`q=${encodeURIComponent('%')}`)).toEqual([])
    expect(await find('q=Ita&state=scheduled')).toEqual([])
  })
})

describe('a campaign', () => {
  test('goes from draft to every chat, once, with the same messages', async () => {
    const groups = [await office.addGroup({ members: 3 }), await office.addGroup({ members: 2 })]
    const people = await office.addPeople(3)
    const message = [sampleMessage('dos-donts'), sampleMessage('ita-summary')]
    const { id, state } = expectStatus(201, await office.draft({ audience: { groups, people }, message }))
    expect(state).toBe('draft')
    const submitted = expectStatus(200, await office.call(office.people.editor, `/campaigns/${id}/submit`, {}))
    expect([submitted.state, submitted.runs]).toEqual(['pending_approval', []])
    const approved = expectStatus(200, await office.call(office.people.approver, `/campaigns/${id}/approve`, {}))
    expect(approved).toMatchObject({ state: 'scheduled', runs: [{ state: 'planned' }] })
    const runId = approved.runs[0].id
    await office.runJob('start-run', runId)
    await office.runJob('start-run', runId)
    expect(await office.seeCampaign(id)).toMatchObject({ runs: [{ state: 'sending', progress: { total: 5 } }] })

    await office.drain(runId)
    await office.drain(runId)
    const seen = await office.seeCampaign(id)
    expect(seen).toMatchObject({ state: 'completed', nextRunAt: null, runs: [{ state: 'done' }] })
    expect(seen.runs[0].progress).toEqual({ total: 5, accepted: 5, failed: 0, unknown: 0, skipped: 0, byHand: 0 })
    const arrived = await office.arrivals([...groups, ...people])
    expect(arrived.map((items) => items.length)).toEqual([1, 1, 1, 1, 1])
    const { messages } = await office.run(runId)
    for (const [item] of arrived) expect(item?.messages).toEqual(messages)
    expect(await office.database.prisma.outboxJob.count({ where: { jobId: { endsWith: runId } } })).toBe(2)
    for (const delivery of await office.deliveries(runId))
      expect(delivery).toMatchObject({ state: 'accepted', to: [], tryCount: 0, requestId: expect.any(String) })
    expect((await office.audit.verify()).firstBadSeq).toBeNull()
  })

  test('set for a time goes out at that time and not before', async () => {
    const group = await office.addGroup()
    const at = inMinutes(30)
    const { campaignId, runId } = await office.schedule({
      audience: { groups: [group] },
      schedule: { kind: 'once', at: at.toISOString() },
    })
    expect(await office.seeCampaign(campaignId)).toMatchObject({ nextRunAt: at.toISOString() })
    const job = await office.database.prisma.outboxJob.findFirstOrThrow({ where: { jobId: `start-run-${runId}` } })
    expect(job.dueAt).toEqual(at)
    await office.runJob('start-run', runId)
    expect((await office.run(runId)).state).toBe('planned')
    office.turnClock(30 * minuteMs)
    await office.runJob('start-run', runId)
    await office.drain(runId)
    expect(await office.counts([group])).toEqual([1])
  })

  test('skips groups with outsiders unless every card is public', async () => {
    const inside = await office.addGroup()
    const mixed = await office.addGroup({ hasOutsiders: true })
    const audience = { groups: [inside, mixed] }
    const message = [sampleMessage('dos-donts'), sampleMessage('budget-summary')]
    const secret = await office.plan({ audience, message })
    await office.drain(secret.runId)
    expect(await office.counts([inside, mixed])).toEqual([1, 0])
    const skipped = (await office.recipients(secret.runId)).find(({ state }) => state === 'skipped')
    expect(skipped).toMatchObject({ chatId: office.chatIdOf(mixed), reason: 'outsiders' })
    expect((await office.seeCampaign(secret.campaignId)).runs[0].progress).toMatchObject({ total: 2, skipped: 1 })

    const open = await office.plan({ audience })
    await office.drain(open.runId)
    expect(await office.counts([inside, mixed])).toEqual([2, 1])
  })

  test('goes to whoever is in the audience when it runs', async () => {
    const [here, gone] = [await office.addGroup(), await office.addGroup()]
    const { runId } = await office.schedule({ audience: { groups: [here, gone] } })
    await office.loseGroup(gone)
    await office.runJob('start-run', runId)
    await office.drain(runId)
    expect(await office.counts([here, gone])).toEqual([1, 0])
  })

  test('ends with a run that reached nobody when everybody has left meanwhile', async () => {
    const gone = await office.addGroup()
    const { campaignId, runId } = await office.schedule({ audience: { groups: [gone] } })
    await office.loseGroup(gone)
    await office.runJob('start-run', runId)
    await office.drain(runId)
    expect(await office.seeCampaign(campaignId)).toMatchObject({
      state: 'completed',
      runs: [{ state: 'done', progress: { total: 1, accepted: 0, skipped: 1 } }],
    })
  })
})

describe('a late run', () => {
  test('is held until a person releases it, and goes out once', async () => {
    const group = await office.addGroup()
    const at = inMinutes(10).toISOString()
    const { campaignId, runId } = await office.schedule({
      audience: { groups: [group] },
      schedule: { kind: 'once', at },
    })
    office.turnClock(25 * minuteMs + 1)
    await office.runJob('start-run', runId)
    expect(await office.run(runId)).toMatchObject({ state: 'held', reason: 'late' })
    await office.runJob('start-run', runId)
    await office.drain(runId)
    expect(await office.counts([group])).toEqual([0])
    expect(await office.seeCampaign(campaignId)).toMatchObject({ state: 'scheduled' })

    expectStatus(200, await office.steer(`/runs/${runId}/release`))
    await office.runJob('start-run', runId)
    await office.drain(runId)
    expect(await office.counts([group])).toEqual([1])
    expect(await office.run(runId)).toMatchObject({ state: 'done', releasedBy: office.people.approver.userId })
  })

  test('is held again when it was released and then nothing happened for too long', async () => {
    const group = await office.addGroup()
    const { runId } = await office.schedule({ audience: { groups: [group] } })
    office.turnClock(16 * minuteMs)
    await office.runJob('start-run', runId)
    expectStatus(200, await office.steer(`/runs/${runId}/release`))
    office.turnClock(16 * minuteMs)
    await office.runJob('start-run', runId)
    expect(await office.run(runId)).toMatchObject({ state: 'held', reason: 'late' })
  })

  test('is not late at fifteen minutes', async () => {
    const group = await office.addGroup()
    const { runId } = await office.schedule({ audience: { groups: [group] } })
    office.turnClock(15 * minuteMs)
    await office.runJob('start-run', runId)
    expect((await office.run(runId)).state).toBe('sending')
  })
})

describe('a card of a campaign', () => {
  async function draftCard(template: 'dos-donts' | 'budget-summary' = 'dos-donts'): Promise<string> {
    const spec = sampleMessage(template) as { template: string; data: unknown }
    const card = { title: 'การ์ดทดสอบ', ...spec, ...filing }
    return expectStatus(201, await office.call(office.people.editor, '/contents', card)).id
  }
  const approveCard = (id: string) => office.call(office.people.approver, `/contents/${id}/approve`, {})

  test('must be approved by another person before the campaign is submitted', async () => {
    const contentId = await draftCard()
    const group = await office.addGroup()
    const { id } = expectStatus(201, await office.draft({ audience: { groups: [group] }, message: { contentId } }))
    const refused = await office.call(office.people.editor, `/campaigns/${id}/submit`, {})
    expect([refused.status, refused.body.code]).toEqual([409, 'CONTENT_NOT_APPROVED'])
    expectStatus(200, await approveCard(contentId))
    expect((await approveCard(contentId)).body.code).toBe('WRONG_STATE')
    expectStatus(200, await office.call(office.people.editor, `/campaigns/${id}/submit`, {}))
  })

  test('is approved by nobody who wrote it', async () => {
    const card = { title: 'การ์ดทดสอบ', ...(sampleMessage('dos-donts') as object) }
    const { id } = expectStatus(201, await office.call(office.people.approver, '/contents', card))
    const refused = await office.call(office.people.approver, `/contents/${id}/approve`, {})
    expect([refused.status, refused.body.code]).toEqual([403, 'OWN_WORK'])
  })

  test.each(['retired', 'spoilt'])('that is %s meanwhile holds the run', async (fate) => {
    const contentId = await draftCard()
    expectStatus(200, await approveCard(contentId))
    const group = await office.addGroup()
    const { runId } = await office.schedule({ audience: { groups: [group] }, message: { contentId } })
    const data = fate === 'retired' ? { state: 'retired' as const } : { data: {} }
    await office.database.prisma.content.update({ where: { id: contentId }, data })
    await office.runJob('start-run', runId)
    const reason = fate === 'retired' ? 'content_not_approved' : 'template_data_invalid'
    expect(await office.run(runId)).toMatchObject({ state: 'held', reason })
    expect(await office.deliveries(runId)).toEqual([])
  })
})

describe('a draft is refused', () => {
  const refusal = async (change: object) => {
    const group = await office.addGroup()
    const { body, status } = await office.call(office.people.editor, '/campaigns', {
      name: 'ทดสอบ',
      message: sampleMessage('dos-donts'),
      audience: { groups: [group] },
      schedule: { kind: 'now' },
      ...change,
    })
    return [status, body.code]
  }

  test.each([
    [{ kind: 'cron', pattern: '61 9 * * 1' }, 'CRON_INVALID'],
    [{ kind: 'cron', pattern: '0 9 31 4 *' }, 'CRON_INVALID'],
    [{ kind: 'cron', pattern: '0 9 31 4,6 *' }, 'SCHEDULE_NEVER_FIRES'],
    [{ kind: 'daily', time: '09:00', timeZone: 'Asia/Atlantis' }, 'TIME_ZONE_UNKNOWN'],
    [{ kind: 'daily', time: '09:00', startsOn: '2099-02-01', endsOn: '2099-01-31' }, 'SCHEDULE_ENDS_BEFORE_START'],
    [{ kind: 'monthly', day: 1, time: '09:00', endsOn: '2020-01-01' }, 'SCHEDULE_NEVER_FIRES'],
  ])('when it recurs by %j', async (schedule, code) => {
    const before = await office.database.prisma.campaign.count()
    expect(await refusal({ schedule })).toEqual([422, code])
    expect(await office.database.prisma.campaign.count()).toBe(before)
  })
  test.each([
    { kind: 'daily', time: '24:00' },
    { kind: 'weekly', time: '09:00', weekdays: [] },
    { kind: 'weekly', time: '09:00', weekdays: [0] },
    { kind: 'monthly', time: '09:00', day: 32 },
    { kind: 'festival', time: '09:00', festival: 'songkran', daysBefore: 61 },
    { kind: 'festival', time: '09:00', festival: 'christmas' },
    { kind: 'daily', time: '09:00', startsOn: '2026-02-30' },
  ])('when it recurs by %j, which no schedule can be', async (schedule) => {
    expect(await refusal({ schedule })).toEqual([400, 'BAD_REQUEST'])
  })
  test('when it names a saved audience that does not exist', async () => {
    expect(await refusal({ audience: { savedAudienceId: randomUUID() } })).toEqual([422, 'AUDIENCE_UNKNOWN'])
  })
  test('when its time has passed', async () => {
    const at = inMinutes(-1).toISOString()
    expect(await refusal({ schedule: { kind: 'once', at } })).toEqual([422, 'SCHEDULE_IN_THE_PAST'])
  })
  test('when its audience names what does not exist', async () => {
    expect(await refusal({ audience: { groups: [randomUUID()] } })).toEqual([422, 'AUDIENCE_UNKNOWN'])
  })
  test('when a card does not exist', async () => {
    expect(await refusal({ message: { contentId: randomUUID() } })).toEqual([422, 'CONTENT_UNKNOWN'])
  })
  test('when the data of a card is not usable', async () => {
    expect(await refusal({ message: { template: 'dos-donts', data: { title: 'ขาดส่วนอื่น' } } })).toEqual([
      422,
      'TEMPLATE_DATA_INVALID',
    ])
  })
  test('when a card fits its fields and is more than LINE takes, and nothing of it is stored', async () => {
    const rows = Array.from({ length: 12 }, () => ({ label: 'ก'.repeat(120), percent: 10 }))
    const questions = Array.from({ length: 10 }, () => ({ text: 'ก'.repeat(200), rows }))
    const data = { title: 'ผล', levelLabel: 'ลับ', threshold: 5, questions }
    const before = await office.database.prisma.campaign.count()
    expect(await refusal({ message: { template: 'poll-result', data } })).toEqual([422, 'MESSAGE_OVER_LIMIT'])
    expect(await office.database.prisma.campaign.count()).toBe(before)
  })
  test('when an editor calls it urgent', async () => {
    expect(await refusal({ urgent: true })).toEqual([403, 'URGENT_NOT_ALLOWED'])
  })
  test('when it has no message, or six', async () => {
    expect(await refusal({ message: [] })).toEqual([400, 'BAD_REQUEST'])
    expect(await refusal({ message: Array(6).fill(sampleMessage('dos-donts')) })).toEqual([400, 'BAD_REQUEST'])
  })
  test('and leaves nothing behind', async () => {
    const before = await office.database.prisma.campaign.count()
    await refusal({ audience: { groups: [randomUUID()] } })
    expect(await office.database.prisma.campaign.count()).toBe(before)
  })
})

test('an empty audience may be drafted but not submitted', async () => {
  const { id } = expectStatus(201, await office.draft({ audience: {} }))
  const refused = await office.call(office.people.editor, `/campaigns/${id}/submit`, {})
  expect([refused.status, refused.body.code]).toEqual([422, 'AUDIENCE_EMPTY'])
  expect(await office.seeCampaign(id)).toMatchObject({ state: 'draft', submittedAt: null, runs: [] })
})

test('an audience of groups with outsiders alone cannot be submitted with a card for staff', async () => {
  const mixed = await office.addGroup({ hasOutsiders: true })
  const message = sampleMessage('budget-summary')
  const { id } = expectStatus(201, await office.draft({ audience: { groups: [mixed] }, message }))
  const refused = await office.call(office.people.editor, `/campaigns/${id}/submit`, {})
  expect([refused.status, refused.body.code]).toEqual([422, 'AUDIENCE_OUTSIDERS_ONLY'])
  expect(refused.body.message).toMatch(/บุคคลภายนอก/)
  expect(await office.seeCampaign(id)).toMatchObject({ state: 'draft', submittedAt: null })
})

test('a time that passes between draft and submit is refused then', async () => {
  const group = await office.addGroup()
  const at = inMinutes(5).toISOString()
  const { id } = expectStatus(
    201,
    await office.draft({ audience: { groups: [group] }, schedule: { kind: 'once', at } }),
  )
  office.turnClock(6 * minuteMs)
  const refused = await office.call(office.people.editor, `/campaigns/${id}/submit`, {})
  expect(refused.body.code).toBe('SCHEDULE_IN_THE_PAST')
})

test('an owner may send urgently', async () => {
  const group = await office.addGroup()
  const { body } = await office.call(office.people.owner, '/campaigns', {
    name: 'ด่วน',
    message: sampleMessage('dos-donts'),
    audience: { groups: [group] },
    schedule: { kind: 'now' },
    urgent: true,
  })
  expect(body).toMatchObject({ state: 'draft', urgent: true })
  for (const urgent of [false, true])
    await office.call(office.people.owner, `/campaigns/${body.id}`, { urgent }, {}, 'PATCH')
  const entries = await office.database.prisma.auditEntry.findMany({
    where: { subject: body.id },
    orderBy: { seq: 'asc' },
  })
  expect(entries.map((entry) => [entry.action, JSON.parse(entry.body).data.urgent])).toEqual([
    ['campaign.create', true],
    ['campaign.revise', false],
    ['campaign.revise', true],
  ])
})

test('campaigns and runs that do not exist are 404', async () => {
  for (const path of [
    `/campaigns/${randomUUID()}/submit`,
    `/campaigns/${randomUUID()}/test`,
    `/runs/${randomUUID()}/pause`,
  ]) {
    const body = path.endsWith('test') ? { people: [randomUUID()] } : {}
    const answer = await office.call(office.people.owner, path, body)
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND'])
  }
})
