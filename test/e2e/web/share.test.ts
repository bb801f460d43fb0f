import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../support/browser.ts'
import { phone } from '../../support/phone-in-hand.ts'
import { idTokenOf } from '../../support/polls-of-system.ts'
import { createSystem, type System } from '../../support/system.ts'
import { until } from '../../support/until.ts'

const pictures = process.env.SHARE_PICTURES // a folder: every view is also pictured there
const soon = { timeout: 20_000 }

let system: System
let browser: Browser
let officer: { userId: string; displayName: string }
let card: { id: string; title: string }
let editor: ReturnType<System['api']>
beforeAll(async () => {
  system = await createSystem({ env: { ROLES: 'web,worker' } })
  await system.start().ready(150_000)
  // The demo's own cards go out first, so that what is on the ledger afterwards is what a test has put there.
  await until(async () => (await system.sim.ledger()).length >= 6, { withinMs: 120_000, what: 'the demo cards' })
  browser = await launchBrowser()
  editor = system.api(await system.createToken('editor', 'editor@demo.sucharit.local'))
  // The demo's editor has joined the chat of one of the demo's staff who is in a group with the bot.
  const { users, groups } = await system.sim.state()
  const group = groups.find(({ isBotMember }) => isBotMember)
  officer = users.find(({ userId }) => group?.memberIds.includes(userId)) as typeof officer
  await system.query(
    `INSERT INTO officer_line (user_id, line_user_id, linked_at) SELECT id, $1, now() FROM "user" WHERE email = 'editor@demo.sucharit.local'`,
    [officer.userId],
  )
  const { body } = await editor.get('/contents?state=approved&template=dos-donts&limit=1')
  card = body.items[0]
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await system?.dispose()
})

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}

/** The page in LINE, as its link in the console opens it on the officer's phone. */
async function openPage(userId: string, locale = 'th-TH'): Promise<Page> {
  const { body } = await editor.get(`/contents/${card.id}/sharing`)
  const { searchParams, pathname } = new URL(body.pageUrl)
  expect(searchParams.get('card')).toBe(card.id)
  const context = await browser.newContext({ ...phone, locale })
  const page = await context.newPage()
  const uri = `${pathname}?${searchParams}`
  await page.goto(`${system.urls.simulator}/_sim/liff/open?${new URLSearchParams({ userId, uri, allowed: '1' })}`)
  return page
}

test('an officer sends a card to chats of their choice in LINE, and says which groups it reached', async () => {
  const complaints: string[] = []
  const { groups } = await system.sim.state()
  const group = groups.find(({ isBotMember, memberIds }) => isBotMember && memberIds.includes(officer.userId))!
  const [before, { settings }] = [await system.sim.ledger(), await system.sim.state()]
  const page = await openPage(officer.userId)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text())
  })
  await page.getByRole('heading', { name: 'ส่งการ์ดด้วย LINE ของฉัน' }).waitFor(soon)
  expect(page.url()).not.toMatch(/token/)
  await page.getByText('LINE ไม่บอกระบบว่าการ์ดไปถึงใคร').waitFor(soon)
  await picture(page, 'page-th')

  // Closed without a choice: nothing is sent, and the page says so.
  await page.getByRole('button', { name: 'เลือกกลุ่มหรือเพื่อนใน LINE' }).click()
  await page.getByRole('dialog', { name: 'ส่งให้กลุ่มหรือเพื่อน' }).waitFor(soon)
  await picture(page, 'picker')
  await page.getByRole('button', { name: 'ยกเลิก' }).click()
  await page.getByText('ยังไม่ได้ส่ง').waitFor(soon)

  await page.getByRole('button', { name: 'เลือกกลุ่มหรือเพื่อนใน LINE' }).click()
  const picker = page.getByRole('dialog', { name: 'ส่งให้กลุ่มหรือเพื่อน' })
  await picker.getByLabel('ค้นหาชื่อบุคคลหรือกลุ่ม').fill(group.groupName)
  await picker.getByRole('checkbox', { name: group.groupName }).check(soon)
  await picker.getByRole('button', { name: 'ส่งให้ 1 แชต' }).click()
  await page.getByText('ส่งแล้ว ต่อไปโปรดบันทึก').waitFor(soon)
  await picture(page, 'page-sent')

  // It is the officer's own message there; the account has sent and paid for nothing.
  const arrived = (await system.sim.messages(group.groupId)).at(-1)
  expect(arrived).toMatchObject({ from: officer.userId, message: { type: 'flex' } })
  expect(await system.sim.ledger()).toHaveLength(before.length)
  expect((await system.sim.state()).settings.consumption).toBe(settings.consumption)

  await page.getByRole('checkbox', { name: group.groupName }).check()
  await page.getByRole('button', { name: 'บันทึกว่าส่งแล้ว' }).click()
  await page.getByText('บันทึกแล้ว 1 กลุ่ม').waitFor(soon)
  await picture(page, 'page-recorded')
  const [run] = (await editor.get('/runs?limit=1')).body.items
  expect(run).toMatchObject({ byHand: true, state: 'done', progress: { total: 1, byHand: 1, accepted: 0 } })
  const [entry] = await system.query<{ email: string }>(
    `SELECT "user".email FROM audit_entry JOIN "user" ON "user".id = audit_entry.actor_id WHERE action = 'run.by-hand' AND subject = $1`,
    [run.id],
  )
  expect(entry?.email).toBe('editor@demo.sucharit.local')
  expect(complaints).toEqual([])
  await page.context().close()

  // On the phone it stands on the sender's side.
  const chat = await browser.newPage(phone)
  await chat.goto(`${system.urls.simulator}/#chat=${group.groupId}&as=${officer.userId}`)
  await chat.locator('.message-own').last().waitFor(soon)
  await picture(chat, 'chat-after')
  await chat.close()
})

