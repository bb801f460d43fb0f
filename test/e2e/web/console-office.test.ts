import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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

async function untilDemoIsSent(): Promise<void> {
  const runs = () => office.system.query(`SELECT id FROM run WHERE state = 'done'`)
  await until(async () => (await runs()).length >= 2, { withinMs: 60_000, what: 'the demo cards' })
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

  test('puts a new unit under another, sees it there, folds it away, and moves it to another', async () => {
    const owner = await office.enter('owner')
    await owner.open('/audience?tab=units')
    const branch = (name: string) => owner.page.locator('.unit-rows > li', { hasText: name }).first()
    const parent = branch('กองนวัตกรรมบริการภาครัฐ')
    await parent.waitFor()
    await owner.press('เพิ่มหน่วยงาน')
    await owner.fill(/^ชื่อหน่วยงาน/, 'กลุ่มทดลองบริการ')
    await owner.fill(/^รหัส/, 'service-lab')
    await pick(owner, 'หน่วยงานต้นสังกัด', 'กองนวัตกรรมบริการภาครัฐ')
    await owner.press('บันทึก')
    const childOf = (unit: typeof parent) => unit.locator('.unit-rows > li', { hasText: 'กลุ่มทดลองบริการ' })
    await childOf(parent).waitFor()
    await parent.getByText(/รวมหน่วยงานย่อย/).waitFor()
    await owner.expectAccessible()
    const fold = parent.getByRole('button', { name: 'หน่วยงานย่อยของกองนวัตกรรมบริการภาครัฐ' })
    await fold.press('Enter')
    await childOf(parent).waitFor({ state: 'detached' })
    await fold.press('Enter')

    await childOf(parent).getByRole('button', { name: /^แก้ไข/ }).click()
    await pick(owner, 'หน่วยงานต้นสังกัด', 'กองยุทธศาสตร์การพัฒนาระบบราชการ')
    await owner.press('บันทึก')
    await childOf(branch('กองยุทธศาสตร์การพัฒนาระบบราชการ')).waitFor()
    await owner.close()
  })

  test('says when a festival is and when the NACC asks the staff, which home and calendar then tell', async () => {
    const owner = await office.enter('owner')
    await owner.open('/settings?tab=calendar')
    const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
    const festival = `${day.slice(0, 4)}-10-03`
    const row = owner.page.locator('form', { hasText: 'ไหว้พระจันทร์' })
    await row.waitFor()
    await row.locator('input[type=date]').fill(festival)
    await row.getByRole('button', { name: 'บันทึก' }).click()
    await row.getByText(/กำหนดแล้ว/).waitFor()
    await owner.fill(/^วันเริ่ม/, day)
    await owner.fill(/^วันสิ้นสุด/, day)
    await owner.page.locator('section', { hasText: 'ช่วงสำรวจ IIT' }).getByRole('button', { name: 'บันทึก' }).click()
    await owner.see('บันทึกแล้ว')
    const api = office.system.api(await office.system.createToken('viewer'))
    const { body: year } = await api.get(`/calendar?year=${Number(day.slice(0, 4)) + 543}`)
    expect(year.survey).toEqual({ from: day, until: day })
    expect(year.festivals).toContainEqual(expect.objectContaining({ festival: 'mid_autumn', date: festival }))
    await owner.expectAccessible()
    await owner.open('/calendar')
    await owner.see(/สำนักงาน ป\.ป\.ช\. สำรวจ IIT ของบุคลากร/)
    const surveyed = owner.page.locator('.calendar-day', { hasText: 'ช่วงสำรวจ IIT' })
    expect(await surveyed.locator('time').evaluateAll((all) => all.map((one) => one.getAttribute('datetime')))).toEqual(
      [day],
    )
    await owner.open('/')
    await owner.see(/ช่วงสำรวจ IIT ของสำนักงาน ป\.ป\.ช\./)
    await owner.close()
  })

  test('hands a person a copy of what is kept about them, and sees when a card last reached a group', async () => {
    const owner = await office.enter('owner')
    await owner.open('/audience?tab=staff')
    const person = owner.page.locator('.rows > li').first()
    await person.getByText(/รับทราบประกาศ/).waitFor()
    const [copy] = await Promise.all([
      owner.page.waitForEvent('download'),
      person.getByRole('button', { name: 'ส่งออกข้อมูล' }).click(),
    ])
    expect(copy.suggestedFilename()).toBe('สำเนาข้อมูลบุคลากร.json')
    const { displayName } = JSON.parse(readFileSync(await copy.path(), 'utf8'))
    expect(await person.textContent()).toContain(displayName)
    await untilDemoIsSent()
    await owner.open('/audience')
    await owner.see(/ได้รับการ์ดล่าสุด/)
    await owner.expectAccessible()
    await owner.close()
  })
})

