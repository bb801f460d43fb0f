import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AudienceSpec } from '../../../../src/contracts/api/campaigns.ts'
import { measureReached, toReached } from '../../../../src/features/audience/audience-rules.ts'
import { readAll } from '../../../support/read-all.ts'
import { at, type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
beforeEach(async () => {
  await office.prisma.group.deleteMany()
  await office.prisma.staff.deleteMany()
})
afterAll(() => office.close())

async function resolve(spec: Partial<AudienceSpec>) {
  const audience = { via: 'groups' as const, ...spec }
  const { members, unknownIds, ...size } = await office.database.transaction(async (tx) => {
    const members = await readAll(office.audience.readAudience(tx, audience))
    return { members, ...(await office.audience.measureAudience(tx, audience)) }
  })
  // Measured without reading them, they are as many and cost as much.
  expect(size).toEqual(measureReached(toReached(members)))
  return { members, unknownIds, chats: members.map(({ chatId }) => chatId).toSorted() }
}

/** A unit with what can be reached in it and everything that cannot. */
async function makeStaffedUnit() {
  const unit = await office.makeUnit()
  const unitId = unit.id
  const group = await office.makeGroup({ unitId })
  const person = await office.makePerson({ state: 'registered', unitId })
  const silent = [
    await office.makeGroup({ unitId, state: 'left' }),
    await office.makeGroup({ unitId, state: 'pending' }),
    await office.makePerson({ unitId, state: 'pending' }),
    await office.makePerson({ unitId }),
    await office.makePerson({ unitId, state: 'registered', unfollowedAt: at() }),
  ]
  return { unitId, group, person, silent }
}

test.each([
  ['groups', ['group']],
  ['people', ['person']],
  ['both', ['group', 'person']],
] as const)('via %s reaches a unit, and everyone, through %j', async (via, kinds) => {
  const unit = await makeStaffedUnit()
  const elsewhere = { group: await office.makeGroup(), person: await office.makePerson({ state: 'registered' }) }
  const chatsOf = (one: { group: { lineGroupId: string }; person: { lineUserId: string } }) =>
    kinds.map((kind) => (kind === 'group' ? one.group.lineGroupId : one.person.lineUserId))
  expect((await resolve({ units: [unit.unitId], via })).chats).toEqual(chatsOf(unit).toSorted())
  expect((await resolve({ everyone: true, via })).chats).toEqual([...chatsOf(unit), ...chatsOf(elsewhere)].toSorted())
})

test('takes groups and people as they are named, whatever via says', async () => {
  const { group, person, unitId } = await makeStaffedUnit()
  const spec = { groups: [group.id], people: [person.id], units: [unitId] }
  for (const via of ['groups', 'people', 'both'] as const) {
    expect((await resolve({ ...spec, via })).chats).toEqual([group.lineGroupId, person.lineUserId].toSorted())
  }
})

test('gives each chat once, however often it is meant', async () => {
  const { group, person, unitId } = await makeStaffedUnit()
  const spec = { groups: [group.id, group.id], people: [person.id, person.id], units: [unitId], everyone: true }
  expect((await resolve({ ...spec, via: 'both' })).chats).toEqual([group.lineGroupId, person.lineUserId].toSorted())
})

test('leaves out what cannot be reached and names only what does not exist', async () => {
  const { silent, unitId } = await makeStaffedUnit()
  const groups = silent.flatMap((one) => ('lineGroupId' in one ? [one.id] : []))
  const people = silent.flatMap((one) => ('lineUserId' in one ? [one.id] : []))
  expect(await resolve({ groups, people })).toEqual({ members: [], chats: [], unknownIds: [] })
  const nobody = crypto.randomUUID()
  const { unknownIds, chats } = await resolve({ groups: [nobody, unitId], people: [nobody], units: [nobody] })
  expect(chats).toEqual([])
  expect(unknownIds).toEqual(expect.arrayContaining([nobody, unitId]))
  expect(unknownIds).toHaveLength(4)
})

test('marks groups with outsiders, and those nobody has said it of, for public cards only', async () => {
  const staffOnly = await office.makeGroup({ hasOutsiders: false })
  const mixed = await office.makeGroup({ hasOutsiders: true })
  const unasked = await office.prisma.group.update({
    where: { id: (await office.makeGroup()).id },
    data: { hasOutsiders: null },
  })
  const person = await office.makePerson({ state: 'registered' })
  const { members } = await resolve({ everyone: true, via: 'both' })
  const flags = new Map(members.map(({ chatId, isPublicOnly }) => [chatId, isPublicOnly]))
  expect(flags.get(staffOnly.lineGroupId)).toBe(false)
  expect(flags.get(mixed.lineGroupId)).toBe(true)
  expect(flags.get(unasked.lineGroupId)).toBe(true)
  expect(flags.get(person.lineUserId)).toBe(false)
})

test('does not wait for a chat that is just leaving, which itself may wait for the plan', async () => {
  const group = await office.makeGroup()
  const person = await office.makePerson({ state: 'registered' })
  await office.database.transaction(async (tx) => {
    await tx.group.update({ where: { id: group.id }, data: { state: 'left' } })
    await tx.staff.update({ where: { id: person.id }, data: { unfollowedAt: at() } })
    const { chats } = await resolve({ everyone: true, via: 'both' })
    expect(chats).toEqual([group.lineGroupId, person.lineUserId].toSorted())
  })
})

test('an empty audience is nobody', async () => {
  await makeStaffedUnit()
  expect((await resolve({})).members).toEqual([])
})

test('resolves 50,000 named people in a few seconds', async () => {
  await office.database.pool.query(
    `INSERT INTO staff (id, line_user_id, state) SELECT gen_random_uuid(), 'U' || lpad(to_hex(n), 32, '0'), 'registered' FROM generate_series(1, 50000) n`,
  )
  const { rows } = await office.database.pool.query<{ id: string }>('SELECT id FROM staff')
  const people = rows.map(({ id }) => id)
  const startedAt = performance.now()
  expect((await resolve({ people })).members).toHaveLength(50_000)
  expect(performance.now() - startedAt).toBeLessThan(5000)
})

test('finds the chats of registered people only', async () => {
  const { person, silent } = await makeStaffedUnit()
  const ids = [person.id, ...silent.map(({ id }) => id), crypto.randomUUID()]
  expect(await office.database.transaction((tx) => office.audience.findPeopleChats(tx, ids))).toEqual([
    person.lineUserId,
  ])
})
