import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { openVisitor } from '../../support/console-visitor.ts'

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
    await row.getByRole('button').click()
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
