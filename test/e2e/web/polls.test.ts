import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSheet } from '../../../src/platform/sheets/read-sheet.ts'
import { launchBrowser } from '../../support/browser.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { openPhone } from '../../support/phone-in-hand.ts'
import { createSystem, type System } from '../../support/system.ts'
import { until } from '../../support/until.ts'

const soon = { timeout: 20_000 }

let browser: Browser
let system: System
let url: string
beforeAll(async () => {
  system = await createSystem()
  const running = system.start()
  browser = await launchBrowser()
  await running.ready()
  url = `http://localhost:${new URL(system.urls.web).port}`
})
afterAll(async () => {
  await browser?.close()
  await system?.dispose()
})

const enter = { editor: 'เข้าเป็นผู้จัดทำ', approver: 'เข้าเป็นผู้อนุมัติ' }

async function visit(role: 'editor' | 'approver', width = 1440) {
  const visitor = await openVisitor(browser, url, { width })
  await visitor.enterAs(role, { enter: enter[role] })
  return visitor
}

type Visitor = Awaited<ReturnType<typeof visit>>

const sayYes = (visitor: Visitor, name: string) =>
  visitor.page.getByRole('dialog').getByRole('button', { name, exact: true }).click()

/** The chat of one of the demo's staff. */
async function openChat(userId: string) {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'th-TH' })
  await page.goto(`${system.urls.simulator}/#chat=${userId}`)
  await page.getByPlaceholder('พิมพ์ข้อความ').waitFor(soon)
  return page
}

/** The day that was promised stands in the sheet, and nothing is held back without a reason. */
async function holdBack(approver: Visitor, reason: string): Promise<void> {
  await approver.press('ชะลอการเผยแพร่')
  const sheet = approver.page.getByRole('dialog')
  await sheet.getByText(/ประกาศไว้ว่าจะแจ้งผลภายในวันที่/).waitFor(soon)
  const hold = sheet.getByRole('button', { name: 'ชะลอการเผยแพร่', exact: true })
  for (const nothing of ['', '   ']) {
    await sheet.getByLabel(/เหตุผล/).fill(nothing)
    expect(await hold.isDisabled()).toBe(true)
  }
  await approver.expectAccessible()
  await approver.fill(/เหตุผล/, reason)
  await hold.click()
  await sheet.waitFor({ state: 'detached', ...soon })
}

async function lookAtHeldInEnglish(path: string): Promise<void> {
  const visitor = await openVisitor(browser, url, { width: 1440, language: 'en' })
  await visitor.enterAs('approver', { enter: 'Enter as Approver' })
  await visitor.open(path)
  await visitor.see('Held back: รอผู้บริหารรับทราบ')
  await visitor.press('Hold back')
  await visitor.see(/People were told they would hear by .* The reason is shown in place of the results/)
  await visitor.expectAccessible()
  expect(visitor.complaints).toEqual([])
  await visitor.close()
}

/** Submits and approves a campaign that a poll has drafted, as its author and as another. */
async function sendCampaign(campaignId: string): Promise<void> {
  const [editor, approver] = [await system.createToken('editor'), await system.createToken('approver')]
  expect((await system.api(editor).post(`/campaigns/${campaignId}/submit`)).status).toBe(200)
  expect((await system.api(approver).post(`/campaigns/${campaignId}/approve`)).status).toBe(200)
}

