import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { LineUnauthorized } from '../../../../src/line/errors.ts'
import type { Fault } from '../../../../src/simulator/faults.ts'
import { type CampaignOffice, openCampaignOffice } from '../../../support/campaign-office.ts'
import { until } from '../../../support/until.ts'

let office: CampaignOffice
/** What the line was asked, by retry key: recipients and messages of every try. */
const tries = new Map<string, string[]>()
let isUnauthorized = false

beforeAll(async () => {
  office = await openCampaignOffice({
    deadlineMs: 1500,
    wrapLine: (line) => ({
      ...line,
      push: (request) => remember(request, line.push),
      multicast: (request) => remember(request, line.multicast),
    }),
  })
})
afterEach(async () => {
  isUnauthorized = false
  await setFaults()
  await office.simulator.control('/settings', { quota: null, limits: 'off' })
})
afterAll(() => office.close())

async function remember<Request extends { retryKey: string }, Answer>(
  request: Request,
  send: (request: Request) => Promise<Answer>,
): Promise<Answer> {
  tries.set(request.retryKey, [...(tries.get(request.retryKey) ?? []), JSON.stringify(request)])
  if (isUnauthorized) throw new LineUnauthorized({ endpoint: 'POST /v2/bot/message/push', requestId: undefined })
  return send(request)
}

const setFaults = (...faults: Fault[]) => office.simulator.control('/faults', faults)
const addGroups = (count: number) => Promise.all(Array.from({ length: count }, () => office.addGroup()))
const only = async (runId: string) => {
  const [delivery, ...others] = await office.deliveries(runId)
  expect(others).toEqual([])
  if (!delivery) throw new Error('There is no delivery.')
  return delivery
}
/** Drains now and whenever the next try is due, as the sweeper would. */
async function drainToEnd(runId: string): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    await office.drain(runId)
    const open = (await office.deliveries(runId)).filter(({ state }) => state === 'queued')
    if (open.length === 0) return
    const nextMs = Math.min(
      ...open.map(({ nextTryAt, leaseUntil }) => Math.max(nextTryAt.getTime(), (leaseUntil?.getTime() ?? 0) + 1)),
    )
    office.turnClock(Math.max(0, nextMs - office.clock.now().getTime()))
  }
  throw new Error('The run does not end.')
}

