import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadTemplates } from '../../../src/line/flex/load-templates.ts'
import { launchBrowser } from '../../support/browser.ts'
import { startTestSimulator, type TestSimulator, text } from '../../support/test-simulator.ts'
import { until } from '../../support/until.ts'

const root = join(import.meta.dirname, '../../..')
const webDir = join(root, 'dist/web/phone')
const soon = { withinMs: 10_000 }
const liff = { id: '1000000002-sucharit', loginChannelId: '1000000002', endpointUrl: 'http://127.0.0.1:9/liff/' }

let browser: Browser
let simulator: TestSimulator

beforeAll(async () => {
  if (!existsSync(join(webDir, 'index.html'))) execFileSync('npx', ['vite', 'build'], { cwd: root, stdio: 'ignore' })
  browser = await launchBrowser()
  simulator = await startTestSimulator({ webDir, liff })
})

afterAll(async () => {
  await browser?.close()
  await simulator?.close()
})

/** The page open on one chat. `complaints` gathers what the browser refused or the page threw. */
async function openPhone(chatId: string, viewport = { width: 1440, height: 900 }) {
  const page = await browser.newPage({ viewport })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text())
  })
  await page.goto(`${simulator.url}/#chat=${chatId}`)
  return { page, complaints }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

async function say(page: Page, words: string) {
  await page.getByPlaceholder('พิมพ์ข้อความ').fill(words)
  await page.keyboard.press('Enter')
}

