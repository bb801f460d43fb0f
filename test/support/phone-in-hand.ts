import type { Browser, Frame, Page } from 'playwright-core'
import type { System } from './system.ts'

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'th-TH' }

/** The page that stands in the sheet over the chat. */
export async function pageInSheet(chat: Page): Promise<Frame> {
  const frame = await chat.locator('.liff-sheet iframe').elementHandle()
  return (await frame?.contentFrame()) as Frame
}

export const reload = (frame: Frame) =>
  Promise.all([frame.waitForNavigation(), frame.evaluate(() => void setTimeout(() => location.reload()))])

/**
 * A phone in somebody's hand: their chat with the card, and the page that a tap on it opens; how often the glass was touched, and
 * what the browser complained of.
 */
export async function openPhone(browser: Browser, system: Pick<System, 'urls'>, userId: string) {
  const context = await browser.newContext(phone)
  let taps = 0
  await context.exposeFunction('noteTap', () => {
    taps += 1
  })
  await context.addInitScript(`addEventListener('pointerdown', ({ isTrusted }) => isTrusted && noteTap(), true)`)
  const complaints: string[] = []
  context.on('page', (page) => {
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text())
    })
  })
  const chat = await context.newPage()
  await chat.goto(`${system.urls.simulator}/#chat=${userId}`)
  const tapCard = async () => {
    await chat.getByRole('link', { name: 'ตอบแบบสำรวจ' }).last().click()
    return pageInSheet(chat)
  }
  const closeSheet = async () => {
    const sheet = chat.locator('.liff-sheet')
    await sheet.getByRole('button', { name: 'ปิด', exact: true }).click()
    await sheet.waitFor({ state: 'detached' })
  }
  return { context, chat, complaints, tapCard, closeSheet, taps: () => taps }
}
