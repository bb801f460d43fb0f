import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleSystem, openConsoleSystem } from '../../support/console-system.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { until } from '../../support/until.ts'

let office: ConsoleSystem
beforeAll(async () => {
  office = await openConsoleSystem()
  // The demo's own first cards are out, so that what comes after them is ours.
  await until(async () => (await office.system.sim.ledger()).length >= 6, { withinMs: 90_000 })
})
afterAll(() => office?.close())

type Visitor = Awaited<ReturnType<ConsoleSystem['enter']>>
const asEditor = async () => office.system.api(await office.system.createToken('editor'))

async function submitCampaign(name: string, schedule: Record<string, unknown>): Promise<string> {
  const api = await asEditor()
  const { body: groups } = await api.get('/groups')
  const { body: campaign } = await api.post('/campaigns', {
    name,
    message: { template: 'notice', data: { title: 'หัวข้อ', text: 'ข้อความ' } },
    audience: { groups: [groups.items[0].id] },
    schedule,
  })
  expect((await api.post(`/campaigns/${campaign.id}/submit`)).status).toBe(200)
  return campaign.id
}

describe('the calendar', () => {
  test('takes a run that is dragged to another day there, at its own time, and asks for its approval anew', async () => {
    const id = await submitCampaign('รายการที่ถูกลาก', { kind: 'once', at: '2030-03-12T03:00:00Z' })
    const api = office.system.api(await office.system.createToken('approver'))
    expect((await api.post(`/campaigns/${id}/approve`)).status).toBe(200)
    const editor = await office.enter('editor')
    await editor.open('/calendar?month=2030-03')
    const run = editor.page.getByRole('link', { name: /รายการที่ถูกลาก/ })
    const day = (date: string) =>
      editor.page.locator('.calendar-day', { has: editor.page.locator(`time[datetime="${date}"]`) })
    await run.dragTo(day('2030-03-20'))
    const dialog = editor.page.getByRole('dialog', { name: /ย้าย “รายการที่ถูกลาก”/ })
    expect(await dialog.getByLabel(/^วันใหม่/).inputValue()).toBe('2030-03-20')
    await dialog.getByText('20 มี.ค. 2573 10.00 น.').waitFor()
    await dialog.getByRole('button', { name: 'ย้ายและขออนุมัติ' }).click()
    await editor.see('ย้ายแล้ว รออนุมัติ')
    const { body: moved } = await api.get(`/campaigns/${id}`)
    expect(moved).toMatchObject({ state: 'pending_approval', schedule: { at: '2030-03-20T03:00:00.000Z' } })
    expect((await api.post(`/campaigns/${id}/approve`)).status).toBe(200)
    await editor.page.reload()
    await day('2030-03-20')
      .getByRole('link', { name: /รายการที่ถูกลาก/ })
      .waitFor()
    expect(await day('2030-03-12').getByRole('link').count()).toBe(0)
    await editor.close()
  })
})

describe('a network that is gone for a minute', () => {
  test('is told of, keeps what is typed meanwhile, and the same page goes on once it is back', async () => {
    const editor = await office.enter('editor')
    await editor.page.clock.install()
    await editor.open('/campaigns/new')
    await editor.press(/สรุปผลการประเมิน ITA/)
    await editor.see(/ถึง 3 กลุ่ม/)
    await editor.page.context().setOffline(true)
    await editor.see(/ขาดการเชื่อมต่อ สิ่งที่กรอกไว้ยังอยู่ในเครื่องนี้/)
    await editor.fill('ชื่อรายการส่ง', 'พิมพ์ขณะขาดการเชื่อมต่อ')
    await editor.press('ส่งขออนุมัติ')
    await editor.see(/ติดต่อระบบไม่ได้ โปรดตรวจสอบเครือข่าย/)
    await editor.page.clock.runFor(60_000)
    expect(await editor.page.getByLabel('ชื่อรายการส่ง').inputValue()).toBe('พิมพ์ขณะขาดการเชื่อมต่อ')
    expect(await editor.page.evaluate(() => JSON.stringify(localStorage))).toContain('พิมพ์ขณะขาดการเชื่อมต่อ')
    await editor.page.context().setOffline(false)
    await editor.page.getByText(/ขาดการเชื่อมต่อ/).waitFor({ state: 'hidden' })
    await editor.press('ส่งขออนุมัติ')
    await editor.page.getByRole('heading', { name: 'พิมพ์ขณะขาดการเชื่อมต่อ' }).waitFor()
    const rows = await office.system.query(`SELECT state FROM campaign WHERE name = 'พิมพ์ขณะขาดการเชื่อมต่อ'`)
    expect(rows).toEqual([{ state: 'pending_approval' }])
    expect(editor.complaints).toEqual([])
    await editor.close()
  })
})

