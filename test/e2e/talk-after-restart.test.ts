import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

// What a talk has come to lies in rows and in the buttons themselves, so that a restart in the middle of it loses nothing.

let system: System
beforeAll(async () => {
  system = await createSystem()
  await system.startSimulator()
})
afterAll(() => system.dispose())

const service = { ROLES: 'web,worker,ballot' }

test('a quiz goes on with its next question after a restart, and a confirmation asked for too long ago is asked for again', async () => {
  const before = system.start(service)
  await before.ready()
  const userId = (await system.sim.state()).users[0]!.userId

  /** The buttons of the newest answer, once there is one more. */
  async function answerTo(event: Record<string, unknown>): Promise<{ text: string; buttons: string[] }> {
    const answers = async () => (await system.sim.messages(userId)).filter(({ from }) => from === 'bot')
    const { length } = await answers()
    await system.sim.act({ ...event, userId })
    return until(
      async () => {
        const said = JSON.stringify((await answers()).slice(length))
        const buttons = [...said.matchAll(/"data":"([^"]+)"/g)].map(([, data]) => data as string)
        return buttons.length > 0 ? { text: said, buttons } : undefined
      },
      { withinMs: 30_000, what: `an answer to ${JSON.stringify(event)}` },
    )
  }
  const tap = (data: string | undefined) => answerTo({ type: 'postback', data })
  const say = (text: string) => answerTo({ type: 'message', text })

  const notice = await tap('notice')
  await tap(notice.buttons.find((data) => data.startsWith('notice-ack')))
  const first = await say('quiz')
  expect(first.text).toContain('ข้อ 1 จาก 3')
  const explained = await tap(first.buttons[0])
  expect(explained.text).toContain('คำตอบคือ')
  expect(await before.stop()).toBe(0)

  await system.start(service).ready()
  const second = await tap(explained.buttons[0])
  expect(second.text).toContain('ข้อ 2 จาก 3')
  await tap(first.buttons[0]) // the button of the question that was answered: explained again, counted once
  const own = await say('ข้อมูลของฉัน')
  expect(own.text).toContain('ข้อทบทวนของแบบทดสอบ: 1 ข้อ')

  const elevenMinutesAgo = Date.now() - 11 * 60_000
  const late = await tap(`erase-confirm?at=${elevenMinutesAgo}`)
  expect(late.text).toContain('เกินเวลายืนยัน 10 นาทีแล้ว ระบบยังไม่ได้ลบข้อมูล')
  expect((await say('ข้อมูลของฉัน')).text).toContain('ข้อทบทวนของแบบทดสอบ: 1 ข้อ')
})