describe('a poll in the chat', () => {
  test('goes from a template over another’s yes on a phone to votes in the chat, its result and the card that tells of it', async () => {
    const editor = await visit('editor')
    await editor.choose('link', 'แบบสำรวจ')
    await editor.choose('link', 'สร้างแบบสำรวจ')
    await editor.press(/การรับรู้เรื่องงบประมาณ/)
    await editor.fill('ชื่อแบบสำรวจ', 'การรับรู้งบประมาณ ไตรมาส 1')
    const preview = editor.page.getByRole('region', { name: 'ผู้ตอบเห็นดังนี้' }).last()
    await preview.getByText('การรับรู้งบประมาณ ไตรมาส 1').waitFor(soon)
    await preview.getByText('ระบบบันทึกเพียงจำนวนผู้เลือกแต่ละคำตอบ ไม่บันทึกว่าท่านเลือกข้อใด').waitFor(soon)
    await editor.expectAccessible()
    await editor.press('ส่งขออนุมัติ')
    await editor.page.getByRole('heading', { name: 'การรับรู้งบประมาณ ไตรมาส 1' }).waitFor(soon)
    await editor.see('รออนุมัติ')
    expect(editor.interactions()).toBeLessThanOrEqual(8)
    expect(await editor.page.getByRole('button', { name: 'อนุมัติ', exact: true }).count()).toBe(0)
    const path = new URL(editor.page.url()).pathname
    const id = path.split('/').at(-1) ?? ''

    const approver = await visit('approver', 390)
    await approver.open('/polls')
    await approver.choose('link', /การรับรู้งบประมาณ ไตรมาส 1/)
    await approver.press('อนุมัติ')
    await sayYes(approver, 'อนุมัติ')
    await approver.see('อนุมัติและเผยแพร่แล้ว')
    await approver.press('เปิดรับคำตอบ')
    await sayYes(approver, 'เปิดรับคำตอบ')
    await sayYes(approver, 'ดำเนินการทันที')
    await approver.see('ยังไม่แสดงจำนวนผู้ตอบ เพื่อรักษาความลับของผู้ตอบ')
    await approver.expectAccessible()

    await editor.open(path)
    await editor.press('ร่างการ์ดเชิญ')
    await editor.page.getByRole('link', { name: 'เปิดรายการส่ง' }).click()
    const people = await system.query<{ line_user_id: string }>(
      `SELECT s.line_user_id FROM staff s JOIN poll_eligible e ON e.staff_id = s.id WHERE e.poll_id = $1 LIMIT 12`,
      [id],
    )
    const phones = people.map((row) => row.line_user_id)
    const [first = '', ...others] = phones
    await sendCampaign(new URL(editor.page.url()).pathname.split('/').at(-1) ?? '')

    // One person by hand, from the card to the last question; the others by the same taps.
    const phone = await openChat(first)
    const tap = (name: string) =>
      phone.locator('.messages').getByRole('button', { name, exact: true }).last().click(soon)
    await until(async () => (await system.sim.sentWith('การรับรู้งบประมาณ ไตรมาส 1')).length > 0, { withinMs: 30_000 })
    await phone.getByPlaceholder('พิมพ์ข้อความ').fill('ตอบแบบสำรวจ')
    await phone.keyboard.press('Enter')
    await phone.locator('.messages').getByText('ข้อ 1 จาก 3').last().waitFor(soon)
    await tap('มาก')
    await phone.locator('.messages').getByText('ข้อ 2 จาก 3').last().waitFor(soon)
    await tap('การ์ดใน LINE')
    await phone.locator('.messages').getByText('ข้อ 3 จาก 3').last().waitFor(soon)
    await tap('มาก')
    await phone.locator('.messages').getByText('ครบทุกข้อแล้ว').last().waitFor(soon)
    for (const [place, userId] of others.entries()) {
      for (const vote of [`q1/${place % 4}`, `q2/o${1 + (place % 3)}`, `q3/${place % 4}`]) {
        await system.sim.act({ type: 'postback', userId, data: `vote/1/${id}/${vote}` })
      }
    }
    await until(async () => (await system.sim.sentWith('ครบทุกข้อแล้ว')).length === 12, { withinMs: 30_000 })

    await approver.press('ปิดรับคำตอบ')
    await sayYes(approver, 'ปิดรับคำตอบ')
    const chart = approver.page.getByRole('region', { name: /ท่านทราบแผนการใช้จ่าย/ })
    await chart.getByText('ผู้ตอบ 12 คน · แสดงผลเมื่อมีผู้ตอบตั้งแต่ 5 คน').waitFor(soon)
    await approver.see('คนละเครื่องมือ')
    await approver.expectAccessible()
    await editor.open(path)
    await editor.see('ผู้อนุมัติกำลังพิจารณาผล')
    expect(await editor.page.getByText('ผู้ตอบ 12 คน').count()).toBe(0)

    await holdBack(approver, 'รอผู้บริหารรับทราบ')
    const [entry, ...more] = await system.query<{ body: string }>(
      `SELECT body::text FROM audit_entry WHERE action = 'poll.hold'`,
    )
    expect([entry?.body.includes('รอผู้บริหารรับทราบ'), more]).toEqual([true, []])
    await lookAtHeldInEnglish(path)
    await editor.open(path)
    await editor.see('ยังไม่เผยแพร่ผล: รอผู้บริหารรับทราบ')
    expect(await editor.page.getByText('ผู้ตอบ 12 คน').count()).toBe(0)
    await approver.press('เผยแพร่ผล')
    await sayYes(approver, 'เผยแพร่ผล')
    await sayYes(approver, 'ดำเนินการทันที')

    await editor.open(path)
    await editor.fill(/สิ่งที่หน่วยงานจะดำเนินการ/, 'สรุปแผนการใช้จ่ายเป็นการ์ดทุกเดือน')
    await editor.press('ร่างการ์ดแจ้งผล')
    const card = editor.page.getByRole('link', { name: 'เปิดรายการส่ง' })
    await card.waitFor(soon)
    await editor.see('การ์ดแจ้งผลยังเป็นร่าง ยังไม่ส่งถึงผู้ใด')
    await editor.page.getByRole('button', { name: 'ภาพ PNG' }).nth(1).click()
    const picture = editor.page.getByRole('link', { name: 'เปิดภาพ' })
    await picture.waitFor(soon)
    const drawn = await fetch((await picture.getAttribute('href')) ?? '')
    expect([drawn.status, drawn.headers.get('content-type')]).toEqual([200, 'image/png'])
    const sheet = await editor.page.request.get(`${url}/api/v1/polls/${id}/export?format=csv`)
    expect(await sheet.text()).toContain('คนละเครื่องมือ')
    const workbook = await editor.page.request.get(`${url}/api/v1/polls/${id}/export?format=xlsx`)
    const rows = await readSheet(await workbook.body())
    expect(rows.flat()).toEqual(expect.arrayContaining([expect.stringContaining('ตั้งแต่ 5 คน'), 'เต็ม 100', '12']))
    await card.click()
    await sendCampaign(new URL(editor.page.url()).pathname.split('/').at(-1) ?? '')
    await phone.locator('.messages').getByText('สรุปแผนการใช้จ่ายเป็นการ์ดทุกเดือน').last().waitFor({ timeout: 30_000 })
    for (const visitor of [editor, approver]) {
      expect(visitor.complaints).toEqual([])
      await visitor.close()
    }
    await phone.close()
  })
})

