import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Question } from '../../../src/contracts/polls.ts'
import { launchBrowser } from '../../support/browser.ts'
import { openRoomOffice, type RoomOffice } from '../../support/room-office.ts'
import { sampleQuestions as questions } from '../../support/room-states.ts'
import { until } from '../../support/until.ts'

const pictures = process.env.ROOM_PICTURES // a folder: the presenter's phone is also pictured there
const soon = { withinMs: 10_000 }

let browser: Browser
let office: RoomOffice
beforeAll(async () => {
  ;[browser, office] = await Promise.all([launchBrowser(), openRoomOffice()])
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

async function open(url: string, size = { width: 390, height: 844 }): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: 'th-TH' })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** A room with its wall, the presenter's phone, and a phone of somebody in the hall. */
async function openHall() {
  const { code } = await office.addRoom([questions.single, questions.scale])
  const { remoteUrl } = (await office.call(`/rooms/${code}/remote`, {}, office.hire('editor').headers)).body
  const key = remoteUrl.split('#')[1]
  const pages = {
    wall: await open(`${office.url}/screen/${code}#${key}`, { width: 1920, height: 1080 }),
    remote: await open(`${office.url}/screen/${code}?remote#${key}`),
    guest: await open(`${office.url}/join/${code}`),
  }
  await pages.guest.getByRole('button', { name: 'เริ่มตอบ' }).click()
  await pages.guest.getByRole('button', { name: 'ส่งคำตอบ' }).waitFor()
  await pages.wall.getByRole('button', { name: 'จับเวลา (T)', exact: true }).waitFor() // keys work from here on
  const close = () => Promise.all(Object.values(pages).map((page) => page.context().close()))
  return { code, ...pages, close }
}

const figuresOn = async (wall: Page) => (await wall.locator('.bar-figure').allTextContents()).join()
const secondsOn = async (page: Page) =>
  Number(/เหลือ (\d+) วินาที/.exec((await page.locator('body').textContent()) ?? '')?.[1])

test('a timer runs down alike on the wall, the remote and in the hall, ends the answers, and is stopped from either', async () => {
  const { code, wall, remote, guest, close } = await openHall()
  const clock = wall.getByRole('timer')
  // Nobody has touched anything for a while: the first key counts, as it does while the buttons are seen.
  await wall.locator('main[data-idle="true"]').waitFor()
  await wall.keyboard.press('t')
  await until(async () => /^(1:00|0:5\d)$/.test((await clock.textContent()) ?? ''), soon)
  for (const page of [remote, guest]) await until(async () => (await secondsOn(page)) > 50, soon)
  if (pictures) await remote.screenshot({ path: `${pictures}/remote.png` })
  const [before, beforeOnRemote] = [await clock.textContent(), await secondsOn(remote)]
  await until(async () => (await clock.textContent()) !== before, soon)
  await until(async () => (await secondsOn(remote)) < beforeOnRemote, soon)

  await remote.getByRole('button', { name: 'หยุดจับเวลา' }).click()
  await clock.waitFor({ state: 'detached' })
  await remote.getByRole('button', { name: 'จับเวลา', exact: true }).click()
  await clock.waitFor()
  office.turnClock(62_000)
  expect((await office.answer(code, { option: 'o1' })).body.code).toBe('ROOM_LOCKED')
  // Whoever opens the page now is told by the server's clock, not by their own.
  for (const page of [wall, remote, guest]) await page.reload()
  await wall.getByText('หมดเวลา').waitFor()
  await remote.getByText('หมดเวลา').waitFor()
  await guest.getByText('หมดเวลา').waitFor()
  expect(await guest.getByRole('button', { name: 'ส่งคำตอบ' }).count()).toBe(0)

  await wall.getByRole('button', { name: 'หยุดจับเวลา (T)' }).waitFor()
  await wall.keyboard.press('t')
  await guest.getByRole('button', { name: 'ส่งคำตอบ' }).waitFor()
  expect((await office.answer(code, { option: 'o1' })).body.outcome).toBe('counted')
  await close()
})

test('after a false start the question begins anew from the wall and from the remote, and Enter alone drops nothing', async () => {
  const { code, wall, remote, guest, close } = await openHall()
  for (let n = 0; n < 4; n += 1) await office.answer(code, { option: 'o1' })
  const answer = async (name: string) => {
    await guest.getByLabel(name).check()
    await guest.getByRole('button', { name: 'ส่งคำตอบ' }).click()
    await guest.getByRole('heading', { name: 'บันทึกแล้ว' }).waitFor()
  }
  await answer('การลดขั้นตอนและเอกสาร')
  await until(async () => (await figuresOn(wall)) === '80 %,20 %,0 %,0 %', soon)

  await wall.locator('main[data-idle="true"]').waitFor()
  await wall.keyboard.press('Delete')
  await wall.getByText('ลบคำตอบของข้อนี้ทั้งหมดแล้วเริ่มใหม่หรือไม่').waitFor()
  await wall.keyboard.press('Enter')
  await wall.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await figuresOn(wall)).toBe('80 %,20 %,0 %,0 %')

  const fromTheWall = async () => {
    await wall.keyboard.press('Delete')
    await wall.getByRole('button', { name: 'ลบและเริ่มใหม่' }).click()
  }
  const fromTheRemote = async () => {
    await remote.getByRole('button', { name: 'เริ่มข้อนี้ใหม่' }).click()
    await remote.getByRole('button', { name: 'ลบและเริ่มใหม่' }).click()
  }
  for (const begin of [fromTheWall, fromTheRemote]) {
    await begin()
    await wall.getByText('ไม่แสดงผล เพื่อรักษาความลับของผู้ตอบ').waitFor()
    await guest.getByRole('button', { name: 'ส่งคำตอบ' }).waitFor() // the same phone is asked once more
    for (let n = 0; n < 4; n += 1) await office.answer(code, { option: 'o2' })
    await answer('การลดขั้นตอนและเอกสาร')
    await until(async () => (await figuresOn(wall)) === '0 %,100 %,0 %,0 %', soon)
  }
  await close()
})

test('the presenter’s phone speaks the language of its poll, in the hand and on a computer', async () => {
  const question: Question = { kind: 'agreement', key: 'q1', required: true, steps: 5, text: 'Meetings begin on time.' }
  const { code } = await office.addRoom([question, { ...question, key: 'q2', text: 'They end on time.' }], {
    title: 'Town hall',
    language: 'en',
  })
  const { remoteUrl } = (await office.call(`/rooms/${code}/remote`, {}, office.hire('editor').headers)).body
  for (const size of [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ]) {
    const remote = await open(`${office.url}/screen/${code}?remote#${remoteUrl.split('#')[1]}`, size)
    for (const name of ['Next question', 'Hide the result', 'Stop answers', 'Timer', 'Start this question anew'])
      await remote.getByRole('button', { name, exact: true }).waitFor()
    expect(await remote.locator('main').textContent()).not.toMatch(/[ก-๙]/)
    expect(await remote.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await remote.context().close()
  }
})
