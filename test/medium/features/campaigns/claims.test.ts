import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  claimDeliveries,
  markDeliveries,
  releaseClaim,
  splitDelivery,
} from '../../../../src/features/campaigns/delivery-repo.ts'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'
import { until } from '../../../support/until.ts'

let office: CampaignOffice
/** The retry key of every push. */
let calls: string[] = []
let beforeCall: ((retryKey: string) => Promise<void>) | undefined
beforeAll(async () => {
  office = await openCampaignOffice({
    wrapLine: (line) => ({
      ...line,
      async push(request) {
        calls.push(request.retryKey)
        await beforeCall?.(request.retryKey)
        return line.push(request)
      },
    }),
  })
})
afterEach(async () => {
  beforeCall = undefined
  await office.simulator.control('/faults', [])
})
afterAll(() => office.close())

const addGroups = (count: number) => Promise.all(Array.from({ length: count }, () => office.addGroup()))
const only = async (runId: string) => {
  const [delivery, ...others] = await office.deliveries(runId)
  expect(others).toEqual([])
  if (!delivery) throw new Error('There is no delivery.')
  return delivery
}

describe('[R11] two drains', () => {
  test('of one run at once double nothing', async () => {
    const groups = await addGroups(150)
    const people = await office.addPeople(700)
    const { campaignId, runId } = await office.plan({ audience: { groups, people } })
    calls = []
    await Promise.all(Array.from({ length: 4 }, () => office.drain(runId)))
    expect(await office.counts([...groups, ...people])).toEqual(Array(850).fill(1))
    expect(calls.length).toBe(new Set(calls).size)
    expect((await office.seeCampaign(campaignId)).runs[0].progress.accepted).toBe(850)
  })

  test('one of them frozen past its lease: the other takes over, and the late writer changes nothing', async () => {
    const groups = await addGroups(1)
    const { runId } = await office.plan({ audience: { groups } })
    // LINE has accepted the frozen worker's call, and its answer is read only after the other has taken over.
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'hold', times: 1 }])
    const frozen = office.drain(runId)
    await until(async () => (await office.simulator.state()).held.length === 1, { withinMs: 5000, everyMs: 5 })
    office.turnClock(30_001)
    await office.drain(runId)
    const taken = await only(runId)
    expect(taken).toMatchObject({ state: 'accepted', tryCount: 1, acceptedRequestId: expect.any(String) })
    await office.simulator.control('/release', {})
    await frozen
    expect(await only(runId)).toEqual(taken)
    expect(await office.counts(groups)).toEqual([1])
  })

  test('a claim that was taken over marks, splits and gives back nothing', async () => {
    const people = await office.addPeople(4)
    const { runId } = await office.plan({ audience: { people } })
    const first = await claimOnly(runId)
    office.turnClock(30_001)
    const second = await claimOnly(runId)
    expect(second.deliveries.map(({ id, tryCount, isFirst }) => [id, tryCount, isFirst])).toEqual(
      first.deliveries.map(({ id }) => [id, 1, false]),
    )
    const before = await only(runId)
    const [delivery] = first.deliveries
    if (!delivery) throw new Error('Nothing was claimed.')
    const pool = office.senderPool
    const now = office.clock.now()
    const verdict = { state: 'failed', errorCode: 'LATE', errorDetail: null } as const
    await markDeliveries(pool, first.fence, [{ delivery, verdict }], now)
    await releaseClaim(pool, first.fence, [delivery])
    await splitDelivery(pool, first.fence, delivery, now)
    expect(await only(runId)).toEqual(before)
    expect((await office.recipients(runId)).every(({ state }) => state === 'planned')).toBe(true)
  })
})

test('[R11] no call begins that could outlast its lease: what is left of a slow claim is claimed anew, untried', async () => {
  const groups = await addGroups(80)
  const { runId } = await office.plan({ audience: { groups } })
  const leftMs: number[] = []
  beforeCall = async (retryKey) => {
    const now = office.clock.now().getTime()
    const { leaseUntil } = await office.database.prisma.delivery.findUniqueOrThrow({ where: { retryKey } })
    leftMs.push((leaseUntil?.getTime() ?? 0) - now)
    office.turnClock(500) // 80 calls take longer than the lease of the first claim
  }
  calls = []
  await office.drain(runId)
  expect(leftMs.length).toBe(80)
  expect(Math.min(...leftMs)).toBeGreaterThanOrEqual(20_000)
  expect(new Set(calls).size).toBe(80)
  const rows = await office.deliveries(runId)
  expect(rows.map(({ state, tryCount }) => [state, tryCount])).toEqual(Array(80).fill(['accepted', 0]))
  expect(new Set(rows.map(({ fence }) => fence)).size).toBeGreaterThan(1)
})

test('all of it is done under a login that sees runs and deliveries and no people', async () => {
  const pool = office.senderPool
  for (const statement of [
    'SELECT 1 FROM staff',
    'SELECT 1 FROM "user"',
    "UPDATE run SET state = 'done'",
    'DELETE FROM delivery',
  ])
    await expect(pool.query(statement)).rejects.toMatchObject({ code: '42501' })
})

test('[R10] a worker that dies after its claim delays the message and does not double it', async () => {
  const groups = await addGroups(1)
  const { runId } = await office.plan({ audience: { groups } })
  const { deliveries } = await claimOnly(runId)
  // It had called LINE before it died.
  const { messages } = await office.run(runId)
  const [delivery] = deliveries
  await office.simulator.push(delivery?.to[0] as string, messages as unknown[], delivery?.retryKey)
  await office.drain(runId)
  expect((await only(runId)).state).toBe('queued')
  office.turnClock(30_001)
  await office.drain(runId)
  expect(await only(runId)).toMatchObject({ state: 'accepted', acceptedRequestId: expect.any(String) })
  expect(await office.counts(groups)).toEqual([1])
})

test('[R10] a delivery whose worker died, found past 23 h, is unknown and never sent again', async () => {
  const groups = await addGroups(1)
  const { runId } = await office.plan({ audience: { groups } })
  await claimOnly(runId)
  office.turnClock(23 * 3_600_000 + 1)
  await office.drain(runId)
  expect((await only(runId)).state).toBe('unknown')
  expect(await office.counts(groups)).toEqual([0])
})

test('what was not tried within 4 h of its time waits for a person, who lets it go on', async () => {
  const groups = await Promise.all([office.addGroup(), office.addGroup()])
  const { runId } = await office.plan({ audience: { groups } })
  office.turnClock(4 * 3_600_000 + 1)
  await office.drain(runId)
  expect(await office.counts(groups)).toEqual([0, 0])
  expect(await office.run(runId)).toMatchObject({ state: 'paused', reason: 'late' })
  expectStatus(200, await office.steer(`/runs/${runId}/resume`))
  await office.drain(runId)
  expect(await office.counts(groups)).toEqual([1, 1])
  expect(await office.run(runId)).toMatchObject({ state: 'done', reason: null })
})

/** Claims as a worker would, and goes no further. */
async function claimOnly(runId: string) {
  const fence = randomUUID()
  const claim = { runId, fence, now: office.clock.now(), triedSince: new Date(0), leaseMs: 30_000, limit: 500 }
  return { fence, deliveries: await claimDeliveries(office.senderPool, claim) }
}
