import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

async function submitted(author = office.people.editor): Promise<string> {
  const group = await office.addGroup()
  const { id } = expectStatus(201, await office.draft({ audience: { groups: [group] } }, author))
  expectStatus(200, await office.call(author, `/campaigns/${id}/submit`, {}))
  return id
}
const countRuns = (campaignId: string) => office.database.prisma.run.count({ where: { campaignId } })
const actionsOf = async (subject: string) => {
  const entries = await office.database.prisma.auditEntry.findMany({ where: { subject }, orderBy: { seq: 'asc' } })
  return entries.map(({ action, actorId }) => [action, actorId])
}

describe('four eyes', () => {
  test('refuse the author, whatever their role, and schedule nothing', async () => {
    for (const author of [office.people.approver, office.people.owner]) {
      const id = await submitted(author)
      const refused = await office.call(author, `/campaigns/${id}/approve`, {})
      expect([refused.status, refused.body.code]).toEqual([403, 'OWN_WORK'])
      expect(await office.seeCampaign(id)).toMatchObject({ state: 'pending_approval', runs: [] })
    }
  })

  test('refuse roles that may not approve', async () => {
    const id = await submitted()
    for (const role of ['viewer', 'editor', 'coordinator'] as const) {
      const refused = await office.call(office.hire(role), `/campaigns/${id}/approve`, {})
      expect([refused.status, refused.body.code]).toEqual([403, 'FORBIDDEN'])
    }
    expect(await countRuns(id)).toBe(0)
  })

  test('let one of several approvers win; the others hear of it, and nothing is doubled', async () => {
    const id = await submitted()
    const approvers = Array.from({ length: 6 }, () => office.hire('approver'))
    const answers = await Promise.all(approvers.map((who) => office.call(who, `/campaigns/${id}/approve`, {})))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409])
    for (const { status, body } of answers) {
      if (status === 409) expect(body).toMatchObject({ code: 'WRONG_STATE', data: { state: 'scheduled' } })
    }
    expect(await countRuns(id)).toBe(1)
    expect((await actionsOf(id)).map(([action]) => action)).toEqual([
      'campaign.create',
      'campaign.submit',
      'campaign.approve',
    ])
  })

  test('are not asked for when an owner has switched approval off', async () => {
    office.requireApproval(false)
    const id = await submitted()
    office.requireApproval(true)
    const seen = await office.seeCampaign(id)
    expect(seen).toMatchObject({ state: 'scheduled', runs: [{ state: 'planned' }] })
    await office.runJob('start-run', seen.runs[0].id)
    await office.drain(seen.runs[0].id)
    expect((await office.seeCampaign(id)).state).toBe('completed')
    const row = await office.database.prisma.campaign.findUniqueOrThrow({ where: { id } })
    expect(row.approvedBy).toBeNull()
  })
})

describe('reject', () => {
  test('sends a campaign back with the reason, and it may be submitted again', async () => {
    const id = await submitted()
    const reason = 'โปรดแก้ไขหัวข้อ'
    const rejected = await office.call(office.people.approver, `/campaigns/${id}/reject`, { reason })
    expect(rejected.body).toMatchObject({ state: 'draft', rejectReason: reason })
    expectStatus(200, await office.call(office.people.editor, `/campaigns/${id}/submit`, {}))
    expect(await office.seeCampaign(id)).toMatchObject({ state: 'pending_approval', rejectReason: null })
  })

  test('needs a reason', async () => {
    const id = await submitted()
    expect((await office.call(office.people.approver, `/campaigns/${id}/reject`, { reason: ' ' })).status).toBe(400)
    expect((await office.seeCampaign(id)).state).toBe('pending_approval')
  })
})

test('every step is in the audit chain with who did it', async () => {
  const { editor, approver } = office.people
  const id = await submitted()
  expectStatus(200, await office.steer(`/campaigns/${id}/approve`))
  for (const step of ['pause', 'resume', 'cancel']) expectStatus(200, await office.steer(`/campaigns/${id}/${step}`))
  expect(await actionsOf(id)).toEqual([
    ['campaign.create', editor.userId],
    ['campaign.submit', editor.userId],
    ['campaign.approve', approver.userId],
    ['campaign.pause', approver.userId],
    ['campaign.resume', approver.userId],
    ['campaign.cancel', approver.userId],
  ])
  expect((await office.audit.verify()).firstBadSeq).toBeNull()
})
