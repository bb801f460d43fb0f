import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newInviteCode } from '../../../../src/features/audience/invite-code.ts'
import { at, newUserId, type Office, openOffice, postbacksOf, textOf, welcomeButtons } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
beforeEach(() => {
  office.clock.time = at(3600)
})
afterAll(() => office.close())

const readUse = async (id: string) => (await office.prisma.inviteCode.findUniqueOrThrow({ where: { id } })).useCount

test('a typed code registers the person with its unit and counts one use', async () => {
  const unit = await office.makeUnit('กองนวัตกรรม')
  const code = newInviteCode()
  const invite = await office.makeInvite(unit.id, { code })
  const person = await office.makePerson()
  const reply = await office.text(person.lineUserId as never, ` ${code.toLowerCase().replaceAll('-', ' ')} `)
  expect(textOf(reply)).toContain('ลงทะเบียนกับกองนวัตกรรมแล้ว')
  expect(await office.person(person.lineUserId)).toMatchObject({ state: 'registered', unitId: unit.id })
  expect(await readUse(invite.id)).toBe(1)
  const entry = await office.prisma.auditEntry.findFirst({ where: { subject: person.id } })
  expect(entry).toMatchObject({ action: 'staff.register', actorId: null })
  expect(entry!.body).not.toContain(person.lineUserId)
})

test('the same code typed again by the same person takes no second use', async () => {
  const unit = await office.makeUnit()
  const code = newInviteCode()
  const invite = await office.makeInvite(unit.id, { code })
  const { lineUserId } = await office.makePerson()
  await office.text(lineUserId as never, code)
  expect(textOf(await office.text(lineUserId as never, code))).toContain('อยู่แล้ว')
  expect(await readUse(invite.id)).toBe(1)
})

test('a code makes a pending person registered at once, and moves a registered one', async () => {
  const [before, after] = [await office.makeUnit(), await office.makeUnit()]
  const code = newInviteCode()
  await office.makeInvite(after.id, { code })
  for (const state of ['pending', 'registered'] as const) {
    const { lineUserId } = await office.makePerson({ state, unitId: before.id })
    await office.text(lineUserId as never, code)
    expect(await office.person(lineUserId)).toMatchObject({ state: 'registered', unitId: after.id })
  }
})

test('shows the notice first to somebody who has not acknowledged it, and remembers nothing', async () => {
  const unit = await office.makeUnit()
  const code = newInviteCode()
  const invite = await office.makeInvite(unit.id, { code })
  const userId = newUserId()
  const reply = await office.text(userId, code)
  expect(postbacksOf(reply)).toEqual(welcomeButtons)
  expect(await office.person(userId)).toBeNull()
  expect(await readUse(invite.id)).toBe(0)
})

test('says of each useless code what is wrong with it', async () => {
  const unit = await office.makeUnit()
  const { lineUserId } = await office.makePerson()
  const cases = [
    [{ expiresAt: at(3600) }, 'หมดอายุแล้ว'],
    [{ useLimit: 0 }, 'ใช้ครบจำนวนแล้ว'],
    [{ revokedAt: at() }, 'ถูกยกเลิกแล้ว'],
  ] as const
  for (const [invite, said] of cases) {
    const code = newInviteCode()
    await office.makeInvite(unit.id, { code, ...invite })
    expect(textOf(await office.text(lineUserId as never, code))).toContain(said)
  }
  expect(textOf(await office.text(lineUserId as never, newInviteCode()))).toContain('ไม่พบรหัสเชิญนี้')
  expect(textOf(await office.text(lineUserId as never, 'SJ-ABCD-EF'))).toContain('ไม่พบรหัสเชิญนี้')
  expect(await office.person(lineUserId)).toMatchObject({ state: 'guest' })
})

test('twenty people at once use a code for five exactly five times', async () => {
  const unit = await office.makeUnit()
  const code = newInviteCode()
  const invite = await office.makeInvite(unit.id, { code, useLimit: 5 })
  const people = await Promise.all(Array.from({ length: 20 }, () => office.makePerson()))
  const replies: string[] = []
  for (let first = 0; first < people.length; first += 10) {
    const ten = people.slice(first, first + 10).map(({ lineUserId }) => office.text(lineUserId as never, code))
    replies.push(...(await Promise.all(ten)).map(textOf))
  }
  expect(replies.filter((reply) => reply.includes('ลงทะเบียนกับ'))).toHaveLength(5)
  expect(replies.filter((reply) => reply.includes('ใช้ครบจำนวนแล้ว'))).toHaveLength(15)
  expect(await office.prisma.staff.count({ where: { unitId: unit.id } })).toBe(5)
  expect(await readUse(invite.id)).toBe(5)
})

test('after ten wrong codes in an hour not even a right one is looked at, for that person alone', async () => {
  const unit = await office.makeUnit()
  const code = newInviteCode()
  await office.makeInvite(unit.id, { code })
  const [guesser, other] = [await office.makePerson(), await office.makePerson()]
  for (let count = 0; count < 10; count += 1) {
    expect(textOf(await office.text(guesser.lineUserId as never, newInviteCode()))).toContain('ไม่พบรหัสเชิญนี้')
  }
  expect(textOf(await office.text(guesser.lineUserId as never, code))).toContain('โปรดลองใหม่ภายหลัง')
  expect(await office.person(guesser.lineUserId)).toMatchObject({ state: 'guest' })
  expect(textOf(await office.text(other.lineUserId as never, code))).toContain('ลงทะเบียนกับ')
})
