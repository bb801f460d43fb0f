import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '../../../src/contracts/polls.ts'
import { launchBrowser } from '../../support/browser.ts'
import { openRoomOffice, type RoomOffice } from '../../support/room-office.ts'
import { openRoomStage } from '../../support/room-stage.ts'
import { sampleQuestions, sampleResult, sampleRoom } from '../../support/room-states.ts'
import { until } from '../../support/until.ts'

const root = join(import.meta.dirname, '../../..')
const questions = sampleQuestions
const soon = { withinMs: 10_000 }

let browser: Browser
let office: RoomOffice
beforeAll(async () => {
  if (!existsSync(join(root, 'dist/web/screen/index.html')))
    execFileSync('npx', ['vite', 'build'], { cwd: root, stdio: 'ignore' })
  ;[browser, office] = await Promise.all([launchBrowser(), openRoomOffice()])
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

/** A device of its own, with what its browser complained of. */
async function open(url: string, size = { width: 390, height: 844 }) {
  const context = await browser.newContext({ viewport: size, locale: 'th-TH' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text())
  })
  await page.goto(url)
  return { context, page, complaints }
}
const wall = { width: 1920, height: 1080 }
const figuresOn = (screen: Page) => screen.locator('.bar-figure').allTextContents()

async function remoteKey(code: string): Promise<string> {
  const { remoteUrl } = (await office.call(`/rooms/${code}/remote`, {}, office.hire('editor').headers)).body
  return remoteUrl.split('#')[1]
}

describe('a room', () => {
  test('is joined from two phones, moves on the wall from the fifth answer on, and is led by keys and by a phone', async () => {
    const { code, pollId } = await office.addRoom([questions.single, questions.scale], { state: 'published' })
    const key = await remoteKey(code)
    const screen = await open(`${office.url}/screen/${code}#${key}`, wall)
    await screen.page.getByText('กำลังจะเริ่ม').waitFor()
    expect(screen.page.url()).not.toContain('#')
    const phones = await Promise.all([open(`${office.url}/join/`), open(`${office.url}/join/${code}`)])
    const [typing, scanning] = phones.map(({ page }) => page) as [Page, Page]

    await typing.getByLabel('รหัสห้อง 6 หลัก').fill(code)
    await typing.getByRole('button', { name: 'เข้าห้อง' }).click()
    for (const page of [typing, scanning]) {
      await page.getByText('ระบบไม่บันทึกว่าใครตอบ').waitFor()
      await page.getByText('ห้องประชุม (ไม่ต้องเข้าสู่ระบบ)').waitFor()
      await page.getByRole('button', { name: 'เริ่มตอบ' }).click()
    }
    await office.setState(pollId, 'open')
    for (const page of [typing, scanning]) {
      await page.getByLabel('การลดขั้นตอนและเอกสาร').check()
      await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
      await page.getByRole('heading', { name: 'บันทึกแล้ว' }).waitFor()
    }
    for (let n = 0; n < 2; n += 1) await office.answer(code, { option: 'o1' })
    await screen.page.getByText('ไม่แสดงผล เพื่อรักษาความลับของผู้ตอบ').waitFor()
    expect(await figuresOn(screen.page)).toEqual(['', '', '', ''])

    await office.answer(code, { option: 'o1' })
    await until(async () => (await figuresOn(screen.page)).join() === '60 %,40 %,0 %,0 %', soon)
    await office.answer(code, { option: 'o1' })
    await until(async () => (await figuresOn(screen.page)).join() === '67 %,33 %,0 %,0 %', soon)

    await screen.page.keyboard.press('h')
    await screen.page.getByText('ผู้ดำเนินรายการจะเปิดผลในภายหลัง').waitFor()
    await screen.page.keyboard.press('r')
    await until(async () => (await figuresOn(screen.page))[0] === '67 %', soon)
    await screen.page.keyboard.press('t')
    await screen.page.getByRole('timer').waitFor()
    await screen.page.keyboard.press('ArrowRight')
    await screen.page.getByRole('heading', { name: questions.scale.text }).waitFor()
    await scanning.getByRole('heading', { name: questions.scale.text }).waitFor()

    const remote = await open(`${office.url}/screen/${code}?remote#${key}`)
    await remote.page.getByRole('button', { name: 'หยุดรับคำตอบ' }).click()
    await scanning.getByText('หยุดรับคำตอบแล้ว').waitFor()
    await remote.page.getByRole('button', { name: 'รับคำตอบต่อ' }).click()
    await scanning.getByLabel('มากที่สุด', { exact: true }).check()
    await scanning.getByRole('button', { name: 'ส่งคำตอบ' }).click()
    await scanning.getByRole('heading', { name: 'บันทึกแล้ว' }).waitFor()
    await remote.page.getByRole('button', { name: 'เริ่มข้อนี้ใหม่' }).click()
    await remote.page.getByRole('button', { name: 'ลบและเริ่มใหม่' }).click()
    await scanning.getByLabel('น้อย', { exact: true }).waitFor()

    // A second look at the page never offers an answered question again, and no answer is left in the browser.
    await remote.page.getByRole('button', { name: 'ข้อก่อนหน้า' }).click()
    await scanning.getByRole('heading', { name: 'บันทึกแล้ว' }).waitFor()
    await scanning.reload()
    await scanning.getByRole('heading', { name: 'บันทึกแล้ว' }).waitFor()
    expect(await scanning.evaluate('JSON.stringify(localStorage)')).not.toMatch(/"o\d"|option/)

    await office.setState(pollId, 'closed')
    for (const page of [typing, scanning, screen.page]) await page.getByText('ปิดรับคำตอบแล้ว').first().waitFor()
    expect(await scanning.evaluate('Object.keys(localStorage).length')).toBe(0)
    expect([screen, remote, ...phones].flatMap(({ complaints }) => complaints)).toEqual([])
    for (const { context } of [screen, remote, ...phones]) await context.close()
  })

  test('takes every kind of answer on a phone', async () => {
    const { multiple, agreement, ranking, points, word, text, nps } = questions
    const { code, pollId } = await office.addRoom([multiple, agreement, ranking, points, word, text, nps])
    const key = await remoteKey(code)
    const { context, page, complaints } = await open(`${office.url}/join/${code}`)
    await page.getByRole('button', { name: 'เริ่มตอบ' }).click()
    const send = page.getByRole('button', { name: 'ส่งคำตอบ' })
    const fill: ((page: Page) => Promise<void>)[] = [
      async () => {
        await page.getByLabel('เว็บไซต์หน่วยงาน').check()
        await page.getByLabel('หนังสือเวียนภายใน').check()
      },
      () => page.getByLabel('เห็นด้วยอย่างยิ่ง', { exact: true }).check(),
      async () => {
        for (const { text } of 'options' in ranking ? ranking.options.slice(0, 4) : [])
          await page.getByRole('button', { name: text }).click()
      },
      async () => {
        await page.getByLabel('พัฒนาระบบดิจิทัล', { exact: true }).fill('99')
        expect(await send.isDisabled()).toBe(true)
        await page.getByRole('button', { name: 'เพิ่ม สวัสดิการบุคลากร' }).click()
      },
      () => page.getByLabel('คำที่ 1').fill('โปร่งใส'),
      () => page.getByLabel('คำตอบของท่าน').fill('ขอให้แจ้งผลการพิจารณาทุกครั้ง'),
      () => page.getByLabel('10', { exact: true }).check(),
    ]
    for (const give of fill) {
      await give(page)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await send.click()
      await page.getByRole('heading', { name: 'บันทึกแล้ว' }).waitFor()
      await office.call(`/rooms/${code}/next`, { key })
    }
    const rows = await office.database.prisma.$queryRaw<{ question: string; option: string; count: bigint }[]>`
      SELECT question, option, count FROM ballot.tally WHERE poll_id = ${pollId}::uuid AND option <> '' ORDER BY question, option`
    expect(rows.map(({ question, option, count }) => `${question} ${option} ${count}`)).toEqual([
      ...['q2 o3 1', 'q2 o4 1', 'q4 5 1'],
      ...['q5 o1 4', 'q5 o2 3', 'q5 o3 2', 'q5 o4 1', 'q5 o5 0'],
      ...['q6 o1 99', 'q6 o4 1', 'q9 10 1'],
    ])
    expect((await office.call(`/rooms/${code}/waiting`, { key })).body.items).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  test('lets the presenter read words on the phone before the wall shows them', async () => {
    const { code } = await office.addRoom([questions.word])
    const key = await remoteKey(code)
    for (let n = 0; n < 5; n += 1) await office.answer(code, { words: ['น้ำใจ'] } satisfies Answer)
    const screen = await open(`${office.url}/screen/${code}`, wall)
    await screen.page.getByText('ผู้ดำเนินรายการกำลังอ่านคำตอบก่อนแสดง').waitFor()
    const remote = await open(`${office.url}/screen/${code}?remote#${key}`)
    await remote.page.getByText('คำตอบที่รออ่าน 5').waitFor()
    await remote.page.getByRole('button', { name: 'แสดง', exact: true }).first().click()
    await screen.page.locator('.cloud li', { hasText: 'น้ำใจ' }).waitFor()
    await remote.page.getByText('คำตอบที่รออ่าน 4').waitFor()
    for (const { context } of [screen, remote]) await context.close()
  })
})

describe('the wall', () => {
  test('catches up by itself when the connection comes back', async () => {
    const own = await openRoomOffice({ testDatabase: office.testDatabase, folder: office.folder })
    const { code } = await office.addRoom([questions.single])
    const { context, page } = await open(`${own.url}/screen/${code}`, wall)
    await page.getByRole('heading', { name: questions.single.text }).waitFor()
    await context.setOffline(true)
    await own.rooms.close() // ends its streams, as a restart does
    await page.getByText('ขาดการเชื่อมต่อ').waitFor()
    for (let n = 0; n < 5; n += 1) await office.answer(code, { option: 'o2' })
    const again = await openRoomOffice({ testDatabase: office.testDatabase, folder: office.folder })
    await context.route(`${own.url}/**`, (route) => {
      const { pathname, search } = new URL(route.request().url())
      return route.continue({ url: `${again.url}${pathname}${search}` })
    })
    await context.setOffline(false)
    await until(async () => (await figuresOn(page))[1] === '100 %', { withinMs: 20_000 })
    await until(async () => (await page.getByText('ขาดการเชื่อมต่อ').count()) === 0, soon)
    await context.close()
    await again.close()
    await own.close()
  })

  test('hands over to its presenter once the network is back: silence is no refusal', async () => {
    const { code } = await office.addRoom([questions.single, questions.scale])
    const key = await remoteKey(code)
    const { context, page } = await open('about:blank', wall)
    let silent = 0
    await page.route('**/remote', (route) => {
      silent += 1
      return silent <= 5 ? route.fulfill({ status: 503, body: '{}' }) : route.continue()
    })
    await page.goto(`${office.url}/screen/${code}#${key}`)
    await until(async () => silent > 5, { withinMs: 30_000, what: 'the sixth request' })
    await page.getByRole('button', { name: 'ข้อถัดไป (→)' }).click()
    await page.getByText('ข้อ 2 จาก 2').waitFor()
    const stranger = await open(`${office.url}/screen/${code}`, wall)
    await stranger.page.keyboard.press('ArrowLeft')
    await stranger.page.getByText('ข้อ 2 จาก 2').waitFor()
    await Promise.all([context.close(), stranger.context.close()])
  })

  test('shows every kind of question whole, light and dark, at every width, without a word cut or wider than the wall', async () => {
    const stage = await openRoomStage()
    const { context, page, complaints } = await open(`${stage.url}/screen/482915`, wall)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    for (const question of Object.values(questions)) {
      stage.show(sampleRoom(question))
      await page.getByRole('heading', { name: question.text }).waitFor()
      await page.evaluate('document.fonts.ready')
      for (const width of [1920, 1440, 1280, 390, 320]) {
        await page.setViewportSize({ width, height: width > 900 ? (width * 9) / 16 : 844 })
        const findCut = () =>
          page.evaluate<string[]>(`[
          ...document.querySelectorAll('.stage h1, .bar-label, .bar-figure, .cloud li, .themes li, .join-code, .join-address, .foot span')
        ].filter((one) => {
          const box = one.getBoundingClientRect()
          return box.right > innerWidth + 1 || box.left < -1 || (innerWidth > 900 && box.bottom > innerHeight + 1)
        }).map((one) => one.textContent)`)
        // A cloud is laid out anew a moment after the size has changed.
        await until(async () => (await findCut()).length === 0, { ...soon, what: `${question.kind} whole at ${width}` })
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      }
      await page.setViewportSize(wall)
    }
    const qr = await page.locator('.qr').boundingBox()
    expect(qr?.width).toBeGreaterThanOrEqual(320)
    const ground = () => page.evaluate(`getComputedStyle(document.querySelector('.screen')).backgroundColor`)
    const light = await ground()
    await page.keyboard.press('d')
    await until(async () => (await ground()) !== light, soon)
    expect(complaints).toEqual([])
    await context.close()
    stage.close()
  })

  test('gives options of the same share the same rank, and gold to each that is first', async () => {
    const stage = await openRoomStage()
    const { context, page } = await open(`${stage.url}/screen/482915`, wall)
    const result = sampleResult(questions.ranking)
    const rows = result.rows.map((row, place) => ({ ...row, percent: [30, 30, 20, 10, 10][place] ?? 0 }))
    stage.show(sampleRoom(questions.ranking, { result: { ...result, rows } }))
    await page.locator('.bar-row').first().waitFor()
    expect((await page.locator('.bar-place').allTextContents()).toSorted()).toEqual(['1', '1', '3', '4', '4'])
    expect(await page.locator('.bar-fill[data-tone=first]').count()).toBe(2)
    await context.close()
    stage.close()
  })

  test('lets a row glide to its new rank, and leaves everything still for whoever asked for less motion', async () => {
    const stage = await openRoomStage()
    const { context, page } = await open(`${stage.url}/screen/482915`, wall)
    const result = sampleResult(questions.ranking)
    stage.show(sampleRoom(questions.ranking, { result }))
    const first = page.locator('.bar-row', { hasText: 'ฝึกอบรมและทุนการศึกษา' })
    await first.waitFor()
    const moves = () => first.evaluate((row) => getComputedStyle(row).transitionDuration)
    expect(await moves()).toBe('0.3s')
    const above = (await first.boundingBox())?.y ?? 0
    stage.show(sampleRoom(questions.ranking, { result: { ...result, rows: result.rows.toReversed() } }))
    await until(async () => ((await first.boundingBox())?.y ?? 0) > above + 200, soon)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await moves()).toBe('0s')
    await context.close()
    stage.close()
  })
})
