import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestSimulator } from '../../support/test-simulator.ts'

let simulator: Awaited<ReturnType<typeof startTestSimulator>>
let users: string[]
beforeAll(async () => {
  simulator = await startTestSimulator()
  const people = ['มานี', 'ปิติ', 'ชูใจ'].map((displayName) => ({ displayName, isFriend: true }))
  const { items } = await simulator.control('/users', people)
  users = items.map(({ userId }: { userId: string }) => userId)
})
afterAll(() => simulator.close())

const text = { type: 'text', text: 'สวัสดี' }
const chat = async (id: string) => {
  const answer = await fetch(`${simulator.url}/_sim/chats/${id}/messages`)
  return ((await answer.json()) as { items: { from: string; kind: string; message: object }[] }).items
}
const post = (body: object) =>
  fetch(`${simulator.url}/_sim/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

test('what a person shares is theirs in every chat chosen: not on the ledger, not of the quota, nothing told to the bot', async () => {
  const [sender, friend] = users as [string, string]
  const groupId = await simulator.group([sender, friend])
  await simulator.control('/settings', { quota: 300 })
  const before = (await simulator.ledger()).length
  const answer = await post({ type: 'share', userId: sender, to: [groupId, friend], messages: [text] })
  expect(await answer.json()).toEqual({ webhookEventId: null, delivered: false, status: 0 })
  expect((await chat(groupId)).at(-1)).toMatchObject({ from: sender, kind: 'message', message: text })
  expect(await simulator.ledger()).toHaveLength(before)
  const state = (await (await fetch(`${simulator.url}/_sim/state`)).json()) as {
    settings: { consumption: number }
    groups: { groupId: string; groupName: string; memberIds: string[]; isBotMember: boolean }[]
  }
  expect(state.settings.consumption).toBe(0)
  const direct = state.groups.filter(({ isBotMember }) => !isBotMember)
  expect(direct).toMatchObject([{ groupName: 'มานี · ปิติ', memberIds: [sender, friend] }])
  // The same two people have one chat.
  await post({ type: 'share', userId: friend, to: [sender], messages: [text] })
  expect((await chat(direct[0]!.groupId)).map(({ from }) => from)).toEqual([sender, friend])
})

test('a group they are not in, and a card that speaks to the bot, are refused before anything is sent', async () => {
  const [sender, friend, other] = users as [string, string, string]
  const [own, foreign] = [await simulator.group([sender]), await simulator.group([friend, other])]
  const refused = await post({ type: 'share', userId: sender, to: [own, foreign], messages: [text] })
  expect([refused.status, (await refused.json()) as object]).toMatchObject([409, { code: 'IMPOSSIBLE_ON_LINE' }])
  const action = { type: 'postback', label: 'รับทราบ', data: 'x' }
  const body = { type: 'box', layout: 'vertical', contents: [{ type: 'button', action }] }
  const card = { type: 'flex', altText: 'การ์ด', contents: { type: 'bubble', body } }
  const asked = await post({ type: 'share', userId: sender, to: [own], messages: [card] })
  expect([asked.status, (await asked.json()) as object]).toMatchObject([400, { code: 'CANNOT_BE_SHARED' }])
  expect((await chat(own)).filter(({ kind }) => kind === 'message')).toEqual([])
})
