import { call } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AudienceRule } from '../../../../src/contracts/api/audience-rule.ts'
import type { AudienceSpec } from '../../../../src/contracts/api/campaigns.ts'
import type { Role } from '../../../../src/contracts/roles.ts'
import type { ApiContext } from '../../../../src/platform/http/api-context.ts'
import { createWriting } from '../../../../src/platform/http/api-guards.ts'
import { readAll } from '../../../support/read-all.ts'
import { type Office, openOffice } from './office.ts'

let office: Office
let api: Awaited<ReturnType<Office['audience']['routes']>>
beforeAll(async () => {
  office = await openOffice()
  api = await office.audience.routes(createWriting(office.database))
})
afterAll(() => office.close())

const as = (role: Role, userId = `${role}-1`): { context: ApiContext } => ({
  context: {
    requestId: 'r',
    route: 'GET /',
    locale: 'th',
    address: '127.0.0.1',
    actor: { userId, role, via: 'token' },
    tx: office.prisma,
    listPrincipals: async () => [],
    idempotency: undefined,
  },
})
const owner = () => as('owner')
const nobody = crypto.randomUUID()

async function makeUnder(parentId?: string): Promise<string> {
  const code = `u-${crypto.randomUUID().slice(0, 13)}`
  const unit = { code, nameTh: 'กองทดสอบ', kind: 'กอง', ...(parentId && { parentId }) }
  return (await call(api.units.create, unit, owner())).id
}

/** Units of which each is under the one before it. */
async function makeChain(levels: number): Promise<string[]> {
  const ids: string[] = []
  for (let level = 0; level < levels; level += 1) ids.push(await makeUnder(ids.at(-1)))
  return ids
}

const move = (id: string, parentId: string | null) => call(api.units.update, { id, parentId }, owner())
const audited = async (subject: string) =>
  (await office.prisma.auditEntry.findMany({ where: { subject }, orderBy: { seq: 'asc' } })).map(
    ({ action, body }) => ({
      action,
      data: JSON.parse(body).data,
    }),
  )

/** A parent, its child and a unit beside them, with a group and a person in each. */
async function makeFamily() {
  const [parent, child] = (await makeChain(2)) as [string, string]
  const beside = await makeUnder()
  const staffed = async (unitId: string) => ({
    unitId,
    group: (await office.makeGroup({ unitId })).lineGroupId,
    person: (await office.makePerson({ state: 'registered', unitId })).lineUserId,
  })
  return { parent: await staffed(parent), child: await staffed(child), beside: await staffed(beside) }
}

async function reach(spec: Partial<AudienceSpec>): Promise<string[]> {
  const audience = { via: 'both' as const, ...spec }
  return office.database.transaction(async (tx) => {
    const chats = (await readAll(office.audience.readAudience(tx, audience))).map(({ chatId }) => chatId)
    // Counted and estimated without being read, they are as many.
    expect((await office.audience.measureAudience(tx, audience)).chats).toBe(chats.length)
    const { people, groups } = await office.audience.estimateAudience(tx, audience)
    expect(people + groups).toBe(chats.length)
    return chats.toSorted()
  })
}

async function reachByRule(rule: AudienceRule): Promise<string[]> {
  const { id } = await office.prisma.savedAudience.create({ data: { name: crypto.randomUUID(), rule } })
  return reach({ savedAudienceId: id })
}

test('a unit means all below it, and nobody is reached twice when both are chosen', async () => {
  const { parent, child } = await makeFamily()
  const all = [parent.group, parent.person, child.group, child.person].toSorted()
  expect(await reach({ units: [parent.unitId] })).toEqual(all)
  expect(await reach({ units: [parent.unitId, child.unitId] })).toEqual(all)
  expect(await reach({ units: [child.unitId] })).toEqual([child.group, child.person].toSorted())
  expect(await reach({ units: [parent.unitId], via: 'people' })).toEqual([parent.person, child.person].toSorted())
})

test('what a unit below cannot be reached by is told of', async () => {
  const { parent, child } = await makeFamily()
  await office.makeGroup({ unitId: child.unitId, state: 'pending' })
  const { skipped } = await office.audience.estimateAudience(office.prisma, { units: [parent.unitId], via: 'both' })
  expect(skipped).toMatchObject({ pending: 1 })
})

