import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

describe('whoever has left or blocked the account before a run is planned', () => {
  async function loseSome() {
    const [here, gone] = [await office.addGroup(), await office.addGroup()]
    const [friend, blocker, guest] = await office.addPeople(3)
    await office.loseGroup(gone)
    const block = (id: string | undefined, change = {}) =>
      office.database.prisma.staff.update({
        where: { id: id as string },
        data: { unfollowedAt: office.clock.now(), ...change },
      })
    await block(blocker)
    await block(guest, { state: 'guest' })
    return { here, gone, friend, blocker, guest } as Record<'here' | 'gone' | 'friend' | 'blocker' | 'guest', string>
  }

  test('is counted as skipped with the reason, costs nothing and is not tried again', async () => {
    const { here, gone, friend, blocker, guest } = await loseSome()
    const audience = { groups: [here, gone], people: [friend, blocker, guest] }
    const { campaignId, runId } = await office.plan({ audience })
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 400 }])
    await office.drain(runId)
    await office.simulator.control('/faults', [])
    expectStatus(200, await office.steer(`/runs/${runId}/retry`))
    await office.drain(runId)
    expect(await office.counts([here, gone, friend, blocker, guest])).toEqual([1, 0, 1, 0, 0])
    const seen = await office.seeCampaign(campaignId)
    expect(seen.runs[0].progress).toMatchObject({ total: 4, accepted: 2, failed: 0, skipped: 2 })
    expect(seen.cost).toEqual({ messages: 1 }) // LINE has not counted the group
    const { skipped } = expectStatus(200, await office.call(office.people.editor, `/runs/${runId}/report`))
    expect(skipped).toMatchObject([
      { code: 'blocked', count: 1 },
      { code: 'left', count: 1 },
    ])
  })

  test('is counted once of a saved audience and the groups named beside it', async () => {
    const { here, gone, friend, blocker } = await loseSome()
    const unit = await office.database.prisma.unit.create({
      data: { code: `u-${randomUUID()}`, nameTh: 'กองทดสอบ', kind: 'กอง' },
    })
    for (const id of [friend, blocker])
      await office.database.prisma.staff.update({ where: { id }, data: { unitId: unit.id } })
    for (const id of [here, gone])
      await office.database.prisma.group.update({ where: { id }, data: { unitId: unit.id } })
    const rule = { units: [unit.id], via: 'both' }
    const saved = { name: `ชุดผู้รับ ${randomUUID()}`, rule }
    const { id: savedAudienceId } = expectStatus(201, await office.call(office.people.editor, '/audiences', saved))
    const audience = { groups: [here, gone], savedAudienceId }
    const estimate = expectStatus(200, await office.call(office.people.editor, '/audiences/estimate', { audience }))
    expect(estimate.skipped).toMatchObject({ left: 1, blocked: 1 })
    const { campaignId } = await office.plan({ audience })
    expect((await office.seeCampaign(campaignId)).runs[0].progress).toMatchObject({ total: 4, skipped: 2 })
  })
})
