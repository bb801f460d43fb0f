import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { words } from '../../../src/web/phone/words.ts'
import { findBarriers } from '../../support/accessibility.ts'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import {
  findBarriersEverywhere,
  findBarriersOfOpened,
  narrow,
  openingOf,
  speak,
  wide,
} from '../../support/every-look.ts'
import { consolePages, fillPath, publicPages, type Samples } from '../../support/every-page.ts'
import { everyQuestion } from '../../support/every-question.ts'
import { makeOneOfEverything } from '../../support/one-of-everything.ts'
import { makeStaff, publishBallotPoll } from '../../support/polls-of-system.ts'
import { openRoomStage } from '../../support/room-stage.ts'
import { sampleQuestions, sampleRoom } from '../../support/room-states.ts'
import { until } from '../../support/until.ts'

type Visitor = Awaited<ReturnType<typeof openVisitor>>

let office: ConsoleSystem
let owner: Visitor
let samples: Samples
const fill = (path: string) => fillPath(path, samples)

beforeAll(async () => {
  office = await openConsoleSystem()
  await until(async () => (await office.system.sim.ledger()).length >= 6, { withinMs: 90_000, what: 'the demo cards' })
  samples = { ...(await makeOneOfEverything(office.system)), ...office.system.urls }
  owner = await openVisitor(office.browser, office.url, { language: 'th' })
  await owner.enterAs('owner', { enter: office.doors.owner })
  await owner.page.emulateMedia({ reducedMotion: 'reduce' })
})
afterAll(() => office?.close())

describe('every page of the console, in both languages, on a desk and on a phone', () => {
  test.each(consolePages)('$path, with all that opens there', async ({ path, opens = [] }) => {
    const { page } = owner
    await owner.open(fill(path))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await findBarriersEverywhere(page, { opens })).toEqual([])
    expect(await page.locator('nav').first().textContent()).not.toMatch(/[ก-๙]/)
    expect(owner.complaints).toEqual([])
  })

  test('what the service has said is said anew when the language is changed', async () => {
    const { page } = owner
    await page.setViewportSize(wide)
    await owner.open(fill('/runs/{held}'))
    await speak(page, 'th')
    await page.getByText('เลยเวลาที่ตั้งไว้').waitFor()
    await speak(page, 'en')
    await page.getByText('Its time has passed').waitFor({ timeout: 5000 })
    expect(await page.getByText('เลยเวลาที่ตั้งไว้').count()).toBe(0)
  })
})