describe('an approval', () => {
  test('counts down aloud and goes ahead by itself when nobody takes it back', async () => {
    const id = await submitCampaign('นับถอยหลัง', { kind: 'once', at: '2030-05-07T03:00:00Z' })
    const api = await asEditor()
    const read = async () => (await api.get(`/campaigns/${id}`)).body.state
    const approver = await office.enter('approver')
    const { clock } = approver.page
    await clock.install()
    await approver.open(`/campaigns/${id}`)
    await approver.press('อนุมัติ')
    const dialog = approver.page.getByRole('dialog')
    const yes = dialog.getByRole('button', { name: 'อนุมัติ' })
    await yes.waitFor()
    await clock.pauseAt(Date.now() + 60_000)
    await yes.click()
    for (const left of [5, 4, 3, 2, 1]) {
      await dialog.getByRole('status').getByText(`จะดำเนินการใน ${left} วินาที`).waitFor()
      expect(await read()).toBe('pending_approval')
      await clock.runFor(1000)
    }
    await clock.resume()
    await dialog.waitFor({ state: 'hidden' })
    await approver.see('อนุมัติแล้ว')
    expect(await read()).toBe('scheduled')
    await approver.close()
  })
})

describe('without a mouse', () => {
  test('a campaign goes from the home page to an approver, and the approver’s yes is taken back, by keys alone', async () => {
    const editor = await office.enter('editor')
    await reach(editor, 'link', 'สร้างรายการส่ง')
    await editor.page.keyboard.press('Enter')
    await editor.page.getByRole('button', { name: /สรุปผลการประเมิน ITA/ }).waitFor()
    await reach(editor, 'button', /^สรุปผลการประเมิน ITA/)
    await editor.page.keyboard.press('Space')
    await editor.see(/ถึง 3 กลุ่ม/)
    await reach(editor, 'textbox', 'ชื่อรายการส่ง')
    await editor.page.keyboard.press('Control+a')
    await editor.page.keyboard.type('ด้วยแป้นพิมพ์')
    await reach(editor, 'button', 'ส่งขออนุมัติ')
    await editor.page.keyboard.press('Enter')
    await editor.page.getByRole('heading', { level: 1, name: 'ด้วยแป้นพิมพ์' }).waitFor()
    await editor.close()

    const approver = await office.enter('approver')
    const typed = Promise.withResolvers<void>()
    await approver.page.route('**/api/v1/campaigns?limit=100', async (route) => {
      await typed.promise // whoever knows the name types faster than the list comes
      await route.continue()
    })
    await approver.page.keyboard.press('Control+k')
    const search = approver.page.getByPlaceholder('ค้นหาหรือไปที่…')
    await search.waitFor()
    await expect.poll(() => search.evaluate((box) => box === document.activeElement)).toBe(true)
    await approver.page.keyboard.type('ด้วยแป้น')
    typed.resolve()
    await approver.page.locator('[data-selected]', { hasText: 'ด้วยแป้นพิมพ์' }).waitFor()
    await approver.page.keyboard.press('Enter')
    await approver.page.getByRole('heading', { level: 1, name: 'ด้วยแป้นพิมพ์' }).waitFor()
    await reach(approver, 'button', 'อนุมัติ')
    await approver.page.keyboard.press('Enter')
    const dialog = approver.page.getByRole('dialog')
    await dialog.waitFor()
    await approver.page.keyboard.press('Enter')
    await dialog.getByText(/จะดำเนินการใน/).waitFor()
    await approver.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    const [row] = await office.system.query(`SELECT state FROM campaign WHERE name = 'ด้วยแป้นพิมพ์'`)
    expect(row).toEqual({ state: 'pending_approval' })
    await approver.close()
  })
})

