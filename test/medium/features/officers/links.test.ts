import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WebhookEvent } from '../../../../src/line/events/webhook-event.ts'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

/** What the bot answers to words typed in a chat. */
async function type(userId: string, text: string, groupId?: string): Promise<string> {
  const source = groupId ? { kind: 'group', groupId, userId } : { kind: 'user', userId }
  const event = { id: randomUUID(), type: 'message', mode: 'active', happenedAt: office.clock.now(), replyToken: 'r' }
  const outcome = await office.transaction((tx) =>
    office.bot.handle({ ...event, source, text, mentionsBot: groupId !== undefined } as unknown as WebhookEvent, tx),
  )
  return JSON.stringify(outcome)
}

/** What it answers to a button. */
async function tap(userId: string, data: string): Promise<string> {
  const event = { id: randomUUID(), type: 'postback', mode: 'active', happenedAt: office.clock.now(), replyToken: 'r' }
  const source = { kind: 'user', userId }
  return JSON.stringify(
    await office.transaction((tx) => office.bot.handle({ ...event, source, data } as unknown as WebhookEvent, tx)),
  )
}

const askCode = async (who: { bearer: string }) => expectStatus(201, await office.call(who, '/me/line/code', {}))
const isLinked = async (who: { bearer: string }) => expectStatus(200, await office.call(who, '/me/line')).isLinked
const linkOf = (userId: string) => office.database.prisma.officerLine.findUnique({ where: { userId } })
const newChat = () => office.simulator.user()

describe('a code', () => {
  test('links the chat in which its officer types it, audited, and shows what ends that', async () => {
    const officer = await office.hireOfficer('approver', { isLinked: false })
    const chat = await newChat()
    const { code, url } = await askCode(officer)
    expect(decodeURIComponent(url)).toMatch(new RegExp(`^https://line.me/R/oaMessage/@.+/\\?${code}$`))
    const answer = await type(chat, ` ${code.toLowerCase().replaceAll('-', ' ')} `)
    expect(answer).toContain('เชื่อมแชตนี้กับบัญชีของ')
    expect(answer).toContain('ยกเลิกการเชื่อมบัญชีเจ้าหน้าที่')
    expect(await linkOf(officer.userId)).toMatchObject({ lineUserId: chat })
    expect(await isLinked(officer)).toBe(true)
    const entries = await office.database.prisma.auditEntry.findMany({ where: { subject: officer.userId } })
    expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([['officer.link-line', officer.userId]])
  })

  test('is kept as a hash only, lives ten minutes, and works once', async () => {
    const officer = await office.hireOfficer('approver', { isLinked: false })
    const { code } = await askCode(officer)
    expect(JSON.stringify(await office.database.prisma.officerLinkCode.findMany())).not.toContain(code)
    office.turnClock(10 * 60_000)
    expect(await type(await newChat(), code)).toContain('รหัสนี้ไม่ถูกต้อง หมดอายุ หรือใช้ไปแล้ว')
    const { code: fresh } = await askCode(officer)
    expect(await type(await newChat(), fresh)).toContain('เชื่อมแชตนี้')
    expect(await type(await newChat(), fresh)).toContain('รหัสนี้ไม่ถูกต้อง')
  })

  test('goes to one of two chats that send it at once', async () => {
    const officer = await office.hireOfficer('approver', { isLinked: false })
    const { code } = await askCode(officer)
    const chats = [await newChat(), await newChat(), await newChat()]
    const answers = await Promise.all(chats.map((chat) => type(chat, code)))
    expect(answers.filter((answer) => answer.includes('เชื่อมแชตนี้กับ'))).toHaveLength(1)
  })

  test('does nothing in a group, where everybody could read it', async () => {
    const officer = await office.hireOfficer('approver', { isLinked: false })
    const { code } = await askCode(officer)
    const chat = await newChat()
    await type(chat, code, await office.simulator.group([chat]))
    expect(await linkOf(officer.userId)).toBeNull()
  })

  test('is not looked at after ten wrong ones from the same chat within the hour', async () => {
    const officer = await office.hireOfficer('approver', { isLinked: false })
    const { code } = await askCode(officer)
    const chat = await newChat()
    for (let wrong = 0; wrong < 10; wrong += 1) await type(chat, 'LK-AAAA-AAAA')
    expect(await type(chat, code)).toContain('หลายครั้งเกินไป')
    expect(await linkOf(officer.userId)).toBeNull()
  })

  test('of another officer does not take over a chat that is linked', async () => {
    const [first, second] = [
      await office.hireOfficer('approver'),
      await office.hireOfficer('owner', { isLinked: false }),
    ]
    const { code } = await askCode(second)
    expect(await type(first.lineUserId, code)).toContain('เชื่อมกับบัญชีเจ้าหน้าที่ท่านอื่นอยู่')
    expect(await linkOf(first.userId)).toMatchObject({ lineUserId: first.lineUserId })
  })
})

describe('a link ends', () => {
  const block = ({ lineUserId }: { lineUserId: string }) => {
    const event = { id: randomUUID(), type: 'unfollow', mode: 'active', happenedAt: office.clock.now() }
    const source = { kind: 'user', userId: lineUserId }
    return office.transaction((tx) => office.bot.handle({ ...event, source } as unknown as WebhookEvent, tx))
  }

  test('by words in the chat, by the officer in the console, and by an owner', async () => {
    const officer = await office.hireOfficer('approver')
    expect(await type(officer.lineUserId, 'ยกเลิกการเชื่อมบัญชีเจ้าหน้าที่')).toContain('ยกเลิกการเชื่อมบัญชีเจ้าหน้าที่แล้ว')
    expect(await isLinked(officer)).toBe(false)

    const second = await office.hireOfficer('approver')
    expectStatus(200, await office.call(second, '/me/line', undefined, {}, 'DELETE'))
    expect(await isLinked(second)).toBe(false)

    const third = await office.hireOfficer('approver')
    expect((await office.call(second, `/users/${third.userId}/line`, undefined, {}, 'DELETE')).status).toBe(403)
    expectStatus(200, await office.call(office.people.owner, `/users/${third.userId}/line`, undefined, {}, 'DELETE'))
    expect(await isLinked(third)).toBe(false)
  })

  test('when the chat blocks the account: LINE would take what nobody reads', async () => {
    const officer = await office.hireOfficer('approver')
    await office.database.prisma.staff.create({ data: { lineUserId: officer.lineUserId, joinedAt: new Date(0) } })
    await block(officer)
    expect(await linkOf(officer.userId)).toBeNull()
  })

  test('with the block and with the erasure of somebody of whom nothing else is kept', async () => {
    const first = await office.hireOfficer('approver')
    await block(first)
    expect(await linkOf(first.userId)).toBeNull()
    const second = await office.hireOfficer('approver')
    const [confirm] = /erase-confirm[^"]*/.exec(await type(second.lineUserId, 'ลบข้อมูลของฉัน')) as RegExpExecArray
    expect(await tap(second.lineUserId, confirm)).toContain('ลบข้อมูลของท่านออกจากระบบแล้ว')
    expect(await linkOf(second.userId)).toBeNull()
  })
})
