import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { phone as phoneScreen } from '../../support/phone-in-hand.ts'
import { createSender } from '../../support/send-campaign.ts'
import { readAuthenticator } from '../../support/sign-in-office.ts'
import { until } from '../../support/until.ts'

const director = { name: 'ผู้อำนวยการ', email: 'director@office.example', password: 'เดินไปทำงานทุกเช้า' }
const pin = '428317'

let demo: ConsoleSystem
let sender: Awaited<ReturnType<typeof createSender>>
let inLine: BrowserContext
let chat: Page
let lineUserId: string
let code: () => string
let directorId: string
beforeAll(async () => {
  demo = await openConsoleSystem({ env: { ROLES: 'web,worker' } })
  sender = await createSender(demo.system)
  const made = await demo.system.sim.post('/_sim/users', { displayName: director.name })
  lineUserId = (made as { userId: string }).userId
  await hireDirector()
  inLine = await demo.browser.newContext(phoneScreen)
  chat = await inLine.newPage()
  await chat.goto(`http://localhost:${new URL(demo.system.urls.simulator).port}/#chat=${lineUserId}`)
})
afterAll(() => demo?.close())

/** At a desk, once: password, authenticator app, LINE link. */
async function hireDirector(): Promise<void> {
  const owner = demo.system.api(await demo.system.createToken('owner'))
  const { name, email, password } = director
  const { link, user } = (await owner.post('/users', { name, email, role: 'approver' })).body
  directorId = user.id
  const context = await demo.browser.newContext()
  const desk = await context.newPage()
  await desk.goto(`${demo.url}/`)
  const ask = (method: string, path: string, body: object = {}) =>
    desk.evaluate(
      async ([way, to, json]) => {
        const headers = { 'content-type': 'application/json' }
        return (await fetch(to, { method: way, headers, body: json })).json()
      },
      [method, path, JSON.stringify(body)] as const,
    )
  await ask('POST', '/api/v1/sign-in-links/use', { token: link.url.split('#')[1], password })
  await ask('POST', '/api/auth/sign-in/email', { email, password })
  const { totpURI } = await ask('POST', '/api/auth/two-factor/enable', { password })
  code = () => readAuthenticator(totpURI)
  await ask('POST', '/api/auth/two-factor/verify-totp', { code: code() })
  const linking = await ask('POST', '/api/v1/me/line/code')
  await demo.system.sim.act({ type: 'message', userId: lineUserId, text: linking.code })
  await chatSays('เชื่อมแชตนี้กับบัญชีของ')
  await context.close()
}

const chatSays = (words: string) =>
  until(async () => (await demo.system.sim.ledger()).some(({ messages }) => JSON.stringify(messages).includes(words)), {
    withinMs: 20_000,
    what: words,
  })

/** Taps in the chat on the card that asks for approval, and gives the page that opens. */
async function tapCard(tap: (what: Locator) => Promise<void>): Promise<Page> {
  const opened = inLine.waitForEvent('page')
  await tap(chat.getByRole('link', { name: 'ดูและอนุมัติ' }).last())
  return opened
}

async function cardArrives(id: string): Promise<void> {
  await chatSays(`/campaigns/${id}`)
  await chat.locator(`a[href*="/campaigns/${id}"]`).first().waitFor({ timeout: 20_000 })
}

function countTaps() {
  let count = 0
  return {
    count: () => count,
    tap: async (what: Locator) => {
      count += 1
      await what.tap()
    },
  }
}

const stateOf = async (id: string) => (await sender.approver.get(`/campaigns/${id}`)).body.state as string
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

describe('a director with a phone', () => {
  test('enrols it on the way to the first approval: LINE, allow once, code of the app, PIN', async () => {
    const id = await sender.prepare('ครั้งแรก')
    await cardArrives(id)
    const { tap } = countTaps()
    const page = await tapCard(tap)
    await tap(button(page, 'เข้าสู่ระบบด้วย LINE'))
    await tap(page.getByRole('button', { name: 'อนุญาต', exact: true }))
    await page.getByLabel('รหัส 6 หลักจากแอปยืนยันตัวตน').fill(code())
    await tap(page.getByText('ครั้งต่อไปให้เครื่องนี้ใช้ PIN แทนรหัสจากแอป'))
    await page.getByLabel('ตั้ง PIN 6 หลัก').fill(pin)
    await tap(button(page, 'ยืนยัน'))
    await page.getByRole('heading', { name: 'ทดสอบ ครั้งแรก' }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/campaigns/${id}`)
    await page.close()
  })

  test('from then on approves with one hand in at most five taps and a PIN', async () => {
    await inLine.clearCookies({ name: 'sucharit.session_token' }) // the next day
    const id = await sender.prepare('ครั้งต่อมา')
    await cardArrives(id)
    const { tap, count } = countTaps()
    const page = await tapCard(tap)
    await tap(button(page, 'เข้าสู่ระบบด้วย LINE'))
    await page.getByLabel('PIN 6 หลักของเครื่องนี้').pressSequentially(pin)
    await page.getByRole('heading', { name: 'ทดสอบ ครั้งต่อมา' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    const approve = button(page, 'อนุมัติ')
    const box = await approve.boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(40)
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(phoneScreen.viewport.height)
    await tap(approve)
    await tap(page.getByRole('dialog').getByRole('button', { name: /^อนุมัติ/ }))
    await until(async () => (await stateOf(id)) !== 'pending_approval', { withinMs: 20_000, what: 'the approval' })
    expect(
      await demo.system.query(
        `SELECT 1 FROM audit_entry WHERE action = 'campaign.approve' AND actor_id = '${directorId}'`,
      ),
    ).toHaveLength(1)
    expect(count()).toBeLessThanOrEqual(5)
    await page.close()
  })

  test('who does not allow it in LINE, or comes with half an answer, is told and may start again', async () => {
    const context = await demo.browser.newContext(phoneScreen)
    const page = await context.newPage()
    await page.goto(`${demo.url}/account`)
    await button(page, 'เข้าสู่ระบบด้วย LINE').click()
    await page.getByRole('link', { name: 'เจ้าหน้าที่' }).first().or(page.locator('.people a').first()).click()
    await page.getByRole('button', { name: 'ไม่อนุญาต' }).click()
    await page.getByText('ท่านไม่ได้อนุญาตใน LINE').waitFor()
    await page.goto(`${demo.url}/sign-in/line?code=x`)
    await page.getByText('ลิงก์จาก LINE ไม่ครบ').waitFor()
    await page.goto(`${demo.url}/sign-in/line?code=x&state=y`)
    await page.getByText(/หมดเวลา ใช้ไปแล้ว หรือเริ่มจากเบราว์เซอร์อื่น/).waitFor()
    expect(page.url()).toBe(`${demo.url}/sign-in/line`)
    await page.getByRole('button', { name: 'เริ่มใหม่' }).click()
    await button(page, 'เข้าสู่ระบบด้วย LINE').waitFor()
    expect(new URL(page.url()).pathname).toBe('/account')
    await context.close()
  })
})
