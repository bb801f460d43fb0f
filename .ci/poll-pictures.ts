// npm run pictures: what a poll looks like: every kind of question on the big screen, and the way of a ballot on a phone.
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../test/support/browser.ts'
import { openPhone } from '../test/support/phone-in-hand.ts'
import { makeStaff, publishBallotPoll, sendPollCard } from '../test/support/polls-of-system.ts'
import { openRoomStage } from '../test/support/room-stage.ts'
import { sampleQuestions, sampleResult, sampleRoom } from '../test/support/room-states.ts'
import { createSystem } from '../test/support/system.ts'
import { until } from '../test/support/until.ts'
import { writeSheet } from './write-sheet.ts'

const browser = await launchBrowser()
try {
  await writeSheet('screen.png', await pictureScreen(browser), { columns: 3, width: 640 })
  await writeSheet('ballot.png', await pictureBallot(browser), { columns: 4, width: 390 })
} finally {
  await browser.close()
}

async function pictureScreen(browser: Browser): Promise<Buffer[]> {
  const stage = await openRoomStage()
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const pictures: Buffer[] = []
  try {
    await page.goto(`${stage.url}/screen/482915`)
    for (const question of Object.values(sampleQuestions)) {
      stage.show(sampleRoom(question, { result: sampleResult(question) }))
      await page.getByRole('heading', { name: question.text }).waitFor()
      pictures.push(await take(page))
    }
  } finally {
    await page.close()
    stage.close()
  }
  return pictures
}

/** Card, what is told before the ballot is drawn, the question on the nameless host, and the receipt. */
async function pictureBallot(browser: Browser): Promise<Buffer[]> {
  const system = await createSystem({ env: { LOG_LEVEL: 'warn' } })
  const pictures: Buffer[] = []
  try {
    await system.start().ready()
    await until(async () => (await fetch(`${system.urls.ballot}/readyz`)).ok, { withinMs: 20_000 })
    const person = await makeStaff(system)
    const text = 'ผู้บังคับบัญชามอบหมายงานแก่ท่านอย่างเป็นธรรมตามความรู้ความสามารถเพียงใด'
    const question = { ...sampleQuestions.scale, key: 'q1', text }
    const poll = await publishBallotPoll(system, [person.id], { questions: [question] })
    const phone = await openPhone(browser, system, person.userId)
    await sendPollCard(system, person.userId, poll)
    await phone.chat.getByRole('link', { name: 'ตอบแบบสำรวจ' }).waitFor()
    pictures.push(await take(phone.chat))
    const page = await phone.tapCard()
    await page.getByRole('button', { name: 'อนุญาต' }).click()
    const draw = page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' })
    await draw.waitFor()
    pictures.push(await take(page))
    await draw.click()
    await page.getByText('มาก', { exact: true }).click()
    pictures.push(await take(page))
    await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
    await page.getByText('ส่งคำตอบแล้ว').waitFor()
    pictures.push(await take(page))
  } finally {
    await system.dispose()
  }
  return pictures
}

async function take(page: Page): Promise<Buffer> {
  await page.evaluate('document.fonts.ready')
  return page.screenshot()
}
