import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'
import { until } from '../../../support/until.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterEach(() => office.simulator.control('/faults', []))
afterAll(() => office.close())

const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0)
const addGroups = (count: number) => Promise.all(Array.from({ length: count }, () => office.addGroup()))

/** Starts a drain and stops time at its first calls: 32 are in LINE's hands, accepted, their answers held. */
async function drainHalfway(runId: string) {
  await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'hold' }])
  const drained = office.drain(runId)
  await until(async () => (await office.simulator.state()).held.length === 32, { withinMs: 10_000 })
  return {
    async goOn() {
      await office.simulator.control('/faults', [])
      await office.simulator.control('/release', {})
      await drained
    },
  }
}

describe('pause', () => {
  test('of a run stops it after the calls in hand, and resume sends the rest, each chat once', async () => {
    const groups = await addGroups(150)
    const { runId } = await office.plan({ audience: { groups } })
    const halfway = await drainHalfway(runId)
    expectStatus(200, await office.steer(`/runs/${runId}/pause`))
    await halfway.goOn()
    expect(total(await office.counts(groups))).toBe(32)
    expect(await office.run(runId)).toMatchObject({ state: 'paused', reason: 'paused_by_person' })
    await office.drain(runId)
    expect(total(await office.counts(groups))).toBe(32)

    expectStatus(200, await office.steer(`/runs/${runId}/resume`))
    await office.drain(runId)
    expect(await office.counts(groups)).toEqual(groups.map(() => 1))
    expect((await office.run(runId)).state).toBe('done')
  }, 60_000)

  test('of a campaign holds its runs, and resume goes on', async () => {
    const groups = await addGroups(2)
    const { campaignId, runId } = await office.plan({ audience: { groups } })
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/pause`))
    await office.drain(runId)
    expect(await office.counts(groups)).toEqual([0, 0])
    expect(await office.run(runId)).toMatchObject({ state: 'paused', reason: 'campaign_paused' })
    const refused = await office.steer(`/runs/${runId}/resume`)
    expect([refused.status, refused.body.code]).toEqual([409, 'WRONG_STATE'])

    expectStatus(200, await office.steer(`/campaigns/${campaignId}/resume`))
    await office.drain(runId)
    expect(await office.counts(groups)).toEqual([1, 1])
    expect((await office.seeCampaign(campaignId)).state).toBe('completed')
  })

  test('of a campaign before its time starts nothing until it is resumed', async () => {
    const groups = await addGroups(1)
    const { campaignId, runId } = await office.schedule({ audience: { groups } })
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/pause`))
    await office.runJob('start-run', runId)
    expect((await office.run(runId)).state).toBe('planned')
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/resume`))
    await office.runJob('start-run', runId)
    expect((await office.run(runId)).state).toBe('sending')
  })

  test('of a campaign whose only run is cancelled meanwhile ends in completed', async () => {
    const groups = await addGroups(1)
    const { campaignId, runId } = await office.plan({ audience: { groups } })
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/pause`))
    expectStatus(200, await office.steer(`/runs/${runId}/cancel`))
    await office.drain(runId)
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/resume`))
    expect((await office.seeCampaign(campaignId)).state).toBe('completed')
  })
})

describe('cancel', () => {
  test('sends nothing further: what LINE has is accepted, what nobody tried is skipped', async () => {
    const groups = await addGroups(60)
    const { campaignId, runId } = await office.plan({ audience: { groups } })
    const halfway = await drainHalfway(runId)
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/cancel`))
    await halfway.goOn()

    expect(total(await office.counts(groups))).toBe(32)
    expect((await office.seeCampaign(campaignId)).runs[0].progress).toEqual({
      total: 60,
      accepted: 32,
      failed: 0,
      unknown: 0,
      skipped: 28,
      byHand: 0,
    })
    expect(await office.run(runId)).toMatchObject({ state: 'cancelled', finishedAt: expect.any(Date) })
    await office.drain(runId)
    expect(total(await office.counts(groups))).toBe(32)
    expect((await office.seeCampaign(campaignId)).state).toBe('cancelled')
  })

  test('leaves a try with an unclear end as unknown, and never tries it again', async () => {
    const groups = await addGroups(2)
    const { runId } = await office.plan({ audience: { groups } })
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 500, times: 1 }])
    await office.drain(runId)
    expectStatus(200, await office.steer(`/runs/${runId}/cancel`))
    office.turnClock(60_000)
    await office.drain(runId)
    const states = (await office.recipients(runId)).map(({ state }) => state).toSorted()
    expect(states).toEqual(['accepted', 'unknown'])
    expect(total(await office.counts(groups))).toBe(1)
  })

  test('calls skipped what LINE only ever refused to take', async () => {
    const groups = await addGroups(1)
    const { runId } = await office.plan({ audience: { groups } })
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 429 }])
    await office.drain(runId)
    expectStatus(200, await office.steer(`/runs/${runId}/cancel`))
    expect(await office.recipients(runId)).toMatchObject([{ state: 'skipped', reason: 'cancelled' }])
  })

  test('of a run that has not begun ends its campaign', async () => {
    const groups = await addGroups(1)
    const { campaignId, runId } = await office.schedule({ audience: { groups } })
    expectStatus(200, await office.steer(`/runs/${runId}/cancel`))
    await office.runJob('start-run', runId)
    await office.drain(runId)
    expect(await office.counts(groups)).toEqual([0])
    expect((await office.seeCampaign(campaignId)).state).toBe('completed')
  })
})

