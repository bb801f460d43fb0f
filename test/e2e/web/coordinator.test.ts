import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { findBarriersEverywhere } from '../../support/every-look.ts'

let office: ConsoleSystem
let coordinator: Awaited<ReturnType<typeof openVisitor>>
const account = { name: 'มาลี ผู้ประสานงาน', email: 'malee@office.example', role: 'coordinator' }
const password = 'เดินไปทำงานทุกเช้า'

beforeAll(async () => {
  office = await openConsoleSystem()
  const owner = office.system.api(await office.system.createToken('owner'))
  const { items } = (await owner.get('/units')).body
  const { body } = await owner.post('/users', { ...account, unitId: items[0].id })
  coordinator = await openVisitor(office.browser, office.url, { language: 'th' })
  await coordinator.page.emulateMedia({ reducedMotion: 'reduce' })
  await coordinator.page.goto(body.link.url)
})
afterAll(() => office?.close())

test('a coordinator comes in to their own unit, makes a code there, and has its QR to print', async () => {
  const { page } = coordinator
  await coordinator.fill(/^รหัสผ่านใหม่/, password)
  await coordinator.press('ตั้งรหัสผ่าน')
  await coordinator.fill('อีเมล', account.email)
  await coordinator.fill(/^รหัสผ่าน/, password)
  await coordinator.press('เข้าสู่ระบบ')

  await page.locator('.unit-rows > li').first().waitFor()
  expect(await page.locator('.unit-rows > li').count()).toBe(1)
  expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['กลุ่มผู้รับ'])
  expect(await page.getByRole('tab').count()).toBe(0)
  await coordinator.press('รหัสเชิญ')
  await coordinator.press('สร้างรหัสเชิญ')
  const code = page.getByRole('dialog').getByRole('img', { name: /^QR / })
  await code.waitFor()
  await page.emulateMedia({ media: 'print' })
  expect(await code.isVisible()).toBe(true)
  expect(await page.getByRole('heading', { level: 2, name: 'สำนักงานเลขาธิการ' }).isVisible()).toBe(true)
  await page.emulateMedia({ media: 'screen' })
  await page.keyboard.press('Escape')
  expect(await findBarriersEverywhere(page, { opens: ['รหัสเชิญ'] })).toEqual([])
  expect(coordinator.complaints).toEqual([])
})

test.each(['/account', '/campaigns'])(
  'of %s nothing is asked that is refused, and the way back leads to their unit',
  async (path) => {
    const { page } = coordinator
    const refused: string[] = []
    page.on('response', (response) => response.status() === 403 && refused.push(response.url()))
    await coordinator.open(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await findBarriersEverywhere(page)).toEqual([])
    await page.getByRole('banner').getByRole('link').first().click()
    await page.locator('.unit-rows > li').first().waitFor()
    expect(refused).toEqual([])
    expect(coordinator.complaints).toEqual([])
  },
)
