import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../support/browser.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { measureFirstLoad } from '../../support/first-load.ts'
import { createSystem, type System } from '../../support/system.ts'
import { until } from '../../support/until.ts'

const root = join(import.meta.dirname, '../../..')
const mostInteractions = 25

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
  await until(async () => (await system.sim.ledger()).length >= 6, { withinMs: 60_000 })
})

afterAll(async () => {
  await browser?.close()
  await system?.dispose()
})

describe('a first campaign', () => {
  test('takes an officer at most 25 interactions, an approver four on a phone, and reaches the group', async () => {
    const editor = await openVisitor(browser, url)
    await editor.enterAs('editor', { enter: 'เข้าเป็นผู้จัดทำ' })
    await editor.choose('link', 'สร้างรายการส่ง')
    await editor.press(/สรุปผลการประเมิน ITA/)
    await editor.page
      .getByRole('group', { name: /ผลการประเมิน/ })
      .first()
      .waitFor()
    await editor.see(/ถึง 3 กลุ่ม/)
    await editor.fill('ชื่อรายการส่ง', 'รายการแรกของผู้จัดทำ')
    await editor.press('ส่งขออนุมัติ')
    await editor.see('ส่งขออนุมัติแล้ว ผู้อนุมัติเห็นในหน้าแรก')
    await editor.page.getByRole('heading', { name: 'รายการแรกของผู้จัดทำ' }).waitFor()
    expect(editor.interactions()).toBeLessThanOrEqual(mostInteractions)
    expect(await editor.page.getByRole('button', { name: 'อนุมัติ', exact: true }).count()).toBe(0)

    const sentBefore = (await system.sim.ledger()).length
    const approver = await openVisitor(browser, url, { width: 390 })
    await approver.enterAs('approver', { enter: 'เข้าเป็นผู้อนุมัติ' })
    await approver.choose('link', /รายการแรกของผู้จัดทำ/)
    await approver.press('อนุมัติ')
    const dialog = approver.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'อนุมัติ' }).click()
    await dialog.getByRole('button', { name: 'ดำเนินการทันที' }).click()
    await approver.see('อนุมัติแล้ว')
    expect(approver.interactions() + 2).toBeLessThanOrEqual(5)

    await until(async () => (await system.sim.ledger()).length === sentBefore + 3, { withinMs: 30_000 })
    await approver.see(/LINE รับแล้ว 3/)
    await approver.choose('link', /LINE รับแล้ว 3/)
    await approver.see('ดาวน์โหลด Excel')
    await approver.expectAccessible()
    for (const visitor of [editor, approver]) {
      expect(visitor.complaints).toEqual([])
      await visitor.close()
    }
  })

  test('is taken back within five seconds of the yes: nothing is sent and it still waits', async () => {
    const token = await system.createToken('editor')
    const { body: groups } = await system.api(token).get('/groups')
    const { body: campaign } = await system.api(token).post('/campaigns', {
      name: 'เปลี่ยนใจได้',
      message: { template: 'notice', data: { title: 'ทดลอง', text: 'ทดลองยกเลิก' } },
      audience: { groups: [groups.items[0].id] },
      schedule: { kind: 'now' },
    })
    expect((await system.api(token).post(`/campaigns/${campaign.id}/submit`)).status).toBe(200)
    const approver = await openVisitor(browser, url)
    await approver.enterAs('approver', { enter: 'เข้าเป็นผู้อนุมัติ' })
    await approver.open(`/campaigns/${campaign.id}`)
    await approver.press('อนุมัติ')
    const dialog = approver.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'อนุมัติ' }).click()
    await dialog.getByText(/จะดำเนินการใน/).waitFor()
    await dialog.getByRole('button', { name: 'ยกเลิกก่อนส่ง' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect((await system.api(token).get(`/campaigns/${campaign.id}`)).body.state).toBe('pending_approval')
    await approver.press('ไม่อนุมัติ')
    await approver.fill(/เหตุผล/, 'โปรดแก้หัวข้อ <img src=x onerror=alert(1)>')
    await approver.page.getByRole('dialog').getByRole('button', { name: 'ไม่อนุมัติ' }).click()
    await approver.see(/โปรดแก้หัวข้อ <img src=x onerror=alert\(1\)>/)
    expect(await approver.page.locator('img[src="x"]').count()).toBe(0)
    await approver.close()
  })
})

