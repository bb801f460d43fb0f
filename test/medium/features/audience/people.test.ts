import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newInviteCode } from '../../../../src/features/audience/invite-code.ts'
import { noticeVersion } from '../../../../src/features/audience/notice.ts'
import type { OutgoingMessage } from '../../../../src/line/messages/outgoing-message.ts'
import { agency, at, newUserId, type Office, openOffice, postbacksOf, textOf, welcomeButtons } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
beforeEach(() => {
  office.clock.time = at(3600)
})
afterAll(() => office.close())

const follow = (userId: ReturnType<typeof newUserId>, happenedAt = at(), more = {}) =>
  office.from(userId, { type: 'follow', isUnblocked: false, happenedAt, ...more })
const unfollow = (userId: ReturnType<typeof newUserId>, happenedAt = at()) =>
  office.from(userId, { type: 'unfollow', happenedAt })
const acknowledge = (userId: ReturnType<typeof newUserId>, version = noticeVersion, happenedAt = at(1)) =>
  office.tap(userId, `notice-ack?version=${version}`, happenedAt)

test('welcomes a new follower once, with the notice and its button', async () => {
  const userId = newUserId()
  const reply = await follow(userId)
  expect(textOf(reply)).toContain('http://localhost:3000/privacy')
  expect(textOf(reply)).toContain(agency)
  expect(postbacksOf(reply)).toEqual(welcomeButtons)
  expect(await office.person(userId)).toMatchObject({ state: 'guest', noticeVersion: null, displayName: null })
  expect(await follow(userId, at(), { isRedelivery: true })).toEqual([])
})

test('a block takes the person out of what is planned; following again lifts it and keeps what they were', async () => {
  const unit = await office.makeUnit()
  const person = await office.makePerson({ state: 'registered', unitId: unit.id })
  const userId = person.lineUserId as never
  const planned = await office.planMessage(userId)
  await unfollow(userId, at(10))
  expect(await office.person(userId)).toMatchObject({ unfollowedAt: at(10) })
  expect(await planned.read()).toMatchObject({ state: 'skipped', reason: 'blocked' })
  await follow(userId, at(20))
  expect(await office.person(userId)).toMatchObject({ unfollowedAt: null, state: 'registered', unitId: unit.id })
})

test('follow and block that arrive out of order end as they happened', async () => {
  const userId = newUserId()
  await follow(userId, at())
  await follow(userId, at(20))
  await unfollow(userId, at(10))
  expect(await office.person(userId)).toMatchObject({ unfollowedAt: null })
  await unfollow(userId, at(40))
  expect(await follow(userId, at(30))).toEqual([])
  expect(await office.person(userId)).toMatchObject({ unfollowedAt: at(40) })
})

test('keeps nothing about somebody it does not know who blocks it', async () => {
  const userId = newUserId()
  await unfollow(userId)
  expect(await office.person(userId)).toBeNull()
})

test('remembers which notice was acknowledged and offers code or unit as the next step', async () => {
  const unit = await office.makeUnit('กองขับเคลื่อนรัฐบาลดิจิทัล')
  const userId = newUserId()
  await follow(userId)
  await office.prisma.outboxJob.deleteMany()
  const reply = await acknowledge(userId)
  expect(await office.person(userId)).toMatchObject({ noticeVersion, noticeAt: at(1), state: 'guest' })
  expect(textOf(reply)).toContain('โปรดพิมพ์รหัสเชิญ')
  expect(postbacksOf(reply)).toContain(`unit-pick?code=${unit.code}`)
  expect(await office.outbox()).toMatchObject([{ job: 'find-membership' }])
})

test('shows the notice in force to somebody who acknowledges an older one', async () => {
  const userId = newUserId()
  await follow(userId)
  const reply = await acknowledge(userId, '2020-01-01')
  expect(postbacksOf(reply)).toEqual(welcomeButtons)
  expect(await office.person(userId)).toMatchObject({ noticeVersion: null })
})

