import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

/** What the pages say, as far as the way leads past it. */
const say = {
  th: {
    newPassword: /^รหัสผ่านใหม่/,
    setPassword: 'ตั้งรหัสผ่าน',
    email: 'อีเมล',
    emailOf: /^อีเมล/,
    password: /^รหัสผ่าน/,
    signIn: 'เข้าสู่ระบบ',
    factorTitle: 'ตั้งค่าแอปยืนยันตัวตน',
    factorStart: 'เริ่มตั้งค่า',
    factorKept: 'เก็บรหัสสำรองแล้ว',
    code: /รหัส 6 หลัก/,
    verify: 'ยืนยัน',
    invite: 'เชิญผู้ใช้',
    name: /^ชื่อ/,
    role: 'บทบาท',
    editor: 'ผู้จัดทำ',
    approver: 'ผู้อนุมัติ',
    cardName: /ชื่อการ์ด/,
    heading: /^หัวข้อ/,
    text: /^ข้อความ/,
    owner: 'หน่วยที่รับผิดชอบเนื้อหา',
    saveCard: 'บันทึกการ์ด',
    approveCard: 'อนุมัติการ์ด',
    cardApproved: 'อนุมัติการ์ดแล้ว',
    sendCard: 'ส่งการ์ดนี้',
    reaches: /ถึง 3 กลุ่ม/,
    campaignName: 'ชื่อรายการส่ง',
    submit: 'ส่งขออนุมัติ',
    submitted: 'ส่งขออนุมัติแล้ว ผู้อนุมัติเห็นในหน้าแรก',
    approve: 'อนุมัติ',
    now: 'ดำเนินการทันที',
    some: /LINE รับแล้ว [12]/,
    all: /LINE รับแล้ว 3/,
    pause: 'พักรอบนี้',
    resume: 'ส่งรอบนี้ต่อ',
  },
  en: {
    newPassword: /^New password/,
    setPassword: 'Set password',
    email: 'E-mail',
    emailOf: /^E-mail/,
    password: /^Password/,
    signIn: 'Sign in',
    factorTitle: 'Set up an authenticator app',
    factorStart: 'Start',
    factorKept: 'I have saved the recovery codes',
    code: /6-digit code/,
    verify: 'Verify',
    invite: 'Invite user',
    name: /^Name/,
    role: 'Role',
    editor: 'Editor',
    approver: 'Approver',
    cardName: /Card name/,
    heading: /^Heading/,
    text: /^Text/,
    owner: 'Responsible unit',
    saveCard: 'Save card',
    approveCard: 'Approve card',
    cardApproved: 'Card approved',
    sendCard: 'Send this card',
    reaches: /Reaches 3 groups/,
    campaignName: 'Campaign name',
    submit: 'Submit for approval',
    submitted: 'Submitted. Approvers see it on their home page.',
    approve: 'Approve',
    now: 'Go ahead now',
    some: /Accepted [12]/,
    all: /Accepted 3/,
    pause: 'Pause run',
    resume: 'Resume run',
  },
}

