import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'
import { filing } from '../../../support/filing.ts'

const dayMs = 86_400_000

let office: CampaignOffice
type Officer = Awaited<ReturnType<CampaignOffice['hireOfficer']>>
let approver: Officer
let deputy: Officer
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())
beforeEach(async () => {
  await office.database.prisma.user.deleteMany()
  approver = await office.hireOfficer('approver')
  deputy = await office.hireOfficer('editor')
})

const inDays = (days: number) => new Date(office.clock.now().getTime() + days * dayMs).toISOString()

function appoint(who: { bearer: string } = approver, change: object = {}) {
  const period = { deputyId: deputy.userId, startsAt: inDays(0), endsAt: inDays(7) }
  return office.call(who, `/users/${approver.userId}/deputies`, { ...period, ...change })
}

async function submitted(author: { bearer: string; userId: string } = office.people.editor): Promise<string> {
  const audience = { groups: [await office.addGroup()] }
  const { id } = expectStatus(201, await office.draft({ audience }, author))
  expectStatus(200, await office.call(author, `/campaigns/${id}/submit`, {}))
  return id
}
const approve = async (who: { bearer: string }, id: string) => {
  const { status, body } = await office.call(who, `/campaigns/${id}/approve`, {})
  return [status, body.code]
}

describe('a deputy', () => {
  test('approves in the approver’s place for the period, and the audit log says for whom', async () => {
    const id = await submitted()
    expect(await approve(deputy, id)).toEqual([403, 'FORBIDDEN'])
    expectStatus(201, await appoint())
    expect(await approve(deputy, id)).toEqual([200, undefined])
    const entry = await office.database.prisma.auditEntry.findFirstOrThrow({
      where: { subject: id, action: 'campaign.approve' },
    })
    expect(entry.actorId).toBe(deputy.userId)
    expect(JSON.parse(entry.body).data).toEqual({ standsFor: approver.userId })
  })

  test.each([
    ['a login that a password alone opened', { hasSecondFactor: false }, 'SECOND_FACTOR_NEEDED'],
    ['a token of a role below their own', { via: 'token', isLesser: true }, 'FORBIDDEN'],
  ])('has no power under %s', async (_what, login, code) => {
    deputy = await office.hireOfficer('editor', { login })
    expectStatus(201, await appoint())
    const id = await submitted()
    expect(await approve(deputy, id)).toEqual([403, code])
    expectStatus(200, await office.call(deputy, `/campaigns/${id}`)) // what is theirs stays
  })

  test('of an approver whose account was closed has no power, and a closed account is asked nothing', async () => {
    expectStatus(201, await appoint())
    const close = (userId: string) =>
      office.database.prisma.user.update({ where: { id: userId }, data: { disabledAt: office.clock.now() } })
    const second = await office.hireOfficer('approver')
    await close(second.userId)
    const id = await submitted()
    await office.tellOfficers()
    expect(await office.told(second.lineUserId)).toEqual([])
    expect(await office.told(deputy.lineUserId)).toHaveLength(1)
    await close(approver.userId)
    expect(await approve(deputy, id)).toEqual([403, 'FORBIDDEN'])
  })

  test('has no power before the period, after it, or once it was ended', async () => {
    const id = await submitted()
    const later = expectStatus(201, await appoint(approver, { startsAt: inDays(1), endsAt: inDays(2) }))
    expect(await approve(deputy, id)).toEqual([403, 'FORBIDDEN'])
    office.turnClock(dayMs)
    expectStatus(200, await office.call(approver, `/deputies/${later.id}/end`, {}))
    expect(await approve(deputy, id)).toEqual([403, 'FORBIDDEN'])
    expectStatus(201, await appoint(approver, { startsAt: inDays(0), endsAt: inDays(1) }))
    office.turnClock(dayMs)
    expect(await approve(deputy, id)).toEqual([403, 'FORBIDDEN'])
  })

  test('never approves their own work, nor that of whom they stand in for', async () => {
    expectStatus(201, await appoint())
    expect(await approve(deputy, await submitted(deputy))).toEqual([403, 'OWN_WORK'])
    expect(await approve(deputy, await submitted(approver))).toEqual([403, 'OWN_WORK'])
  })

  test('approves no card of whom they stand in for, but those of others', async () => {
    expectStatus(201, await appoint())
    const card = { title: 'การ์ด', template: 'notice', data: { title: 'การ์ด', text: 'เนื้อหา' }, ...filing }
    const ofPrincipal = expectStatus(201, await office.call(approver, '/contents', card))
    const ofOther = expectStatus(201, await office.call(office.people.editor, '/contents', card))
    const approveCard = async (id: string) => (await office.call(deputy, `/contents/${id}/approve`, {})).status
    expect([await approveCard(ofPrincipal.id), await approveCard(ofOther.id)]).toEqual([403, 200])
  })

  test('of an owner gets an approver’s power and no more', async () => {
    const owner = await office.hireOfficer('owner')
    const period = { deputyId: deputy.userId, startsAt: inDays(0), endsAt: inDays(7) }
    expectStatus(201, await office.call(owner, `/users/${owner.userId}/deputies`, period))
    expect(await approve(deputy, await submitted())).toEqual([200, undefined])
    expect((await office.call(deputy, '/audience-rules', {})).status).not.toBe(200)
    const urgent = await office.draft({ audience: { groups: [await office.addGroup()] }, urgent: true }, deputy)
    expect([urgent.status, urgent.body.code]).toEqual([403, 'URGENT_NOT_ALLOWED'])
  })

  test('is asked in the approver’s place, once, unless the work is theirs', async () => {
    expectStatus(201, await appoint())
    await submitted()
    await office.tellOfficers()
    expect(await office.told(approver.lineUserId)).toEqual([])
    expect(await office.told(deputy.lineUserId)).toHaveLength(1)
    await submitted(deputy)
    await office.tellOfficers()
    expect(await office.told(approver.lineUserId)).toHaveLength(1)
  })
})

