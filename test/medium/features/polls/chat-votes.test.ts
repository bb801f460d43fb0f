import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPollOffice, type PollOffice } from '../../../support/poll-office.ts'
import { until } from '../../../support/until.ts'

let office: PollOffice
let staff: string[]
beforeAll(async () => {
  office = await openPollOffice()
  staff = await office.addStaff(12)
})
afterAll(() => office.dispose())

const questions = [
  { kind: 'scale', text: 'ท่านทราบแผนการใช้จ่ายเพียงใด' },
  { kind: 'nps', text: 'ท่านจะแนะนำเพียงใด' },
]

/** Taps through the simulator's own reply tokens, so that the answer is one LINE would deliver. */
async function tapInChat(who: string, pollId: string, option: string, more: object = {}): Promise<string[]> {
  const before = (await said(who)).length
  await office.simulator.control('/events', { type: 'postback', userId: who, data: `vote/1/${pollId}/q1/${option}` })
  const isTap = ({ source }: { source?: { userId?: string } }) => source?.userId === who
  const event = await until(() => office.simulator.receiver.events().findLast(isTap), { withinMs: 5000 })
  const replyToken = event.replyToken as string
  await office.tap(who, pollId, option, { replyToken, ...more })
  await until(async () => (await said(who)).length > before, { withinMs: 5000 })
  return (await said(who)).slice(before)
}

async function said(who: string): Promise<string[]> {
  const items = (await office.simulator.ledger()) as { to: string; messages: { text?: string; altText?: string }[] }[]
  return items.filter(({ to }) => to === who).flatMap(({ messages }) => messages.map((m) => m.text ?? m.altText ?? ''))
}

test('a tap is on disk before it is answered, and the answer brings the next question and never the choice', async () => {
  const id = await office.open({ questions })
  const [first, second] = await tapInChat(staff[0] as string, id, '2')
  expect(first).toBe('บันทึกแล้ว')
  expect(second).toContain('ข้อ 2 จาก 2')
  expect(`${first}${second}`).not.toMatch(/น้อย|มาก/)
  expect(await office.spooled(id)).toBe(1)
})

test('after the flush a choice changes no more, and its voter is told', async () => {
  const id = await office.open()
  await office.tapAll(staff, id, '2')
  await office.count()
  const fates = []
  for (const person of staff) fates.push((await tapInChat(person, id, '0'))[0])
  expect(fates.filter((words) => words === 'นับแล้ว เปลี่ยนไม่ได้')).toHaveLength(7)
  await office.close(id)
  expect(await office.tally(id)).toMatchObject({ '': 12, '2': 7, '0': 5 })
})

test('the same event again, and an older one late, change nothing', async () => {
  const id = await office.open()
  await office.tapAll(staff, id, '1')
  const webhookEventId = ulid()
  const later = new Date(office.clock.now().getTime() + 1000)
  for (let time = 0; time < 3; time += 1) {
    await office.tap(staff[0] as string, id, '3', { webhookEventId, happenedAt: later })
  }
  await office.tap(staff[0] as string, id, '0') // tapped before the one above, delivered after it
  expect(await office.spooled(id)).toBe(14)
  await office.close(id)
  expect(await office.tally(id)).toMatchObject({ '': 12, '1': 11, '3': 1 })
})

test('takes nothing from a group, of a stranger, of an option nobody offered, or of another poll', async () => {
  const id = await office.open()
  const [late] = await office.addStaff(1) // after publish: not among the frozen
  await office.tap(staff[0] as string, id, '2', { source: { kind: 'group', userId: staff[0] as never } })
  await office.tap(staff[0] as string, id, '2', { source: { kind: 'user' } })
  await office.tap(late as string, id, '2')
  await office.tap(staff[0] as string, id, '4')
  await office.tap(staff[0] as string, id, '2', { question: 'q9' })
  await office.tap(staff[0] as string, crypto.randomUUID(), '2')
  await office.tap(staff[0] as string, id, '2', { data: `vote/1/${id}/q1/2'; DROP TABLE poll` })
  expect(await office.spooled(id)).toBe(0)
})