describe('what was typed', () => {
  test('outlives a login that ends, a network that is away and a closed tab', async () => {
    const editor = await openVisitor(browser, url)
    await editor.enterAs('editor', { enter: 'เข้าเป็นผู้จัดทำ' })
    await editor.open('/campaigns/new')
    await editor.press(/สรุปผลการประเมิน ITA/)
    await editor.fill('ชื่อรายการส่ง', 'ร่างที่ไม่หาย')
    await system.query('DELETE FROM session')
    // Not by a press: where the page has asked for something by itself meanwhile, the sheet lies over the button already.
    await editor.page.getByRole('button', { name: 'ส่งขออนุมัติ', exact: true }).first().dispatchEvent('click')
    const sheet = editor.page.getByRole('dialog', { name: 'โปรดเข้าสู่ระบบอีกครั้ง' })
    await sheet.getByRole('button', { name: 'เข้าเป็นผู้จัดทำ' }).click()
    await sheet.waitFor({ state: 'hidden' })
    expect(await editor.page.getByLabel('ชื่อรายการส่ง').inputValue()).toBe('ร่างที่ไม่หาย')

    await editor.page.context().setOffline(true)
    await editor.see(/ขาดการเชื่อมต่อ/)
    await editor.press('ส่งขออนุมัติ')
    await editor.see(/ติดต่อระบบไม่ได้/)
    await editor.page.context().setOffline(false)
    await editor.page.reload()
    await editor.see('เปิดร่างที่ค้างไว้')
    expect(await editor.page.getByLabel('ชื่อรายการส่ง').inputValue()).toBe('ร่างที่ไม่หาย')
    await editor.press('ส่งขออนุมัติ')
    await editor.page.getByRole('heading', { name: 'ร่างที่ไม่หาย' }).waitFor()
    expect((await system.query(`SELECT id FROM campaign WHERE name = 'ร่างที่ไม่หาย'`)).length).toBe(1)
    await editor.close()
  })
})

describe('a card', () => {
  test('is written in a form, seen on the phone as typed, and approved by another', async () => {
    const editor = await openVisitor(browser, url)
    await editor.enterAs('editor', { enter: 'เข้าเป็นผู้จัดทำ' })
    await editor.open('/cards/new')
    await editor.fill(/ชื่อการ์ด/, 'การ์ดจากแบบฟอร์ม')
    await editor.fill(/^หัวข้อ/, '<b>หัวข้อ</b> 😀')
    await editor.fill(/^ข้อความ/, 'ข้อความของการ์ด')
    await editor.see(/ก่อนอนุมัติ .*ยังขาด: หน่วยที่รับผิดชอบเนื้อหา$/)
    await editor.fill('หน่วยที่รับผิดชอบเนื้อหา', 'สำนักงานเลขาธิการ')
    await editor.page.locator('.flex-message').getByText('<b>หัวข้อ</b> 😀').first().waitFor()
    await editor.press('บันทึกการ์ด')
    await editor.see('บันทึกการ์ดแล้ว ผู้อนุมัติท่านอื่นอนุมัติได้')
    await editor.page.getByRole('heading', { name: 'การ์ดจากแบบฟอร์ม' }).waitFor()
    const path = new URL(editor.page.url()).pathname
    await editor.close()

    const approver = await openVisitor(browser, url, { width: 390 })
    await approver.enterAs('approver', { enter: 'เข้าเป็นผู้อนุมัติ' })
    await approver.open(path)
    await approver.press('อนุมัติการ์ด')
    await approver.page.getByRole('dialog').getByRole('button', { name: 'อนุมัติการ์ด' }).click()
    await approver.see('อนุมัติการ์ดแล้ว')
    await approver.close()
  })

  test('with things to check before approval is approved once each is ticked', async () => {
    const [card] = await system.query(`SELECT id, to_confirm FROM content WHERE code = 'dos-donts-02' LIMIT 1`)
    await system.query(`UPDATE content SET state = 'draft', approved_by = NULL, approved_at = NULL WHERE id = $1`, [
      card?.id,
    ])
    const approver = await openVisitor(browser, url, { width: 390 })
    await approver.enterAs('approver', { enter: 'เข้าเป็นผู้อนุมัติ' })
    await approver.open(`/cards/${card?.id}`)
    await approver.see('เรื่องที่ต้องตรวจสอบก่อนอนุมัติ')
    await approver.press('อนุมัติการ์ด')
    const dialog = approver.page.getByRole('dialog')
    const yes = dialog.getByRole('button', { name: 'อนุมัติการ์ด' })
    expect(await yes.isDisabled()).toBe(true)
    await approver.expectAccessible()
    await dialog.getByRole('checkbox').check()
    await yes.click()
    await approver.see('อนุมัติการ์ดแล้ว')
    await approver.close()
  })
})

