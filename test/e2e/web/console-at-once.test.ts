import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { until } from '../../support/until.ts'

let office: ConsoleSystem
beforeAll(async () => {
  office = await openConsoleSystem()
})
afterAll(() => office?.close())

/** Keeps a request in the browser until the test lets it go to the service, or loses it on the way. */
async function hold(page: Page, address: string, method: string) {
  const fate = Promise.withResolvers<'goes' | 'is lost'>()
  await page.route(address, async (route) => {
    if (route.request().method() !== method) return route.fallback()
    await ((await fate.promise) === 'goes' ? route.continue() : route.abort())
  })
  return { letGo: () => fate.resolve('goes'), lose: () => fate.resolve('is lost') }
}

const yes = (page: Page) => page.getByRole('dialog').getByRole('button').last().click()

describe('what is shown at once is put back, with the reason in words, when', () => {
  test('a holiday that is taken out meets a service that fails', async () => {
    const owner = await office.enter('owner')
    await owner.open('/settings?tab=calendar')
    const row = owner.page.locator('.rows > li', { hasText: 'วันจักรี' })
    const fate = Promise.withResolvers<void>()
    await owner.page.route('**/api/v1/calendar/days/*', async (route) => {
      await fate.promise
      await route.fulfill({ status: 500, contentType: 'application/json', body: '{}' })
    })
    await row.getByRole('button').click()
    await yes(owner.page)
    await row.waitFor({ state: 'detached' })
    fate.resolve()
    await row.waitFor()
    await owner.page.getByRole('alert').first().waitFor()
    await owner.close()
  })

  test('a saved audience that is removed is in use', async () => {
    const api = office.system.api(await office.system.createToken('editor'))
    const { body: groups } = await api.get('/groups')
    const { body: saved } = await api.post('/audiences', {
      name: 'ทุกกลุ่มของเรา',
      rule: { groups: [groups.items[0].id] },
    })
    const { body: campaign } = await api.post('/campaigns', {
      name: 'ใช้กลุ่มผู้รับที่บันทึกไว้',
      message: { template: 'notice', data: { title: 'หัวข้อ', text: 'ข้อความ' } },
      audience: { savedAudienceId: saved.id },
      schedule: { kind: 'once', at: '2030-05-07T03:00:00Z' },
    })
    expect((await api.post(`/campaigns/${campaign.id}/submit`)).status).toBe(200)
    const editor = await office.enter('editor')
    const request = await hold(editor.page, '**/api/v1/audiences/*', 'DELETE')
    await editor.open('/audience?tab=saved')
    const row = editor.page.locator('.rows > li', { hasText: 'ทุกกลุ่มของเรา' })
    await row.getByRole('button', { name: 'ลบ' }).click()
    await yes(editor.page)
    await row.waitFor({ state: 'detached' })
    request.letGo()
    await editor.see(/มีรายการส่งหรือแบบสำรวจที่ยังไม่จบใช้กลุ่มผู้รับนี้อยู่/)
    await row.waitFor()
    await editor.close()
  })

  test('the network is lost on the way of a unit’s new name, which stays in the sheet to be sent again', async () => {
    const owner = await office.enter('owner')
    const request = await hold(owner.page, '**/api/v1/units/*', 'PATCH')
    await owner.open('/audience?tab=units')
    const titles = owner.page.locator('.row-title')
    const before = (await titles.first().textContent()) ?? ''
    await owner.page.getByRole('button', { name: /^แก้ไข/ }).first().click()
    await owner.fill('ชื่อหน่วยงาน', 'กองที่เปลี่ยนชื่อ')
    const sheet = owner.page.getByRole('dialog')
    await sheet.getByRole('button', { name: 'บันทึก' }).click()
    await owner.see('กองที่เปลี่ยนชื่อ')
    await sheet.waitFor({ state: 'hidden' })
    request.lose()
    await owner.see(/ติดต่อระบบไม่ได้/)
    expect(await titles.first().textContent()).toBe(before)
    expect(await sheet.getByLabel('ชื่อหน่วยงาน').inputValue()).toBe('กองที่เปลี่ยนชื่อ')
    await owner.page.unroute('**/api/v1/units/*')
    await sheet.getByRole('button', { name: 'บันทึก' }).click()
    await owner.see('บันทึกแล้ว')
    await sheet.waitFor({ state: 'hidden' })
    expect(await office.system.query(`SELECT 1 AS one FROM unit WHERE name_th = 'กองที่เปลี่ยนชื่อ'`)).toHaveLength(1)
    expect(owner.complaints).toEqual([])
    await owner.close()
  })

  test('the bot has left a group that is approved', async () => {
    await office.system.query(
      `INSERT INTO line_group (id, line_group_id, name) VALUES (gen_random_uuid(), 'C${'7'.repeat(32)}', 'กลุ่มที่เพิ่งเข้า')`,
    )
    const owner = await office.enter('owner')
    const request = await hold(owner.page, '**/api/v1/groups/*/approve', 'POST')
    await owner.open('/audience?tab=groups')
    const row = owner.page.locator('.rows > li', { hasText: 'กลุ่มที่เพิ่งเข้า' })
    await row.getByRole('button').click()
    await owner.page.getByLabel(/มีบุคคลภายนอกอยู่ด้วย/).check()
    await yes(owner.page)
    await row.getByText('มีบุคคลภายนอก').waitFor()
    await owner.page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await row.getByText('รอตรวจสอบ').count()).toBe(0)
    await office.system.query(`UPDATE line_group SET state = 'left' WHERE name = 'กลุ่มที่เพิ่งเข้า'`)
    request.letGo()
    await owner.see(/สถานะปัจจุบันของรายการไม่รองรับคำสั่งนี้/)
    await row.getByText('มีบุคคลภายนอก').waitFor({ state: 'detached' })
    await owner.close()
  })

  test('the bot has left a group whose outsiders are told of later', async () => {
    await office.system.query(
      `INSERT INTO line_group (id, line_group_id, name, state, approved_at, has_outsiders)
       VALUES (gen_random_uuid(), 'C${'8'.repeat(32)}', 'กลุ่มที่อนุมัติไว้', 'approved', now(), false)`,
    )
    const owner = await office.enter('owner')
    await owner.open('/audience?tab=groups')
    const row = owner.page.locator('.rows > li', { hasText: 'กลุ่มที่อนุมัติไว้' })
    const sheet = owner.page.getByRole('dialog')
    await owner.press('แก้ไข กลุ่มที่อนุมัติไว้')
    expect(await sheet.getByLabel(/มีเฉพาะบุคลากร/).isChecked()).toBe(true)
    // The sheet takes the focus as it comes in, and a list that was opened before that is closed by it.
    const option = owner.page.getByRole('option').first()
    await until(
      async () => {
        await sheet.getByRole('combobox', { name: 'หน่วยงาน' }).click()
        return option.waitFor({ timeout: 1000 }).then(() => true)
      },
      { withinMs: 20_000, what: 'the list of units' },
    )
    const unit = (await option.textContent()) ?? ''
    await option.click()
    await owner.expectAccessible()
    await yes(owner.page)
    await row.getByText(unit).waitFor()
    await owner.see('บันทึกแล้ว')

    const request = await hold(owner.page, '**/api/v1/groups/*/approve', 'POST')
    await owner.press('แก้ไข กลุ่มที่อนุมัติไว้')
    await sheet.getByLabel(/มีบุคคลภายนอกอยู่ด้วย/).check()
    await yes(owner.page)
    await row.getByText('มีบุคคลภายนอก').waitFor()
    await sheet.waitFor({ state: 'hidden' })
    await office.system.query(`UPDATE line_group SET state = 'left' WHERE name = 'กลุ่มที่อนุมัติไว้'`)
    request.letGo()
    await owner.see(/สถานะปัจจุบันของรายการไม่รองรับคำสั่งนี้/)
    await row.getByText('มีบุคคลภายนอก').waitFor({ state: 'detached' })
    expect(owner.complaints).toEqual([])
    await owner.close()
  })

  test('the network is lost on the way of a saved audience’s change, which stays in the sheet to be sent again', async () => {
    const api = office.system.api(await office.system.createToken('editor'))
    const { body: groups } = await api.get('/groups?state=approved')
    const { body: units } = await api.get('/units')
    const both = { or: [{ units: [units.items[0].id], via: 'people' }, { groups: [groups.items[0].id] }] }
    await api.post('/audiences', { name: 'ผู้รับที่แก้ได้', rule: both })
    await api.post('/audiences', { name: 'ผู้รับตามป้าย', rule: { tags: ['ใหม่'] } })
    const editor = await office.enter('editor')
    await editor.open('/audience?tab=saved')
    const rows = editor.page.locator('.rows > li')
    const sheet = editor.page.getByRole('dialog')
    await editor.press('แก้ไข ผู้รับที่แก้ได้')
    await sheet.getByText(groups.items[0].name).first().waitFor()
    await sheet.getByText(units.items[0].nameTh).first().waitFor()
    await editor.expectAccessible()
    const request = await hold(editor.page, '**/api/v1/audiences/*', 'PATCH')
    await sheet.getByLabel(/^ชื่อ/).fill('ผู้รับที่แก้แล้ว')
    await yes(editor.page)
    await rows.getByText('ผู้รับที่แก้แล้ว').waitFor()
    request.lose()
    await editor.see(/ติดต่อระบบไม่ได้/)
    expect(await rows.getByText('ผู้รับที่แก้แล้ว').count()).toBe(0)
    expect(await sheet.getByLabel(/^ชื่อ/).inputValue()).toBe('ผู้รับที่แก้แล้ว')
    await editor.page.unroute('**/api/v1/audiences/*')
    await yes(editor.page)
    await sheet.waitFor({ state: 'hidden' })
    await rows.getByText('ผู้รับที่แก้แล้ว').waitFor()
    const saved = () =>
      office.system.query(`SELECT name, rule FROM saved_audience WHERE name LIKE 'ผู้รับ%' ORDER BY name`)
    expect(await saved()).toContainEqual({ name: 'ผู้รับที่แก้แล้ว', rule: both })

    await editor.press('แก้ไข ผู้รับตามป้าย') // a rule that this page cannot show keeps to what it is
    await sheet.getByText(/แก้ได้เฉพาะชื่อ/).waitFor()
    await sheet.getByLabel(/^ชื่อ/).fill('ผู้รับตามป้ายใหม่')
    await yes(editor.page)
    await editor.see('ผู้รับตามป้ายใหม่')
    await expect.poll(saved, { timeout: 20_000 }).toContainEqual({ name: 'ผู้รับตามป้ายใหม่', rule: { tags: ['ใหม่'] } })
    expect(editor.complaints).toEqual([])
    await editor.close()
  })

  test('the network is lost while an account is closed, in English', async () => {
    const owner = await openVisitor(office.browser, office.url, { language: 'en' })
    await owner.enterAs('owner', { enter: 'Enter as Owner' })
    const request = await hold(owner.page, '**/api/v1/users/*/close', 'POST')
    await owner.open('/settings?tab=users')
    const row = owner.page.locator('.rows > li', { hasText: 'ผู้จัดทำ' })
    await row.getByText('Active').waitFor()
    await row.getByRole('button').click()
    await owner.choose('menuitem', 'Close account')
    await yes(owner.page)
    await row.getByText('Closed').waitFor()
    request.lose()
    await owner.see(/The service cannot be reached/)
    await row.getByText('Active').waitFor()
    expect(await office.system.query('SELECT id FROM "user" WHERE disabled_at IS NOT NULL')).toEqual([])
    expect(owner.complaints).toEqual([])
    await owner.close()
  })
})
