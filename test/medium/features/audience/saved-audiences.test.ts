import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AudienceRule } from '../../../../src/contracts/api/audience-rule.ts'
import {
  type CampaignOffice,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

const everyoneIn = (unitId: string): AudienceRule => ({ units: [unitId], via: 'both' })
const ask = (path: string, body?: unknown, method?: string, who = office.people.editor) =>
  office.call(who, path, body, {}, method)
const save = async (rule: AudienceRule, name = randomUUID()) =>
  expectStatus(201, await ask('/audiences', { name, rule }))
const estimate = async (audience: object) => expectStatus(200, await ask('/audiences/estimate', { audience }))
const audited = async (subject: string) =>
  (await office.database.prisma.auditEntry.findMany({ where: { subject }, orderBy: { seq: 'asc' } })).map(
    ({ action, actorId }) => [action, actorId],
  )

/** A unit with a group of five, three people of whom one is new, and everything in it that cannot be reached. */
async function staffUnit() {
  const { prisma } = office.database
  const unit = await prisma.unit.create({ data: { code: `u-${randomUUID()}`, nameTh: 'กองทดสอบ', kind: 'กอง' } })
  const group = await sizedGroup(5, unit.id)
  const people = await office.addPeople(3)
  await prisma.staff.updateMany({ where: { id: { in: people } }, data: { unitId: unit.id } })
  const newcomer = people[0] as string
  await prisma.staff.update({ where: { id: newcomer }, data: { tags: ['new'] } })
  const [blocked, guest, lost] = [await office.addStranger(), await office.addStranger(), await sizedGroup(9, unit.id)]
  await prisma.staff.update({ where: { id: blocked }, data: { unitId: unit.id, unfollowedAt: new Date() } })
  await prisma.staff.update({ where: { id: guest }, data: { unitId: unit.id, state: 'guest' } })
  await office.loseGroup(lost)
  return { unitId: unit.id, group, people, newcomer }
}

async function sizedGroup(memberCount: number, unitId: string | null = null): Promise<string> {
  const id = await office.addGroup({ members: memberCount })
  await office.database.prisma.group.update({ where: { id }, data: { memberCount, unitId } })
  return id
}

describe('a saved audience', () => {
  test('is kept, listed, changed and deleted, each change in the audit chain', async () => {
    const { unitId } = await staffUnit()
    const { id, name } = await save(everyoneIn(unitId))
    expect((await ask(`/audiences/${id}`)).body).toMatchObject({ id, name, rule: everyoneIn(unitId) })
    const rule = { of: everyoneIn(unitId), except: { tags: ['new'] } }
    expect((await ask(`/audiences/${id}`, { rule }, 'PATCH')).body).toMatchObject({ name, rule })
    expect((await ask('/audiences')).body.items[0]).toMatchObject({ id, rule })
    expect((await ask(`/audiences/${id}`, undefined, 'DELETE')).body).toEqual({ removed: true })
    expect((await ask(`/audiences/${id}`)).status).toBe(404)
    const { userId } = office.people.editor
    expect(await audited(id)).toEqual([
      ['audience.create', userId],
      ['audience.update', userId],
      ['audience.delete', userId],
    ])
  })

  test('that names what does not exist is refused, and nothing is stored', async () => {
    const [nowhere, before] = [randomUUID(), await office.database.prisma.savedAudience.count()]
    const rule = { or: [{ everyone: true, via: 'people' }, { and: [everyoneIn(nowhere), { groups: [nowhere] }] }] }
    const refused = await ask('/audiences', { name: randomUUID(), rule })
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'AUDIENCE_UNKNOWN', data: { ids: [nowhere, nowhere] } },
    })
    expect(await office.database.prisma.savedAudience.count()).toBe(before)
  })

  test('has a name of its own', async () => {
    const { name } = await save({ everyone: true, via: 'groups' })
    const refused = await ask('/audiences', { name, rule: { everyone: true, via: 'groups' } })
    expect(refused).toMatchObject({ status: 409, body: { code: 'AUDIENCE_NAME_TAKEN' } })
  })

  test('is for readers to read and for editors to change', async () => {
    const { id } = await save({ everyone: true, via: 'groups' })
    const [viewer, coordinator] = [office.hire('viewer'), office.hire('coordinator')]
    expect((await ask(`/audiences/${id}`, undefined, 'GET', viewer)).status).toBe(200)
    expect((await ask('/audiences', undefined, 'GET', coordinator)).status).toBe(403)
    for (const [path, body, method] of [
      ['/audiences', { name: 'x', rule: { everyone: true } }, 'POST'],
      ['/audiences/estimate', { audience: { everyone: true } }, 'POST'],
      [`/audiences/${id}`, { name: 'x' }, 'PATCH'],
      [`/audiences/${id}`, undefined, 'DELETE'],
    ] as const) {
      const refused = await ask(path, body, method, viewer)
      expect([path, refused.status, refused.body.code]).toEqual([path, 403, 'FORBIDDEN'])
    }
  })

  test('reaches whom its rule means when a run is planned, each chat once beside others named', async () => {
    const { unitId, group, people, newcomer } = await staffUnit()
    const { id } = await save({ of: everyoneIn(unitId), except: { tags: ['new'] } })
    const { runId } = await office.plan({
      audience: { savedAudienceId: id, groups: [group], people: [people[1] as string] },
    })
    const reached = [group, ...people.filter((person) => person !== newcomer)].map(office.chatIdOf).toSorted()
    const planned = (await office.recipients(runId)).filter(({ state }) => state === 'planned')
    expect(planned.map(({ chatId }) => chatId).toSorted()).toEqual(reached)
  })

  test('stays while an unfinished campaign names it, and its rule while that is submitted', async () => {
    const { unitId } = await staffUnit()
    const { id } = await save(everyoneIn(unitId))
    const campaign = expectStatus(201, await office.draft({ audience: { savedAudienceId: id } }))
    const inUse = { status: 409, body: { code: 'AUDIENCE_IN_USE', data: { campaigns: [campaign.id] } } }
    const rule = { units: [unitId], via: 'people' }
    expect(await ask(`/audiences/${id}`, undefined, 'DELETE')).toMatchObject(inUse)
    expect((await ask(`/audiences/${id}`, { rule }, 'PATCH')).status).toBe(200)
    expectStatus(200, await ask(`/campaigns/${campaign.id}/submit`, {}))
    expect(await ask(`/audiences/${id}`, { rule: everyoneIn(unitId) }, 'PATCH')).toMatchObject(inUse)
    expect((await ask(`/audiences/${id}`, { name: randomUUID() }, 'PATCH')).body).toMatchObject({ rule })
    expectStatus(200, await office.steer(`/campaigns/${campaign.id}/cancel`))
    expect((await ask(`/audiences/${id}`, undefined, 'DELETE')).status).toBe(200)
  })
})