describe('[R16] when LINE', () => {
  const faults: Fault[] = [
    { endpoint: 'push', mode: 'status', status: 500, times: 3 },
    { endpoint: 'push', mode: 'status', status: 503, times: 1 },
    { endpoint: 'push', mode: 'hang', times: 1 },
    { endpoint: 'push', mode: 'reset', times: 1 },
    { endpoint: 'push', mode: 'lose-answer', times: 1 },
    { endpoint: 'push', mode: 'slow', times: 1 },
    { endpoint: 'push', mode: 'hold', times: 1 },
  ]
  test.each(faults)('$mode $status: one message in the ledger, same key and body on every try', async (fault) => {
    const [group] = (await addGroups(1)) as [string]
    const { runId } = await office.plan({ audience: { groups: [group] } })
    await setFaults(fault)
    await drainToEnd(runId)
    const delivery = await only(runId)
    const asked = tries.get(delivery.retryKey) ?? []
    expect(asked).toHaveLength((fault.times ?? 0) + 1)
    expect(new Set(asked).size).toBe(1)
    expect(await office.counts([group])).toEqual([1])
    expect(delivery).toMatchObject({ state: 'accepted', tryCount: fault.times, to: [] })
    // Accepted at the first try and its answer lost: the second try met its own 409.
    const isLost = ['lose-answer', 'slow', 'hold'].includes(fault.mode)
    expect(delivery.acceptedRequestId).toEqual(isLost ? expect.any(String) : null)
  })

  test('fails again and again, the wait grows: 2 s, 4 s, 8 s, 16 s', async () => {
    const groups = await addGroups(1)
    const { runId } = await office.plan({ audience: { groups } })
    await setFaults({ endpoint: 'push', mode: 'status', status: 500, times: 4 })
    const waits: number[] = []
    for (let round = 0; round < 4; round += 1) {
      await office.drain(runId)
      const { nextTryAt } = await only(runId)
      waits.push(nextTryAt.getTime() - office.clock.now().getTime())
      await office.drain(runId)
      office.turnClock(waits.at(-1) as number)
    }
    expect(waits).toEqual([2000, 4000, 8000, 16_000])
  })

  test('is away, a drain stops after 32 calls and gives the rest back untried; back again, all arrive', async () => {
    const groups = await addGroups(120)
    const { runId } = await office.plan({ audience: { groups } })
    await setFaults({ endpoint: 'push', mode: 'reset' })
    await office.drain(runId)
    const deliveries = await office.deliveries(runId)
    const tried = deliveries.filter(({ firstTriedAt }) => firstTriedAt !== null)
    expect(tried.length).toBeGreaterThanOrEqual(32)
    expect(tried.length).toBeLessThan(96)
    expect(deliveries.every(({ leaseUntil }) => leaseUntil === null)).toBe(true)
    await setFaults()
    await drainToEnd(runId)
    expect(await office.counts(groups)).toEqual(groups.map(() => 1))
  })

  test('says 429, no try is used up, the rest waits, and all arrive once', async () => {
    const groups = await addGroups(40)
    const { runId } = await office.plan({ audience: { groups } })
    await setFaults({ endpoint: 'push', mode: 'status', status: 429, times: 5 })
    await office.drain(runId)
    const refused = (await office.deliveries(runId)).filter(({ errorCode }) => errorCode === 'LINE_RATE_LIMITED')
    expect(refused).toHaveLength(5)
    for (const delivery of refused) {
      expect(delivery).toMatchObject({ state: 'queued', tryCount: 0 })
      expect(delivery.nextTryAt.getTime() - office.clock.now().getTime()).toBe(2000)
    }
    await drainToEnd(runId)
    expect(await office.counts(groups)).toEqual(groups.map(() => 1))
    expect((await office.deliveries(runId)).every(({ tryCount }) => tryCount === 0)).toBe(true)
  })

  test('does not know us (401), a try is not used up and the same key goes out when the token is right again', async () => {
    const groups = await addGroups(1)
    const { runId } = await office.plan({ audience: { groups } })
    isUnauthorized = true
    await office.drain(runId)
    expect(await only(runId)).toMatchObject({ state: 'queued', tryCount: 0, errorCode: 'LINE_UNAUTHORIZED' })
    isUnauthorized = false
    await drainToEnd(runId)
    expect(tries.get((await only(runId)).retryKey)).toHaveLength(2)
    expect(await office.counts(groups)).toEqual([1])
  })

  test.each([400, 403, 404, 413])(
    'refuses a push with %i, it is not tried again and the group is looked after',
    async (status) => {
      const groups = await addGroups(1)
      const { runId } = await office.plan({ audience: { groups } })
      await setFaults({ endpoint: 'push', mode: 'status', status, times: 1 })
      await drainToEnd(runId)
      const delivery = await only(runId)
      expect(delivery).toMatchObject({ state: 'failed', errorCode: `LINE_HTTP_${status}` })
      expect(tries.get(delivery.retryKey)).toHaveLength(1)
      expect(await office.recipients(runId)).toMatchObject([{ state: 'failed', reason: `LINE_HTTP_${status}` }])
      expect(office.checkedGroups).toContain(office.chatIdOf(groups[0] as string))
      expect((await office.run(runId)).state).toBe('done')
    },
  )
})

test('a multicast with one bad id among twenty is halved down to the one that fails', async () => {
  const people = await office.addPeople(19)
  const stranger = await office.addStranger()
  const { campaignId, runId } = await office.plan({ audience: { people: [...people, stranger] } })
  await drainToEnd(runId)
  expect(await office.counts([...people, stranger])).toEqual([...people.map(() => 1), 0])
  const failed = (await office.recipients(runId)).filter(({ state }) => state === 'failed')
  expect(failed).toMatchObject([{ chatId: office.chatIdOf(stranger), reason: 'LINE_HTTP_400' }])
  expect((await office.seeCampaign(campaignId)).runs[0].progress).toMatchObject({ total: 20, accepted: 19, failed: 1 })
  const deliveries = await office.deliveries(runId)
  expect(new Set(deliveries.map(({ retryKey }) => retryKey)).size).toBe(deliveries.length)
  for (const { retryKey } of deliveries) expect(tries.get(retryKey)).toHaveLength(1)
})

test('an id that our own guard refuses fails at once and keeps nobody else from the message', async () => {
  const people = await office.addPeople(3)
  const broken = await office.addStranger(`U${randomBytes(15).toString('hex')}zz`)
  const { runId } = await office.plan({ audience: { people: [...people, broken] } })
  await drainToEnd(runId)
  expect(await office.counts(people)).toEqual([1, 1, 1])
  expect((await office.recipients(runId)).filter(({ state }) => state === 'failed')).toHaveLength(1)
})