test('tells a registered person where they belong when they acknowledge a new notice', async () => {
  const unit = await office.makeUnit('กองกลาง')
  const { lineUserId } = await office.makePerson({ state: 'registered', unitId: unit.id, noticeVersion: 'old' })
  expect(textOf(await acknowledge(lineUserId as never))).toContain('กองกลาง')
  expect(await office.person(lineUserId)).toMatchObject({ state: 'registered', noticeVersion })
})

test('a picked unit waits for an officer, and the words say so', async () => {
  const unit = await office.makeUnit('กองยุทธศาสตร์')
  const { lineUserId } = await office.makePerson()
  const reply = await office.tap(lineUserId as never, `unit-pick?code=${unit.code}`)
  expect(textOf(reply)).toMatch(/กองยุทธศาสตร์.*เจ้าหน้าที่จะตรวจสอบ.*รหัสเชิญ/)
  expect(await office.person(lineUserId)).toMatchObject({ state: 'pending', unitId: unit.id })
})

test('picking does not move somebody who is registered in a unit', async () => {
  const [own, other] = [await office.makeUnit('กองเดิม'), await office.makeUnit('กองอื่น')]
  const { lineUserId } = await office.makePerson({ state: 'registered', unitId: own.id })
  expect(textOf(await office.tap(lineUserId as never, `unit-pick?code=${other.code}`))).toContain('กองเดิม')
  expect(await office.person(lineUserId)).toMatchObject({ state: 'registered', unitId: own.id })
})

test('whoever is registered in a unit is told at once how to move, and is offered no unit that they cannot choose', async () => {
  const own = await office.makeUnit('กองเดิม')
  const { lineUserId } = await office.makePerson({ state: 'registered', unitId: own.id })
  for (const reply of [
    await office.tap(lineUserId as never, 'unit-list'),
    await office.text(lineUserId as never, 'เลือกหน่วยงาน'),
    await office.tap(lineUserId as never, 'unit-pick?code=gone'),
  ]) {
    expect(textOf(reply)).toContain('ท่านลงทะเบียนกับกองเดิมอยู่แล้ว')
    expect(textOf(reply)).toContain('โปรดขอรหัสเชิญจากผู้ประสานงานของหน่วยงานใหม่')
    expect(postbacksOf(reply)).toEqual(['menu', 'settings'])
  }
})

test.each(['guest', 'pending', 'registered'] as const)(
  'a person without a unit, %s, is shown the list with a way to the menu at its end',
  async (state) => {
    const unit = await office.makeUnit()
    const { lineUserId } = await office.makePerson({ state })
    const buttons = postbacksOf(await office.tap(lineUserId as never, 'unit-list'))
    expect(buttons).toContain(`unit-pick?code=${unit.code}`)
    expect(buttons.at(-1)).toBe('menu')
  },
)

test('somebody known as staff from a group without a unit says themselves where they work', async () => {
  const unit = await office.makeUnit()
  const { lineUserId } = await office.makePerson({ state: 'registered' })
  await office.tap(lineUserId as never, `unit-pick?code=${unit.code}`)
  expect(await office.person(lineUserId)).toMatchObject({ state: 'registered', unitId: unit.id })
})

test('takes no unit and shows none before the notice is acknowledged', async () => {
  const unit = await office.makeUnit()
  const userId = newUserId()
  for (const reply of [
    await office.tap(userId, `unit-pick?code=${unit.code}`),
    await office.text(userId, 'เลือกหน่วยงาน'),
  ]) {
    expect(postbacksOf(reply)).toEqual(welcomeButtons)
  }
  expect(await office.person(userId)).toBeNull()
})

test('somebody who acknowledged an older notice reads the one in force before their unit or code is taken', async () => {
  const unit = await office.makeUnit()
  const invite = await office.makeInvite(unit.id, { code: newInviteCode() })
  const { lineUserId } = await office.makePerson({ noticeVersion: 'old' })
  const replies = [
    await office.tap(lineUserId as never, `unit-pick?code=${unit.code}`),
    await office.text(lineUserId as never, invite.code),
  ]
  for (const reply of replies) expect(postbacksOf(reply)).toEqual(welcomeButtons)
  expect(await office.person(lineUserId)).toMatchObject({ state: 'guest', unitId: null, noticeVersion: 'old' })
})

