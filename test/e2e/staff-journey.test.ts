import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const agency = 'สำนักงาน ก.พ.ร.'
const greeting = `บอตสุจริตส่งการ์ดความรู้และแบบสำรวจของ${agency} ไม่บันทึกข้อความที่สนทนากันในกลุ่มนี้ และจะตอบเมื่อมีผู้เรียกชื่อบอตเท่านั้น`
const budgetCard = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../flex-templates/budget-summary.sample.json'), 'utf8'),
)

type Group = { id: string; lineGroupId: string; name: string; state: string; memberCount: number }
type Person = { id: string; state: string; unitId: string | null; displayName: string | null; isBlocked: boolean }

let system: System
let sender: Sender
let owner: ReturnType<System['api']>
let unitId: string

beforeAll(async () => {
  system = await createSystem()
  await system.start().ready()
  const [ownerToken, made] = await Promise.all([system.createToken('owner'), createSender(system)])
  sender = made
  owner = system.api(ownerToken)
  const unit = await owner.post('/units', { code: 'journey', nameTh: 'กองทดสอบเส้นทาง', kind: 'กอง' })
  expect(unit).toMatchObject({ status: 201 })
  unitId = unit.body.id
})
afterAll(() => system.dispose())

async function makePerson(displayName: string): Promise<string> {
  return ((await system.sim.post('/_sim/users', { displayName })) as { userId: string }).userId
}

/** A new group of these people that lets the bot in. */
async function makeGroup(groupName: string, memberIds: string[]): Promise<Group> {
  const { groupId } = (await system.sim.post('/_sim/groups', { groupName, memberIds })) as { groupId: string }
  return until(() => findGroup(groupId), { withinMs: 20_000, what: `the group ${groupName} in the API` })
}

async function findGroup(lineGroupId: string): Promise<Group | undefined> {
  const items = (await owner.get('/groups?limit=100')).body.items as Group[]
  return items.find((group) => group.lineGroupId === lineGroupId && group.name !== null)
}

/** What the bot said in a chat, oldest first; with `count` once there is that much. */
async function said(chatId: string, count = 0): Promise<string[]> {
  return until(
    async () => {
      const messages = (await system.sim.messages(chatId)).filter(({ from }) => from === 'bot')
      const texts = messages.map(({ message }) => message.text ?? message.altText ?? '')
      return texts.length >= count ? texts : undefined
    },
    { withinMs: 20_000, what: `${count} messages in ${chatId}` },
  )
}

async function type(userId: string, text: string): Promise<string> {
  const before = (await said(userId)).length
  await system.sim.act({ type: 'message', userId, text })
  return (await said(userId, before + 1))[before] as string
}

/** Follows and taps รับทราบ on the welcome card. */
async function welcome(userId: string): Promise<void> {
  await system.sim.act({ type: 'follow', userId })
  await said(userId, 1)
  const card = JSON.stringify((await system.sim.ledger()).find((item) => item.to === userId)?.messages)
  const data = /"data":"([^"]*notice-ack[^"]*)"/.exec(card)?.[1]
  await system.sim.act({ type: 'postback', userId, data, displayText: 'รับทราบ' })
  expect((await said(userId, 2))[1]).toContain('บันทึกการรับทราบแล้ว')
}

async function findPerson(displayName: string): Promise<Person | undefined> {
  const items = (await owner.get('/staff?limit=100')).body.items as Person[]
  return items.find((person) => person.displayName === displayName)
}

const registered = (displayName: string) =>
  until(async () => ((await findPerson(displayName))?.state === 'registered' ? findPerson(displayName) : undefined), {
    withinMs: 20_000,
    what: `${displayName} registered`,
  })

describe('a group', () => {
  test('lets the bot in: it says once what it is, and the group waits for approval', async () => {
    const member = await makePerson('สมาชิกกลุ่มใหม่')
    const group = await makeGroup('กลุ่มใหม่', [member])
    expect(group).toMatchObject({ state: 'pending', memberCount: 1, name: 'กลุ่มใหม่' })
    expect(await said(group.lineGroupId, 1)).toEqual([greeting])
    await system.sim.act({ type: 'message', userId: member, groupId: group.lineGroupId, text: 'คุยกันเองในกลุ่ม' })
    const answered = await owner.post(`/groups/${group.id}/approve`, { unitId })
    expect(answered).toMatchObject({ status: 200, body: { state: 'approved', hasOutsiders: false, unitId } })
    expect(await said(group.lineGroupId)).toEqual([greeting])
  })

  test('with outsiders gets no budget card: it is skipped and counted', async () => {
    const open = await makeGroup('กลุ่มมีคนนอก', [await makePerson('คนนอก')])
    const closed = await makeGroup('กลุ่มคนใน', [await makePerson('คนใน')])
    await owner.post(`/groups/${open.id}/approve`, { outsiders: true })
    await owner.post(`/groups/${closed.id}/approve`, {})
    const created = await sender.editor.post('/campaigns', {
      name: 'งบประมาณ',
      message: { template: 'budget-summary', data: budgetCard },
      audience: { groups: [open.id, closed.id] },
      schedule: { kind: 'now' },
    })
    expect(created).toMatchObject({ status: 201 })
    await sender.editor.post(`/campaigns/${created.body.id}/submit`)
    await sender.approve(created.body.id)
    expect(await sender.settled(created.body.id)).toEqual({
      total: 2,
      accepted: 1,
      failed: 0,
      unknown: 0,
      skipped: 1,
      byHand: 0,
    })
    expect((await system.sim.sentWith(budgetCard.title)).map((item) => item.to)).toEqual([closed.lineGroupId])
  })
})

