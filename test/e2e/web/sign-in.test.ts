import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../support/browser.ts'
import { openVisitor } from '../../support/console-visitor.ts'
import { readAuthenticator } from '../../support/sign-in-office.ts'
import { createSystem, type System } from '../../support/system.ts'
import { startTestSimulator, type TestSimulator, testChannel } from '../../support/test-simulator.ts'

const root = join(import.meta.dirname, '../../..')
const admin = { email: 'owner@office.example', password: 'the operator chose this' }

let browser: Browser
let line: TestSimulator
let system: System
let url: string

beforeAll(async () => {
  if (!existsSync(join(root, 'dist/web/console/index.html')))
    execFileSync('npx', ['vite', 'build'], { cwd: root, stdio: 'ignore' })
  browser = await launchBrowser()
  line = await startTestSimulator()
  system = await createSystem({
    env: {
      LINE_CHANNEL_SECRET: testChannel.secret,
      LINE_CHANNEL_ACCESS_TOKEN: testChannel.accessToken,
      LINE_API_URL: line.url,
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
    },
  })
  await system.start().ready()
  url = `http://localhost:${new URL(system.urls.web).port}`
})

afterAll(async () => {
  await browser?.close()
  await system?.dispose()
  await line?.close()
})

describe('a real office', () => {
  test('has no demo door; its first owner sets up an authenticator app, invites an officer, who comes in by the link', async () => {
    const owner = await openVisitor(browser, url)
    await owner.open('/')
    await owner.page.getByLabel('อีเมล').waitFor()
    expect(await owner.page.getByText('ฉบับสาธิต').count()).toBe(0)
    await owner.expectAccessible()

    await owner.fill('อีเมล', admin.email)
    await owner.fill(/^รหัสผ่าน/, 'not this one')
    await owner.press('เข้าสู่ระบบ')
    await owner.see(/อีเมลหรือรหัสผ่านไม่ถูกต้อง/)
    await owner.fill(/^รหัสผ่าน/, admin.password)
    await owner.press('เข้าสู่ระบบ')

    await owner.page.getByRole('heading', { name: 'ตั้งค่าแอปยืนยันตัวตน' }).waitFor()
    await owner.fill(/^รหัสผ่าน/, admin.password)
    await owner.press('เริ่มตั้งค่า')
    await owner.page.getByRole('img', { name: 'QR สำหรับแอปยืนยันตัวตน' }).waitFor()
    await owner.expectAccessible()
    const secret = await owner.page.locator('pre').first().textContent()
    const code = () => readAuthenticator(`otpauth://totp/x?secret=${secret}`)
    await owner.choose('checkbox', 'เก็บรหัสสำรองแล้ว')
    await owner.fill(/รหัส 6 หลัก/, code())
    await owner.press('ยืนยัน')
    await owner.page.getByRole('navigation').waitFor()

    await owner.open('/settings?tab=users')
    await owner.press('เชิญผู้ใช้')
    const sheet = owner.page.getByRole('dialog')
    await sheet.getByLabel(/^ชื่อ/).fill('สมหญิง ผู้จัดทำ')
    await sheet.getByLabel(/^อีเมล/).fill('somying@office.example')
    await sheet.getByRole('button', { name: 'เชิญผู้ใช้' }).click()
    const link = await owner.page.locator('pre.secret').textContent()
    expect(link).toMatch(new RegExp(`^${url}/welcome#`))
    await owner.page.keyboard.press('Escape')
    await owner.close()

    const officer = await openVisitor(browser, url, { width: 390 })
    await officer.page.goto(link as string)
    await officer.see(/สมหญิง ผู้จัดทำ/)
    await officer.expectAccessible()
    await officer.fill(/^รหัสผ่านใหม่/, 'เดินไปทำงานทุกเช้า')
    await officer.press('ตั้งรหัสผ่าน')
    await officer.fill('อีเมล', 'somying@office.example')
    await officer.fill(/^รหัสผ่าน/, 'เดินไปทำงานทุกเช้า')
    await officer.press('เข้าสู่ระบบ')
    await officer.see('สวัสดี สมหญิง ผู้จัดทำ')
    await officer.page.goto(link as string)
    await officer.see(/ลิงก์นี้หมดอายุหรือใช้ไปแล้ว/)
    expect(officer.complaints).toEqual([])
    await officer.close()

    const again = await openVisitor(browser, url)
    await again.open('/')
    await again.fill('อีเมล', admin.email)
    await again.fill(/^รหัสผ่าน/, admin.password)
    await again.press('เข้าสู่ระบบ')
    await again.fill(/รหัส 6 หลัก/, code())
    await again.press('ยืนยัน')
    await again.page.getByRole('navigation').waitFor()
    await again.close()
  })

  test('the other name of this machine leads to the first, so that the ballot host is never sent the cookie', async () => {
    const answer = await fetch(`${system.urls.web}/campaigns?x=1`, {
      headers: { accept: 'text/html' },
      redirect: 'manual',
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `${url}/campaigns?x=1`])
  })
})
