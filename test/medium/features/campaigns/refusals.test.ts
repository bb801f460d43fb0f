import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { LineUnauthorized } from '../../../../src/line/errors.ts'
import type { Fault } from '../../../../src/simulator/faults.ts'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
let isUnauthorized = false
beforeAll(async () => {
  office = await openCampaignOffice({
    deadlineMs: 1500,
    wrapLine: (line) => ({
      ...line,
      async push(request) {
        if (isUnauthorized) throw new LineUnauthorized({ endpoint: 'POST /v2/bot/message/push', requestId: undefined })
        return line.push(request)
      },
    }),
  })
})
afterEach(async () => {
  isUnauthorized = false
  await setFaults()
})
afterAll(() => office.close())

const setFaults = (...faults: Fault[]) => office.simulator.control('/faults', faults)
const addGroups = (count: number) => Promise.all(Array.from({ length: count }, () => office.addGroup()))
const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0)
const refused = { state: 'paused', reason: 'refused_by_line' }

describe('a run is paused, with its reason, when LINE', () => {
  test.each([400, 403])(
    'refuses its calls with %i; a person resumes, and the rest arrives once',
    async (status) => {
      const groups = await addGroups(250)
      const { runId } = await office.plan({ audience: { groups } })
      await setFaults({ endpoint: 'push', mode: 'status', status })
      await office.drain(runId)
      expect(await office.run(runId)).toMatchObject(refused)
      // After 32 in a row no further call is begun; at most 31 others are on their way.
      const tried = (await office.deliveries(runId)).filter(({ state }) => state === 'failed').length
      expect(tried).toBeLessThan(64)
      await office.drain(runId)
      expect((await office.deliveries(runId)).filter(({ state }) => state === 'failed')).toHaveLength(tried)

      await setFaults()
      office.turnClock(1000)
      expectStatus(200, await office.steer(`/runs/${runId}/resume`))
      await office.drain(runId)
      expect(total(await office.counts(groups))).toBe(250 - tried)
      expect(await office.run(runId)).toMatchObject({ state: 'done', reason: null })
    },
    60_000,
  )

  test('does not know us (401 with a fresh token): those tries wait with their keys and go out after the resume', async () => {
    const groups = await addGroups(20)
    const { runId } = await office.plan({ audience: { groups } })
    isUnauthorized = true
    await office.drain(runId)
    expect(await office.run(runId)).toMatchObject(refused)
    isUnauthorized = false
    office.turnClock(60_000)
    expectStatus(200, await office.steer(`/runs/${runId}/resume`))
    await office.drain(runId)
    expect(await office.counts(groups)).toEqual(groups.map(() => 1))
  })

  test('refuses every multicast, before they are halved down to single people', async () => {
    const people = await office.addPeople(5500)
    const { runId } = await office.plan({ audience: { people } })
    await setFaults({ endpoint: 'multicast', mode: 'status', status: 400 })
    await office.drain(runId)
    expect(await office.run(runId)).toMatchObject(refused)
    expect(await office.deliveries(runId)).toHaveLength(11 * 3)
  }, 60_000)
})

describe('a run goes on', () => {
  const healing: Fault[] = [
    { endpoint: 'push', mode: 'status', status: 500, times: 20 },
    { endpoint: 'push', mode: 'status', status: 503, times: 20 },
    { endpoint: 'push', mode: 'status', status: 429, times: 20 },
    { endpoint: 'push', mode: 'hang', times: 20 }, // a timeout
    { endpoint: 'push', mode: 'reset', times: 20 },
    { endpoint: 'push', mode: 'lose-answer', times: 20 },
  ]
  test.each(healing)('when LINE answers with $mode $status, which no pause would cure', async (fault) => {
    const groups = await addGroups(24)
    const { runId } = await office.plan({ audience: { groups } })
    await setFaults(fault)
    await office.drain(runId)
    expect((await office.run(runId)).reason).toBeNull()
    expect((await office.run(runId)).state).not.toBe('paused')
  })

  test('when LINE finds none of many recipients (404): each is gone for itself, and the message is not what is wrong', async () => {
    const groups = await addGroups(120)
    const { runId } = await office.plan({ audience: { groups } })
    await setFaults({ endpoint: 'push', mode: 'status', status: 404 })
    await office.drain(runId)
    expect(await office.run(runId)).toMatchObject({ state: 'done', reason: null })
    expect((await office.deliveries(runId)).every(({ state }) => state === 'failed')).toBe(true)
  }, 60_000)

  test('when fewer than ten calls have ended', async () => {
    const groups = await addGroups(9)
    const { runId } = await office.plan({ audience: { groups } })
    await setFaults({ endpoint: 'push', mode: 'status', status: 400 })
    await office.drain(runId)
    expect((await office.run(runId)).state).toBe('done')
  })

  test('to its end when nothing is left that a pause could save', async () => {
    const groups = await addGroups(15)
    const { runId } = await office.plan({ audience: { groups } })
    await setFaults({ endpoint: 'push', mode: 'status', status: 400 })
    await office.drain(runId)
    expect((await office.run(runId)).state).toBe('done')
  })

  test('when one bad id among 500 is refused again and again on its way down', async () => {
    const people = [...(await office.addPeople(499)), await office.addStranger()]
    const { runId } = await office.plan({ audience: { people } })
    await office.drain(runId)
    expect((await office.run(runId)).state).toBe('done')
    expect((await office.recipients(runId)).filter(({ state }) => state === 'failed')).toHaveLength(1)
  }, 60_000)

  test('after a retry by a person, whatever had been refused before it', async () => {
    const groups = await addGroups(15)
    const { runId } = await office.plan({ audience: { groups } })
    await setFaults({ endpoint: 'push', mode: 'status', status: 400 })
    await office.drain(runId)
    await setFaults({ endpoint: 'push', mode: 'status', status: 400, times: 1 })
    office.turnClock(1000)
    expectStatus(200, await office.steer(`/runs/${runId}/retry`))
    office.turnClock(1000)
    await office.drain(runId)
    expect(total(await office.counts(groups))).toBe(14)
  })
})

test('two workers that see the same rows pause a run once and agree', async () => {
  const groups = await addGroups(600)
  const { runId } = await office.plan({ audience: { groups } })
  await setFaults({ endpoint: 'push', mode: 'status', status: 403 })
  await Promise.all([office.drain(runId), office.drain(runId)])
  expect(await office.run(runId)).toMatchObject(refused)
  expect((await office.deliveries(runId)).every(({ leaseUntil }) => leaseUntil === null)).toBe(true)
}, 60_000)