describe('a person', () => {
  test('follows, reads the notice, types an invite code and is registered', async () => {
    const userId = await makePerson('ผู้มาใหม่')
    const invite = await owner.post(`/units/${unitId}/invites`, { useLimit: 5 })
    expect(invite).toMatchObject({ status: 201 })
    expect(invite.body.qrSvg).toMatch(/^<svg /)
    expect(decodeURIComponent(invite.body.addUrl)).toContain(invite.body.code)
    await welcome(userId)
    expect(await type(userId, invite.body.code.toLowerCase())).toContain('ลงทะเบียนกับกองทดสอบเส้นทางแล้ว')
    expect(await registered('ผู้มาใหม่')).toMatchObject({ unitId, isBlocked: false })
    expect((await owner.get(`/units/${unitId}/invites`)).body.items[0]).toMatchObject({ useCount: 1 })
  })

  test('who is in an approved staff-only group is registered without a code', async () => {
    const userId = await makePerson('คนในกลุ่ม')
    const group = await makeGroup('กลุ่มบุคลากร', [userId])
    await owner.post(`/groups/${group.id}/approve`, { unitId })
    await welcome(userId)
    expect(await registered('คนในกลุ่ม')).toMatchObject({ unitId })
  })

  test('who blocks the account is skipped by a campaign to people, and counted', async () => {
    const [blocker, stayer] = [await registerByCode('ผู้บล็อก'), await registerByCode('ผู้อยู่ต่อ')]
    await system.sim.act({ type: 'unfollow', userId: blocker.userId })
    await until(async () => (await findPerson('ผู้บล็อก'))?.isBlocked, { withinMs: 20_000, what: 'blocked' })
    const id = await sender.send('หลังบล็อก', { people: [blocker.id, stayer.id] })
    expect(await sender.settled(id)).toMatchObject({ total: 2, accepted: 1, skipped: 1 })
    expect((await system.sim.sentWith('หลังบล็อก')).flatMap((item) => item.to)).toEqual([stayer.userId])
  })

  test('who is erased is gone from every table', async () => {
    const { userId, id } = await registerByCode('ผู้ขอลบ')
    await sender.settled(await sender.send('ก่อนลบ', { people: [id] }))
    expect(await tablesWith(userId)).toEqual(['recipient', 'staff'])
    expect(await owner.delete(`/staff/${id}`)).toMatchObject({ status: 200, body: { erased: true } })
    expect(await tablesWith(userId)).toEqual([])
    expect(await findPerson('ผู้ขอลบ')).toBeUndefined()
  })
})

describe('a campaign to people and to a unit via both', () => {
  test('reaches each chat once, however often it is meant', async () => {
    const unit = (await owner.post('/units', { code: 'both-ways', nameTh: 'กองสองทาง', kind: 'กอง' })).body
    const insider = await registerByCode('คนของกอง', unit.id)
    const other = await registerByCode('คนนอกกอง')
    const group = await makeGroup('กลุ่มของกอง', [insider.userId])
    await owner.post(`/groups/${group.id}/approve`, { unitId: unit.id })
    const id = await sender.send('ส่งทุกช่องทาง', {
      units: [unit.id],
      via: 'both',
      people: [insider.id, other.id],
      groups: [group.id],
    })
    expect(await sender.settled(id)).toMatchObject({ total: 3, accepted: 3, skipped: 0 })
    const reached = (await system.sim.sentWith('ส่งทุกช่องทาง')).flatMap((item) => item.to)
    expect(reached.toSorted()).toEqual([insider.userId, other.userId, group.lineGroupId].toSorted())
  })
})

/** Through the whole way in: follow, notice, code. */
async function registerByCode(displayName: string, ofUnit = unitId): Promise<{ userId: string; id: string }> {
  const userId = await makePerson(displayName)
  const { code } = (await owner.post(`/units/${ofUnit}/invites`, { useLimit: 1 })).body
  await welcome(userId)
  await type(userId, code)
  return { userId, id: (await registered(displayName)).id }
}

/** Names of the tables that hold this text anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await system.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'bullmq') ORDER BY table_name`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await system.query(`SELECT 1 FROM ${name} AS t WHERE t::text LIKE '%' || $1 || '%' LIMIT 1`, [text])
    if (rows.length > 0) found.push(name.replace('public.', ''))
  }
  return found
}
