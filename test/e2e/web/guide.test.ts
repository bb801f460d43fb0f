import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../support/browser.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { createSystem, type System } from '../../support/system.ts'
import { until } from '../../support/until.ts'

const root = join(import.meta.dirname, '../../..')
const folder = join(root, 'docs/guide')
/** `npm run guide` writes the pictures anew; a test run walks the same way and only looks. */
const isWriting = process.env.GUIDE_PICTURES === 'write'
const taken = new Set<string>()

let browser: Browser
let system: System
let url: string

beforeAll(async () => {
  browser = await launchBrowser()
  system = await createSystem()
  await system.start().ready()
  url = `http://localhost:${new URL(system.urls.web).port}`
  await until(async () => (await system.sim.ledger()).length >= 6, { withinMs: 60_000, what: 'the demo cards' })
})

afterAll(async () => {
  await browser?.close()
  await system?.dispose()
})

/** What the page shows now, named as the guide names it. */
async function show(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.waitForLoadState('networkidle')
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
  taken.add(`${name}.png`)
  const picture = await page.screenshot({ animations: 'disabled' })
  expect(picture.length).toBeGreaterThan(10_000)
  if (!isWriting) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), await sharp(picture).png({ palette: true, colours: 64 }).toBuffer())
}

describe('the guide, walked through in Thai', () => {
  test('an officer drafts and submits, an approver says yes on a phone, the group sees the card', async () => {
    const editor = await openVisitor(browser, url, { width: 1280 })
    await editor.open('/')
    await editor.see('เข้าเป็นผู้จัดทำ')
    await show(editor.page, 'sign-in')
    await editor.press('เข้าเป็นผู้จัดทำ')
    await editor.page.getByRole('banner').waitFor()
    await editor.see('สร้างรายการส่ง')
    await show(editor.page, 'home')
    await editor.open('/cards')
    await editor.page.getByRole('heading', { level: 1 }).waitFor()
    await show(editor.page, 'cards')
    await editor.open('/campaigns/new')
    await editor.press(/สรุปผลการประเมิน ITA/)
    await editor.see(/ถึง 3 กลุ่ม/)
    await editor.fill('ชื่อรายการส่ง', 'ผลการประเมิน ITA ประจำเดือน')
    await editor.page.evaluate(() => window.scrollTo(0, 0))
    await show(editor.page, 'new-campaign')
    await editor.press('ส่งขออนุมัติ')
    await editor.page.getByRole('heading', { name: 'ผลการประเมิน ITA ประจำเดือน' }).waitFor()

    const approver = await openVisitor(browser, url, { width: 390 })
    await approver.enterAs('approver', { enter: 'เข้าเป็นผู้อนุมัติ' })
    await approver.choose('link', /ผลการประเมิน ITA ประจำเดือน/)
    await approver.page.getByRole('button', { name: 'อนุมัติ', exact: true }).waitFor()
    await show(approver.page, 'approve')
    await approver.press('อนุมัติ')
    const dialog = approver.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'อนุมัติ' }).click()
    await dialog.getByRole('button', { name: 'ดำเนินการทันที' }).click()
    await approver.see(/LINE รับแล้ว 3/)

    await editor.page.reload()
    await editor.see(/LINE รับแล้ว 3/)
    await show(editor.page, 'sent')
    const [group] = (await system.sim.state()).groups
    const phone = await browser.newPage({ viewport: { width: 1280, height: 1100 } })
    await phone.goto(`${system.urls.simulator}/#chat=${group?.groupId}`)
    await phone.waitForLoadState('networkidle') // pictures that arrive later move what stands below them
    await phone
      .getByText('90.47', { exact: true })
      .last()
      .evaluate((figure) => figure.scrollIntoView({ block: 'center' }))
    await show(phone, 'in-line')
    for (const visitor of [editor, approver]) expect(visitor.complaints).toEqual([])
  })

  test('an owner approves a group, invites people, reads the audit log and fills in the notice', async () => {
    await system.sim.post('/_sim/groups', { groupName: 'กองกลาง', memberIds: [] })
    const owner = await openVisitor(browser, url, { width: 1280 })
    await owner.enterAs('owner', { enter: 'เข้าเป็นผู้ดูแลระบบ' })
    await owner.open('/audience')
    await owner.see('กองกลาง')
    await show(owner.page, 'groups')
    await owner.open('/calendar')
    await owner.page.getByRole('heading', { level: 1 }).waitFor()
    await show(owner.page, 'calendar')
    await owner.open('/settings')
    await owner.page.getByLabel('ชื่อหน่วยงาน').waitFor()
    await owner.fill(/ช่องทางติดต่อเจ้าหน้าที่คุ้มครอง/, 'dpo@example.go.th · 0 2123 4567')
    await show(owner.page, 'office')
    await owner.press('บันทึก')
    await owner.see(/บันทึกแล้ว/)
    await owner.open('/settings?tab=users')
    await owner.see('เชิญผู้ใช้')
    await show(owner.page, 'users')
    await owner.open('/settings?tab=audit')
    await owner.see(/settings\.update|แก้ค่าตั้ง|ค่าตั้ง/)
    await show(owner.page, 'audit')
    await owner.open('/privacy')
    await owner.see('dpo@example.go.th · 0 2123 4567')
    await show(owner.page, 'privacy')
    expect(owner.complaints).toEqual([])
  })

  test('an officer writes a poll, a hall sees it, its result lies beside the ITA figure, and a budget is brought in', async () => {
    const editor = await openVisitor(browser, url, { width: 1280 })
    await editor.enterAs('editor', { enter: 'เข้าเป็นผู้จัดทำ' })
    await editor.open('/polls/new')
    await editor.press(/ความเป็นธรรม/)
    await show(editor.page, 'new-poll')
    type Poll = { id: string; title: string; resultReleasedAt: string | null; room: { code: string } | null }
    const viewer = system.api(await system.createToken('viewer'))
    const polls = await until(
      async () => {
        const found = (await viewer.get('/polls')).body.items as Poll[]
        return found.some(({ resultReleasedAt }) => resultReleasedAt) ? found : undefined
      },
      { withinMs: 60_000, what: 'the poll of the demo that is over' },
    )
    await editor.open(`/polls/${polls.find(({ resultReleasedAt }) => resultReleasedAt)?.id}`)
    await editor.see('คนละเครื่องมือ')
    await show(editor.page, 'poll-result')
    const [room] = await system.query<{ code: string }>('SELECT code FROM room LIMIT 1')
    const wall = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    await wall.goto(`${url}/screen/${room?.code}`)
    await wall.getByRole('heading', { level: 1 }).waitFor()
    await show(wall, 'screen')
    await editor.open('/budget/import')
    await editor.page.getByRole('heading', { level: 1 }).waitFor()
    await show(editor.page, 'budget')
    const owner = await openVisitor(browser, url, { width: 1280 })
    await owner.enterAs('owner', { enter: 'เข้าเป็นผู้ดูแลระบบ' })
    await owner.open('/settings?tab=tokens')
    await owner.see('สร้างโทเค็น')
    await show(owner.page, 'tokens')
    for (const visitor of [editor, owner]) expect(visitor.complaints).toEqual([])
  })

  test('every picture that the guide shows is one of these, and has words for those who cannot see it', () => {
    const guide = readFileSync(join(root, 'docs/guide.md'), 'utf8')
    const shown = [...guide.matchAll(/<img src="guide\/([^"]+)"[^>]* alt="([^"]*)"/g)]
    expect(shown.length).toBeGreaterThan(9)
    expect(shown.map(([, name]) => name).filter((name) => !taken.has(name as string))).toEqual([])
    expect(shown.filter(([, , alt]) => (alt as string).length < 10)).toEqual([])
  })
})