test('the first load of the console stays within 300 KB of JavaScript, gzipped', () => {
  expect(measureFirstLoad(join(root, 'dist/web/console'))).toBeLessThanOrEqual(300)
})

test('the palette opens by Ctrl K and goes to what is typed', async () => {
  const owner = await openVisitor(browser, url)
  await owner.enterAs('owner', { enter: 'เข้าเป็นผู้ดูแลระบบ' })
  await owner.page.keyboard.press('Control+k')
  await owner.page.getByPlaceholder('ค้นหาหรือไปที่…').fill('ปฏิทิน')
  await owner.page.keyboard.press('Enter')
  await owner.page.getByRole('heading', { name: 'ปฏิทินการส่ง' }).waitFor()
  await owner.close()
})

test('an old campaign is found by its name, on its list and by Ctrl K', async () => {
  // Older than all others, and 150 of them: more than any page holds.
  await system.query(
    `INSERT INTO campaign (id, name, author_id, messages, audience, schedule, state, updated_at)
     SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
       CASE n WHEN 1 THEN 'สารถึงบุคลากรใหม่' ELSE 'รายการเก่าที่ ' || n END,
       (SELECT id FROM "user" WHERE role = 'editor' LIMIT 1), '[]', '{}', '{"kind":"now"}', 'cancelled', now()
     FROM generate_series(1, 150) AS n`,
  )
  const owner = await openVisitor(browser, url)
  await owner.enterAs('owner', { enter: 'เข้าเป็นผู้ดูแลระบบ' })
  await owner.open('/campaigns')
  await owner.fill('ค้นชื่อรายการส่ง', 'บุคลากรใหม่')
  await owner.page.getByRole('link', { name: /สารถึงบุคลากรใหม่/ }).waitFor()
  await owner.page.getByRole('link', { name: 'รายการเก่าที่ 150', exact: true }).waitFor({ state: 'detached' })
  // The one that was found is opened, and the way back leads to what was found.
  await owner.page.getByRole('link', { name: /สารถึงบุคลากรใหม่/ }).click()
  await owner.page.waitForURL(/\/campaigns\/00000000-0000-7000-8000-000000000001$/)
  await owner.page.goBack()
  await owner.page.getByRole('link', { name: /สารถึงบุคลากรใหม่/ }).waitFor()
  await owner.page.reload()
  await owner.page.getByRole('link', { name: /สารถึงบุคลากรใหม่/ }).waitFor()
  expect(await owner.page.getByLabel('ค้นชื่อรายการส่ง').inputValue()).toBe('บุคลากรใหม่')
  expect(await owner.page.locator('.rows li').count()).toBe(1)
  await owner.page.getByRole('navigation').first().getByRole('link', { name: 'รายการส่ง' }).click()
  await owner.page.locator('.rows li').nth(5).waitFor()
  expect(await owner.page.getByLabel('ค้นชื่อรายการส่ง').inputValue()).toBe('')
  await owner.fill('ค้นชื่อรายการส่ง', 'ไม่มีรายการนี้')
  await owner.see('ไม่พบรายการส่งที่ค้น')
  await owner.expectAccessible()
  await owner.page.keyboard.press('Control+k')
  await owner.page.getByPlaceholder('ค้นหาหรือไปที่…').fill('สารถึง')
  await owner.page.locator('[data-action]', { hasText: 'สารถึงบุคลากรใหม่' }).click()
  await owner.page.waitForURL(/\/campaigns\/00000000-0000-7000-8000-000000000001$/)
  await owner.close()
})
