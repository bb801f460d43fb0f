import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { words } from '../../../src/web/phone/words.ts'
import { findBarriers, findUnseen } from '../../support/accessibility.ts'
import { launchBrowser } from '../../support/browser.ts'
import { narrow, narrowest, wide } from '../../support/every-look.ts'
import { everyQuestion } from '../../support/every-question.ts'
import { openPhone, pageInSheet } from '../../support/phone-in-hand.ts'
import { makeStaff, publishBallotPoll, sendPollCard } from '../../support/polls-of-system.ts'
import { createSystem, type System } from '../../support/system.ts'
import { until } from '../../support/until.ts'

const pictures = process.env.SHEET_PICTURES // a folder: every view is also pictured there
const title = 'ตอบแบบสำรวจ'
const pageTitle = 'รับบัตรคำตอบ'

let system: System
let browser: Browser
let person: Awaited<ReturnType<typeof makeStaff>>
let poll: Awaited<ReturnType<typeof publishBallotPoll>>
beforeAll(async () => {
  system = await createSystem()
  await system.start().ready(150_000)
  await until(async () => (await fetch(`${system.urls.ballot}/readyz`)).ok, { withinMs: 60_000, what: 'ballot host' })
  browser = await launchBrowser()
  person = await makeStaff(system)
  poll = await publishBallotPoll(system, [person.id], { questions: everyQuestion.slice(0, 1) })
  await sendPollCard(system, person.userId, poll)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await system?.dispose()
})

/** Under its title; left out: whatever that is. */
const sheetOf = (chat: Page, name?: string) => (name ? chat.getByRole('dialog', { name }) : chat.locator('.liff-sheet'))
const isFocused = (chat: Page, name: string) =>
  chat
    .getByRole('link', { name })
    .last()
    .evaluate((element) => element === document.activeElement)

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}