test('where LINE cannot open its choice, the page says so and gives text and picture to copy; a record sent twice is one', async () => {
  await system.sim.post('/_sim/settings', { sharePicker: 'off' })
  const page = await openPage(officer.userId, 'en-GB')
  await page.getByText('LINE cannot open its choice of groups here').waitFor(soon)
  expect(await page.getByRole('button', { name: 'Choose groups or friends' }).count()).toBe(0)
  expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toContain(card.title)
  await picture(page, 'page-unavailable-en')

  const recorded = async () =>
    (await editor.get('/runs?limit=200')).body.items.filter((run: { byHand: boolean }) => run.byHand).length
  const before = await recorded()
  // The first answer is lost on the way.
  await page.route(
    '**/liff/share/record',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await page.getByRole('checkbox').first().check()
  await page.getByRole('button', { name: 'Record as sent' }).click()
  await page.getByText('The system could not be reached').waitFor(soon)
  await page.getByRole('button', { name: 'Record as sent' }).click()
  await page.getByText('Recorded 1 group').waitFor(soon)
  expect(await recorded()).toBe(before + 1)
  await page.context().close()
  await system.sim.post('/_sim/settings', { sharePicker: 'on' })
})

test('a LINE that is joined to no officer, and a closed account, see no card', async () => {
  const { users } = await system.sim.state()
  const stranger = users.find(({ userId }) => userId !== officer.userId)!
  const page = await openPage(stranger.userId)
  await page.getByText('LINE นี้ยังไม่ได้ผูกกับบัญชีเจ้าหน้าที่').waitFor(soon)
  await picture(page, 'page-not-linked')
  await page.context().close()

  const close = (at: string) =>
    system.query(`UPDATE "user" SET disabled_at = ${at} WHERE email = 'editor@demo.sucharit.local'`, [])
  const address = (await editor.get(`/contents/${card.id}/sharing`)).body.pageUrl
  await close('now()')
  const token = await idTokenOf(system, officer.userId, address)
  const answer = await fetch(`${system.urls.web}/liff/share/card?card=${card.id}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'OFFICER_NOT_LINKED'])
  await close('NULL')
  const bare = await fetch(`${system.urls.web}/liff/share/card?card=${card.id}`)
  expect(bare.status).toBe(401)
})

test('an approver sends it as anybody does, and is led to the console to record it, at a full login', async () => {
  const { users } = await system.sim.state()
  const director = users.find(({ userId }) => userId !== officer.userId)!
  await system.query(
    `WITH director AS (UPDATE "user" SET is_demo = false WHERE email = 'approver@demo.sucharit.local' RETURNING id)
     INSERT INTO officer_line (user_id, line_user_id, linked_at) SELECT id, $1, now() FROM director`,
    [director.userId],
  )
  const page = await openPage(director.userId)
  await page.getByRole('button', { name: 'เลือกกลุ่มหรือเพื่อนใน LINE' }).waitFor(soon)
  await page.getByText('บทบาทของท่านต้องยืนยันตัวตนเพิ่มก่อนบันทึก').waitFor(soon)
  expect(await page.getByRole('checkbox').count()).toBe(0)
  await picture(page, 'page-approver')
  await page.getByRole('link', { name: 'เปิดหน้าการ์ดเพื่อบันทึก' }).click()
  await page.getByRole('button', { name: 'เข้าสู่ระบบด้วย LINE' }).waitFor(soon)
  const { pathname, search } = new URL(page.url())
  expect(pathname + search).toBe(`/cards/${card.id}?record=by-hand`)
  await picture(page, 'page-approver-console')
  // Signed in, the sheet is open where the groups are ticked.
  await page.evaluate(() =>
    fetch('/api/auth/demo/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'editor' }),
    }),
  )
  await page.reload()
  await page.getByRole('dialog', { name: 'ส่งเองด้วย LINE ของฉัน' }).getByRole('checkbox').first().waitFor(soon)
  await picture(page, 'page-approver-record')
  await page.context().close()
})
