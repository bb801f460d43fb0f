import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../support/browser.ts'
import { pageInSheet } from '../../support/phone-in-hand.ts'
import { createSystem, type System } from '../../support/system.ts'
import { until } from '../../support/until.ts'

const soon = { timeout: 20_000 }
const asPc = { name: 'ดูอย่าง LINE สำหรับ PC' }

let system: System
let browser: Browser
beforeAll(async () => {
  system = await createSystem()
  const running = system.start()
  browser = await launchBrowser()
  await running.ready()
})
afterAll(async () => {
  await browser?.close()
  await system?.dispose()
})

/** The chat of one of the demo's staff, on a phone or in LINE for PC. */
async function openChat(index: number, viewport: { width: number; height: number }): Promise<Page> {
  const { users } = await system.sim.state()
  const page = await browser.newPage({ viewport, locale: 'th-TH' })
  await page.goto(`${system.urls.simulator}/#chat=${users[index]!.userId}`)
  await page.getByPlaceholder('พิมพ์ข้อความ').waitFor(soon)
  return page
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByPlaceholder('พิมพ์ข้อความ').fill(text)
  await page.keyboard.press('Enter')
}

/** Taps the newest of the buttons with this name on the cards of the chat. */
const tap = (page: Page, name: string | RegExp) =>
  page.locator('.messages').getByRole('button', { name }).last().click(soon)

const seen = (page: Page, text: string) => page.locator('.messages').getByText(text).last().waitFor(soon)

/** Answers every question that is asked, by the buttons of the cards, until the bot says that this was all. */
async function takeQuiz(page: Page, begin: () => Promise<unknown>): Promise<void> {
  await begin()
  for (let no = 1; no <= 3; no += 1) {
    await seen(page, `ข้อ ${no} จาก 3`)
    await tap(page, 'ตอบ ก')
    await page
      .locator('.messages')
      .getByText(/^(ถูกต้อง|ยังไม่ถูกต้อง)$/)
      .nth(no - 1)
      .waitFor(soon)
    if (no < 3) await tap(page, 'ข้อถัดไป')
  }
  await seen(page, 'ท่านตอบครบทุกข้อของสัปดาห์นี้แล้ว')
}

describe('on a phone a person', () => {
  test('finds a card, reads the notice, takes the quiz and opens the budget, by the rich menu', async () => {
    const page = await openChat(0, { width: 390, height: 844 })
    const menu = page.getByRole('region', { name: 'ริชเมนู' })
    await menu.getByRole('button', { name: 'เรื่องวันนี้' }).waitFor(soon)
    const picture = menu.getByRole('presentation')
    await until(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth === 2500), {
      withinMs: 10_000,
    })

    await say(page, 'ของขวัญ')
    await seen(page, 'ปฏิเสธของขวัญอย่างสุภาพ')

    await menu.getByRole('button', { name: 'มีส่วนร่วม' }).click()
    await menu.getByRole('button', { name: 'แบบทดสอบความรู้' }).click(soon)
    await seen(page, 'โปรดอ่านประกาศก่อน')
    await tap(page, 'อ่านประกาศ')
    await tap(page, 'รับทราบ')
    await seen(page, 'ท่านลงทะเบียนกับ')
    await takeQuiz(page, () => menu.getByRole('button', { name: 'แบบทดสอบความรู้' }).click())

    await menu.getByRole('button', { name: 'เรื่องน่ารู้' }).click()
    await menu.getByRole('button', { name: 'งบประมาณ' }).click(soon)
    await seen(page, 'ล้านบาท')
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await page.close()
  })
})