describe('an estimate', () => {
  test('counts people, groups, messages and who is out of reach, and is what a run then plans', async () => {
    const { unitId, people } = await staffUnit()
    const { id } = await save({ or: [everyoneIn(unitId), { tags: ['new'] }] })
    const audience = { savedAudienceId: id, units: [unitId], people, via: 'both' as const }
    const counted = await estimate(audience)
    const newcomers = await office.database.prisma.staff.count({ where: { tags: { has: 'new' } } })
    expect(counted).toEqual({
      people: 2 + newcomers,
      groups: 1,
      messages: 5 + 2 + newcomers,
      skipped: { pending: 0, left: 1, unregistered: 1, blocked: 1 },
      doubles: [],
      publicOnlyGroups: 0,
      unsizedGroups: 0,
    })
    const { campaignId, runId } = await office.plan({ audience })
    const recipients = await office.recipients(runId)
    const skipped = recipients.filter(({ state }) => state === 'skipped').map(({ reason }) => reason)
    expect(skipped.toSorted()).toEqual(['blocked', 'left'])
    const kinds = recipients.filter(({ state }) => state === 'planned').map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'person')).toHaveLength(counted.people)
    expect(kinds.filter((kind) => kind === 'group')).toHaveLength(counted.groups)
    expect((await office.seeCampaign(campaignId)).cost).toEqual({ messages: counted.messages })
    await office.drain(runId)
    const { body } = await office.simulator.line('GET', '/v2/bot/message/quota/consumption')
    expect(body.totalUsage).toBeGreaterThanOrEqual(counted.messages)
  })

  test('names the groups with outsiders and those whose members are not known', async () => {
    const [outsiders, unsized] = [await office.addGroup({ hasOutsiders: true }), await office.addGroup()]
    await office.database.prisma.group.update({ where: { id: outsiders }, data: { memberCount: 30 } })
    const counted = await estimate({ groups: [outsiders, unsized] })
    expect(counted).toMatchObject({ groups: 2, messages: 30, publicOnlyGroups: 1, unsizedGroups: 1 })
  })

  test('of what does not exist is refused', async () => {
    const refused = await ask('/audiences/estimate', { audience: { savedAudienceId: randomUUID() } })
    expect(refused).toMatchObject({ status: 422, body: { code: 'AUDIENCE_UNKNOWN' } })
  })

  test('of 20,000 people by a rule takes less than two seconds', async () => {
    await office.database.pool.query(
      `INSERT INTO staff (id, line_user_id, state, tags) SELECT gen_random_uuid(), 'U' || lpad(to_hex(n), 32, '0'), 'registered', '{crowd}' FROM generate_series(1, 20000) n`,
    )
    const { id } = await save({
      of: { everyone: true, via: 'people' },
      except: { joinedBefore: '2020-01-01T00:00:00Z' },
    })
    const startedAt = performance.now()
    expect((await estimate({ savedAudienceId: id })).people).toBeGreaterThanOrEqual(20_000)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    await office.database.prisma.staff.deleteMany({ where: { tags: { has: 'crowd' } } })
  })
})