test('the rule of a saved audience means all below a unit, in what it takes and in what it leaves out', async () => {
  const { parent, child, beside } = await makeFamily()
  const of = (...units: string[]): AudienceRule => ({ units, via: 'people' })
  expect(await reachByRule(of(parent.unitId))).toEqual([parent.person, child.person].toSorted())
  expect(await reachByRule({ of: of(parent.unitId), except: of(child.unitId) })).toEqual([parent.person])
  const both = of(parent.unitId, beside.unitId)
  expect(await reachByRule({ of: both, except: of(parent.unitId) })).toEqual([beside.person])
  expect(await reachByRule({ and: [both, of(child.unitId)] })).toEqual([child.person])
  expect(await reachByRule({ or: [of(child.unitId), of(parent.unitId)] })).toEqual(
    [parent.person, child.person].toSorted(),
  )
})

test('people below a unit are eligible where it is asked, also by way of its group', async () => {
  const { parent, child } = await makeFamily()
  const people = await office.prisma.staff.findMany({
    where: { lineUserId: { in: [parent.person, child.person] } },
    select: { id: true },
  })
  const both = people.map(({ id }) => id).toSorted()
  const group = await office.group(parent.group)
  for (const spec of [
    { units: [parent.unitId] },
    { units: [parent.unitId, child.unitId] },
    { groups: [group?.id as string] },
  ]) {
    const { staffIds } = await office.audience.listStaffOf(office.prisma, { ...spec, via: 'people' })
    expect(staffIds.toSorted()).toEqual(both)
  }
})

test('staff are listed by a unit with all below it', async () => {
  const { parent, child } = await makeFamily()
  const unitsOf = async (unitId: string) =>
    (await call(api.staff.list, { unitId }, owner())).items.map((person) => person.unitId).toSorted()
  expect(await unitsOf(parent.unitId)).toEqual([parent.unitId, child.unitId].toSorted())
  expect(await unitsOf(child.unitId)).toEqual([child.unitId])
})

test('a coordinator sees their unit and all below it, and nothing above', async () => {
  const [top, own, below] = (await makeChain(3)) as [string, string, string]
  const userId = 'c-tree'
  await office.prisma.user.create({
    data: { id: userId, name: 'ผู้ประสานงาน', email: 'tree@office.example', role: 'coordinator', unitId: own },
  })
  const coordinator = as('coordinator', userId)
  const { items } = await call(api.units.list, {}, coordinator)
  expect(items.map(({ id, parentId }) => [id, parentId])).toEqual([
    [own, null],
    [below, own],
  ])
  const invite = await call(api.units.createInvite, { id: below }, coordinator)
  expect(invite.unitId).toBe(below)
  await expect(call(api.units.listInvites, { id: top }, coordinator)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(call(api.units.update, { id: below, parentId: null }, coordinator)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
})

test('a unit is renamed and moved, each in the audit chain with what was before', async () => {
  const [parent, child] = (await makeChain(2)) as [string, string]
  const moved = await call(api.units.update, { id: child, nameTh: 'กองใหม่', parentId: null }, owner())
  expect(moved).toMatchObject({ id: child, nameTh: 'กองใหม่', parentId: null })
  expect(await move(child, null)).toEqual(moved)
  expect(await audited(child)).toEqual([
    { action: 'unit.create', data: expect.objectContaining({ parentId: parent }) },
    { action: 'unit.update', data: { nameTh: 'กองใหม่', kind: 'กอง' } },
    { action: 'unit.move', data: { from: parent, to: null } },
  ])
  await expect(move(nobody, null)).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404 })
})

test('a unit goes under no unit that is not there, under itself, below itself, or deeper than six levels', async () => {
  const [top, second, ...rest] = (await makeChain(6)) as [string, string, ...string[]]
  const [lowest, alone] = [rest.at(-1) as string, await makeUnder()]
  const refused = (code: string) => expect.objectContaining({ code, status: 422 })
  await expect(makeUnder(nobody)).rejects.toEqual(refused('UNIT_PARENT_UNKNOWN'))
  await expect(move(alone, nobody)).rejects.toEqual(refused('UNIT_PARENT_UNKNOWN'))
  await expect(move(top, top)).rejects.toEqual(refused('UNIT_CYCLE'))
  await expect(move(top, lowest)).rejects.toEqual(refused('UNIT_CYCLE'))
  await expect(makeUnder(lowest)).rejects.toEqual(refused('UNIT_TOO_DEEP'))
  await expect(move(top, alone)).rejects.toEqual(refused('UNIT_TOO_DEEP'))
  expect(await move(second, alone)).toMatchObject({ parentId: alone })
})

test('of two moves at once that would put units under each other, one is refused', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, other] = [await makeUnder(), await makeUnder()]
    const moves = await Promise.allSettled([move(one, other), move(other, one)])
    expect(moves.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const failed = moves.find(({ status }) => status === 'rejected')
    expect(failed).toMatchObject({ reason: { code: 'UNIT_CYCLE' } })
  }
})
