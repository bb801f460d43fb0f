import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { hostileValues } from '../../support/hostile-values.ts'
import { makeOneOfEverything } from '../../support/one-of-everything.ts'
import { until } from '../../support/until.ts'

// What a keyboard or a clipboard can bring; a field's own limit cuts the longest.
const typed = hostileValues.filter((value): value is string => typeof value === 'string' && value !== '')
const hostile = [typed.find((value) => value.includes('onerror')), '\u202eกลับด้าน', '😀'.repeat(20)].join(' ')

/** Every page of the console where somebody types, and what is pressed there to open a form. */
const forms: { path: string; opens?: string }[] = [
  { path: '/campaigns' },
  { path: '/campaigns/new' },
  { path: '/campaigns/{pending}', opens: 'ไม่อนุมัติ' },
  { path: '/cards' },
  { path: '/cards/new' },
  { path: '/cards/new?template=dos-donts' },
  { path: '/cards/new?template=opportunity' },
  { path: '/cards/{approvedCard}/edit' },
  { path: '/series', opens: 'สร้างชุดการ์ด' },
  { path: '/polls/new' },
  { path: '/quiz', opens: 'เพิ่มคำถาม' },
  { path: '/polls/{closedPoll}' },
  { path: '/audience?tab=units', opens: 'เพิ่มหน่วยงาน' },
  { path: '/audience?tab=saved', opens: 'บันทึกกลุ่มผู้รับใหม่' },
  { path: '/settings' },
  { path: '/settings?tab=look' },
  { path: '/settings?tab=calendar' },
  { path: '/settings?tab=quota', opens: 'แก้ไขแผนและราคา' },
  { path: '/settings?tab=users', opens: 'เชิญผู้ใช้' },
  { path: '/settings?tab=tokens', opens: 'สร้างโทเค็น' },
  { path: '/settings?tab=audit' },
]

let office: ConsoleSystem
let samples: Record<string, string>
let owner: Awaited<ReturnType<typeof openVisitor>>
beforeAll(async () => {
  office = await openConsoleSystem()
  await until(async () => (await office.system.sim.ledger()).length >= 6, { withinMs: 90_000, what: 'the demo cards' })
  samples = await makeOneOfEverything(office.system)
  owner = await openVisitor(office.browser, office.url, { width: 390 })
  await owner.enterAs('owner', { enter: office.doors.owner })
  owner.page.on('dialog', (dialog) => {
    owner.complaints.push(`a dialog of the browser: ${dialog.message()}`)
    void dialog.dismiss()
  })
  owner.page.on('response', (response) => {
    if (response.status() >= 500) owner.complaints.push(`${response.status()} ${response.url()}`)
  })
})
afterAll(() => office?.close())

test.each(forms)(
  '$path: whatever is typed stays text, within the page, and is answered in words',
  async ({ path, opens }) => {
    const { page } = owner
    await owner.open(path.replace(/\{(\w+)\}/, (_, name: string) => samples[name] ?? ''))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    if (opens) {
      await page.getByRole('button', { name: opens, exact: true }).first().click()
      await page.getByRole('dialog').getByRole('textbox').first().waitFor()
    }
    const filled = await fillEverything(page)
    expect(filled).toBeGreaterThan(0)
    await page.keyboard.press('Tab')
    await page.waitForLoadState('networkidle')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    expect(await page.locator('img[src="x"]').count()).toBe(0)
    expect(owner.complaints).toEqual([])
  },
)

test('what was stored so is read as text on every list, and leads nowhere', async () => {
  const editor = office.system.api(await office.system.createToken('editor'))
  const stored = '<img src=x onerror=alert(1)> 😀😀 مرحبا'
  const data = { title: stored, text: stored }
  const created = await editor.post('/contents', { title: stored, template: 'notice', data })
  expect(created).toMatchObject({ status: 201 })
  const refused = await editor.post('/contents', {
    title: 'ลิงก์',
    template: 'notice',
    data: { ...data, link: { label: 'เปิด', url: 'javascript:alert(1)' } },
  })
  expect(refused.status).toBe(422)
  const { page } = owner
  for (const path of ['/cards', `/cards/${created.body.id}`, `/cards/${created.body.id}/edit`]) {
    await owner.open(path)
    await page.getByText('<img src=x onerror=alert(1)>').first().waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.locator('img[src="x"], a[href^="javascript:"]').count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  }
  expect(owner.complaints).toEqual([])
})

/** As a paste does: every field that takes words gets them all. */
async function fillEverything(page: Page): Promise<number> {
  const within = page.locator((await page.getByRole('dialog').count()) > 0 ? '[role=dialog]' : 'main')
  const fields = within.locator(
    'input[type=text], input[type=email], input[type=search], input[type=url], input:not([type]), textarea',
  )
  let filled = 0
  for (const field of await fields.all()) {
    if (!(await field.isVisible()) || !(await field.isEditable())) continue
    if ((await field.getAttribute('role')) === 'combobox' || (await field.getAttribute('aria-haspopup'))) continue
    await field.fill(hostile)
    filled += 1
  }
  return filled
}