describe('an editor', () => {
  test('drafts the summary of a month in one sheet, and is told when there is nothing to sum up', async () => {
    const editor = await office.enter('editor')
    await editor.open('/cards')
    await editor.press('เพิ่มเติม')
    await editor.choose('menuitem', 'สรุปประจำเดือน')
    await editor.expectAccessible()
    await editor.press('ร่างสรุป')
    await editor.see(/เดือนที่เลือกไม่มีการส่งการ์ด/)
    await untilDemoIsSent()
    await office.system.query(`UPDATE run SET finished_at = date_trunc('month', now()) - interval '3 days'`)
    await editor.press('ร่างสรุป')
    await editor.page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/)
    await editor.page.getByRole('heading', { level: 1, name: /^สรุปประจำเดือน/ }).waitFor()
    await editor.page.locator('.flex-message').last().waitFor()
    // Its card is a draft, too: the page says so and leads to it.
    const card = editor.page.locator('.facts dd', { hasText: 'ร่าง' }).getByRole('link', { name: /^สรุปประจำเดือน/ })
    await card.click()
    await editor.page.waitForURL(/\/cards\/[0-9a-f-]{36}$/)
    expect(editor.complaints).toEqual([])
    await editor.close()
  })

  test('learns the shape of a budget file from the example, which goes in as it is', async () => {
    const editor = await office.enter('editor')
    await editor.open('/budget/import')
    const [example] = await Promise.all([
      editor.page.waitForEvent('download'),
      editor.choose('link', 'ดาวน์โหลดไฟล์ตัวอย่าง'),
    ])
    const file = join(office.system.dir, example.suggestedFilename())
    await example.saveAs(file)
    expect(file).toMatch(/ตัวอย่าง.*\.csv$/)
    await editor.page.getByLabel('ไฟล์ Excel (.xlsx) หรือ CSV').setInputFiles(file)
    await editor.press('ใช้ปีงบประมาณ พ.ศ. 2567') // the form begins with this year
    await editor.see('ตัวเลขตัวอย่าง ไม่ใช่งบประมาณจริง')
    await editor.fill(/^แหล่งที่มา/, 'ตัวเลขสมมติ')
    await editor.press('นำเข้า')
    await editor.page.waitForURL(/\/cards\/[0-9a-f-]{36}$/)
    await editor.page.locator('.flex-message').first().waitFor()
    // Nobody need know which year has figures: this one has none yet.
    await editor.open('/budget')
    await editor.page.getByRole('rowheader', { name: 'ไตรมาสที่ 1' }).waitFor()
    expect(await editor.page.getByRole('combobox', { name: 'ปีงบประมาณ พ.ศ.' }).inputValue()).toBe('2567')
    await editor.expectAccessible()
    await editor.page.evaluate(() => localStorage.setItem('sucharit.language', 'en'))
    await editor.open('/budget')
    await editor.page.getByRole('rowheader', { name: 'Quarter 1' }).waitFor()
    await editor.page.getByText('Month', { exact: true }).click()
    await editor.page.getByRole('rowheader', { name: 'October 2566' }).waitFor()
    await editor.page.reload()
    await editor.page.getByRole('rowheader', { name: 'October 2566' }).waitFor()
    await editor.close()
  })

  test('writes the year’s ITA result in its form, the scores pasted from a sheet', async () => {
    const editor = await office.enter('editor')
    await editor.open('/cards/new')
    await pick(editor, 'แม่แบบ', 'สรุปผล ITA')
    await editor.fill(/ชื่อการ์ด/, 'ผล ITA ของปี')
    await editor.fill('ปีงบประมาณ พ.ศ.', '2569')
    await editor.fill('คะแนน (เต็ม 100)', '91.20')
    await editor.fill('แหล่งที่มา', 'ประกาศผลการประเมิน')
    await editor.fill('คะแนนตามแบบวัด', 'IIT\tแบบวัดภายใน\tเก้าสิบ')
    await editor.see(/ต้องกรอกช่องนี้ให้ถูกต้อง/)
    await editor.fill('คะแนนตามแบบวัด', 'IIT\tแบบวัดภายใน\t90.10\t89.67\nEIT\tแบบวัดภายนอก\t92.30')
    const card = editor.page.locator('.flex-message').last()
    await card.getByText('92.30').waitFor()
    await editor.expectAccessible()
    await editor.press('บันทึกการ์ด')
    await editor.page.getByRole('heading', { level: 1, name: 'ผล ITA ของปี' }).waitFor()
    await editor.choose('link', 'แก้ไข')
    await editor.page.getByLabel('คะแนนตามแบบวัด').waitFor()
    expect(await editor.page.getByLabel('คะแนนตามแบบวัด').inputValue()).toBe(
      'IIT | แบบวัดภายใน | 90.1 | 89.67\nEIT | แบบวัดภายนอก | 92.3',
    )
    await editor.close()
  })

  test('pastes forty pages and is told how much to cut: nothing of them is left out in silence', async () => {
    const editor = await office.enter('editor')
    await editor.open('/cards/new')
    await editor.fill(/ชื่อการ์ด/, 'ระเบียบทั้งฉบับ')
    await editor.fill(/^หัวข้อ/, 'ระเบียบ')
    const pages = 'ระเบียบว่าด้วยการพัสดุ '.repeat(3500).trim() // of 2,000 letters each
    const text = editor.page.getByLabel(/^ข้อความ/).first()
    await text.focus()
    await editor.page.evaluate((pasted) => document.execCommand('insertText', false, pasted), pages)
    await editor.see(`ยาวเกินไป ${(pages.length - 1000).toLocaleString('th-TH')} ตัวอักษร โปรดตัดออก`)
    expect(await text.inputValue()).toBe(pages)
    const save = editor.page.getByRole('button', { name: 'บันทึกการ์ด' })
    await until(() => save.isDisabled(), { withinMs: 30_000, what: 'it cannot be saved' })
    await editor.expectAccessible()
    await text.fill('ระเบียบว่าด้วยการพัสดุ')
    await save.click({ timeout: 60_000 }) // Chromium looks for the words of forty pages again
    await editor.page.getByRole('heading', { name: 'ระเบียบทั้งฉบับ' }).waitFor({ timeout: 60_000 })
    await editor.close()
  })

  test('pastes a page into the name of a card and is told what was cut off', async () => {
    const editor = await office.enter('editor')
    await editor.open('/cards/new')
    const name = editor.page.getByLabel(/ชื่อการ์ด/)
    const text = editor.page.getByLabel(/^ข้อความ/).first()
    await text.fill('ระเบียบ'.repeat(30)) // 210 letters
    await text.press('ControlOrMeta+a')
    await text.press('ControlOrMeta+c')
    await name.press('ControlOrMeta+v')
    await editor.see('ช่องนี้รับได้ 200 ตัวอักษร ข้อความที่วางส่วนท้าย 10 ตัวอักษรถูกตัดออก')
    expect((await name.inputValue()).length).toBe(200)
    await editor.close()
  })

  test('writes an invitation in its form and sees it on the phone', async () => {
    const editor = await office.enter('editor')
    await editor.open('/cards/new')
    await pick(editor, 'แม่แบบ', 'ขอเชิญประชุม')
    await editor.fill(/ชื่อการ์ด/, 'เชิญประชุมจากแบบฟอร์ม')
    await editor.fill(/^หัวข้อ/, 'ชี้แจงแผนงบประมาณ')
    await editor.fill(/^เริ่ม/, '2030-06-20T09:30')
    await editor.fill(/^สถานที่/, 'ห้องประชุม 1')
    await editor.page.locator('.flex-message').getByText('ห้องประชุม 1').first().waitFor()
    await editor.press('บันทึกการ์ด')
    await editor.page.getByRole('heading', { name: 'เชิญประชุมจากแบบฟอร์ม' }).waitFor()
    const [card] = await office.system.query(`SELECT data FROM content WHERE title = 'เชิญประชุมจากแบบฟอร์ม'`)
    expect(card?.data).toMatchObject({ startsAt: '2030-06-20T09:30:00+07:00', place: 'ห้องประชุม 1' })
    await editor.close()
  })
})

