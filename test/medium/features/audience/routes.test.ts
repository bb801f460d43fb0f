import { call } from '@orpc/server'
import express from 'express'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Role } from '../../../../src/contracts/roles.ts'
import { noticeVersion } from '../../../../src/features/audience/notice.ts'
import type { ApiContext } from '../../../../src/platform/http/api-context.ts'
import { createWriting } from '../../../../src/platform/http/api-guards.ts'
import { agency, at, type Office, openOffice } from './office.ts'

let office: Office
let api: Awaited<ReturnType<Office['audience']['routes']>>
beforeAll(async () => {
  office = await openOffice()
  api = await office.audience.routes(createWriting(office.database))
})
beforeEach(() => {
  office.clock.time = at(3600)
})
afterAll(() => office.close())

const as = (role: Role, idempotency?: ApiContext['idempotency'], userId = `${role}-1`): { context: ApiContext } => ({
  context: {
    requestId: 'r',
    route: 'GET /',
    locale: 'th',
    address: '127.0.0.1',
    actor: { userId, role, via: 'token' },
    tx: office.prisma,
    listPrincipals: async () => [],
    idempotency,
  },
})
const owner = () => as('owner')
const audited = (subject: string) => office.prisma.auditEntry.findMany({ where: { subject }, orderBy: { seq: 'asc' } })
const nobody = crypto.randomUUID()

test('approves a pending group as staff-only unless told otherwise, with its unit, audited, and looks for its members', async () => {
  const unit = await office.makeUnit()
  const group = await office.prisma.group.update({
    where: { id: (await office.makeGroup({ state: 'pending' })).id },
    data: { hasOutsiders: null },
  })
  const shown = await call(api.groups.approve, { id: group.id, unitId: unit.id }, owner())
  expect(shown).toMatchObject({
    state: 'approved',
    hasOutsiders: false,
    unitId: unit.id,
    lineGroupId: group.lineGroupId,
  })
  expect(await audited(group.id)).toMatchObject([{ action: 'group.approve', actorId: 'owner-1' }])
  expect(await office.outbox()).toMatchObject([{ job: 'find-memberships', payload: { groupId: group.id } }])
  await office.prisma.outboxJob.deleteMany()
})

test('a group that turns out to have outsiders is taken out of what was planned for staff', async () => {
  const group = await office.makeGroup({ hasOutsiders: false })
  const planned = await office.planMessage(group.lineGroupId)
  expect(await call(api.groups.approve, { id: group.id, outsiders: true }, owner())).toMatchObject({
    hasOutsiders: true,
  })
  expect(await planned.read()).toMatchObject({ state: 'skipped', reason: 'outsiders' })
  expect(await office.outbox()).toEqual([])
})

test('changes the unit and the outsiders of an approved group, which stays approved since then, each change audited', async () => {
  const unit = await office.makeUnit()
  const group = await office.makeGroup({ hasOutsiders: false, unitId: unit.id })
  const changed = await call(api.groups.approve, { id: group.id, unitId: null, outsiders: true }, owner())
  expect(changed).toMatchObject({ state: 'approved', unitId: null, hasOutsiders: true })
  expect((await office.group(group.lineGroupId))?.approvedAt).toEqual(group.approvedAt)
  await call(api.groups.approve, { id: group.id, outsiders: true }, owner()) // a unit left out stays
  expect(await call(api.groups.approve, { id: group.id, unitId: unit.id, outsiders: false }, owner())).toMatchObject({
    unitId: unit.id,
    hasOutsiders: false,
  })
  const entries = await audited(group.id)
  expect(entries.map(({ action }) => action)).toEqual(['group.update', 'group.update', 'group.update'])
  expect(JSON.parse(entries[0]?.body ?? '')).toMatchObject({ data: { outsiders: true, unitId: null } })
  await office.prisma.outboxJob.deleteMany()
})