describe('asked for the open polls', () => {
  test('the bot lists those of this person, asks one in the chat, and leads long talk to the page without names', async () => {
    const editor = system.api(await system.createToken('editor'))
    const approver = system.api(await system.createToken('approver'))
    async function open(poll: object) {
      const { body } = await editor.post('/polls', { audience: { everyone: true }, ...poll })
      await editor.post(`/polls/${body.id}/submit`, {})
      await approver.post(`/polls/${body.id}/approve`, {})
      expect((await approver.post(`/polls/${body.id}/open`, {})).status).toBe(200)
    }
    await open({
      title: 'การสื่อสารงบประมาณ',
      anonymity: 'chat',
      questions: [{ kind: 'scale', text: 'ท่านทราบแผนการใช้จ่ายเพียงใด' }],
    })
    const page = await openChat(3, { width: 390, height: 844 })
    await say(page, 'แบบสำรวจ')
    await tap(page, 'การสื่อสารงบประมาณ')
    await seen(page, 'เป็นความลับ (ตอบในแชต)')
    await tap(page, 'มากที่สุด')
    await seen(page, 'บันทึกแล้ว')

    const long = 'ขอเล่าเรื่องที่ไม่สบายใจ '.repeat(12)
    await say(page, long)
    await seen(page, 'ปุ่มนี้แสดงแบบสำรวจที่ท่านตอบได้')

    await open({ title: 'เสนอความเห็น', questions: [{ kind: 'text', text: 'ท่านอยากให้ปรับปรุงเรื่องใด', required: false }] })
    await say(page, long)
    const way = page.locator('.messages').getByRole('link', { name: 'เสนอความเห็นเป็นความลับ' }).last()
    await way.click(soon)
    const form = await pageInSheet(page)
    await form.getByRole('button', { name: 'อนุญาต' }).click(soon)
    await form.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).click(soon)
    await form.getByText('ท่านอยากให้ปรับปรุงเรื่องใด').first().waitFor(soon)
    await page.close()
  })
})

describe('in LINE for PC a person', () => {
  test('does the same by typing and by the buttons of the cards alone', async () => {
    const page = await openChat(1, { width: 1440, height: 900 })
    await page.getByRole('region', { name: 'ริชเมนู' }).waitFor(soon)
    await page.getByRole('button', asPc).click()
    await until(async () => (await page.getByRole('region', { name: 'ริชเมนู' }).count()) === 0, { withinMs: 5000 })

    await say(page, 'ของขวัญ')
    await seen(page, 'ปฏิเสธของขวัญอย่างสุภาพ')
    await tap(page, 'เมนู')
    await tap(page, 'แบบทดสอบความรู้')
    await seen(page, 'โปรดอ่านประกาศก่อน')
    await tap(page, 'อ่านประกาศ')
    await tap(page, 'รับทราบ')
    await seen(page, 'ท่านลงทะเบียนกับ')
    await takeQuiz(page, () => say(page, 'quiz'))

    await tap(page, 'เมนู')
    await tap(page, 'งบประมาณ')
    await seen(page, 'ล้านบาท')
    expect(await page.getByRole('list', { name: 'คำตอบด่วน' }).count()).toBe(0)
    await page.close()
  })

  test('opens a page by the address meant for it', async () => {
    const page = await openChat(2, { width: 1440, height: 900 })
    await page.getByRole('button', asPc).click()
    await say(page, 'ประกาศความเป็นส่วนตัว')
    const link = page.locator('.messages').getByRole('link').last()
    await link.waitFor(soon)
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()])
    await opened.waitForURL(/\/privacy$/, soon)
    await page.close()
  })
})

test('in a group it greets no member and is silent until it is called by name', async () => {
  const { groups, users } = await system.sim.state()
  const { groupId, memberIds } = groups[1]!
  const newcomer = users.find(({ userId }) => !memberIds.includes(userId))!.userId
  const countBot = async () => (await system.sim.messages(groupId)).filter(({ from }) => from === 'bot').length
  await until(async () => (await countBot()) >= 2, { withinMs: 60_000, what: 'the two cards of the demo' })
  const before = await countBot()
  await system.sim.act({ type: 'memberJoined', groupId, userId: newcomer })
  for (const text of ['ของขวัญ', 'เมนู', 'quiz', 'งบประมาณ']) {
    await system.sim.act({ type: 'message', userId: memberIds[0], groupId, text })
  }
  await system.sim.act({ type: 'message', userId: memberIds[0], groupId, text: 'ของขวัญ', mentionBot: true })
  await until(async () => (await countBot()) > before, { withinMs: 20_000, what: 'the answer to its name' })
  expect(await countBot()).toBe(before + 1)
  await system.sim.act({ type: 'message', userId: memberIds[0], groupId, text: 'วันนี้', mentionBot: true })
  await until(async () => (await countBot()) === before + 2, { withinMs: 20_000, what: 'the card of today' })
  const cards = (await system.sim.messages(groupId)).filter(({ from }) => from === 'bot')
  const titleOf = (index: number) => /“([^”]+)”/.exec(cards.at(index)?.message.altText ?? '')?.[1]
  expect([titleOf(0), titleOf(1)]).toContain(titleOf(-1)) // one of the two that the demo has sent
})
