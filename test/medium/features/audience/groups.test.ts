import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { LineUnreachable } from '../../../../src/line/errors.ts'
import { agency, at, newGroupId, newUserId, type Office, openOffice, textOf } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
beforeEach(() => {
  office.clock.time = at(3600)
})
afterAll(() => office.close())

const greeting = `บอตสุจริตส่งการ์ดความรู้และแบบสำรวจของ${agency} ไม่บันทึกข้อความที่สนทนากันในกลุ่มนี้ และจะตอบเมื่อมีผู้เรียกชื่อบอตเท่านั้น`

test('greets once on joining, keeps the group as pending and asks LINE for its name and size', async () => {
  const groupId = newGroupId()
  office.line.groups.set(groupId, { name: 'กลุ่มทดสอบ', members: new Set(['a', 'b', 'c']) })

  expect(await office.join(groupId, at())).toEqual([{ type: 'text', text: greeting }])
  expect(await office.join(groupId, at(), true)).toEqual([])

  expect(await office.runJobs()).toEqual(['refresh-group'])
  expect(await office.group(groupId)).toMatchObject({
    state: 'pending',
    name: 'กลุ่มทดสอบ',
    memberCount: 3,
    hasOutsiders: null,
  })
})

test('asks LINE nothing while an event is handled', async () => {
  office.line.calls.length = 0
  await office.join(newGroupId())
  expect(office.line.calls).toEqual([])
  await office.prisma.outboxJob.deleteMany()
})

test('marks a group that was left and takes it out of what is planned', async () => {
  const group = await office.makeGroup()
  const planned = await office.planMessage(group.lineGroupId)
  await office.leave(group.lineGroupId as never, at(10))
  expect(await office.group(group.lineGroupId)).toMatchObject({ state: 'left', leftAt: at(10) })
  expect(await planned.read()).toMatchObject({ state: 'skipped', reason: 'left' })
})

test('a group that lets the bot in again waits for approval again and is greeted again', async () => {
  const unit = await office.makeUnit()
  const group = await office.makeGroup({ unitId: unit.id })
  const groupId = group.lineGroupId as never
  await office.leave(groupId, at(10))
  expect(textOf(await office.join(groupId, at(20)))).toBe(greeting)
  expect(await office.group(groupId)).toMatchObject({
    state: 'pending',
    unitId: null,
    hasOutsiders: null,
    leftAt: null,
  })
})

test('a leave that arrives after a later join does not undo it', async () => {
  const groupId = newGroupId()
  await office.join(groupId, at(20))
  await office.leave(groupId, at(10))
  expect(await office.group(groupId)).toMatchObject({ state: 'pending', joinedAt: at(20) })
})

test('a join that arrives after a later leave does not bring the group back', async () => {
  const groupId = newGroupId()
  await office.leave(groupId, at(20))
  expect(await office.join(groupId, at(10))).toEqual([])
  expect(await office.group(groupId)).toMatchObject({ state: 'left' })
})

test('an approved group whose leave and rejoin arrive swapped waits for approval, as it would in order', async () => {
  const { lineGroupId } = await office.makeGroup()
  const planned = await office.planMessage(lineGroupId)
  await office.join(lineGroupId as never, at(20))
  expect(await office.group(lineGroupId)).toMatchObject({ state: 'approved' })
  await office.leave(lineGroupId as never, at(10))
  expect(await office.group(lineGroupId)).toMatchObject({ state: 'pending' })
  expect(await planned.read()).toMatchObject({ state: 'skipped' })
})

test('counts members again when somebody comes or goes, many at once as one question', async () => {
  const { lineGroupId } = await office.makeGroup()
  const members = new Set(['a', 'b'])
  office.line.groups.set(lineGroupId, { name: 'กลุ่ม', members })
  await office.prisma.outboxJob.deleteMany()
  await office.inGroup(lineGroupId as never, { type: 'memberJoined', userIds: [newUserId()] })
  await office.inGroup(lineGroupId as never, { type: 'memberLeft', userIds: [newUserId()] })
  const jobs = await office.outbox()
  expect(new Set(jobs.map((job) => job.jobId)).size).toBe(1)
  expect(jobs.every((job) => job.dueAt > office.clock.now())).toBe(true)
  office.clock.time = at(3700)
  await office.runJobs()
  expect(await office.group(lineGroupId)).toMatchObject({ memberCount: 2 })
})

