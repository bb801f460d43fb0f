import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { until } from '../../support/until.ts'

let office: ConsoleSystem
beforeAll(async () => {
  office = await openConsoleSystem()
})
afterAll(() => office?.close())

type Visitor = Awaited<ReturnType<ConsoleSystem['enter']>>

async function pick({ page }: Visitor, field: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option }).first().click()
}

describe('an owner', () => {
  test('sees a job that was given up in words, tries it again, and finds that in the audit log', async () => {
    await office.system.query(
      `INSERT INTO failed_job (id, job, job_id, payload, code, failed_at)
       VALUES (gen_random_uuid(), 'review-audience', 'once-more', '{"word": "canary"}', 'LINE_UNREACHABLE', now())`,
    )
    const owner = await office.enter('owner')
    await owner.open('/settings?tab=queues')
    const failed = owner.page.locator('section', { hasText: 'งานที่ไม่สำเร็จ' })
    await failed.getByText('ทบทวนกลุ่มและบุคลากร').waitFor()
    await failed.getByText('LINE ไม่ตอบในขณะนี้').waitFor()
    expect(await owner.page.content()).not.toContain('canary')
    await owner.expectAccessible()
    await owner.press('ลองอีกครั้ง')
    await owner.see('ไม่มีงานที่ไม่สำเร็จ')
    const left = async () => (await office.system.query('SELECT id FROM failed_job')).length
    await until(async () => (await left()) === 0, { withinMs: 20_000 })

    await owner.open('/settings?tab=audit')
    await pick(owner, 'การกระทำ', 'สั่งทำงานที่ไม่สำเร็จอีกครั้ง')
    const rows = owner.page.locator('.rows > li')
    await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(1)
    expect(await rows.first().textContent()).toContain('review-audience')
    await owner.close()
  })

  test('invites a coordinator for one unit, and cannot leave the unit out', async () => {
    const owner = await office.enter('owner')
    await owner.open('/settings?tab=users')
    await owner.press('เชิญผู้ใช้')
    const sheet = owner.page.getByRole('dialog')
    await sheet.getByLabel(/^ชื่อ/).fill('มาลี')
    await sheet.getByLabel(/^อีเมล/).fill('malee@office.example')
    await pick(owner, 'บทบาท', 'ผู้ประสานงานหน่วย')
    await sheet.getByRole('button', { name: 'เชิญผู้ใช้' }).click()
    expect(await office.system.query(`SELECT id FROM "user" WHERE name = 'มาลี'`)).toEqual([])
    await pick(owner, 'หน่วยที่ประสานงาน', 'สำนักงานเลขาธิการ')
    await sheet.getByRole('button', { name: 'เชิญผู้ใช้' }).click()
    await owner.page.locator('pre.secret').waitFor()
    await owner.page.keyboard.press('Escape')
    await owner.see(/ผู้ประสานงานหน่วย · สำนักงานเลขาธิการ/)
    await owner.close()
  })
})
