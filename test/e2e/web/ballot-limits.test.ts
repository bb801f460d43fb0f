import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { create } from 'qrcode'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../support/browser.ts'
import { everyQuestion } from '../../support/every-question.ts'
import { openPhone, phone } from '../../support/phone-in-hand.ts'
import { idTokenOf, makeStaff, publishBallotPoll, sendPollCard } from '../../support/polls-of-system.ts'
import { createSystem, type RunningSystem, type System } from '../../support/system.ts'
import { until } from '../../support/until.ts'

let system: System
let running: RunningSystem
let browser: Browser
beforeAll(async () => {
  system = await createSystem({ env: { LOG_LEVEL: 'debug' } })
  running = system.start()
  await running.ready()
  await until(async () => (await fetch(`${system.urls.ballot}/readyz`)).ok, { withinMs: 20_000, what: 'ballot host' })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await system?.dispose()
})

test('page B with all it loads is 40 KB gzipped at most', () => {
  const folder = join(import.meta.dirname, '../../../dist/web/ballot')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.map(({ name }) => name)).toContain('index.html')
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(file.parentPath, file.name))).length, 0)
  expect(bytes / 1000).toBeLessThanOrEqual(40)
})

test('page B asks no other host, has no cookie, and its visit is no line of any log', async () => {
  const person = await makeStaff(system)
  const poll = await publishBallotPoll(system, [person.id], { questions: everyQuestion.slice(0, 1) })
  const inHand = await openPhone(browser, system, person.userId)
  await sendPollCard(system, person.userId, poll)
  const page = await inHand.tapCard()
  await page.getByRole('button', { name: 'อนุญาต' }).click()
  await page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).waitFor()
  const saidBefore = running.output().length
  const asked: URL[] = []
  const isSentACookie: boolean[] = []
  inHand.chat.on('request', async (request) => {
    if (request.frame() !== page) return
    if (page.url().startsWith(system.urls.ballot)) asked.push(new URL(request.url()))
    isSentACookie.push((await request.allHeaders()).cookie !== undefined)
  })
  await page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).click()
  await page.getByRole('radio').first().check()
  await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
  await page.getByText('ส่งคำตอบแล้ว').waitFor()

  expect(asked.map(({ pathname }) => pathname)).toEqual(expect.arrayContaining([`/keys/${poll.id}`, '/cast']))
  expect(new Set(asked.map(({ origin }) => origin))).toEqual(new Set([system.urls.ballot]))
  expect(isSentACookie).not.toContain(true)
  expect(await inHand.context.cookies(system.urls.ballot)).toEqual([])
  const code = (await page.locator('[data-code]').getAttribute('data-code')) as string
  const said = running.output().slice(saidBefore)
  for (const trace of ['/cast', '/keys/', poll.id, code, person.userId, person.id]) expect(said).not.toContain(trace)
  expect(inHand.complaints).toEqual([])
  await inHand.context.close()
})

test('a network that breaks off twice costs the person nothing: both pages ask again by themselves, and one ballot is cast', async () => {
  const person = await makeStaff(system)
  const poll = await publishBallotPoll(system, [person.id], { questions: everyQuestion.slice(0, 1) })
  const inHand = await openPhone(browser, system, person.userId)
  const silent = new Map<string, number>()
  for (const path of ['/liff/polls', '/liff/draw', `/keys/${poll.id}`, '/cast']) {
    await inHand.context.route(
      ({ pathname }) => pathname === path,
      async (route) => {
        const times = (silent.get(path) ?? 0) + 1
        silent.set(path, times)
        if (times === 1) return route.abort()
        if (times > 2) return route.continue()
        // Done, and its answer is lost on the way back.
        await route.fetch()
        return route.fulfill({ status: 502, body: '<html>' })
      },
    )
  }
  await sendPollCard(system, person.userId, poll)
  const page = await inHand.tapCard()
  await page.getByRole('button', { name: 'อนุญาต' }).click()
  await page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).click()
  await page.getByRole('radio').first().check()
  await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
  await page.getByText('ส่งคำตอบแล้ว').waitFor()
  expect([...silent.values()]).toEqual([3, 3, 3, 3])
  const [stored] = await system.query<{ issued: number; cast: number }>(
    `SELECT (SELECT count(*) FROM ballot.issuance WHERE poll_id = $1)::int AS issued,
       (SELECT count(*) FROM ballot.spool WHERE poll_id = $1)::int AS cast`,
    [poll.id],
  )
  expect(stored).toEqual({ issued: 1, cast: 1 })
  await inHand.context.close()
})

test('on LINE for PC a QR of the card’s own address goes on to the phone, and the computer keeps no ballot', async () => {
  const person = await makeStaff(system)
  const poll = await publishBallotPoll(system, [person.id], { questions: everyQuestion.slice(0, 1) })
  await idTokenOf(system, person.userId, poll.link) // LINE's permission is given
  const context = await browser.newContext({ ...phone, viewport: { width: 1440, height: 900 }, hasTouch: false })
  const page = await context.newPage()
  const asked = new URLSearchParams({ userId: person.userId, uri: poll.link, device: 'pc' })
  await page.goto(`${system.urls.simulator}/_sim/liff/open?${asked}`)
  await page.getByRole('heading', { name: 'โปรดใช้โทรศัพท์' }).waitFor()
  expect(await readModules(page, poll.link)).toEqual(modulesOf(poll.link))
  expect(new URL(page.url()).hash).toBe('')
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).toBe('{}')
  const [row] = await system.query<{ count: number }>('SELECT count(*)::int FROM ballot.issuance WHERE poll_id = $1', [
    poll.id,
  ])
  expect(row?.count).toBe(0)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Please use your phone' }).waitFor()
  await context.close()
})

const codeOf = (text: string) => create(text, { errorCorrectionLevel: 'L' }).modules
const modulesOf = (text: string) => Array.from(codeOf(text).data, Number)

/** The dark modules of the drawn code, which has as many as a code of `text`. */
function readModules(page: Page, text: string): Promise<number[]> {
  const { size } = codeOf(text)
  return page.locator('canvas').evaluate((canvas, count) => {
    const { width } = canvas as HTMLCanvasElement
    const context = (canvas as HTMLCanvasElement).getContext('2d') as CanvasRenderingContext2D
    const step = width / (count + 4) // a margin of two on each side
    const at = (place: number) => Math.floor((place + 2.5) * step)
    return Array.from({ length: count * count }, (_, n) => {
      const [red = 255] = context.getImageData(at(n % count), at(Math.floor(n / count)), 1, 1).data
      return red < 128 ? 1 : 0
    })
  }, size)
}
