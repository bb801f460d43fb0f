import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'

let office: ConsoleSystem
beforeAll(async () => {
  office = await openConsoleSystem()
})
afterAll(() => office?.close())

test('an officer adds a question and changes it, another approves it, and it can be retired', async () => {
  const editor = await office.enter('editor')
  await editor.open('/quiz')
  await editor.press('เพิ่มคำถาม')
  await editor.fill('รหัสคำถาม', 'quiz-of-test')
  await editor.page.getByRole('textbox', { name: /^คำถาม/ }).fill('แจ้งเรื่องขอยืมทรัพย์สินที่ใด')
  for (const [place, option] of ['แบบขอยืมของหน่วยงาน', 'บอกเพื่อนร่วมงาน', 'ไม่ต้องแจ้ง'].entries())
    await editor.page.getByRole('textbox', { name: `ตัวเลือกที่ ${place + 1}` }).fill(option)
  await editor.fill(/^คำอธิบาย/, 'ขออนุญาตด้วยแบบขอยืมทุกครั้งก่อนนำทรัพย์สินออกไปใช้')
  await editor.expectAccessible()
  await editor.page.getByRole('dialog').getByRole('button', { name: 'บันทึก' }).click()
  await editor.see('เพิ่มคำถามแล้ว รอผู้อนุมัติ')
  const ofTest = (page: typeof editor.page) => page.locator('.question', { hasText: 'quiz-of-test' })
  await ofTest(editor.page).getByText('ฉบับร่าง').waitFor()
  expect(await ofTest(editor.page).getByRole('button').allTextContents()).toEqual(['แก้ไข'])
  await ofTest(editor.page).getByRole('button', { name: 'แก้ไข' }).click()
  await editor.fill(/^คำอธิบาย/, 'ขออนุญาตด้วยแบบขอยืมทุกครั้ง')
  await editor.page.getByRole('dialog').getByRole('button', { name: 'บันทึก' }).click()
  await editor.see('แก้ไขคำถามแล้ว รอผู้อนุมัติ')
  await ofTest(editor.page).getByText('ขออนุญาตด้วยแบบขอยืมทุกครั้ง', { exact: true }).waitFor()

  const approver = await office.enter('approver')
  await approver.open('/quiz')
  await ofTest(approver.page).getByRole('button', { name: 'อนุมัติคำถาม' }).click()
  await approver.see(/อนุมัติคำถามแล้ว/)
  await ofTest(approver.page).getByText('อนุมัติแล้ว').waitFor()
  await ofTest(approver.page).getByRole('button', { name: 'เลิกใช้คำถาม' }).click()
  await approver.page.getByRole('dialog').getByRole('button', { name: 'เลิกใช้คำถาม' }).click()
  await ofTest(approver.page).getByText('เลิกใช้แล้ว', { exact: true }).waitFor()
  for (const visitor of [editor, approver]) {
    expect(visitor.complaints).toEqual([])
    await visitor.close()
  }
})

test('what the office knows stands by card, by ITA item and by question, and nothing of four people', async () => {
  await office.system.query('DELETE FROM quiz_awareness')
  await office.system.query(
    `INSERT INTO quiz_awareness (week_of, question_code, people_count, right_count)
     SELECT (date_trunc('week', now() AT TIME ZONE 'Asia/Bangkok') - interval '7 days')::date, code, people, knew
     FROM (VALUES ('quiz-01', 40, 30), ('quiz-02', 4, 4)) AS met (code, people, knew)`,
  )
  const editor = await office.enter('editor')
  await editor.open('/quiz?tab=awareness')
  const card = editor.page.getByRole('region', { name: 'ตามการ์ด' })
  await card.getByText('75%').waitFor()
  expect(await card.getByText('ไม่แสดง').count()).toBe(1)
  expect(await card.getByText('40').count()).toBe(1)
  await editor.page.getByRole('region', { name: 'ตามข้อ ITA' }).getByText('75%').first().waitFor()
  await editor.page.getByRole('region', { name: 'ตามคำถาม' }).getByText('75%').waitFor()
  expect(await editor.page.content()).not.toMatch(/>4</)
  await editor.expectAccessible()
  await editor.close()
})