describe('[R5] the monthly limit', () => {
  const setQuota = (quota: number) => office.simulator.control('/settings', { quota, consumption: 0 })

  test('pauses the run with its reason, and it goes on after a top-up, each chat once', async () => {
    const groups = await addGroups(4)
    const { runId } = await office.plan({ audience: { groups } })
    await setQuota(2)
    await office.drain(runId)
    expect(await office.run(runId)).toMatchObject({ state: 'paused', reason: 'monthly_limit' })
    office.turnClock(60_000)
    await office.drain(runId)
    expect((await office.counts(groups)).toSorted()).toEqual([0, 0, 1, 1])
    await setQuota(100)
    expect((await office.steer(`/runs/${runId}/resume`)).status).toBe(200)
    await drainToEnd(runId)
    expect(await office.counts(groups)).toEqual([1, 1, 1, 1])
    expect((await office.run(runId)).state).toBe('done')
  })

  test('also pauses when what is left does not pay for the next group', async () => {
    const group = await office.addGroup({ members: 3 })
    const { runId } = await office.plan({ audience: { groups: [group] } })
    await setQuota(2)
    await office.drain(runId)
    expect(await office.run(runId)).toMatchObject({ state: 'paused', reason: 'monthly_limit' })
  })

  test('topped up a day later: what LINE refused has failed, not become unknown, and a retry sends it', async () => {
    const groups = await addGroups(1)
    const { runId } = await office.plan({ audience: { groups } })
    await setQuota(0)
    await office.drain(runId)
    office.turnClock(30 * 3_600_000)
    await setQuota(10)
    await office.steer(`/runs/${runId}/resume`)
    await office.drain(runId)
    expect(await office.recipients(runId)).toMatchObject([{ state: 'failed', reason: 'LINE_MONTHLY_LIMIT' }])
    expect((await office.steer(`/runs/${runId}/retry`)).status).toBe(200)
    await office.drain(runId)
    expect(await office.counts(groups)).toEqual([1])
  })

  test('met while another delivery holds what is left only makes the run wait', async () => {
    const groups = await addGroups(2)
    const { runId } = await office.plan({ audience: { groups } })
    await setQuota(1)
    await setFaults({ endpoint: 'quota', mode: 'hold-before', times: 1 })
    const drained = office.drain(runId)
    await until(async () => (await office.simulator.state()).held.length === 1, { withinMs: 5000, everyMs: 5 })
    // The other delivery ends and gives back what it had reserved.
    await setQuota(50)
    await office.simulator.control('/release', {})
    await drained
    expect((await office.run(runId)).state).toBe('sending')
    await drainToEnd(runId)
    expect(await office.counts(groups)).toEqual([1, 1])
  })
})

describe('[R10] past 23 h', () => {
  test('an unclear delivery is unknown and never sent again, under no key', async () => {
    const groups = await addGroups(1)
    const { campaignId, runId } = await office.plan({ audience: { groups } })
    await setFaults({ endpoint: 'push', mode: 'status', status: 500 })
    await office.drain(runId)
    await setFaults()
    office.turnClock(23 * 3_600_000 + 1)
    await office.drain(runId)
    await office.drain(runId)
    const delivery = await only(runId)
    expect(delivery).toMatchObject({ state: 'unknown', to: [] })
    expect(tries.get(delivery.retryKey)).toHaveLength(1)
    expect(await office.counts(groups)).toEqual([0])
    expect((await office.seeCampaign(campaignId)).runs[0]).toMatchObject({ state: 'done', progress: { unknown: 1 } })
  })
})

test('[R12] what rows call for is found again by the sweep, and nothing else', async () => {
  const groups = await addGroups(1)
  const [runsDue, deliveriesDue] = office.campaigns.sweepSources
  const found = async (source: typeof runsDue) => (await source?.findLost())?.map(({ jobId }) => jobId)
  const { runId } = await office.schedule({ audience: { groups } })
  expect(await found(runsDue)).toContain(`start-run-${runId}`)
  await office.runJob('start-run', runId)
  expect(await found(runsDue)).not.toContain(`start-run-${runId}`)
  expect(await found(deliveriesDue)).toContain(`drain-${runId}`)
  await setFaults({ endpoint: 'push', mode: 'status', status: 500, times: 1 })
  await office.drain(runId)
  expect(await found(deliveriesDue)).not.toContain(`drain-${runId}`)
  office.turnClock(2000)
  expect(await found(deliveriesDue)).toContain(`drain-${runId}`)
  await office.drain(runId)
  expect(await found(deliveriesDue)).not.toContain(`drain-${runId}`)
})
