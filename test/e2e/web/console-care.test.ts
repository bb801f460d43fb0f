import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../support/browser.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { createSystem, type System } from '../../support/system.ts'
import { until } from '../../support/until.ts'

const root = join(import.meta.dirname, '../../..')
let browser: Browser
let system: System
let url: string

beforeAll(async () => {
  if (!existsSync(join(root, 'dist/web/console/index.html')))
    execFileSync('npx', ['vite', 'build'], { cwd: root, stdio: 'ignore' })
  browser = await launchBrowser()
  system = await createSystem()
  await system.start().ready()
  url = `http://localhost:${new URL(system.urls.web).port}`
})

afterAll(async () => {
  await browser?.close()
  await system?.dispose()
})

const roles = { editor: 'เข้าเป็นผู้จัดทำ', approver: 'เข้าเป็นผู้อนุมัติ', owner: 'เข้าเป็นผู้ดูแลระบบ' }
async function enter(role: keyof typeof roles) {
  const visitor = await openVisitor(browser, url)
  await visitor.enterAs(role, { enter: roles[role] })
  return visitor
}

async function submitCampaign(name: string) {
  const api = system.api(await system.createToken('editor'))
  const { body: groups } = await api.get('/groups')
  const { body: campaign } = await api.post('/campaigns', {
    name,
    message: { template: 'notice', data: { title: 'ฉบับแรก', text: 'ข้อความแรก' } },
    audience: { groups: [groups.items[0].id] },
    schedule: { kind: 'now' },
  })
  await api.post(`/campaigns/${campaign.id}/submit`)
  return { id: campaign.id as string, api }
}

describe('an approver', () => {
  test('does not approve unread what was rewritten while the page was open', async () => {
    const { id, api } = await submitCampaign('เปลี่ยนกลางทาง')
    const approver = await enter('approver')
    await approver.open(`/campaigns/${id}`)
    await approver.page.locator('.flex-message').getByText('ข้อความแรก').last().waitFor()
    await approver.press('อนุมัติ')
    await api.patch(`/campaigns/${id}`, { message: { template: 'notice', data: { title: 'ฉบับใหม่', text: 'อื่น' } } })
    await api.post(`/campaigns/${id}/submit`)
    const dialog = approver.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'อนุมัติ' }).click()
    await dialog.getByRole('button', { name: 'ดำเนินการทันที' }).click()
    await approver.see(/ถูกแก้ไขและส่งเข้ามาใหม่หลังจากที่ท่านเปิดดู/)
    expect((await api.get(`/campaigns/${id}`)).body.state).toBe('pending_approval')
    await approver.close()
  })

  test('is not told that all is well before the service was asked', async () => {
    const approver = await enter('approver')
    await approver.page.route('**/api/v1/alerts', (route) => route.fulfill({ status: 500, body: '{}' }))
    await approver.page.reload()
    const panel = approver.page.locator('section', { hasText: 'รายการที่ต้องตรวจสอบ' })
    await panel.getByRole('button', { name: 'ลองอีกครั้ง' }).waitFor({ timeout: 20_000 })
    expect(await panel.getByText('ทุกอย่างเรียบร้อย').count()).toBe(0)
    await approver.close()
  })
})