describe.each(['th', 'en'] as const)('in %s', (language) => {
  const t = say[language]
  const editorEmail = `somying-${language}@office.example`
  const approverEmail = `somchai-${language}@office.example`
  const title = `ประกาศของสมหญิง ${language}`
  const campaign = `รายการของสมหญิง ${language}`

  /** Opens the link of an invitation, chooses a password and signs in; an approver sets up an authenticator app on the way. */
  async function comeIn(link: string, email: string, options: { width?: number; needsFactor: boolean }) {
    const visitor = await openVisitor(office.browser, office.url, { ...options, language })
    const password = `${email} เดินไปทำงาน`
    await visitor.page.goto(link)
    await visitor.fill(t.newPassword, password)
    await visitor.press(t.setPassword)
    await visitor.fill(t.email, email)
    await visitor.fill(t.password, password)
    await visitor.press(t.signIn)
    if (options.needsFactor) {
      await visitor.page.getByRole('heading', { name: t.factorTitle }).waitFor()
      await visitor.fill(t.password, password)
      await visitor.press(t.factorStart)
      const secret = await visitor.page.locator('pre').first().textContent()
      await visitor.choose('checkbox', t.factorKept)
      await visitor.fill(t.code, readAuthenticator(`otpauth://totp/x?secret=${secret}`))
      await visitor.press(t.verify)
    }
    await visitor.page.getByRole('banner').waitFor()
    return visitor
  }

  test('from an invitation to a result: card, campaign, approval on a phone, pause, resume, and the card in the chat', async () => {
    const owner = await office.enter('owner', { language })
    const invite = async (name: string, email: string, role: string) => {
      await owner.open('/settings?tab=users')
      await owner.press(t.invite)
      const sheet = owner.page.getByRole('dialog')
      await sheet.getByLabel(t.name).fill(name)
      await sheet.getByLabel(t.emailOf).fill(email)
      await sheet.getByRole('combobox', { name: t.role }).click()
      await owner.page.getByRole('option', { name: role, exact: true }).click()
      await sheet.getByRole('button', { name: t.invite }).click()
      return (await owner.page.locator('pre.secret').textContent()) as string
    }
    const editorLink = await invite('สมหญิง', editorEmail, t.editor)
    const approverLink = await invite('สมชาย', approverEmail, t.approver)
    await owner.close()

    const editor = await comeIn(editorLink, editorEmail, { needsFactor: false })
    const approver = await comeIn(approverLink, approverEmail, { needsFactor: true, width: 390 })

    // A card of her own, approved by him.
    await editor.open('/cards/new')
    await editor.fill(t.cardName, `ประกาศจากการเดินทาง ${language}`)
    await editor.fill(t.heading, title)
    await editor.fill(t.text, 'โปรดอ่านประกาศฉบับนี้')
    await editor.fill(t.owner, 'สำนักงานเลขาธิการ')
    await editor.page.locator('.flex-message').first().waitFor()
    await editor.press(t.saveCard)
    await editor.page.getByRole('heading', { name: `ประกาศจากการเดินทาง ${language}` }).waitFor()
    const cardPath = new URL(editor.page.url()).pathname
    await approver.open(cardPath)
    await approver.press(t.approveCard)
    await approver.page.getByRole('dialog').getByRole('button', { name: t.approveCard }).click()
    await approver.see(t.cardApproved)

    // Her first campaign, counted from the card.
    await editor.page.reload()
    const before = editor.interactions()
    await editor.choose('link', t.sendCard)
    await editor.see(t.reaches)
    await editor.fill(t.campaignName, campaign)
    await editor.press(t.submit)
    await editor.see(t.submitted)
    expect(editor.interactions() - before).toBeLessThanOrEqual(25)

    // Slowed down to two chats a minute: two go at once, and there is time to pause before the third.
    const { system } = office
    await system.query('UPDATE campaign SET chats_per_minute = 2 WHERE name = $1', [campaign])
    const sentBefore = (await system.sim.ledger()).length
    await approver.open('/')
    await approver.choose('link', new RegExp(campaign))
    await approver.press(t.approve)
    const dialog = approver.page.getByRole('dialog')
    await dialog.getByRole('button', { name: t.approve }).click()
    await dialog.getByRole('button', { name: t.now }).click()
    await until(async () => (await system.sim.ledger()).length > sentBefore, { withinMs: 60_000 })
    await approver.choose('link', t.some)
    await approver.press(t.pause)
    await approver.page.getByRole('button', { name: t.resume }).waitFor()
    expect(await states()).toEqual(['paused'])
    await approver.expectAccessible()
    await approver.press(t.resume)
    await dialog.getByRole('button', { name: t.resume }).click()
    await dialog.getByRole('button', { name: t.now }).click()
    await until(async () => (await system.sim.ledger()).length === sentBefore + 3, { withinMs: 150_000 })
    await approver.see(t.all)
    await until(async () => (await states()).join() === 'done', { withinMs: 30_000 })

    // In the chat of the simulator's phone.
    const phone = await openVisitor(office.browser, office.url)
    const { body: groups } = await system.api(await system.createToken('viewer')).get('/groups')
    await phone.page.goto(`${system.urls.simulator}/#chat=${groups.items[0].lineGroupId}`)
    await phone.page.getByText(title).first().waitFor()
    for (const visitor of [editor, approver]) expect(visitor.complaints).toEqual([])
    for (const visitor of [editor, approver, phone]) await visitor.close()

    async function states() {
      const rows = await system.query(
        'SELECT r.state FROM run r JOIN campaign c ON c.id = r.campaign_id WHERE c.name = $1',
        [campaign],
      )
      return rows.map(({ state }) => state)
    }
  }, 300_000) // the pace of the run alone takes a minute and a half of it
})