test('an approver is told of what an owner has to do, and led to no page that is not theirs', async () => {
  const told = /รายการวันหยุดปี พ\.ศ\. \d{4} ยังไม่ได้ยืนยัน/
  const owner = await office.enter('owner')
  await owner.page.getByRole('link', { name: told }).waitFor()
  await owner.close()
  const approver = await office.enter('approver')
  await approver.see(told)
  expect(await approver.page.getByRole('link', { name: told }).count()).toBe(0)
  await approver.close()
})

test('the last button of a list is in sight on a phone while something is told over the end of the page', async () => {
  const owner = await office.enter('owner', { width: 390 })
  await owner.open('/audience?tab=staff')
  const last = owner.page.getByRole('button', { name: 'ลบข้อมูล' }).last()
  await last.click()
  // Seen from inside the page: what is told is gone after some seconds.
  const seen = owner.page.waitForFunction(() => {
    const told = document.querySelector('.mantine-Notification-root')?.getBoundingClientRect()
    if (!told || told.bottom > innerHeight) return undefined // not yet, or still on its way up
    scrollTo(0, document.documentElement.scrollHeight)
    const button = Array.from(document.querySelectorAll('main button')).at(-1)?.getBoundingClientRect()
    return button && { roomBetween: told.top - button.bottom }
  })
  await owner.page.getByRole('dialog').getByRole('button', { name: 'ลบข้อมูล' }).click()
  expect((await (await seen).jsonValue())?.roomBetween).toBeGreaterThanOrEqual(0)
  await owner.close()
})