test('a group nobody told us about is listed as soon as it shows itself', async () => {
  const groupId = newGroupId()
  await office.inGroup(groupId, { type: 'memberJoined', userIds: [] })
  expect(await office.group(groupId)).toMatchObject({ state: 'pending' })
})

test('answers a mention with what it is and how to add it, and says nothing else in a group', async () => {
  const { lineGroupId } = await office.makeGroup()
  const mention = { type: 'message', messageId: '1', messageType: 'text', text: '@บอต ของขวัญ', mentionsBot: true }
  const reply = await office.inGroup(lineGroupId as never, mention)
  expect(reply).toHaveLength(1)
  expect(textOf(reply)).toContain('เพิ่มเพื่อน')
  const ours = [
    'erase-ask',
    'unit-list',
    'notice',
    'help',
    'menu',
    'notice-ack?version=x',
    'erase-confirm?at=1',
    'unit-pick?code=x',
    'topic?name=today',
    'card?id=x',
    'search?page=1&words=x',
    'quiz',
    'quiz-pick?q=x&o=0',
    'settings',
    'my-data',
    'my-data-copy',
    'set-language?to=en',
  ]
  const source = { kind: 'group', groupId: lineGroupId, userId: newUserId() }
  for (const data of ours) {
    expect(await office.inGroup(lineGroupId as never, { source, type: 'postback', data, params: {} })).toEqual([])
  }
  expect(await office.inGroup(lineGroupId as never, { type: 'unsend', messageId: '1' })).toEqual([])
  expect(await office.inGroup(lineGroupId as never, { type: 'memberJoined', userIds: [newUserId()] })).toEqual([])
})

test('finds out that the bot is no longer in a group whose leave event never came', async () => {
  const group = await office.makeGroup()
  const planned = await office.planMessage(group.lineGroupId)
  await office.prisma.outboxJob.deleteMany()
  await office.database.transaction((tx) => office.audience.checkGroupLater(tx, group.lineGroupId))
  expect(await office.runJobs()).toEqual(['refresh-group'])
  expect(await office.group(group.lineGroupId)).toMatchObject({ state: 'left' })
  expect(await planned.read()).toMatchObject({ state: 'skipped', reason: 'left' })
})

test('does not believe an answer about a time before the bot was let in again', async () => {
  const group = await office.makeGroup()
  await office.database.transaction((tx) => office.audience.checkGroupLater(tx, group.lineGroupId))
  office.line.whileAsked = async () => {
    office.line.whileAsked = async () => {}
    await office.join(group.lineGroupId as never, at(30))
    await office.prisma.outboxJob.deleteMany()
  }
  await office.runJobs()
  expect(await office.group(group.lineGroupId)).toMatchObject({ state: 'approved', joinedAt: at(30) })
})

test('asks again later, from a row, when LINE is away', async () => {
  const groupId = newGroupId()
  office.line.groups.set(groupId, { name: 'มาช้า', members: new Set() })
  await office.prisma.outboxJob.deleteMany()
  await office.join(groupId)
  office.line.failures = [new LineUnreachable({ endpoint: 'GET', reason: 'no answer' })]
  await office.runJobs()
  expect(await office.outbox()).toMatchObject([{ job: 'refresh-group', payload: { tryCount: 1 }, dueAt: at(3605) }])
  office.clock.time = at(3605)
  await office.runJobs()
  expect(await office.group(groupId)).toMatchObject({ name: 'มาช้า' })
})

test('the sweeper finds groups and people whose job was lost, and asks about them once a minute', async () => {
  const groupId = newGroupId()
  await office.join(groupId, at(5000))
  const person = await office.prisma.staff.update({
    where: { id: (await office.makePerson()).id },
    data: { noticeAt: at(5000) },
  })
  await office.prisma.outboxJob.deleteMany()
  const [source] = office.audience.sweepSources
  office.clock.time = at(5061)
  const lost = await source!.findLost()
  expect(lost).toContainEqual({
    job: 'refresh-group',
    jobId: expect.any(String),
    payload: { groupId: (await office.group(groupId))!.id },
  })
  expect(lost).toContainEqual({ job: 'find-membership', jobId: expect.any(String), payload: { staffId: person.id } })
  office.clock.time = at(5063)
  expect(await source!.findLost()).toEqual([])
})
