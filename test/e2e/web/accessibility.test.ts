import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBarriers } from '../../support/accessibility.ts'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { findBarriersEverywhere, narrow } from '../../support/every-look.ts'
import { makeOneOfEverything } from '../../support/one-of-everything.ts'
import { until } from '../../support/until.ts'

type Sample = keyof Awaited<ReturnType<typeof makeOneOfEverything>>
type Visitor = Awaited<ReturnType<typeof openVisitor>>

/**
 * Of the console: `{name}` is a sample; `opens` is pressed there to open a sheet, a menu or a list. All of it in the words of the
 * Thai page: what was found once is found again in the other language.
 */
const pages: { path: string; opens?: string[] }[] = [
  { path: '/', opens: ['ค้นหาหรือไปที่…', 'บัญชีของฉัน: ผู้ดูแลระบบ (สาธิต)'] },
  { path: '/campaigns', opens: ['สถานะ'] },
  { path: '/campaigns/new' },
  {
    path: '/campaigns/{pending}',
    opens: ['ส่งทดสอบ', 'ยกเลิกรายการส่ง', 'พิมพ์บันทึกขออนุมัติ', 'อนุมัติ', 'ไม่อนุมัติ'],
  },
  { path: '/campaigns/{scheduled}', opens: ['ส่งเองด้วย LINE ของฉัน'] },
  { path: '/runs/{done}', opens: ['ส่งฉบับแก้ไข'] },
  { path: '/runs/{held}', opens: ['ปล่อยรอบส่ง', 'ยกเลิกรอบนี้'] },
  { path: '/calendar?month=2030-03', opens: ['ย้ายวันของ รายการที่ตั้งเวลาแล้ว'] },
  { path: '/cards', opens: ['เพิ่มเติม', 'เพิ่มเติม › สรุปประจำเดือน'] },
  { path: '/cards/new', opens: ['แม่แบบ'] },
  { path: '/cards/new?template=picture' },
  { path: '/cards/import' },
  { path: '/cards/{card}', opens: ['อนุมัติการ์ด', 'เลิกใช้', 'นำกลับมาใช้'] },
  { path: '/cards/{approvedCard}', opens: ['ส่งเองด้วย LINE ของฉัน'] },
  { path: '/cards/{approvedCard}/edit' },
  { path: '/series', opens: ['สร้างชุดการ์ด'] },
  { path: '/series/{series}', opens: ['เพิ่มการ์ด'] },
  { path: '/polls' },
  { path: '/polls/new' },
  { path: '/polls/{pendingPoll}', opens: ['อนุมัติ', 'ไม่อนุมัติ'] },
  { path: '/polls/{publishedPoll}', opens: ['เลื่อนวันเปิด', 'ปิดรับคำตอบ'] },
  { path: '/polls/{chatPoll}' },
  { path: '/polls/{ballotPoll}' },
  { path: '/polls/{roomPoll}', opens: ['ควบคุมจากโทรศัพท์'] },
  { path: '/polls/{closedPoll}' },
  { path: '/budget' },
  { path: '/budget/import' },
  { path: '/audience', opens: ['อนุมัติกลุ่ม', 'กลุ่มที่ซ้อนอยู่'] },
  { path: '/audience?tab=units', opens: ['เพิ่มหน่วยงาน', 'แก้ไข สำนักงานเลขาธิการ', 'รหัสเชิญ'] },
  { path: '/audience?tab=staff', opens: ['หน่วยงาน', 'ลบข้อมูล'] },
  { path: '/audience?tab=saved', opens: ['บันทึกกลุ่มผู้รับใหม่', 'ลบ'] },
  { path: '/settings' },
  { path: '/settings?tab=setup' },
  { path: '/settings?tab=look' },
  { path: '/settings?tab=calendar', opens: ['ลบ วันขึ้นปีใหม่'] },
  { path: '/settings?tab=quota', opens: ['แก้ไขแผนและราคา'] },
  {
    path: '/settings?tab=users',
    opens: ['เชิญผู้ใช้', 'จัดการ ผู้จัดทำ (สาธิต)', ...['เปลี่ยนบทบาท', 'ปิดบัญชี'].map((item) => `จัดการ ผู้จัดทำ (สาธิต) › ${item}`)],
  },
  { path: '/settings?tab=tokens', opens: ['สร้างโทเค็น', 'ยุติ'] },
  { path: '/settings?tab=queues', opens: ['นำออก'] },
  { path: '/settings?tab=audit', opens: ['การกระทำ'] },
  { path: '/account', opens: ['ยกเลิกการผูกบัญชี', 'ยุติ'] },
  { path: '/nowhere' },
]

