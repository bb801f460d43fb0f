import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

// The whole way of a poll in the chat, on the real product: drafted, approved, invited, answered on simulated phones, counted in
// the process of the ballot host, closed and told.

let system: System
beforeAll(async () => {
  system = await createSystem()
  await system.start().ready()
})
afterAll(() => system.dispose())

test('staff answer in the 1:1 chat and the office learns the sums alone', async () => {
  const editor = system.api(await system.createToken('editor'))
  const approver = system.api(await system.createToken('approver'))
  const { body: draft } = await editor.post('/polls', {
    title: 'ความเห็นต่อการสื่อสารเรื่องงบประมาณ',
    anonymity: 'chat',
    questions: [
      { kind: 'scale', text: 'ท่านทราบแผนการใช้จ่ายงบประมาณเพียงใด' },
      { kind: 'single', text: 'ช่องทางใดดีที่สุด', options: ['การ์ดใน LINE', 'หนังสือเวียน'] },
    ],
    audience: { everyone: true },
  })
  for (const [who, act] of [
    [editor, 'submit'],
    [approver, 'approve'],
    [approver, 'open'],
  ] as const) {
    expect((await who.post(`/polls/${draft.id}/${act}`, {})).status).toBe(200)
  }
  const { body: invite } = await editor.post(`/polls/${draft.id}/invite`, {})
  expect(invite.campaignId).toBeDefined()

  const people = await system.query<{ line_user_id: string }>(
    `SELECT s.line_user_id FROM staff s JOIN poll_eligible e ON e.staff_id = s.id WHERE e.poll_id = $1 LIMIT 8`,
    [draft.id],
  )
  const phones = people.map((row) => row.line_user_id)
  expect(phones.length).toBe(8)

  await system.sim.act({ type: 'message', userId: phones[0], text: 'ตอบแบบสำรวจ' })
  const card = await until(async () => (await system.sim.sentWith('ข้อ 1 จาก 2'))[0], { withinMs: 20_000 })
  expect(JSON.stringify(card.messages)).toContain('เป็นความลับ (ตอบในแชต)')
  expect(JSON.stringify(card.messages)).not.toContain('displayText')

  for (const [index, userId] of phones.entries()) {
    await tap(userId, `vote/1/${draft.id}/q1/${index % 4}`)
    await tap(userId, `vote/1/${draft.id}/q2/o1`)
  }
  await until(async () => (await system.sim.sentWith('ครบทุกข้อแล้ว')).length === 8, { withinMs: 20_000 })
  expect(await system.sim.sentWith('บันทึกแล้ว')).toHaveLength(16)

  expect((await approver.post(`/polls/${draft.id}/close`, {})).status).toBe(200)
  const { body: results } = await until(
    async () => {
      const answer = await approver.get(`/polls/${draft.id}/results`)
      return answer.body.isFinal ? answer : undefined
    },
    { withinMs: 20_000 },
  )
  expect(results).toMatchObject({ outcome: 'counted', cast: 8, threshold: 5, note: null })
  expect(results.questions[0]).toMatchObject({ isHidden: false, answered: 8, mean: 50 })
  expect(results.questions[1]).toMatchObject({ isHidden: true, answered: null }) // all eight chose alike

  await tap(phones[0] as string, `vote/1/${draft.id}/q1/3`)
  await until(async () => (await system.sim.sentWith('แบบสำรวจนี้ปิดรับคำตอบแล้ว')).length === 1, { withinMs: 10_000 })
})

const tap = (userId: string, data: string) => system.sim.act({ type: 'postback', userId, data })