describe('what was typed', () => {
  test('is the typist’s alone: the next person at the desk finds an empty form', async () => {
    const first = await enter('editor')
    await first.open('/cards/new')
    await first.fill(/ชื่อการ์ด/, 'ร่างของคนแรก')
    await first.page.getByRole('button', { name: /บัญชีของฉัน/ }).click()
    await first.page.getByRole('menuitem', { name: 'ออกจากระบบ' }).click()
    await first.page.getByRole('button', { name: roles.approver }).waitFor()
    await first.enterAs('approver', { enter: roles.approver })
    await first.open('/cards/new')
    expect(await first.page.getByLabel(/ชื่อการ์ด/).inputValue()).toBe('')
    expect(await first.page.evaluate(() => JSON.stringify(localStorage))).not.toContain('ร่างของคนแรก')
    await first.close()
  })

  test('is saved once when the answer was lost and the button pressed again, and again when a word was mended', async () => {
    const editor = await enter('editor')
    await editor.open('/cards/new')
    await editor.fill(/ชื่อการ์ด/, 'คำตอบหาย')
    await editor.fill(/^หัวข้อ/, 'หัวข้อ')
    await editor.fill(/^ข้อความ/, 'ข้อความ')
    await editor.page.locator('.flex-message').first().waitFor()
    let lost = 0
    await editor.page.route('**/api/v1/contents', async (route) => {
      if (route.request().method() !== 'POST' || lost >= 2) return route.fallback()
      lost += 1
      await route.fetch()
      await route.abort()
    })
    const count = async (title: string) =>
      (await system.query(`SELECT id FROM content WHERE title = '${title}'`)).length
    for (const tries of [1, 2]) {
      await editor.press('บันทึกการ์ด')
      await expect.poll(() => lost).toBe(tries)
      await editor.page
        .getByText(/ติดต่อระบบไม่ได้/)
        .first()
        .waitFor()
      await editor.page.getByRole('button', { name: 'ปิด', exact: true }).first().click()
    }
    expect(await count('คำตอบหาย')).toBe(1)
    await editor.fill(/ชื่อการ์ด/, 'คำตอบหาย แก้แล้ว')
    await editor.press('บันทึกการ์ด')
    await editor.page.getByRole('heading', { name: 'คำตอบหาย แก้แล้ว' }).waitFor()
    expect(await count('คำตอบหาย แก้แล้ว')).toBe(1)
    await editor.close()
  })
})

test('a campaign whose recipients are being listed is paused once they are: the person is told, and presses once', async () => {
  const { id, api } = await submitCampaign('รายชื่อยาว')
  await system.query(`UPDATE campaign SET state = 'scheduled' WHERE id = '${id}'`)
  const approver = await enter('approver')
  await approver.open(`/campaigns/${id}`)
  await approver.page.getByRole('button', { name: 'พักการส่ง' }).waitFor()
  const planner = await system.openOwner()
  await planner.query('BEGIN')
  await planner.query('SELECT 1 FROM campaign WHERE id = $1 FOR UPDATE', [id])
  await approver.press('พักการส่ง')
  const told = approver.page.getByText(/กำลังจัดทำรายชื่อผู้รับ.*ไม่ต้องกดซ้ำ/)
  await told.waitFor({ timeout: 20_000 })
  await planner.query('ROLLBACK')
  await planner.end()
  await approver.page.getByRole('button', { name: 'ส่งต่อ' }).waitFor({ timeout: 20_000 })
  await told.waitFor({ state: 'hidden' })
  expect((await api.get(`/campaigns/${id}`)).body.state).toBe('paused')
  await approver.close()
}, 60_000)

test('what cannot be taken back is asked about first', async () => {
  const owner = await enter('owner')
  await owner.open('/settings?tab=users')
  await owner.page.getByRole('button', { name: /ผู้จัดทำ/ }).first().click()
  await owner.page.getByRole('menuitem', { name: 'ปิดบัญชี' }).click()
  const dialog = owner.page.getByRole('dialog', { name: 'ปิดบัญชี' })
  await dialog.getByText(/ออกจากระบบทันที/).waitFor()
  await dialog.getByRole('button', { name: 'ยกเลิก' }).click()
  expect(await system.query('SELECT id FROM "user" WHERE disabled_at IS NOT NULL')).toEqual([])
  await owner.close()
})

