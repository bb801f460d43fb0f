import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { readAuthenticator } from '../../support/sign-in-office.ts'
import { until } from '../../support/until.ts'

let office: ConsoleSystem
beforeAll(async () => {
  office = await openConsoleSystem()
  // The demo's own first cards are out, so that what comes after them is ours.
  await until(async () => (await office.system.sim.ledger()).length >= 6, { withinMs: 90_000 })
})
afterAll(() => office?.close())

/** Opens the link of an invitation, chooses a password and signs in; an approver sets up an authenticator app on the way. */
async function comeIn(link: string, email: string, options: { width?: number; needsFactor: boolean }) {
  const visitor = await openVisitor(office.browser, office.url, options)
  const password = `${email} เดินไปทำงาน`
  await visitor.page.goto(link)
  await visitor.fill(/^รหัสผ่านใหม่/, password)
  await visitor.press('ตั้งรหัสผ่าน')
  await visitor.fill('อีเมล', email)
  await visitor.fill(/^รหัสผ่าน/, password)
  await visitor.press('เข้าสู่ระบบ')
  if (options.needsFactor) {
    await visitor.page.getByRole('heading', { name: 'ตั้งค่าแอปยืนยันตัวตน' }).waitFor()
    await visitor.fill(/^รหัสผ่าน/, password)
    await visitor.press('เริ่มตั้งค่า')
    const secret = await visitor.page.locator('pre').first().textContent()
    await visitor.choose('checkbox', 'เก็บรหัสสำรองแล้ว')
    await visitor.fill(/รหัส 6 หลัก/, readAuthenticator(`otpauth://totp/x?secret=${secret}`))
    await visitor.press('ยืนยัน')
  }
  await visitor.page.getByRole('banner').waitFor()
  return visitor
}

test('from an invitation to a result: card, campaign, approval on a phone, pause, resume, and the card in the chat', async () => {
  const owner = await office.enter('owner')
  const invite = async (name: string, email: string, role: string) => {
    await owner.open('/settings?tab=users')
    await owner.press('เชิญผู้ใช้')
    const sheet = owner.page.getByRole('dialog')
    await sheet.getByLabel(/^ชื่อ/).fill(name)
    await sheet.getByLabel(/^อีเมล/).fill(email)
    await sheet.getByRole('combobox', { name: 'บทบาท' }).click()
    await owner.page.getByRole('option', { name: role, exact: true }).click()
    await sheet.getByRole('button', { name: 'เชิญผู้ใช้' }).click()
    return (await owner.page.locator('pre.secret').textContent()) as string
  }
  const editorLink = await invite('สมหญิง', 'somying@office.example', 'ผู้จัดทำ')
  const approverLink = await invite('สมชาย', 'somchai@office.example', 'ผู้อนุมัติ')
  await owner.close()

  const editor = await comeIn(editorLink, 'somying@office.example', { needsFactor: false })
  const approver = await comeIn(approverLink, 'somchai@office.example', { needsFactor: true, width: 390 })

  // A card of her own, approved by him.
  await editor.open('/cards/new')
  await editor.fill(/ชื่อการ์ด/, 'ประกาศจากการเดินทาง')
  await editor.fill(/^หัวข้อ/, 'ประกาศของสมหญิง')
  await editor.fill(/^ข้อความ/, 'โปรดอ่านประกาศฉบับนี้')
  await editor.page.locator('.flex-message').first().waitFor()
  await editor.press('บันทึกการ์ด')
  await editor.page.getByRole('heading', { name: 'ประกาศจากการเดินทาง' }).waitFor()
  const cardPath = new URL(editor.page.url()).pathname
  await approver.open(cardPath)
  await approver.press('อนุมัติการ์ด')
  await approver.page.getByRole('dialog').getByRole('button', { name: 'อนุมัติการ์ด' }).click()
  await approver.see('อนุมัติการ์ดแล้ว')

  // Her first campaign, counted from the card.
  await editor.page.reload()
  const before = editor.interactions()
  await editor.choose('link', 'ส่งการ์ดนี้')
  await editor.see(/ถึง 3 กลุ่ม/)
  await editor.fill('ชื่อรายการส่ง', 'รายการของสมหญิง')
  await editor.press('ส่งขออนุมัติ')
  await editor.see('ส่งขออนุมัติแล้ว ผู้อนุมัติเห็นในหน้าแรก')
  expect(editor.interactions() - before).toBeLessThanOrEqual(25)

  // Slowed down to two chats a minute: two go at once, and there is time to pause before the third.
  const { system } = office
  await system.query(`UPDATE campaign SET chats_per_minute = 2 WHERE name = 'รายการของสมหญิง'`)
  const sentBefore = (await system.sim.ledger()).length
  await approver.open('/')
  await approver.choose('link', /รายการของสมหญิง/)
  await approver.press('อนุมัติ')
  const dialog = approver.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'อนุมัติ' }).click()
  await dialog.getByRole('button', { name: 'ดำเนินการทันที' }).click()
  await until(async () => (await system.sim.ledger()).length > sentBefore, { withinMs: 60_000 })
  await approver.choose('link', /LINE รับแล้ว [12]/)
  await approver.press('พักรอบนี้')
  await approver.page.getByRole('button', { name: 'ส่งรอบนี้ต่อ' }).waitFor()
  expect(await states()).toEqual(['paused'])
  await approver.expectAccessible()
  await approver.press('ส่งรอบนี้ต่อ')
  await dialog.getByRole('button', { name: 'ส่งรอบนี้ต่อ' }).click()
  await dialog.getByRole('button', { name: 'ดำเนินการทันที' }).click()
  await until(async () => (await system.sim.ledger()).length === sentBefore + 3, { withinMs: 150_000 })
  await approver.see(/LINE รับแล้ว 3/)
  await until(async () => (await states()).join() === 'done', { withinMs: 30_000 })

  // In the chat of the simulator's phone.
  const phone = await openVisitor(office.browser, office.url)
  const { body: groups } = await system.api(await system.createToken('viewer')).get('/groups')
  await phone.page.goto(`${system.urls.simulator}/#chat=${groups.items[0].lineGroupId}`)
  await phone.page.getByText('ประกาศของสมหญิง').first().waitFor()
  for (const visitor of [editor, approver]) expect(visitor.complaints).toEqual([])
  for (const visitor of [editor, approver, phone]) await visitor.close()

  async function states() {
    const rows = await system.query(
      `SELECT r.state FROM run r JOIN campaign c ON c.id = r.campaign_id WHERE c.name = 'รายการของสมหญิง'`,
    )
    return rows.map(({ state }) => state)
  }
}, 300_000) // the pace of the run alone takes a minute and a half of it