const mostTabs = 120

/** Tab after Tab until it has the focus; whoever has to see where they are sees it there. */
async function reach({ page }: Visitor, role: 'link' | 'button' | 'textbox', name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true }).first()
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${name} is not reached by ${mostTabs} Tabs.`)
}

describe('on paper', () => {
  test('an approval is a memorandum with its number, alone on one sheet, in Thai digits', async () => {
    const editor = await office.enter('editor')
    const id = await submitCampaign('ขออนุมัติบนกระดาษ', { kind: 'now' })
    await editor.open(`/campaigns/${id}`)
    await editor.page.locator('.flex-message').last().waitFor()
    await editor.press('พิมพ์บันทึกขออนุมัติ')
    await editor.fill('เลขที่หนังสือ', 'นร 1201/45')
    const memo = editor.page.getByRole('article', { name: 'บันทึกข้อความ' })
    await memo.getByText('นร ๑๒๐๑/๔๕').waitFor()
    const text = await memo.textContent()
    expect(text).toContain('ขออนุมัติส่ง “ขออนุมัติบนกระดาษ” ทาง LINE')
    expect(text).toContain('หัวข้อ')
    expect(text).not.toMatch(/[0-9]/)
    await editor.expectAccessible()
    await editor.page.emulateMedia({ media: 'print' })
    expect(await editor.page.getByRole('heading', { level: 1 }).isVisible()).toBe(false)
    expect(await editor.page.getByRole('button', { name: 'พิมพ์', exact: true }).isVisible()).toBe(false)
    const pdf = await editor.page.pdf({ preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await editor.close()
  })
})

describe('in English', () => {
  /** Names of buttons, fields and headings that are ours; what people have written keeps its language. */
  async function expectNoThai(visitor: Awaited<ReturnType<typeof openVisitor>>) {
    const found = await visitor.page.evaluate(() =>
      [...document.querySelectorAll('nav a, main h2, main label, main button:not(.choice), [role=dialog] button')]
        .map((element) => element.textContent ?? '')
        .filter((text) => /[ก-๙]/.test(text)),
    )
    expect([visitor.page.url(), found]).toEqual([visitor.page.url(), []])
  }

  test('a campaign goes from an editor to an approver on a phone and is seen to have gone out', async () => {
    const enter = async (role: 'editor' | 'approver', name: string, width: number) => {
      const visitor = await openVisitor(office.browser, office.url, { width, language: 'en' })
      await visitor.enterAs(role, { enter: `Enter as ${name}` })
      await visitor.page.locator('html[lang="en"]').waitFor()
      await expectNoThai(visitor)
      return visitor
    }
    const editor = await enter('editor', 'Editor', 1440)
    await editor.choose('link', 'New campaign')
    await editor.press(/สรุปผลการประเมิน ITA/)
    await editor.see(/3 groups/)
    await editor.fill('Campaign name', 'In plain English')
    await expectNoThai(editor)
    await editor.press('Submit for approval')
    await editor.page.getByRole('heading', { name: 'In plain English' }).waitFor()
    await expectNoThai(editor)

    const sentBefore = (await office.system.sim.ledger()).length
    const approver = await enter('approver', 'Approver', 390)
    await approver.choose('link', /In plain English/)
    await approver.page.getByRole('button', { name: 'Approve', exact: true }).first().waitFor()
    await expectNoThai(approver)
    await approver.press('Approve')
    const dialog = approver.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Approve' }).click()
    await dialog.getByRole('button', { name: 'Go ahead now' }).click()
    await until(async () => (await office.system.sim.ledger()).length === sentBefore + 3, { withinMs: 30_000 })
    await approver.choose('link', /Accepted 3/)
    await approver.see('of 3 recipients')
    await expectNoThai(approver)
    await approver.expectAccessible()
    for (const visitor of [editor, approver]) {
      expect(visitor.complaints).toEqual([])
      await visitor.close()
    }
  })
})
