import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../support/browser.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { createSystem, type System } from '../../support/system.ts'

const root = join(import.meta.dirname, '../../..')
let browser: Browser
let system: System
let url: string

beforeAll(async () => {
  if (!existsSync(join(root, 'dist/web/console/index.html')))
    execFileSync('npx', ['vite', 'build'], { cwd: root, stdio: 'ignore' })
  browser = await launchBrowser()
  system = await createSystem()
  await system.start().ready()
  url = `http://localhost:${new URL(system.urls.web).port}`
})

afterAll(async () => {
  await browser?.close()
  await system?.dispose()
})

const infographic = () =>
  sharp({ create: { width: 800, height: 1200, channels: 3, background: '#3B5BDB' } })
    .png()
    .toBuffer()

async function openPictureCard() {
  const editor = await openVisitor(browser, url)
  await editor.enterAs('editor', { enter: 'เข้าเป็นผู้จัดทำ' })
  await editor.open('/cards')
  await editor.choose('link', 'ส่งรูปที่มีอยู่แล้ว')
  const give = async (name: string, mimeType: string, buffer: Buffer) =>
    editor.page.getByLabel('เลือกรูปจากเครื่อง').setInputFiles({ name, mimeType, buffer })
  return { ...editor, give }
}

describe('a picture that is there already', () => {
  test('becomes a card in one page: chosen, cropped by keys, described and seen on the phone', async () => {
    const editor = await openPictureCard()
    await editor.give('5 ขั้นตอน.png', 'image/png', await infographic())
    const sheet = editor.page.getByRole('dialog', { name: 'เลือกส่วนของรูป' })
    await sheet.getByText('จัตุรัส').click()
    await sheet.getByRole('group', { name: /ลากรูป/ }).press('ArrowDown')
    await sheet.getByRole('button', { name: 'ใช้รูปนี้' }).click()
    await sheet.waitFor({ state: 'hidden' })
    expect(await editor.page.getByLabel(/ชื่อการ์ด/).inputValue()).toBe('5 ขั้นตอน')
    await editor.fill(/ข้อความแทนรูป/, 'อินโฟกราฟิก 5 ขั้นตอนการยืมทรัพย์สิน โปรดเปิดดูรูป')
    await editor.page.locator('.flex-message img').first().waitFor()
    await editor.expectAccessible()
    await editor.press('บันทึกการ์ด')
    await editor.page.getByRole('heading', { name: '5 ขั้นตอน' }).waitFor()
    const [card] = await system.query(`SELECT data FROM content WHERE title = '5 ขั้นตอน'`)
    expect(card?.data).toMatchObject({ pictureRatio: '800:800', alt: expect.stringContaining('5 ขั้นตอน') })
    expect(editor.complaints).toEqual([])
    await editor.close()
  })

  test('is refused in words when it has 50 MB or lies about what it is', async () => {
    const editor = await openPictureCard()
    // A file on disk: as a buffer it would travel to the browser through Playwright, for half a minute on a busy machine.
    const large = join(system.dir, 'large.png')
    writeFileSync(large, Buffer.alloc(50_000_000))
    await editor.page.getByLabel('เลือกรูปจากเครื่อง').setInputFiles(large)
    await editor.see('ไฟล์ใหญ่เกิน 10 MB โปรดย่อขนาดแล้วเลือกใหม่')
    await editor.give('lies.png', 'image/png', Buffer.from('<script>alert(1)</script>'))
    await editor.see('ไฟล์นี้เปิดเป็นรูปไม่ได้ โปรดเลือกไฟล์ PNG, JPEG หรือ WebP')
    await editor.close()
  })
})

test('a PDF is attached as the card’s button, with a warning and a word when it is none', async () => {
  const editor = await openPictureCard()
  await editor.see('ผู้ที่มีลิงก์เปิดเอกสารได้ทุกคน โปรดอย่าแนบเอกสารลับหรือข้อมูลส่วนบุคคล')
  const attach = (buffer: Buffer) =>
    editor.page.getByLabel('แนบเอกสาร PDF').setInputFiles({ name: 'ประกาศ.pdf', mimeType: 'application/pdf', buffer })
  await attach(Buffer.from('no PDF'))
  await editor.see(/ไม่ใช่เอกสาร PDF ที่สมบูรณ์/)
  await attach(Buffer.from('%PDF-1.7\nnothing to draw\n%%EOF'))
  await editor.see('แนบเอกสารแล้ว แต่วาดหน้าแรกเป็นรูปไม่ได้')
  expect(await editor.page.getByLabel('ลิงก์ของปุ่ม (https)').inputValue()).toMatch(/\/media\/[0-9a-f]{64}\.pdf$/)
  await editor.close()
})