let office: ConsoleSystem
let owner: Visitor
let samples: Record<Sample, string>
beforeAll(async () => {
  office = await openConsoleSystem()
  await until(async () => (await office.system.sim.ledger()).length >= 6, { withinMs: 90_000, what: 'the demo cards' })
  samples = await makeOneOfEverything(office.system)
  owner = await openVisitor(office.browser, office.url, { language: 'th' })
  await owner.enterAs('owner', { enter: office.doors.owner })
  await owner.page.emulateMedia({ reducedMotion: 'reduce' })
})
afterAll(() => office?.close())

describe('every page of the console, in both languages, on a desk and on a phone', () => {
  test.each(pages)('$path, with all that opens there', async ({ path, opens = [] }) => {
    const { page } = owner
    await owner.open(path.replace(/\{(\w+)\}/, (_, name: Sample) => samples[name]))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await findBarriersEverywhere(page, opens)).toEqual([])
    expect(await page.locator('nav').first().textContent()).not.toMatch(/[ก-๙]/)
    expect(owner.complaints).toEqual([])
  })
})

describe('on a phone', () => {
  test('the main menu covers the page while it is open, is out of reach while it is not, and is closed by Escape', async () => {
    const { page } = owner
    await page.setViewportSize(narrow)
    await owner.open('/campaigns')
    const row = page.getByRole('link', { name: /รายการรออนุมัติ/ })
    await row.waitFor()
    const button = page.getByRole('button', { name: 'เปิดเมนู' })
    const links = page.getByRole('navigation', { includeHidden: true }).getByRole('link', { includeHidden: true })
    expect(await links.first().isVisible()).toBe(false)
    await button.click()
    await links.first().waitFor()
    expect(await row.isVisible()).toBe(false)
    expect(await findBarriers(page)).toEqual([])
    await links.first().focus()
    await page.keyboard.press('Escape')
    await links.first().waitFor({ state: 'hidden' })
    expect(await row.isVisible()).toBe(true)
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('a table wider than the page has a shade where more of it is, and is moved there by the arrow keys', async () => {
    const { page } = owner
    await page.setViewportSize(narrow)
    await owner.open('/settings?tab=quota')
    const table = page.getByRole('region', { name: 'แผนโควตา' })
    await table.getByRole('columnheader').first().waitFor()
    // The shades alone, without a word or a rule of the table that happens to end there.
    await page.addStyleTag({ content: '[role=region] * { visibility: hidden }' })
    const isShaded = async (side: 'left' | 'right') => {
      const box = await table.boundingBox()
      if (!box) throw new Error('The table is not there.')
      const x = side === 'left' ? box.x : box.x + box.width - 1
      const picture = await page.screenshot({ clip: { x, y: box.y + 8, width: 1, height: 1 } })
      return PNG.sync
        .read(picture)
        .data.subarray(0, 3)
        .some((part) => part < 245)
    }
    expect([await isShaded('left'), await isShaded('right')]).toEqual([false, true])
    await table.focus()
    await until(
      async () => {
        await page.keyboard.press('ArrowRight')
        return table.evaluate(({ scrollLeft, clientWidth, scrollWidth }) => scrollLeft + clientWidth >= scrollWidth - 1)
      },
      { withinMs: 10_000, what: 'the end of the table' },
    )
    expect([await isShaded('left'), await isShaded('right')]).toEqual([true, false])
  })
})