test('the card of a ballot poll, sent as a campaign, opens for whoever holds the phone and asks nobody who they are', async () => {
  const [editor, approver] = [await system.createToken('editor'), await system.createToken('approver')]
  const draft = {
    title: 'ความเป็นธรรม',
    anonymity: 'ballot',
    isOneVisit: true,
    questions: [{ kind: 'scale', text: 'ท่านเห็นว่าการมอบหมายงานเป็นธรรมเพียงใด' }],
    audience: { everyone: true, via: 'people' },
  }
  const { id } = (await system.api(editor).post('/polls', draft)).body
  await system.api(editor).post(`/polls/${id}/submit`)
  await system.api(approver).post(`/polls/${id}/approve`)
  await system.api(approver).post(`/polls/${id}/open`)
  const { campaignId } = (await system.api(editor).post(`/polls/${id}/invite`, {})).body
  await sendCampaign(campaignId)
  const [person] = await system.query<{ line_user_id: string }>(
    `SELECT s.line_user_id FROM staff s JOIN poll_eligible e ON e.staff_id = s.id WHERE e.poll_id = $1 LIMIT 1`,
    [id],
  )
  const phone = await openPhone(browser, system, person?.line_user_id ?? '')
  await phone.chat.getByRole('link', { name: 'ตอบแบบสำรวจ' }).last().waitFor({ timeout: 30_000 })
  const page = await phone.tapCard()
  await page.getByRole('button', { name: 'อนุญาต' }).click(soon)
  await page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).click(soon)
  await page.getByText('ท่านเห็นว่าการมอบหมายงานเป็นธรรมเพียงใด').waitFor(soon)
  expect(await system.query('SELECT 1 FROM counted_link WHERE url LIKE $1', [`%${id}%`])).toEqual([])
  expect(phone.complaints).toEqual([])
  await phone.context.close()
})
