import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lockPlanning } from '../../../../src/features/campaigns/recipient-repo.ts'
import { readAll } from '../../../support/read-all.ts'
import { until } from '../../../support/until.ts'
import { at, newUserId, type Office, openOffice, postbacksOf, textOf } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
beforeEach(() => {
  office.clock.time = at(3600)
})
afterAll(() => office.close())

const day = 86_400
async function isSomebodyWaiting(): Promise<boolean> {
  const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
  return (await office.database.pool.query(waiting)).rows.length > 0
}

const askFor = async (lineUserId: string, happenedAt = at()) =>
  postbacksOf(await office.text(lineUserId as never, 'ลบข้อมูลของฉัน', happenedAt))[0]!

test('erases a person who asks and confirms: row, plans and what they were sent; the record names nobody', async () => {
  const person = await office.makePerson({ state: 'registered' })
  const planned = await office.planMessage(person.lineUserId)
  const confirm = await askFor(person.lineUserId)
  expect(await office.person(person.lineUserId)).not.toBeNull()

  const reply = await office.tap(person.lineUserId as never, confirm, at(60))
  expect(textOf(reply)).toContain('ลบข้อมูลของท่านออกจากระบบแล้ว')
  expect(await office.person(person.lineUserId)).toBeNull()
  expect(await planned.read()).toMatchObject({ state: 'skipped', reason: 'erased', chatId: null })
  const entries = await office.prisma.auditEntry.findMany({ where: { action: 'staff.erase', subject: person.id } })
  expect(entries).toHaveLength(1)
  expect(entries[0]!.body).not.toContain(person.lineUserId)
})

test('asks again when the confirmation is older than ten minutes or not one of ours', async () => {
  const { lineUserId } = await office.makePerson()
  const confirm = await askFor(lineUserId)
  for (const [data, happenedAt] of [
    [confirm, at(601)],
    ['erase-confirm', at()],
    ['erase-confirm?at=x', at()],
    [confirm, at(-1)],
  ] as const) {
    const reply = await office.tap(lineUserId as never, data, happenedAt)
    expect(textOf(reply)).toContain('โปรดยืนยันอีกครั้ง')
    expect(postbacksOf(reply)[0]).toBe(`erase-confirm?at=${happenedAt.getTime()}`)
  }
  expect(await office.person(lineUserId)).not.toBeNull()
  await office.tap(lineUserId as never, confirm, at(600))
  expect(await office.person(lineUserId)).toBeNull()
})

test('a confirmation that arrives twice erases once', async () => {
  const person = await office.makePerson()
  const confirm = await askFor(person.lineUserId)
  await office.tap(person.lineUserId as never, confirm, at(5))
  expect(textOf(await office.tap(person.lineUserId as never, confirm, at(5)))).toContain('ไม่มีข้อมูลของท่าน')
  expect(await office.prisma.auditEntry.count({ where: { subject: person.id } })).toBe(1)
})

test('says so when there is nothing to erase', async () => {
  expect(textOf(await office.tap(newUserId(), 'erase-ask'))).toContain('ไม่มีข้อมูลของท่าน')
})

test('an erased person is a stranger: their next word is answered with the menu and not remembered', async () => {
  const { lineUserId } = await office.makePerson()
  await office.tap(lineUserId as never, await askFor(lineUserId), at(5))
  expect(postbacksOf(await office.text(lineUserId as never, 'สวัสดี', at(9)))).toContain('settings')
  expect(await office.person(lineUserId)).toBeNull()
})

test('the nightly keeper erases who blocked the account 30 days ago, and nobody sooner', async () => {
  const gone = await office.makePerson({ unfollowedAt: at(-30 * day) })
  const recent = await office.makePerson({ unfollowedAt: at(-30 * day + 1) })
  const staying = await office.makePerson()
  const planned = await office.planMessage(gone.lineUserId)
  const { name, apply } = office.audience.retention
  expect(name).not.toBe('')
  expect(await office.database.transaction((tx) => apply(tx, at()))).toBe(1)
  expect(await office.person(gone.lineUserId)).toBeNull()
  expect(await planned.read()).toMatchObject({ chatId: null })
  expect(await office.person(recent.lineUserId)).not.toBeNull()
  expect(await office.person(staying.lineUserId)).not.toBeNull()
  expect(await office.database.transaction((tx) => apply(tx, at()))).toBe(0)
  expect(await office.audit.verify()).toMatchObject({ firstBadSeq: null })
})

test('somebody erased while a run is being planned is taken out of the plan', async () => {
  const person = await office.makePerson({ state: 'registered' })
  const spec = { people: [person.id], via: 'groups' as const }
  let erased: Promise<unknown> | undefined
  const recipientId = await office.database.transaction(async (tx) => {
    await lockPlanning(tx)
    const members = await readAll(office.audience.readAudience(tx, spec))
    expect(members).toHaveLength(1)
    const confirm = await askFor(person.lineUserId)
    // Waits for the plan, holding its own row.
    let isDone = false
    erased = office.tap(person.lineUserId as never, confirm, at(5)).finally(() => {
      isDone = true
    })
    await until(async () => isDone || (await isSomebodyWaiting()), { withinMs: 5000 })
    const campaign = await tx.campaign.create({
      data: { name: 'x', messages: [], audience: {}, schedule: {}, authorId: 'o' },
    })
    const run = await tx.run.create({ data: { campaignId: campaign.id, scheduledFor: at(), dueAt: at() } })
    const delivery = await tx.delivery.create({
      data: { runId: run.id, endpoint: 'push', retryKey: crypto.randomUUID() },
    })
    const made = await tx.recipient.create({
      data: { runId: run.id, kind: 'person', chatId: person.lineUserId, deliveryId: delivery.id },
    })
    return made.id
  })
  await erased
  const recipient = await office.prisma.recipient.findUniqueOrThrow({ where: { id: recipientId } })
  expect(recipient).toMatchObject({ state: 'skipped', chatId: null })
})