describe('a run that is over, and its campaign,', () => {
  test.each(['done', 'cancelled'])('stay as they are when they are steered: %s', async (end) => {
    const groups = await addGroups(1)
    const { campaignId, runId } = await office.plan({ audience: { groups } })
    if (end === 'cancelled') expectStatus(200, await office.steer(`/runs/${runId}/cancel`))
    await office.drain(runId)
    const campaign = { ...(await office.seeCampaign(campaignId)) }
    const steps = ['cancel', 'pause', 'resume', 'release'].map((step) => `/runs/${runId}/${step}`)
    for (const path of [...steps, ...['cancel', 'pause', 'resume'].map((step) => `/campaigns/${campaignId}/${step}`)]) {
      const refused = await office.steer(path)
      expect([path, refused.status, refused.body.code]).toEqual([path, 409, 'WRONG_STATE'])
    }
    expect(await office.seeCampaign(campaignId)).toEqual(campaign)
  })
})

describe('a test send', () => {
  test('goes to the named people at once, is marked as a test and is counted nowhere', async () => {
    const people = await office.addPeople(2)
    const groups = await addGroups(1)
    const { id } = expectStatus(201, await office.draft({ audience: { groups } }))
    const { queued } = expectStatus(200, await office.call(office.people.owner, `/campaigns/${id}/test`, { people }))
    expect(queued).toBe(2)
    const run = await office.database.prisma.run.findFirstOrThrow({ where: { campaignId: id } })
    await office.runJob('start-run', run.id)
    await office.drain(run.id)
    expect(await office.counts([...people, ...groups])).toEqual([1, 1, 0])
    const [item] = (await office.arrivals(people)).flat()
    expect(item?.messages).toHaveLength(2)
    expect(item?.messages[0]).toMatchObject({ type: 'text', text: expect.stringContaining('ทดสอบ') })
    expect(await office.seeCampaign(id)).toMatchObject({ state: 'draft', runs: [] })
    expect((await office.run(run.id)).state).toBe('done')
    const { items } = expectStatus(200, await office.call(office.people.editor, '/runs'))
    expect(items.map((shown: { id: string }) => shown.id)).not.toContain(run.id)
  })

  test('in the same moment as the real run or another test does not get in its way', async () => {
    const people = await office.addPeople(2)
    const groups = await addGroups(1)
    const { id } = expectStatus(201, await office.draft({ audience: { groups } }))
    const test = (person: string) => office.call(office.people.owner, `/campaigns/${id}/test`, { people: [person] })
    for (const person of people) expectStatus(200, await test(person))
    expectStatus(200, await office.call(office.people.editor, `/campaigns/${id}/submit`, {}))
    const { runs } = expectStatus(200, await office.steer(`/campaigns/${id}/approve`))
    office.turnClock(10)
    for (const run of await office.database.prisma.run.findMany({ where: { campaignId: id } })) {
      await office.runJob('start-run', run.id)
      await office.drain(run.id)
    }
    expect(await office.counts([...people, ...groups])).toEqual([1, 1, 1])
    expect(runs).toHaveLength(1)
  })

  test('is refused when five cards leave no room for its mark, and once the campaign has ended', async () => {
    const people = await office.addPeople(1)
    const refusal = async (id: string) => {
      const refused = await office.call(office.people.owner, `/campaigns/${id}/test`, { people })
      return [refused.status, refused.body.code]
    }
    const message = Array.from({ length: 5 }, () => ({ template: 'notice', data: { title: 'หัวข้อ', text: 'ข้อความ' } }))
    const full = expectStatus(201, await office.draft({ message, audience: {} }))
    expect(await refusal(full.id)).toEqual([422, 'TEST_NEEDS_ROOM'])
    const { campaignId } = await office.plan({ audience: { people } })
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/cancel`))
    expect(await refusal(campaignId)).toEqual([409, 'WRONG_STATE'])
    expect(await office.database.prisma.run.count({ where: { campaignId: full.id } })).toBe(0)
  })

  test('without a name goes to the officer who asks, in the chat linked to their account, and needs one', async () => {
    const linked = await office.hireOfficer('editor')
    const alone = await office.hireOfficer('editor', { isLinked: false })
    const { id } = expectStatus(201, await office.draft({ audience: { groups: await addGroups(1) } }))
    const refused = await office.call(alone, `/campaigns/${id}/test`, {})
    expect([refused.status, refused.body.code]).toEqual([409, 'OWN_CHAT_NEEDED'])
    expect(expectStatus(200, await office.call(linked, `/campaigns/${id}/test`, {}))).toEqual({ queued: 1 })
    const run = await office.database.prisma.run.findFirstOrThrow({ where: { campaignId: id } })
    await office.runJob('start-run', run.id)
    await office.drain(run.id)
    const told = await office.told(linked.lineUserId)
    expect(told.map(({ messages }) => messages[0])).toMatchObject([
      { type: 'text', text: expect.stringContaining('ทดสอบ') },
    ])
    expect(await office.seeCampaign(id)).toMatchObject({ state: 'draft', runs: [] })
  })

  test.each([
    ['editor', 403],
    ['approver', 403],
    ['owner', 200],
  ] as const)('to other people, whose names owners alone see: %s is answered %i', async (role, status) => {
    const people = await office.addPeople(1)
    const { id } = expectStatus(201, await office.draft({ audience: { people } }))
    const answer = await office.call(await office.hireOfficer(role), `/campaigns/${id}/test`, { people })
    expect([answer.status, answer.body.code]).toEqual([status, status === 403 ? 'TEST_OTHERS_NOT_ALLOWED' : undefined])
    expect(await office.database.prisma.run.count({ where: { campaignId: id } })).toBe(status === 200 ? 1 : 0)
  })

  test('is refused when none of the people can be reached', async () => {
    const { id } = expectStatus(201, await office.draft({ audience: {} }))
    const people = ['018f0000-0000-7000-8000-000000000000']
    const refused = await office.call(office.people.owner, `/campaigns/${id}/test`, { people })
    expect([refused.status, refused.body.code]).toEqual([422, 'AUDIENCE_EMPTY'])
  })
})

test.each(['start-run', 'drain'])(
  'steering and %s lock in one order, so that neither waits for the other for ever',
  async (job) => {
    const groups = await addGroups(1)
    const campaign = { audience: { groups } }
    const { campaignId, runId } = await (job === 'drain' ? office.plan(campaign) : office.schedule(campaign))
    const client = await office.database.pool.connect()
    await client.query('BEGIN')
    try {
      await client.query('SELECT 1 FROM campaign WHERE id = $1 FOR UPDATE', [campaignId])
      const working = office.runJob(job, runId)
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      await until(async () => (await client.query(waiting)).rowCount === 1, { withinMs: 4000 })
      // Who waits for the campaign must not hold its run: the next thing that steering locks.
      await client.query('SELECT 1 FROM run WHERE id = $1 FOR UPDATE NOWAIT', [runId])
      await client.query('ROLLBACK')
      await working
    } finally {
      client.release(true)
    }
    expect((await office.run(runId)).state).toBe(job === 'drain' ? 'done' : 'sending')
  },
)