test('a unit that is gone is not picked', async () => {
  const { lineUserId } = await office.makePerson()
  expect(textOf(await office.tap(lineUserId as never, 'unit-pick?code=gone'))).toContain('ไม่พบหน่วยงานนี้')
  expect(await office.person(lineUserId)).toMatchObject({ state: 'guest', unitId: null })
})

test('an unsent message needs nothing undone and counts as handled', async () => {
  expect(await office.from(newUserId(), { type: 'unsend', messageId: '1' })).toEqual([])
})

describe('once a year', () => {
  const years = (count: number) => at(count * 365 * 86_400)
  const asked = (reply: OutgoingMessage[]) => textOf(reply).includes('ใช่หรือไม่')

  test('a person is asked with the menu whether they still work there, and a yes holds for another year', async () => {
    const unit = await office.makeUnit()
    const { lineUserId } = await office.makePerson({ state: 'registered', unitId: unit.id })
    office.clock.time = new Date(years(1).getTime() - 1000)
    expect(asked(await office.text(lineUserId as never, 'เมนู'))).toBe(false)
    office.clock.time = years(1)
    const reply = await office.text(lineUserId as never, 'เมนู')
    expect(textOf(reply)).toContain(`ท่านยังปฏิบัติงานที่${unit.nameTh}ใช่หรือไม่`)
    const yes = postbacksOf(reply).find((data) => data.startsWith('unit-same'))!
    expect(textOf(await office.tap(lineUserId as never, yes))).toContain(`ยังปฏิบัติงานที่${unit.nameTh}แล้ว`)
    expect(asked(await office.text(lineUserId as never, 'เมนู'))).toBe(false)
    office.clock.time = years(2)
    expect(asked(await office.text(lineUserId as never, 'เมนู'))).toBe(true)
  })

  test('a no stops what is for that unit until the new one is known; the old button then changes nothing', async () => {
    const [unit, next] = [await office.makeUnit(), await office.makeUnit()]
    const { id, lineUserId } = await office.makePerson({ state: 'registered', unitId: unit.id })
    office.clock.time = years(1)
    const buttons = postbacksOf(await office.text(lineUserId as never, 'เมนู'))
    const no = buttons.find((data) => data.startsWith('unit-other'))!
    const yes = buttons.find((data) => data.startsWith('unit-same'))!
    const reply = await office.tap(lineUserId as never, no)
    expect(await office.person(lineUserId)).toMatchObject({ state: 'pending', unitId: null })
    expect(postbacksOf(reply).some((data) => data.includes(next.code))).toBe(true)
    const entries = await office.prisma.auditEntry.findMany({ where: { subject: id } })
    expect(entries).toMatchObject([{ action: 'staff.left-unit', actorId: null }])
    for (const old of [yes, no]) expect(textOf(await office.tap(lineUserId as never, old))).toContain('ไม่มีสิ่งใดเปลี่ยน')
    expect(await office.person(lineUserId)).toMatchObject({ state: 'pending', unitId: null })
    const code = newInviteCode()
    await office.makeInvite(next.id, { code, expiresAt: years(2) })
    await office.text(lineUserId as never, code)
    expect(await office.person(lineUserId)).toMatchObject({
      state: 'registered',
      unitId: next.id,
      unitConfirmedAt: years(1),
    })
  })

  test('nobody is asked who is not registered, has no unit, or has a notice to read first', async () => {
    const unit = await office.makeUnit()
    const people = [
      await office.makePerson({ state: 'pending', unitId: unit.id }),
      await office.makePerson({ state: 'registered' }),
      await office.makePerson({ state: 'registered', unitId: unit.id, noticeVersion: 'older' }),
    ]
    office.clock.time = years(1)
    for (const { lineUserId } of people) expect(asked(await office.text(lineUserId as never, 'เมนู'))).toBe(false)
  })
})
