import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterEach(async () => {
  await office.simulator.control('/faults', [])
  await office.simulator.control('/settings', { quota: null, consumption: 0 })
})
afterAll(() => office.close())

const addGroups = (count: number) => Promise.all(Array.from({ length: count }, () => office.addGroup()))
const refuse = (times: number) =>
  office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 400, times }])

async function sizedGroup(memberCount: number): Promise<string> {
  const id = await office.addGroup({ members: memberCount })
  await office.database.prisma.group.update({ where: { id }, data: { memberCount } })
  return id
}
const reserved = async (): Promise<number> =>
  expectStatus(200, await office.call(office.people.editor, '/quota?fresh=true')).reserved

describe('retry', () => {
  test('sends to those that failed for good, under new keys, and to nobody else', async () => {
    const groups = await addGroups(3)
    const { runId, campaignId } = await office.plan({ audience: { groups } })
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 400, times: 1 }])
    await office.drain(runId)
    expect((await office.seeCampaign(campaignId)).runs[0].progress).toMatchObject({ accepted: 2, failed: 1 })
    const before = await office.deliveries(runId)

    expectStatus(200, await office.steer(`/runs/${runId}/retry`))
    await office.drain(runId)
    expect(await office.counts(groups)).toEqual([1, 1, 1])
    const added = (await office.deliveries(runId)).filter(({ id }) => !before.some((old) => old.id === id))
    expect(added).toHaveLength(1)
    expect(before.map(({ retryKey }) => retryKey)).not.toContain(added[0]?.retryKey)
    expect((await office.seeCampaign(campaignId)).runs[0]).toMatchObject({
      state: 'done',
      progress: { total: 3, accepted: 3, failed: 0 },
    })
  })

  test('is refused when nothing failed, and never touches what is unknown', async () => {
    const groups = await addGroups(1)
    const { runId } = await office.plan({ audience: { groups } })
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 500 }])
    await office.drain(runId)
    office.turnClock(24 * 3_600_000)
    await office.drain(runId)
    expect(await office.recipients(runId)).toMatchObject([{ state: 'unknown' }])
    const refused = await office.steer(`/runs/${runId}/retry`)
    expect([refused.status, refused.body.code]).toEqual([409, 'WRONG_STATE'])
  })

  test('is refused with the numbers when the month does not pay for all that failed, and reaches nobody', async () => {
    const groups = await addGroups(3)
    await office.database.prisma.group.updateMany({ where: { id: { in: groups } }, data: { memberCount: 5 } })
    const { runId } = await office.plan({ audience: { groups } })
    await refuse(2)
    await office.drain(runId)
    await office.simulator.control('/settings', { quota: 109, consumption: 100 })
    const refused = await office.steer(`/runs/${runId}/retry`)
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'QUOTA_SHORT', data: { needs: 10, left: 9, limit: 109 } },
    })
    expect((await office.run(runId)).state).toBe('done')
    expect((await office.recipients(runId)).filter(({ state }) => state === 'failed')).toHaveLength(2)

    // Bought a moment ago: LINE is asked anew.
    await office.simulator.control('/settings', { quota: 110, consumption: 100 })
    expectStatus(200, await office.steer(`/runs/${runId}/retry`))
    await office.drain(runId)
    expect(await office.counts(groups)).toEqual([1, 1, 1])
  })

  test('has what it will send reserved until it has gone out, though its campaign has ended', async () => {
    await office.simulator.control('/settings', { quota: 100, consumption: 0 })
    const before = await reserved()
    const { runId, campaignId } = await office.plan({
      audience: { groups: [await sizedGroup(5), await sizedGroup(5)] },
    })
    await refuse(1)
    await office.drain(runId)
    expect((await office.seeCampaign(campaignId)).state).toBe('completed')
    expect(await reserved()).toBe(before)
    expectStatus(200, await office.steer(`/runs/${runId}/retry`))
    expect(await reserved()).toBe(before + 5)
    await office.drain(runId)
    expect(await reserved()).toBe(before)
  })

  test('of a run that was paused because LINE refused it takes the failed along and goes on', async () => {
    const groups = await addGroups(120)
    const { runId, campaignId } = await office.plan({ audience: { groups } })
    await refuse(1000)
    await office.drain(runId)
    expect(await office.run(runId)).toMatchObject({ state: 'paused', reason: 'refused_by_line' })
    await office.simulator.control('/faults', [])
    office.turnClock(1000)
    const { state, reason } = expectStatus(200, await office.steer(`/runs/${runId}/retry`))
    expect([state, reason]).toEqual(['sending', null])
    await office.drain(runId)
    expect(await office.counts(groups)).toEqual(groups.map(() => 1))
    expect((await office.seeCampaign(campaignId)).runs[0]).toMatchObject({
      state: 'done',
      progress: { total: 120, accepted: 120, failed: 0 },
    })
  }, 60_000)

  test('of a run whose campaign is paused waits for the campaign', async () => {
    const groups = await addGroups(2)
    const { runId, campaignId } = await office.plan({ audience: { groups } })
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/pause`))
    const refused = await office.steer(`/runs/${runId}/retry`)
    expect([refused.status, refused.body.code, refused.body.data]).toEqual([409, 'WRONG_STATE', { state: 'paused' }])
  })

  test('of a cancelled run is refused with what to do instead', async () => {
    const groups = await addGroups(2)
    const { runId } = await office.plan({ audience: { groups } })
    await refuse(1)
    await office.drain(runId)
    const { runId: other } = await office.plan({ audience: { groups } })
    expectStatus(200, await office.steer(`/runs/${other}/cancel`))
    const refused = await office.steer(`/runs/${other}/retry`)
    expect([refused.status, refused.body.code]).toEqual([409, 'RUN_CANCELLED'])
    expect(refused.body.message).toMatch(/ตั้งรายการส่งใหม่/)
  })
})

test('what a run under way has still to send stays reserved when its campaign is revised, paused or not', async () => {
  await office.simulator.control('/settings', { quota: 100, consumption: 0 })
  const before = await reserved()
  const { runId, campaignId } = await office.plan({ audience: { groups: [await sizedGroup(7)] } })
  expectStatus(200, await office.call(office.people.editor, `/campaigns/${campaignId}`, { name: 'ใหม่' }, {}, 'PATCH'))
  expect(await reserved()).toBe(before + 7)
  expectStatus(200, await office.steer(`/runs/${runId}/pause`))
  expect(await reserved()).toBe(before + 7)
  expectStatus(200, await office.steer(`/runs/${runId}/cancel`))
  expect(await reserved()).toBe(before)
})