describe('a group that contains others', () => {
  const contain = (id: string, groupIds: string[], who = office.people.owner) =>
    office.call(who, `/groups/${id}/contains`, { groupIds })

  test('warns with the people reached twice when both are chosen, by way of a third too', async () => {
    const [all, bureau, team] = [await sizedGroup(40), await sizedGroup(12), await sizedGroup(3)]
    expect((await contain(all, [bureau, bureau])).body).toEqual({ groupIds: [bureau] })
    expectStatus(200, await contain(bureau, [team]))
    expect((await estimate({ groups: [all, team] })).doubles).toEqual([
      { groupId: all, containedGroupId: team, people: 3 },
    ])
    const { doubles, messages } = await estimate({ groups: [all, bureau, team] })
    expect(doubles).toHaveLength(3)
    expect(messages).toBe(55)
    expect((await estimate({ groups: [bureau] })).doubles).toEqual([])
    expect(await audited(all)).toEqual([['group.contains', office.people.owner.userId]])
    expectStatus(200, await contain(all, []))
    expect((await ask(`/groups/${all}/contains`)).body).toEqual({ groupIds: [] })
  })

  test('is never inside itself', async () => {
    const [outer, inner] = [await sizedGroup(2), await sizedGroup(1)]
    expectStatus(200, await contain(outer, [inner]))
    for (const [id, groupIds] of [
      [outer, [outer]],
      [inner, [outer]],
    ] as const) {
      expect(await contain(id, [...groupIds])).toMatchObject({ status: 422, body: { code: 'GROUP_LOOP' } })
    }
    expect((await ask(`/groups/${inner}/contains`)).body).toEqual({ groupIds: [] })
  })

  test('of two changes at once that would close a loop one is refused', async () => {
    const [one, other] = [await sizedGroup(2), await sizedGroup(2)]
    const answers = await Promise.all([contain(one, [other]), contain(other, [one])])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422])
  })

  test('is said by owners, of groups that exist', async () => {
    const group = await sizedGroup(2)
    expect((await contain(group, [], office.people.approver)).status).toBe(403)
    expect(await contain(group, [randomUUID()])).toMatchObject({ status: 422, body: { code: 'AUDIENCE_UNKNOWN' } })
    expect((await contain(randomUUID(), [])).status).toBe(404)
  })
})

test('a card that is not public costs nothing of groups with outsiders', async () => {
  const [staffOnly, mixed] = [await sizedGroup(4), await office.addGroup({ hasOutsiders: true })]
  await office.database.prisma.group.update({ where: { id: mixed }, data: { memberCount: 30 } })
  const audience = { groups: [staffOnly, mixed] }
  const { id } = expectStatus(201, await office.draft({ audience, message: sampleMessage('budget-summary') }))
  expect(expectStatus(200, await ask(`/campaigns/${id}/submit`, {})).cost).toEqual({ messages: 4 })
})
