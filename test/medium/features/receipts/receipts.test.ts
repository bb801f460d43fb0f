import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WebhookEvent } from '../../../../src/line/events/webhook-event.ts'
import {
  type CampaignOffice,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

const yearMs = 366 * 86_400_000

/** A run with the button, and the data that its button carries. */
async function sendAsking(people = 2): Promise<{ runId: string; data: string; group: string }> {
  const group = await office.addGroup({ members: people })
  const body = {
    name: 'ขอรับทราบ',
    message: sampleMessage('notice'),
    audience: { groups: [group] },
    schedule: { kind: 'now' },
    receipt: true,
  }
  const { id } = expectStatus(201, await office.call(office.people.editor, '/campaigns', body))
  expectStatus(200, await office.call(office.people.editor, `/campaigns/${id}/submit`, {}))
  const { runs } = expectStatus(200, await office.call(office.people.approver, `/campaigns/${id}/approve`, {}))
  await office.runJob('start-run', runs[0].id)
  await office.drain(runs[0].id)
  const [[arrival] = []] = await office.arrivals([group])
  const data = /"data":"(receipt\?[^"]*)"/.exec(JSON.stringify(arrival?.messages))?.[1] as string
  return { runId: runs[0].id, data, group }
}

async function tap(data: string, userId: string | undefined, groupId?: string): Promise<string> {
  const source = groupId ? { kind: 'group', groupId, userId } : { kind: 'user', userId }
  const event = { id: randomUUID(), type: 'postback', mode: 'active', happenedAt: office.clock.now(), replyToken: 'r' }
  return JSON.stringify(
    await office.transaction((tx) => office.bot.handle({ ...event, source, data } as unknown as WebhookEvent, tx)),
  )
}
const chatsOf = async (count: number) => (await office.addPeople(count)).map(office.chatIdOf)
const countOf = async (runId: string) =>
  expectStatus(200, await office.call(office.people.editor, `/runs/${runId}/report`)).receipts

describe('รับทราบ', () => {
  test('counts each registered person once, from the group or the 1:1 chat', async () => {
    const { runId, data, group } = await sendAsking()
    expect(await countOf(runId)).toEqual({ asked: true, count: null })
    const chats = await chatsOf(6)
    for (const chat of chats) await tap(data, chat, office.chatIdOf(group))
    await Promise.all(chats.map((chat) => tap(data, chat)))
    expect(await office.database.prisma.receipt.count({ where: { runId } })).toBe(6)
    expect(await countOf(runId)).toEqual({ asked: true, count: 5 })
  })

  test('shows nothing under five', async () => {
    const { runId, data } = await sendAsking()
    for (const chat of await chatsOf(4)) await tap(data, chat)
    expect(await countOf(runId)).toEqual({ asked: true, count: null })
  })

  test('says nothing in a group, and in the 1:1 chat that only the number is kept', async () => {
    const { data, group } = await sendAsking()
    const [chat] = (await chatsOf(1)) as [string]
    expect(await tap(data, chat, office.chatIdOf(group))).not.toContain('reply')
    expect(await tap(data, chat)).toContain('ไม่เก็บว่าเป็นท่านใด')
    expect(
      JSON.stringify(await office.database.prisma.run.findMany({ where: { campaign: { asksReceipt: true } } })),
    ).not.toContain('displayText')
  })

  test('counts nobody who is not registered, nor a tap without a name, of no run or with other data', async () => {
    const { runId, data } = await sendAsking()
    const stranger = await office.simulator.user()
    expect(await tap(data, stranger)).toContain('โปรดลงทะเบียน')
    const [chat] = (await chatsOf(1)) as [string]
    await tap(data, undefined, 'C1')
    await tap(data.replace(runId, randomUUID()), chat)
    await tap('receipt?run=x&year=2570', chat)
    expect(await office.database.prisma.receipt.count({ where: { runId } })).toBe(0)
  })

  test('keeps a mark that tells nobody: no id, no time', async () => {
    const { runId, data } = await sendAsking()
    const [chat] = (await chatsOf(1)) as [string]
    await tap(data, chat)
    const rows = await office.database.prisma.receipt.findMany({ where: { runId } })
    expect(rows.map((row) => [Object.keys(row).toSorted(), row.mark.length])).toEqual([[['mark', 'runId'], 32]])
    expect(Buffer.from(rows[0]?.mark as Uint8Array).toString('latin1')).not.toContain(chat)
  })

  test('is left off a campaign that does not ask', async () => {
    const group = await office.addGroup()
    const { runId } = await office.plan({ audience: { groups: [group] } })
    expect(
      JSON.stringify((await office.database.prisma.run.findUniqueOrThrow({ where: { id: runId } })).messages),
    ).not.toContain('receipt')
    expect(await countOf(runId)).toEqual({ asked: false, count: null })
  })

  test('at the end of the fiscal year only the number is left: marks and key are gone, later taps are refused', async () => {
    const { runId, data } = await sendAsking()
    for (const chat of await chatsOf(5)) await tap(data, chat)
    const apply = (at: Date) => office.transaction((tx) => office.receipts.retention.apply(tx, at))
    expect(await apply(office.clock.now())).toBe(0)
    expect(await apply(new Date(office.clock.now().getTime() + yearMs))).toBeGreaterThanOrEqual(5)
    expect(await office.database.prisma.receipt.count()).toBe(0)
    expect(await countOf(runId)).toEqual({ asked: true, count: 5 })
    const [late] = (await chatsOf(1)) as [string]
    expect(await tap(data, late)).toContain('ปิดนับการรับทราบแล้ว')
    expect(await countOf(runId)).toEqual({ asked: true, count: 5 })
  })
})
