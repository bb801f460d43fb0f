import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findMembershipJob, findMembershipsJob } from '../../../../src/features/audience/job-requests.ts'
import { noticeVersion } from '../../../../src/features/audience/notice.ts'
import { at, type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
beforeEach(async () => {
  office.clock.time = at(3600)
  office.line.calls.length = 0
  office.line.groups.clear()
  await office.prisma.outboxJob.deleteMany()
  await office.prisma.group.deleteMany()
})
afterAll(() => office.close())

const acknowledge = (lineUserId: string) =>
  office.tap(lineUserId as never, `notice-ack?version=${noticeVersion}`, at(1))

async function makeGroupWith(lineUserIds: string[], group: Parameters<Office['makeGroup']>[0] = {}) {
  const made = await office.makeGroup(group)
  office.line.groups.set(made.lineGroupId, { name: 'กลุ่ม', members: new Set(lineUserIds) })
  for (const userId of lineUserIds) office.line.names.set(userId, 'สมหญิง')
  return made
}

test('a member of an approved staff-only group is registered with its unit, and named', async () => {
  const unit = await office.makeUnit()
  const person = await office.makePerson()
  await makeGroupWith([], {})
  await makeGroupWith([person.lineUserId], { unitId: unit.id })
  await acknowledge(person.lineUserId)
  expect(office.line.calls).toEqual([])
  await office.runJobs()
  expect(await office.person(person.lineUserId)).toMatchObject({
    state: 'registered',
    unitId: unit.id,
    displayName: 'สมหญิง',
  })
  expect(await office.prisma.auditEntry.findFirst({ where: { subject: person.id } })).toMatchObject({
    action: 'staff.register',
  })
})

test('a group without a unit leaves the person in the unit they picked', async () => {
  const unit = await office.makeUnit()
  const { lineUserId } = await office.makePerson({ state: 'pending', unitId: unit.id })
  await makeGroupWith([lineUserId])
  await acknowledge(lineUserId)
  await office.runJobs()
  expect(await office.person(lineUserId)).toMatchObject({ state: 'registered', unitId: unit.id })
})

test.each(['picked another', 'left it'])('the group of a unit says nothing about somebody who %s', async (what) => {
  const [old, next] = [await office.makeUnit(), await office.makeUnit()]
  const unitId = what === 'left it' ? null : next.id
  const { lineUserId } = await office.makePerson({ state: 'pending', ...(unitId !== null && { unitId }) })
  await makeGroupWith([lineUserId], { unitId: old.id })
  await acknowledge(lineUserId)
  await office.runJobs()
  expect(await office.person(lineUserId)).toMatchObject({ state: 'pending', unitId })
})

test.each([
  ['with outsiders', { hasOutsiders: true }],
  ['that waits for approval', { state: 'pending' as const }],
  ['that was left', { state: 'left' as const }],
])('a group %s proves nothing', async (_which, group) => {
  const { lineUserId } = await office.makePerson()
  await makeGroupWith([lineUserId], group)
  await acknowledge(lineUserId)
  await office.runJobs()
  expect(await office.person(lineUserId)).toMatchObject({ state: 'guest', displayName: 'สมหญิง' })
})

test('nobody is looked up who has not acknowledged the notice in force', async () => {
  const person = await office.makePerson({ noticeVersion: 'old' })
  const group = await makeGroupWith([person.lineUserId])
  await office.inGroup(group.lineGroupId as never, { type: 'memberJoined', userIds: [person.lineUserId] })
  office.clock.time = at(3700)
  expect(await office.runJobs()).toEqual(['refresh-group'])
  expect(office.line.calls).toEqual(['summary', 'count'])
  expect(await office.person(person.lineUserId)).toMatchObject({ state: 'guest', displayName: null })
})

test('somebody who joins an approved staff-only group is registered then', async () => {
  const unit = await office.makeUnit()
  const person = await office.makePerson()
  const group = await makeGroupWith([person.lineUserId], { unitId: unit.id })
  await office.inGroup(group.lineGroupId as never, { type: 'memberJoined', userIds: [person.lineUserId] })
  await office.runJobs()
  expect(await office.person(person.lineUserId)).toMatchObject({ state: 'registered', unitId: unit.id })
})

test('looks for everybody who waits when asked, in batches of 200', async () => {
  await office.prisma.staff.deleteMany()
  const group = await makeGroupWith([])
  const people = Array.from({ length: 405 }, (_, index) => ({
    lineUserId: `U${String(index).padStart(32, '0')}`,
    noticeVersion,
    noticeAt: at(),
  }))
  await office.prisma.staff.createMany({ data: people })
  await office.prisma.staff.createMany({ data: [{ lineUserId: `U${'f'.repeat(32)}` }] })
  for (const { lineUserId } of people) {
    office.line.groups.get(group.lineGroupId)!.members.add(lineUserId)
    office.line.names.set(lineUserId, 'ก')
  }
  await office.database.transaction((tx) =>
    tx.outboxJob.create({ data: { job: 'find-memberships', jobId: 'x', payload: { groupId: group.id }, dueAt: at() } }),
  )
  const run = await office.runJobs()
  expect(run.filter((job) => job === 'find-memberships')).toHaveLength(3)
  expect(run.filter((job) => job === 'find-membership')).toHaveLength(405)
  expect(await office.prisma.staff.count({ where: { state: 'registered' } })).toBe(405)
})

test('the nightly review asks about every group and looks for whoever waits', async () => {
  const person = await office.makePerson()
  const group = await makeGroupWith([person.lineUserId])
  await office.prisma.outboxJob.create({ data: { job: 'review-audience', jobId: 'x', payload: {}, dueAt: at() } })
  await office.runJobs()
  expect(await office.group(group.lineGroupId)).toMatchObject({ name: 'กลุ่ม', memberCount: 1 })
  expect(await office.person(person.lineUserId)).toMatchObject({ state: 'registered' })
})

test('holds no transaction open and no lock while LINE is asked', async () => {
  const person = await office.makePerson()
  await makeGroupWith([person.lineUserId])
  const open: unknown[] = []
  office.line.whileAsked = async () => {
    open.push(
      ...(
        await office.database.pool.query(
          "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'",
        )
      ).rows,
    )
  }
  await acknowledge(person.lineUserId)
  await office.runJobs()
  office.line.whileAsked = async () => {}
  expect(office.line.calls).toEqual(['member', 'profile'])
  expect(open).toEqual([])
})

test('somebody erased while LINE is asked stays erased', async () => {
  const person = await office.makePerson()
  await makeGroupWith([person.lineUserId])
  await acknowledge(person.lineUserId)
  office.line.whileAsked = async () => {
    await office.prisma.staff.deleteMany({ where: { id: person.id } })
  }
  await office.runJobs()
  office.line.whileAsked = async () => {}
  expect(await office.person(person.lineUserId)).toBeNull()
})

test('whoever took the account up again is found by the nightly review, though the event was lost', async () => {
  const back = await office.makePerson({ unfollowedAt: at(-86_400) })
  const gone = await office.makePerson({ unfollowedAt: at(-86_400) })
  office.line.names.set(back.lineUserId, 'นิดา')
  const review = async (payload: object) => {
    const jobId = findMembershipsJob
    await office.prisma.outboxJob.create({ data: { job: findMembershipsJob, jobId, payload, dueAt: at() } })
    await office.runJobs()
  }
  await review({ groupId: (await office.makeGroup()).id })
  expect(await office.person(back.lineUserId)).toMatchObject({ unfollowedAt: at(-86_400) })
  await review({})
  expect(await office.person(back.lineUserId)).toMatchObject({ unfollowedAt: null, joinedAt: at(3600) })
  expect(await office.person(gone.lineUserId)).toMatchObject({ unfollowedAt: at(-86_400) })
})

test('whoever blocks the account while LINE is asked whether they are back has gone', async () => {
  const person = await office.makePerson({ unfollowedAt: at(-86_400) })
  office.line.names.set(person.lineUserId, 'นิดา')
  office.line.whileAsked = async () => {
    await office.prisma.staff.update({ where: { id: person.id }, data: { unfollowedAt: at(3599) } })
  }
  const payload = { staffId: person.id }
  await office.prisma.outboxJob.create({ data: { job: findMembershipJob, jobId: 'x', payload, dueAt: at() } })
  await office.runJobs()
  office.line.whileAsked = async () => {}
  expect(await office.person(person.lineUserId)).toMatchObject({ unfollowedAt: at(3599) })
})

test('somebody LINE has no profile of has blocked us', async () => {
  const { lineUserId } = await office.makePerson()
  office.line.names.delete(lineUserId)
  await acknowledge(lineUserId)
  await office.runJobs()
  expect(await office.person(lineUserId)).toMatchObject({ unfollowedAt: at(3600), displayName: null })
})