describe('the phone page', () => {
  test('draws the cards that reach a group, live, under its content security policy', async () => {
    const templates = loadTemplates(join(root, 'flex-templates'))
    const groupId = await simulator.group([await simulator.user()])
    const { page, complaints } = await openPhone(groupId)
    await page.getByRole('heading', { name: 'กลุ่มทดสอบ' }).first().waitFor()
    for (const name of ['dos-donts', 'ita-summary'] as const) {
      const message = templates.render(name, templates.sampleOf(name))
      expect((await simulator.push(groupId, [message])).status).toBe(200)
      await page.getByRole('group', { name: message.altText }).waitFor()
    }
    const fits = await page
      .locator('.flex-bubble')
      .evaluateAll((bubbles) => bubbles.every((one) => one.scrollWidth <= one.clientWidth))
    expect(fits).toBe(true)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('lets a person type, call the bot by name, and take words back', async () => {
    const groupId = await simulator.group([await simulator.user()])
    const { page } = await openPhone(groupId)
    await say(page, 'คุยกันเอง')
    await page.locator('.messages').getByText('คุยกันเอง').waitFor()
    await page.getByRole('button', { name: 'เรียกชื่อบอต' }).click()
    await say(page, 'ขอเมนู')
    await until(
      () => simulator.receiver.events().find(({ message }) => message?.text?.endsWith('ขอเมนู') && message.mention),
      soon,
    )
    const own = page.locator('.message-own').last()
    await own.hover()
    await own.getByRole('button', { name: 'ตัวเลือกของข้อความ' }).click()
    await page.getByRole('menuitem', { name: 'ยกเลิกการส่ง' }).click()
    await until(() => simulator.receiver.events().some(({ type }) => type === 'unsend'), soon)
    await page.close()
  })

  test('takes the bot out of a group and lets it in again, and a person blocks it and lifts that', async () => {
    const userId = await simulator.user()
    const groupId = await simulator.group([userId])
    const { page } = await openPhone(groupId)
    const happened = (type: string) =>
      until(() => simulator.receiver.events().some((event) => event.type === type), soon)
    await page.getByRole('button', { name: 'นำบอตออกจากกลุ่ม' }).click()
    await happened('leave')
    await page.getByRole('button', { name: 'เชิญบอตเข้ากลุ่ม' }).click()
    await happened('join')
    await page.goto(`${simulator.url}/#chat=${userId}`)
    await page.getByRole('button', { name: 'บล็อกบอต', exact: true }).click()
    await happened('unfollow')
    await page.getByRole('button', { name: 'ปลดบล็อกบอต' }).first().click()
    await page.getByText('เป็นเพื่อนกับบอตแล้ว').first().waitFor()
    await page.close()
  })

  test('sends the postback of a tapped button and the words of a quick reply', async () => {
    const userId = await simulator.user()
    const button = { type: 'button', action: { type: 'postback', label: 'รับทราบ', data: 'notice=1' } }
    const contents = { type: 'bubble', body: { type: 'box', layout: 'vertical', contents: [button] } }
    const chip = { type: 'action', action: { type: 'message', label: 'เรื่องวันนี้', text: 'เรื่องวันนี้' } }
    await simulator.push(userId, [{ type: 'flex', altText: 'ประกาศ', contents, quickReply: { items: [chip] } }])
    const { page } = await openPhone(userId)
    await page.getByRole('list', { name: 'คำตอบด่วน' }).getByRole('button', { name: 'เรื่องวันนี้' }).click()
    await until(() => simulator.receiver.events().some(({ message }) => message?.text === 'เรื่องวันนี้'), soon)
    await until(async () => (await page.getByRole('list', { name: 'คำตอบด่วน' }).count()) === 0, soon)
    await page.getByRole('button', { name: 'รับทราบ' }).press('Enter')
    await until(
      () =>
        simulator.receiver
          .events()
          .some(({ type, postback }) => type === 'postback' && JSON.stringify(postback).includes('notice=1')),
      soon,
    )
    await page.close()
  })

  test('opens a LIFF page in a window where nothing may stand in its frame, as with a channel', async () => {
    const userId = await simulator.user()
    const uri = `${simulator.url}/liff/${liff.id}/`
    const button = { type: 'button', action: { type: 'uri', label: 'ตอบแบบสำรวจ', uri } }
    const contents = { type: 'bubble', body: { type: 'box', layout: 'vertical', contents: [button] } }
    await simulator.push(userId, [{ type: 'flex', altText: 'แบบสำรวจ', contents }])
    const { page } = await openPhone(userId)
    const link = page.getByRole('link', { name: 'ตอบแบบสำรวจ' })
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.press('Enter')])
    await opened.getByRole('button', { name: 'อนุญาต' }).waitFor()
    expect(await page.locator('iframe').count()).toBe(0)
    await opened.close()
    await page.close()
  })

  test('makes LINE fail to order, says how it fails now, and lets go of what is held', async () => {
    const groupId = await simulator.group([await simulator.user()])
    const { page, complaints } = await openPhone(groupId)
    await page.getByRole('button', { name: 'ทำให้ LINE ผิดปกติ' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('combobox', { name: 'ความผิดปกติ' }).click()
    await page.getByRole('option', { name: 'ขัดข้องภายใน (500)' }).click()
    await sheet.getByRole('button', { name: 'เริ่ม' }).click()
    await sheet.getByText('ขัดข้องภายใน (500) · ทุกคำสั่ง · 1 ครั้ง').waitFor()
    const push = () => simulator.push(groupId, [text('ลองส่ง')])
    expect((await push()).status).toBe(500)
    await sheet.getByText('ขัดข้องภายใน (500) · ทุกคำสั่ง · 1 ครั้ง').waitFor({ state: 'hidden' })
    expect((await push()).status).toBe(200)

    await sheet.getByRole('combobox', { name: 'ความผิดปกติ' }).click()
    await page.getByRole('option', { name: /กั้นคำตอบไว้/ }).click()
    await sheet.getByRole('button', { name: 'เริ่ม' }).click()
    const held = push()
    await sheet.getByRole('button', { name: 'ปล่อยคำสั่งที่ถูกกั้นไว้ 1 คำสั่ง' }).click()
    expect((await held).status).toBe(200)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('says that the simulator is away and catches up when it is back', async () => {
    const port = await findFreePort()
    const own = await startTestSimulator({ webDir, port })
    const userId = await own.user()
    const page = await browser.newPage()
    await page.goto(`${own.url}/#chat=${userId}`)
    await page.getByText('ยังไม่มีข้อความในแชตนี้').waitFor()
    // Noted as it happens: a restart takes less time than a look at the page.
    const away = page.getByText('ขาดการเชื่อมต่อ').waitFor()
    await own.restart()
    await away
    await own.push(userId, [text('กลับมาแล้ว')])
    await page.locator('.messages').getByText('กลับมาแล้ว').waitFor()
    await until(async () => (await page.getByText('ขาดการเชื่อมต่อ').count()) === 0, soon)
    await page.close()
    await own.close()
  })

  test('has list and chat one after the other at 390 px, and nothing wider than the screen from 320 px on', async () => {
    const groupId = await simulator.group([await simulator.user()])
    const { page } = await openPhone(groupId, { width: 390, height: 844 })
    await page.getByRole('button', { name: 'กลับไปรายชื่อแชต' }).click()
    await page.getByRole('searchbox', { name: 'ค้นหาชื่อบุคคลหรือกลุ่ม' }).waitFor()
    for (const width of [320, 360, 390, 768, 1440]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    }
    await page.close()
  })
})