describe('a card that two people change', () => {
  test('tells the second, who loses nothing and chooses with both in sight', async () => {
    const api = system.api(await system.createToken('editor'))
    const data = { title: 'หัวข้อ', text: 'ข้อความเดิม' }
    const { body: card } = await api.post('/contents', { title: 'การ์ดสองคน', template: 'notice', data })
    const first = await enter('editor')
    const second = await enter('approver')
    for (const one of [first, second]) {
      await one.open(`/cards/${card.id}/edit`)
      await one.page.locator('.flex-message').getByText('ข้อความเดิม').first().waitFor()
    }
    await first.fill(/^ข้อความ/, 'ข้อความของคนแรก')
    await first.press('บันทึกการ์ด')
    await first.page.getByRole('heading', { name: 'การ์ดสองคน' }).waitFor()

    await second.fill(/^ข้อความ/, 'ข้อความของคนที่สอง')
    await second.press('บันทึกการ์ด')
    await second.see('มีผู้แก้ไขการ์ดนี้หลังจากที่ท่านเปิด')
    expect(
      await second.page
        .getByLabel(/^ข้อความ/)
        .first()
        .inputValue(),
    ).toBe('ข้อความของคนที่สอง')
    expect((await api.get(`/contents/${card.id}`)).body.data.text).toBe('ข้อความของคนแรก')
    await second.expectAccessible()

    await second.press('ใช้ฉบับของฉัน')
    await second.press('บันทึกการ์ด')
    await second.see('ฉบับก่อนหน้า')
    expect((await api.get(`/contents/${card.id}`)).body.data.text).toBe('ข้อความของคนที่สอง')
    await second.see('ฉบับที่ 2')
    const { body: versions } = await api.get(`/contents/${card.id}/versions`)
    expect(versions.items.map((one: { data: { text: string } }) => one.data.text)).toEqual([
      'ข้อความของคนแรก',
      'ข้อความเดิม',
    ])
    await first.close()
    await second.close()
  })

  test('is retired after a question, and brought back as a draft', async () => {
    const api = system.api(await system.createToken('editor'))
    const data = { title: 'หัวข้อ', text: 'ข้อความ' }
    const { body: card } = await api.post('/contents', { title: 'การ์ดเลิกใช้', template: 'notice', data })
    const editor = await enter('editor')
    await editor.open(`/cards/${card.id}`)
    await editor.press('เลิกใช้')
    await editor.page.getByRole('dialog').getByRole('button', { name: 'เลิกใช้' }).click()
    await editor.press('นำกลับมาใช้')
    await editor.page.getByRole('button', { name: 'เลิกใช้' }).waitFor()
    // The page shows it before the service has answered.
    const isDraft = async () => (await api.get(`/contents/${card.id}`)).body.state === 'draft'
    await until(isDraft, { withinMs: 10_000, what: 'the card a draft again' })
    await editor.close()
  })
})

test.each([
  ['an address cut short', '/campaigns/01a21b15'],
  ['a card that is gone', '/cards/01a21b15-0000-7000-8000-000000000000'],
])('%s is told as that, with the way home', async (_what, path) => {
  const editor = await enter('editor')
  await editor.open(path)
  await editor.page.getByRole('heading', { level: 1, name: 'ไม่พบหน้านี้' }).waitFor()
  await editor.choose('link', 'กลับหน้าแรก')
  await editor.page.getByRole('heading', { level: 1, name: /^สวัสดี/ }).waitFor()
  await editor.close()
})

test('a page that a role does not have is told as that when its address is typed, and asks the API for nothing', async () => {
  const editor = await enter('editor')
  const asked: string[] = []
  editor.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await editor.open('/settings?tab=users')
  await editor.page.getByRole('heading', { level: 1, name: 'ไม่มีสิทธิ์เปิดหน้านี้' }).waitFor()
  expect(asked.filter((path) => path.startsWith('/api/v1/users'))).toEqual([])
  await editor.choose('link', 'กลับหน้าแรก')
  await editor.page.getByRole('heading', { level: 1, name: /^สวัสดี/ }).waitFor()
  await editor.close()
})