test('approves neither a group that was left, nor one for a unit that is none, nor for an editor', async () => {
  const left = await office.makeGroup({ state: 'left' })
  const group = await office.makeGroup({ state: 'pending' })
  await expect(call(api.groups.approve, { id: left.id }, owner())).rejects.toMatchObject({ code: 'WRONG_STATE' })
  await expect(call(api.groups.approve, { id: nobody }, owner())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(call(api.groups.approve, { id: group.id, unitId: nobody }, owner())).rejects.toMatchObject({
    code: 'AUDIENCE_UNKNOWN',
  })
  await expect(call(api.groups.approve, { id: group.id }, as('approver'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect((await office.group(group.lineGroupId))!.state).toBe('pending')
})

test('lists groups newest first, page by page and by state', async () => {
  await office.prisma.group.deleteMany()
  const ids: string[] = []
  for (const state of ['approved', 'pending', 'pending'] as const) ids.unshift((await office.makeGroup({ state })).id)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await call(api.groups.list, { limit: 2, ...(cursor && { cursor }) }, as('viewer'))
    seen.push(...page.items.map((group) => group.id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen.toSorted()).toEqual(ids.toSorted())
  expect((await call(api.groups.list, { state: 'pending' }, as('viewer'))).items).toHaveLength(2)
})

test('makes units with a code of their own and counts whom they reach', async () => {
  const unit = await call(api.units.create, { code: 'new-unit', nameTh: 'กองใหม่', kind: 'กอง' }, owner())
  await expect(
    call(api.units.create, { code: 'new-unit', nameTh: 'กองซ้ำ', kind: 'กอง' }, owner()),
  ).rejects.toMatchObject({
    code: 'UNIT_CODE_TAKEN',
    status: 409,
  })
  await office.makeGroup({ unitId: unit.id })
  await office.makeGroup({ unitId: unit.id, state: 'left' })
  await office.makePerson({ unitId: unit.id, state: 'registered' })
  await office.makePerson({ unitId: unit.id, state: 'pending' })
  await office.makePerson({ unitId: unit.id, state: 'registered', unfollowedAt: at() })
  const { items } = await call(api.units.list, { limit: 200 }, as('viewer'))
  expect(items.find(({ id }) => id === unit.id)).toEqual({ ...unit, staffCount: 1, groupCount: 1 })
  expect(await audited(unit.id)).toMatchObject([{ action: 'unit.create' }])
})

test('makes an invite code with its address and QR, lists it, and ends it', async () => {
  const unit = await office.makeUnit()
  const made = await call(api.units.createInvite, { id: unit.id, expiresInDays: 7, useLimit: 3 }, owner())
  expect(made.code).toMatch(/^SJ-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/)
  expect(made.addUrl).toBe(`https://line.me/R/oaMessage/%40012abcde/?${made.code}`)
  expect(made.qrSvg).toMatch(/^<svg/)
  expect(made.expiresAt).toBe(at(3600 + 7 * 86_400).toISOString())
  expect((await call(api.units.listInvites, { id: unit.id }, owner())).items).toEqual([made])

  const person = await office.makePerson()
  expect(await call(api.units.revokeInvite, { id: made.id }, owner())).toMatchObject({
    revokedAt: at(3600).toISOString(),
    addUrl: '',
    qrSvg: '',
  })
  await office.text(person.lineUserId as never, made.code)
  expect(await office.person(person.lineUserId)).toMatchObject({ state: 'guest' })
  expect((await audited(made.id)).map(({ action }) => action)).toEqual(['invite.create', 'invite.revoke'])
  expect(
    JSON.stringify(await audited(made.id), (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(made.code)
})

test('asks LINE for the account once, and never in a transaction', async () => {
  const other = await openOffice()
  try {
    const routes = await other.audience.routes(createWriting(other.database))
    const unit = await other.makeUnit()
    const open: unknown[] = []
    other.line.whileAsked = async () => {
      const idle = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'"
      open.push(...(await other.database.pool.query(idle)).rows)
    }
    const context = { ...owner().context, tx: other.prisma }
    const key = { key: 'k1', requestHash: 'a'.repeat(64) }
    const first = await call(routes.units.createInvite, { id: unit.id }, { context: { ...context, idempotency: key } })
    const again = await call(routes.units.createInvite, { id: unit.id }, { context: { ...context, idempotency: key } })
    expect(again).toEqual(first)
    expect(other.line.calls).toEqual(['bot'])
    expect(open).toEqual([])
    expect(await other.prisma.inviteCode.count()).toBe(1)
  } finally {
    await other.close()
  }
})

test('an unknown unit or invite is not found', async () => {
  await expect(call(api.units.listInvites, { id: nobody }, owner())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(call(api.units.createInvite, { id: nobody }, owner())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(call(api.units.revokeInvite, { id: nobody }, owner())).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('shows of people what the contract names and no LINE id, to owners only, and records each look', async () => {
  const unit = await office.makeUnit()
  const person = await office.makePerson({ state: 'pending', unitId: unit.id, unfollowedAt: at() })
  const before = await office.prisma.auditEntry.count({ where: { action: 'staff.list' } })
  const { items } = await call(api.staff.list, { unitId: unit.id }, owner())
  expect(items).toEqual([
    {
      id: person.id,
      displayName: null,
      state: 'pending',
      unitId: unit.id,
      unitConfirmedAt: null,
      noticeVersion,
      joinedAt: at().toISOString(),
      isBlocked: true,
    },
  ])
  const looks = await office.prisma.auditEntry.findMany({ where: { action: 'staff.list' }, orderBy: { seq: 'asc' } })
  expect(looks).toHaveLength(before + 1)
  expect(looks.at(-1)).toMatchObject({ actorId: 'owner-1' })
  for (const role of ['viewer', 'editor', 'approver', 'coordinator'] as const) {
    await expect(call(api.staff.list, {}, as(role))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
})

test('a coordinator sees one unit, gives out its codes, and finds no other', async () => {
  const [own, other] = [await office.makeUnit(), await office.makeUnit()]
  const { id: userId } = await office.prisma.user.create({
    data: { id: 'c-1', name: 'ผู้ประสานงาน', email: 'c@office.example', role: 'coordinator', unitId: own.id },
  })
  const coordinator = as('coordinator', undefined, userId)
  const theirs = await call(api.units.createInvite, { id: other.id }, owner())
  expect((await call(api.units.list, {}, coordinator)).items).toMatchObject([{ id: own.id }])
  const made = await call(api.units.createInvite, { id: own.id }, coordinator)
  expect((await call(api.units.listInvites, { id: own.id }, coordinator)).items).toMatchObject([{ id: made.id }])
  for (const refuse of [
    () => call(api.units.listInvites, { id: other.id }, coordinator),
    () => call(api.units.createInvite, { id: other.id }, coordinator),
    () => call(api.units.revokeInvite, { id: theirs.id }, coordinator),
  ]) {
    await expect(refuse()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  await office.prisma.user.update({ where: { id: userId }, data: { unitId: null } })
  expect((await call(api.units.list, {}, coordinator)).items).toEqual([])
})

test('confirms a pending person and nobody else', async () => {
  const unit = await office.makeUnit()
  const pending = await office.makePerson({ state: 'pending', unitId: unit.id })
  const confirm = (id: string, unitId = unit.id) => call(api.staff.confirm, { id, unitId }, owner())
  // Picked after the owner had opened the list.
  const later = await office.makeUnit()
  await expect(confirm(pending.id, later.id)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' })
  const nowhere = await office.makePerson({ state: 'pending' })
  await expect(confirm(nowhere.id)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' })
  expect(await confirm(pending.id)).toMatchObject({
    state: 'registered',
    unitId: unit.id,
  })
  expect(await audited(pending.id)).toMatchObject([{ action: 'staff.confirm', actorId: 'owner-1' }])
  for (const { id } of [pending, await office.makePerson()]) {
    await expect(confirm(id)).rejects.toMatchObject({ code: 'WRONG_STATE' })
  }
})

test('erases a person from the console as the person could, named by who did it', async () => {
  const person = await office.makePerson({ state: 'registered' })
  const planned = await office.planMessage(person.lineUserId)
  expect(await call(api.staff.erase, { id: person.id }, owner())).toEqual({ erased: true })
  expect(await office.person(person.lineUserId)).toBeNull()
  expect(await planned.read()).toMatchObject({ state: 'skipped', chatId: null })
  expect(await audited(person.id)).toMatchObject([{ action: 'staff.erase', actorId: 'owner-1' }])
  await expect(call(api.staff.erase, { id: person.id }, owner())).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('serves the notice at /privacy, in Thai, and in English when asked', async () => {
  const server = express().use(office.audience.pages).listen(0, '127.0.0.1')
  try {
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const read = async (query: string) => (await fetch(`http://127.0.0.1:${port}/privacy${query}`)).text()
    expect(await read('')).toContain(`ผู้ควบคุมข้อมูลส่วนบุคคล: ${agency}`)
    expect(await read('?lang=en')).toContain('Privacy notice')
    expect(await read('?lang=xx&lang=en')).toContain('ประกาศความเป็นส่วนตัว')
  } finally {
    server.close()
  }
})

test('gives an owner a copy about a person, without what nobody else sees of them, and notes it', async () => {
  const unit = await office.makeUnit()
  const person = await office.makePerson({ unitId: unit.id, state: 'registered' })
  await office.planMessage(person.lineUserId)
  const copy = await call(api.staff.export, { id: person.id }, owner())
  expect(copy).toMatchObject({
    state: 'registered',
    unit: unit.nameTh,
    messageCount: 1,
    copiedAt: at(3600).toISOString(),
  })
  expect(Object.keys(copy).filter((key) => /quiz|muted|quiet|language|lineUserId/i.test(key))).toEqual([])
  expect(JSON.stringify(copy)).not.toContain(person.lineUserId)
  expect(await audited(person.id)).toMatchObject([{ action: 'staff.export', actorId: 'owner-1' }])
  await expect(call(api.staff.export, { id: nobody }, owner())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(call(api.staff.export, { id: person.id }, as('approver'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('tells when a card last reached a group, not when one was planned', async () => {
  const group = await office.makeGroup({ state: 'approved' })
  const shown = async () => {
    const { items } = await call(api.groups.list, { limit: 200 }, as('viewer'))
    return items.find(({ id }) => id === group.id)?.lastSentAt
  }
  const planned = await office.planMessage(group.lineGroupId)
  expect(await shown()).toBeNull()
  const { id, deliveryId } = await planned.read()
  await office.prisma.delivery.update({ where: { id: deliveryId! }, data: { state: 'accepted', finishedAt: at(60) } })
  await office.prisma.recipient.update({ where: { id }, data: { state: 'accepted' } })
  expect(await shown()).toBe(at(60).toISOString())
})