test('says why a choice that nobody offered is not saved, and does not repeat it', async () => {
  const id = await office.open()
  for (const option of ['4', 'o1', '10']) {
    const [said, ...others] = await tapInChat(staff[0] as string, id, option)
    expect(said).toContain('ไม่มีคำตอบดังกล่าว จึงไม่ได้บันทึก')
    expect([said?.includes(option), others]).toEqual([false, []])
  }
  expect(await office.spooled(id)).toBe(0)
})

test('takes nothing after the close, and says so', async () => {
  const id = await office.open()
  await office.tap(staff[0] as string, id, '2')
  await office.close(id)
  expect(await tapInChat(staff[0] as string, id, '2')).toEqual(['แบบสำรวจนี้ปิดรับคำตอบแล้ว'])
})

test('a delivery that could not be stored is taken when it comes again', async () => {
  const id = await office.open()
  const webhookEventId = ulid()
  await office.owner.query('ALTER FUNCTION ballot.seal RENAME TO seal_away')
  await expect(office.tap(staff[0] as string, id, '2', { webhookEventId })).rejects.toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
  })
  await office.owner.query('ALTER FUNCTION ballot.seal_away RENAME TO seal')
  await office.tap(staff[0] as string, id, '2', { webhookEventId })
  expect(await office.spooled(id)).toBe(1)
})

describe('text that no card can show', () => {
  const turned = 'ท่าน\u202eทราบเพียงใด' // read from right to left from there on
  const single = { kind: 'single', text: 'เลือกเรื่องใด', options: ['ก', 'ข'] }

  test.each([
    ['a title', { title: turned }, ['title']],
    ['a question', { questions: [{ ...single, text: turned }] }, ['questions', 0, 'text']],
    ['a help', { questions: [{ ...single, help: turned }] }, ['questions', 0, 'help']],
    ['an option', { questions: [{ ...single, options: ['ก', turned] }] }, ['questions', 0, 'options', 1]],
    ['a split', { anonymity: 'ballot', cut: { text: turned, options: ['ก', 'ข'] } }, ['cut', 'text']],
  ])('is refused in a draft, with the reason at its field: %s', async (_, draft, path) => {
    const refused = await office.draft(draft)
    expect([refused.status, refused.body.data?.issues]).toEqual([
      400,
      [expect.objectContaining({ path, message: 'มีอักขระควบคุมที่มองไม่เห็น โปรดพิมพ์เป็นข้อความธรรมดา' })],
    ])
  })

  /** As an older release published it. */
  async function openTurned(place: number): Promise<string> {
    const id = await office.publish({ questions })
    await office.owner.query(`UPDATE poll SET questions = jsonb_set(questions, ARRAY[$2, 'text'], $3) WHERE id = $1`, [
      ...[id, String(place), JSON.stringify(turned)],
    ])
    await office.post(`/polls/${id}/open`, {}, office.people.approver)
    return id
  }

  test('of a published poll hides no other poll', async () => {
    const [person = ''] = await office.addStaff(1)
    const turnedId = await openTurned(0)
    expect(await office.type(person, 'ตอบแบบสำรวจ')).toEqual(['ขณะนี้ไม่มีแบบสำรวจที่เปิดรับคำตอบสำหรับท่านในแชตนี้'])
    const id = await office.open({ questions })
    const asked = await office.type(person, 'ตอบแบบสำรวจ')
    expect([asked.length, asked.join().includes(id)]).toEqual([1, true])
    expect(office.lines.filter((line) => line.includes('TEMPLATE_DATA_INVALID')).join()).toContain(turnedId)
  })

  test('of the next question lets a vote be answered for, and the log does not say of which poll', async () => {
    const id = await openTurned(1)
    const written = office.lines.length
    expect(await tapInChat(staff[0] as string, id, '2')).toEqual(['บันทึกแล้ว'])
    expect(await office.spooled(id)).toBe(1)
    const lines = office.lines.slice(written).join('\n')
    expect([lines.includes('TEMPLATE_DATA_INVALID'), lines.includes(id)]).toEqual([true, false])
  })
})
