import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'

let office: ConsoleSystem
beforeAll(async () => {
  office = await openConsoleSystem()
})
afterAll(() => office?.close())

test('a clip card is written from its main fields alone', async () => {
  const editor = await office.enter('editor')
  await editor.open('/cards/new')
  await editor.page.getByRole('combobox', { name: 'แม่แบบ' }).click()
  await editor.page.getByRole('option', { name: 'คลิปสั้น' }).click()
  await editor.fill(/ชื่อการ์ด/, 'คลิปทดสอบ')
  await editor.fill(/^หัวข้อ/, 'คลิปทดสอบ')
  await editor.see('ต้องใส่ลิงก์คลิปหรือลิงก์ไฟล์ mp4')
  await editor.expectAccessible()
  await editor.page.getByRole('group', { name: /ภาพปก/ }).getByLabel(/ภาพปก/).fill('https://example.org/a.png')
  await editor.fill(/^ลิงก์คลิป YouTube/, 'https://youtu.be/0000000000')
  await editor.press('บันทึกการ์ด')
  await editor.page.getByRole('heading', { name: 'คลิปทดสอบ', level: 1 }).waitFor()
  expect(editor.complaints).toEqual([])
  await editor.close()
})

test('a line of facts that lacks its part is named by its number, and rows of a table are taken', async () => {
  const editor = await office.enter('editor')
  await editor.open('/cards/new')
  await editor.page.getByRole('combobox', { name: 'แม่แบบ' }).click()
  await editor.page.getByRole('option', { name: 'ข้อควรรู้และวิธีทำ' }).click()
  await editor.page.getByRole('combobox', { name: 'เรื่อง' }).click()
  await editor.page.getByRole('option').first().click()
  await editor.fill(/^หัวข้อ/, 'คู่มือ')
  await editor.fill(/^ข้อความ/, 'ข้อความ')
  await editor.page.getByText('ช่องเสริม').click()
  await editor.fill('ข้อมูลประกอบ', 'ผู้ดูแล\tกองคลัง\nไม่มีตัวคั่น')
  await editor.see('บรรทัดที่ 2: ยังไม่ครบ เขียนบรรทัดละ หัวข้อ: ข้อความ')
  await editor.fill('ข้อมูลประกอบ', 'ผู้ดูแล\tกองคลัง')
  await editor.page.locator('.flex-message').getByText('กองคลัง').first().waitFor()
  await editor.close()
})

test('an earlier version is read by key before it is brought back', async () => {
  const api = office.system.api(await office.system.createToken('editor'))
  const data = { title: 'หัวข้อ', text: 'ข้อความเดิม' }
  const { body: card } = await api.post('/contents', { title: 'การ์ดมีฉบับก่อน', template: 'notice', data })
  const changed = { title: card.title, template: 'notice', data: { ...data, text: 'ข้อความใหม่' }, version: card.version }
  expect((await api.put(`/contents/${card.id}`, changed)).status).toBe(200)
  const editor = await office.enter('editor')
  await editor.open(`/cards/${card.id}`)
  const summary = editor.page.getByText(/^ดูฉบับที่ /)
  await summary.waitFor()
  const old = editor.page.locator('details .flex-message').getByText('ข้อความเดิม')
  expect(await old.count()).toBe(0)
  await summary.press('Enter')
  await old.first().waitFor()
  await editor.expectAccessible()
  await summary.press('Enter')
  await old.first().waitFor({ state: 'detached' })
  await editor.close()
})

test.each([
  ['/cards/import', 'เลือกไฟล์', /ไฟล์ ว่าง\.csv ว่างเปล่า/],
  ['/budget/import', 'ไฟล์ Excel (.xlsx) หรือ CSV', /ไฟล์นี้ว่างเปล่า/],
])('%s says that a file is empty', async (path, label, said) => {
  const editor = await office.enter('editor')
  await editor.open(path)
  const empty = { name: 'ว่าง.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) }
  await editor.page.locator(`input[type=file][aria-label="${label}"]`).setInputFiles(empty)
  await editor.page.getByRole('alert').getByText(said).waitFor()
  await editor.close()
})