describe('appointing', () => {
  test('is for the approver and owners, and is audited', async () => {
    const stranger = await office.hireOfficer('approver')
    expect((await appoint(stranger)).body.code).toBe('FORBIDDEN')
    expect((await appoint(deputy)).body.code).toBe('FORBIDDEN')
    expectStatus(201, await appoint(office.people.owner))
    const { items } = expectStatus(200, await office.call(approver, `/users/${approver.userId}/deputies`))
    expect(items).toMatchObject([{ deputyId: deputy.userId, isInForce: true, createdBy: office.people.owner.userId }])
    const entries = await office.database.prisma.auditEntry.findMany({ where: { subject: approver.userId } })
    expect(entries.map(({ action }) => action)).toEqual(['deputy.appoint'])
  })

  test('is seen whole by owners alone: who stands in for whom, the latest first', async () => {
    const second = await office.hireOfficer('approver')
    expectStatus(201, await appoint())
    const period = { deputyId: deputy.userId, startsAt: inDays(8), endsAt: inDays(9) }
    expectStatus(201, await office.call(office.people.owner, `/users/${second.userId}/deputies`, period))
    const { items } = expectStatus(200, await office.call(office.people.owner, '/deputies'))
    expect(items).toMatchObject([
      { principalId: second.userId, deputyId: deputy.userId, isInForce: false },
      { principalId: approver.userId, deputyId: deputy.userId, isInForce: true },
    ])
    expect((await office.call(approver, '/deputies')).status).toBe(403)
  })

  test('refuses a period that is over, reversed, too long or taken, and a deputy who is no other person', async () => {
    const refused = async (change: object) => (await appoint(approver, change)).body.code
    expect(await refused({ startsAt: inDays(-2), endsAt: inDays(-1) })).toBe('DEPUTY_PERIOD_INVALID')
    expect(await refused({ startsAt: inDays(2), endsAt: inDays(1) })).toBe('DEPUTY_PERIOD_INVALID')
    expect(await refused({ startsAt: inDays(0), endsAt: inDays(367) })).toBe('DEPUTY_PERIOD_INVALID')
    expect(await refused({ deputyId: approver.userId })).toBe('DEPUTY_INVALID')
    expect(await refused({ deputyId: 'nobody' })).toBe('NOT_FOUND')
    const answers = await Promise.all([appoint(), appoint(), appoint()])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
    expect(await refused({ startsAt: inDays(6), endsAt: inDays(8) })).toBe('DEPUTY_OVERLAP')
  })
})