describe('on a phone', () => {
  test('the main menu covers the page while it is open, is out of reach while it is not, and is closed by Escape', async () => {
    const { page } = owner
    await page.setViewportSize(narrow)
    await owner.open('/campaigns')
    const row = page.getByRole('link', { name: /รายการรออนุมัติ/ })
    await row.waitFor()
    const button = page.getByRole('button', { name: 'เปิดเมนู' })
    const links = page.getByRole('navigation', { includeHidden: true }).getByRole('link', { includeHidden: true })
    expect(await links.first().isVisible()).toBe(false)
    await button.click()
    await links.first().waitFor()
    expect(await row.isVisible()).toBe(false)
    expect(await findBarriers(page)).toEqual([])
    await links.first().focus()
    await page.keyboard.press('Escape')
    await links.first().waitFor({ state: 'hidden' })
    expect(await row.isVisible()).toBe(true)
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('a table wider than the page has a shade where more of it is, and is moved there by the arrow keys', async () => {
    const { page } = owner
    await page.setViewportSize(narrow)
    await owner.open('/settings?tab=quota')
    const table = page.getByRole('region', { name: 'แผนโควตา' })
    await table.getByRole('columnheader').first().waitFor()
    // The shades alone, without a word or a rule of the table that happens to end there.
    await page.addStyleTag({ content: '[role=region] * { visibility: hidden }' })
    const isShaded = async (side: 'left' | 'right') => {
      const box = await table.boundingBox()
      if (!box) throw new Error('The table is not there.')
      const x = side === 'left' ? box.x : box.x + box.width - 1
      const picture = await page.screenshot({ clip: { x, y: box.y + 8, width: 1, height: 1 } })
      return PNG.sync
        .read(picture)
        .data.subarray(0, 3)
        .some((part) => part < 245)
    }
    expect([await isShaded('left'), await isShaded('right')]).toEqual([false, true])
    await table.focus()
    await until(
      async () => {
        await page.keyboard.press('ArrowRight')
        return table.evaluate(({ scrollLeft, clientWidth, scrollWidth }) => scrollLeft + clientWidth >= scrollWidth - 1)
      },
      { withinMs: 10_000, what: 'the end of the table' },
    )
    expect([await isShaded('left'), await isShaded('right')]).toEqual([true, false])
  })
})

describe('every page outside the console', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await openVisitor(office.browser, office.url)
    await visitor.page.emulateMedia({ reducedMotion: 'reduce' })
  })

  test.each(publicPages)('$path, with all that opens there', async ({ path, ...looks }) => {
    const { page } = visitor
    await page.goto('about:blank') // what stands behind # alone would open no page
    await page.goto(path.startsWith('{') ? fill(path) : `${office.url}${fill(path)}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await findBarriersEverywhere(page, looks)).toEqual([])
    expect(visitor.complaints).toEqual([])
  })

  test('a ballot, from the words before it to its receipt', async () => {
    const { system } = office
    const person = await makeStaff(system)
    const cut = { text: 'หน่วยงานของท่าน', options: [option('c1', 'กองบริหาร'), option('c2', 'กองพัฒนา')] }
    const poll = await publishBallotPoll(system, [person.id], { questions: everyQuestion, level: 'ballot', cut })
    const { page } = visitor
    const asked = new URLSearchParams({ userId: person.userId, uri: poll.link, allowed: '1' })
    await page.goto(`${system.urls.simulator}/_sim/liff/open?${asked}`)
    const press = (name: string) => page.getByRole('button', { name }).click()
    const choose = (text: string) => page.getByText(text, { exact: true }).first().click()
    const steps = [
      () => page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).waitFor(),
      async () => {
        await press('รับบัตรและไปลงคำตอบ')
        await page.getByRole('button', { name: 'ส่งคำตอบ' }).waitFor()
      },
      () => press('ส่งคำตอบ'), // what must be answered is told
      async () => {
        for (const text of ['ตรงเป็นส่วนใหญ่', 'มาก', 'เห็นด้วย']) await choose(text)
        await press('ส่งคำตอบ')
        await page.getByText('ส่งคำตอบแล้ว').waitFor()
      },
    ]
    for (const [place, step] of steps.entries()) {
      await page.setViewportSize(wide)
      await speak(page, 'th')
      await step()
      expect([place, await findBarriersEverywhere(page)]).toEqual([place, []])
    }
  })

  test('a card that an officer sends by their own LINE', async () => {
    const { system } = office
    const { body } = await system
      .api(await system.createToken('editor'))
      .get(`/contents/${samples.approvedCard}/sharing`)
    const asked = new URLSearchParams({ userId: samples.officerChat, uri: body.pageUrl, allowed: '1' })
    const { page } = visitor
    await page.goto(`${system.urls.simulator}/_sim/liff/open?${asked}`)
    await page.getByRole('checkbox').first().waitFor()
    expect(await findBarriersEverywhere(page)).toEqual([])
  })

  test('every kind of question on the phone of a hall and on its wall', async () => {
    const stage = await openRoomStage()
    const context = await office.browser.newContext({ reducedMotion: 'reduce' })
    const [hall, wall] = [await context.newPage(), await context.newPage()]
    stage.show(sampleRoom(sampleQuestions.single))
    await hall.goto(`${stage.url}/join/482915`)
    await wall.goto(`${stage.url}/screen/482915`)
    await hall.getByRole('button', { name: 'เริ่มตอบ' }).click()
    const found: unknown[] = []
    for (const language of ['th', 'en'] as const) {
      for (const question of Object.values(sampleQuestions)) {
        stage.show(sampleRoom(question, { language }))
        for (const page of [hall, wall]) {
          await page.locator(`html[lang=${language}]`).waitFor()
          await page.getByRole('heading', { level: 1, name: question.text }).waitFor()
          for (const size of [wide, narrow]) {
            await page.setViewportSize(size)
            const barriers = await findBarriers(page)
            if (barriers.length > 0) found.push([language, question.kind, page.url(), size.width, barriers])
          }
        }
      }
    }
    expect(found).toEqual([])
    await context.close()
    stage.close()
  })
})

describe.each(['th', 'en'] as const)('the phone of the simulator in %s', (language) => {
  let page: Page
  beforeAll(async () => {
    const { sim } = office.system
    const when = { type: 'button', action: { type: 'datetimepicker', label: 'เลือกวัน', data: 'when', mode: 'date' } }
    const contents = { type: 'bubble', body: { type: 'box', layout: 'vertical', contents: [when] } }
    const reply = { type: 'action', action: { type: 'message', label: 'เรื่องวันนี้', text: 'เรื่องวันนี้' } }
    const card = { type: 'flex', altText: 'นัดหมาย', contents, quickReply: { items: [reply] } }
    await sim.push(samples.officerChat, [card], randomUUID())
    const { groups } = await sim.state()
    const userId = groups.find(({ groupId }) => groupId === samples.groupChat)?.memberIds[0]
    await sim.act({ type: 'message', userId, groupId: samples.groupChat, text: 'สวัสดี' })
    const context = await office.browser.newContext({ reducedMotion: 'reduce' })
    page = await context.newPage()
    await page.goto(samples.simulator)
    await page.evaluate((chosen) => localStorage.setItem('phone-language', JSON.stringify(chosen)), language)
  })
  afterAll(() => page?.context().close())

  const say = words[language]
  const chats = { 'no chat': '', 'a group': 'chat={groupChat}', 'a person': 'chat={officerChat}' }
  const viewAs = new RegExp(`^${say.viewAs}`)
  test.each([
    { chat: 'no chat', size: wide, opens: [say.faults, viewAs] },
    { chat: 'no chat', size: narrow, opens: [say.faults, viewAs] },
    { chat: 'a group', size: wide, opens: [say.messageMenu] },
    { chat: 'a group', size: narrow, opens: [say.messageMenu, say.details] },
    { chat: 'a person', size: wide, opens: ['เลือกวัน'] },
    { chat: 'a person', size: narrow, opens: ['เลือกวัน', say.details] },
  ] as const)('$chat at $size.width px, with all that opens there', async ({ chat, size, opens }) => {
    await page.setViewportSize(size)
    await page.goto('about:blank')
    await page.goto(`${samples.simulator}/#${fill(chats[chat])}`)
    await page.getByRole('button', { name: opens[0] }).first().waitFor()
    const found = await findBarriers(page)
    for (const name of opens) {
      const opening = await openingOf(String(name), page.getByRole('button', { name }))
      found.push(...(await findBarriersOfOpened(page, opening, [size])))
    }
    expect(found).toEqual([])
  })

  test('the choice of chats for a card', async () => {
    const share = JSON.stringify([{ type: 'text', text: 'การ์ด' }])
    const back = `${samples.simulator}/liff/1000000002-sucharit/share/`
    await page.goto('about:blank')
    await page.goto(`${samples.simulator}/#${new URLSearchParams({ as: samples.officerChat, share, back })}`)
    await page.getByRole('dialog', { name: say.shareTo }).getByRole('checkbox').first().waitFor()
    for (const size of [wide, narrow]) {
      await page.setViewportSize(size)
      expect([size.width, await findBarriers(page)]).toEqual([size.width, []])
    }
  })
})

const option = (key: string, text: string) => ({ key, text })