describe('a LIFF page', () => {
  test('opens over the chat, takes the focus, and gives it back when Escape closes it', async () => {
    const { chat, complaints, context } = await openPhone(browser, system, person.userId)
    await chat.getByRole('link', { name: title }).press('Enter')
    const sheet = sheetOf(chat)
    await sheet.waitFor()
    const frame = await pageInSheet(chat)
    await frame.getByRole('button', { name: 'อนุญาต' }).waitFor()
    await until(() => chat.evaluate((name) => document.activeElement?.ariaLabel === name, words.th.close), {
      withinMs: 5000,
      what: 'the focus on the way out',
    })
    expect(await sheet.getAttribute('aria-modal')).toBe('true')
    // Below it nothing is in reach, by key or by finger.
    expect(await chat.locator('.phone-below').getAttribute('inert')).not.toBeNull()
    await chat.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await until(() => isFocused(chat, title), { withinMs: 5000, what: 'the focus on what was tapped' })
    expect(complaints).toEqual([])
    await context.close()
  })

  test('has no barrier around it in Thai and English, on a desk and on a phone, and asks for no motion', async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'th-TH' })
    const chat = await context.newPage()
    for (const language of ['th', 'en'] as const) {
      await chat.goto(`${system.urls.simulator}/#chat=${person.userId}`)
      await chat.evaluate((chosen) => localStorage.setItem('phone-language', JSON.stringify(chosen)), language)
      await chat.reload()
      await chat.getByRole('link', { name: title }).press('Enter')
      const frame = await pageInSheet(chat)
      await frame.getByRole('button', { name: 'อนุญาต' }).waitFor()
      await sheetOf(chat).getByRole('button', { name: words[language].newWindow }).waitFor()
      for (const size of [wide, narrow]) {
        await chat.setViewportSize(size)
        expect([language, size.width, await findBarriers(chat)]).toEqual([language, size.width, []])
        await picture(chat, `sheet-${language}-${size.width}`)
      }
      await chat.setViewportSize(narrowest)
      expect(await findUnseen(chat)).toEqual([])
    }
    await context.close()
  })

  test('opens in a window of its own when asked, and at once beside LINE for PC', async () => {
    const { chat, context, tapCard } = await openPhone(browser, system, person.userId)
    await tapCard()
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      sheetOf(chat).getByRole('button', { name: 'เปิดในหน้าต่างใหม่' }).click(),
    ])
    await opened.getByRole('button', { name: 'อนุญาต' }).click()
    await opened.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).waitFor()
    await sheetOf(chat).waitFor({ state: 'detached' })
    await opened.close()

    await chat.setViewportSize(wide)
    await chat.getByRole('button', { name: 'ดูอย่าง LINE สำหรับ PC' }).click()
    const [beside] = await Promise.all([
      context.waitForEvent('page'),
      chat.getByRole('link', { name: title }).last().click(),
    ])
    await beside.getByRole('heading', { name: 'โปรดใช้โทรศัพท์' }).waitFor()
    expect(await chat.getByRole('dialog').count()).toBe(0)
    await context.close()
  })

  test('is named by the page in it, and closed by Escape from inside it too', async () => {
    const { chat, complaints, context, tapCard } = await openPhone(browser, system, person.userId)
    const frame = await tapCard()
    const draw = frame.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' })
    await draw.waitFor()
    const sheet = sheetOf(chat, pageTitle)
    await sheet.waitFor()
    await picture(chat, 'sheet-title')
    await draw.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await until(() => isFocused(chat, title), { withinMs: 5000, what: 'the focus on what was tapped' })

    // The ballot page asks nothing of whoever shows it.
    const again = await tapCard()
    await sheet.waitFor()
    await again.evaluate((to) => void setTimeout(() => location.assign(to)), `${system.urls.ballot}/`)
    await sheetOf(chat, title).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('is closed by no other page than those of our hosts, which stand in no other frame', async () => {
    const { chat, context, tapCard } = await openPhone(browser, system, person.userId)
    const frame = await tapCard()
    await frame.getByRole('heading', { level: 1 }).waitFor()
    const close = { liff: 'closeWindow' }
    await chat.evaluate((said) => window.postMessage(said, '*'), close)
    const lead = async (address: string) => {
      await frame.evaluate((to) => void setTimeout(() => location.assign(to)), address)
      await frame.waitForURL(address)
    }
    await lead(`${system.urls.simulator}/liff/1000000002-sucharit`)
    await frame.evaluate((said) => parent.postMessage(said, '*'), close)
    await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
    expect(await sheetOf(chat).count()).toBe(1)
    await lead(`${system.urls.ballot}/`)
    await frame.evaluate((said) => parent.postMessage(said, '*'), close)
    await sheetOf(chat).waitFor({ state: 'detached' })
    await context.close()

    const addresses = [
      `${system.urls.web}/liff/`,
      `${system.urls.web}/liff/share/`,
      `${system.urls.ballot}/`,
      poll.link,
    ]
    const frames = addresses.map((address) => `<iframe src="${address}"></iframe>`).join('')
    const stranger = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(frames))
    await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done))
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`)
    const shown = page.frames().filter((one) => one.parentFrame())
    expect(shown).toHaveLength(addresses.length)
    // The browser's own page of refusal, which has another address or none.
    expect(shown.map((one) => one.url()).filter((url) => url.startsWith('http'))).toEqual([])
    await page.close()
    stranger.close()
  })
})

test('an officer chooses chats over the page in the sheet, records, and is led back to the chat by the page itself', async () => {
  const editor = system.api(await system.createToken('editor', 'editor@demo.sucharit.local'))
  const { groups, users } = await system.sim.state()
  const group = groups.find(({ isBotMember }) => isBotMember)!
  const officer = users.find(({ userId }) => group.memberIds.includes(userId))!
  await system.query(
    `INSERT INTO officer_line (user_id, line_user_id, linked_at) SELECT id, $1, now() FROM "user" WHERE email = 'editor@demo.sucharit.local'`,
    [officer.userId],
  )
  const { body } = await editor.get('/contents?state=approved&template=dos-donts&limit=1')
  const { pageUrl } = (await editor.get(`/contents/${body.items[0].id}/sharing`)).body
  const contents = {
    type: 'bubble',
    body: {
      type: 'box',
      layout: 'vertical',
      contents: [{ type: 'button', action: { type: 'uri', label: 'ส่งการ์ด', uri: pageUrl } }],
    },
  }
  await system.sim.push(officer.userId, [{ type: 'flex', altText: 'ส่งการ์ด', contents }], randomUUID())
  const { chat, complaints, context } = await openPhone(browser, system, officer.userId)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await chat.getByRole('link', { name: 'ส่งการ์ด' }).last().click()
  const frame = await pageInSheet(chat)
  await frame.getByRole('button', { name: 'อนุญาต' }).click()

  // What was closed without a choice is told, and the page is where it was.
  await frame.getByRole('button', { name: 'เลือกกลุ่มหรือเพื่อนใน LINE' }).click()
  const picker = sheetOf(chat, 'ส่งให้กลุ่มหรือเพื่อน')
  await picker.waitFor()
  await picture(chat, 'picker')
  await chat.keyboard.press('Escape')
  await picker.waitFor({ state: 'detached' })
  await frame.getByText('ยังไม่ได้ส่ง').waitFor()
  expect(await chat.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME')

  await frame.getByRole('button', { name: 'เลือกกลุ่มหรือเพื่อนใน LINE' }).click()
  await picker.getByLabel('ค้นหาชื่อบุคคลหรือกลุ่ม').fill(group.groupName)
  await picker.getByRole('checkbox', { name: group.groupName }).check()
  await picker.getByRole('button', { name: 'ส่งให้ 1 แชต' }).click()
  await frame.getByText('ส่งแล้ว ต่อไปโปรดบันทึก').waitFor()
  expect((await system.sim.messages(group.groupId)).at(-1)).toMatchObject({ from: officer.userId })

  await frame.getByText('คัดลอกไปวางเอง').click()
  await frame.getByRole('button', { name: 'คัดลอกข้อความ' }).click()
  await frame.getByText('คัดลอกแล้ว').waitFor()

  await frame.getByRole('checkbox', { name: group.groupName }).check()
  await frame.getByRole('button', { name: 'บันทึกว่าส่งแล้ว' }).click()
  await picture(chat, 'share')
  expect(await sheetOf(chat, 'ส่งการ์ดด้วย LINE ของฉัน').count()).toBe(1)
  await frame.getByRole('button', { name: 'กลับไปที่แชต' }).click()
  await sheetOf(chat).waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
  await context.close()
})
