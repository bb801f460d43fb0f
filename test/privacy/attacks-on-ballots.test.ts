import { randomInt } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { HandOver } from '../../src/contracts/ballot-format.ts'
import type { Question } from '../../src/contracts/polls.ts'
import { makeBallotKeys } from '../../src/features/polls/key-service.ts'
import { DrawRefused, drawBallots } from '../../src/web/liff/draw-ballots.ts'
import { attack } from '../support/attack.ts'
import { type BallotOffice, openBallotOffice } from '../support/ballot-office.ts'
import { launchBrowser } from '../support/browser.ts'
import { correlationOf } from '../support/correlation.ts'
import { single } from '../support/counting-office.ts'
import { createNaivePoll } from './naive/naive-poll.ts'

// Whoever sees draws and casts come in, serves the pages, or is handed the phone afterwards.

let office: BallotOffice
let browser: Browser
beforeAll(async () => {
  office = await openBallotOffice()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await office?.dispose()
})

const text: Question = { key: 'q2', kind: 'text', text: 'ข้อเสนอแนะ', required: false }
const yes = { q1: { option: 'o1' } }
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const query: BallotOffice['query'] = (sql, values) => office.query(sql, values)
const makePeople = (count: number) => Promise.all(Array.from({ length: count }, () => office.makePerson()))

attack(7, 'draws and casts matched by their order, everybody casting right after drawing', {
  // Of 20 in random order six or more stand in their place once in a thousand million times, and a correlation beyond 0.8 comes
  // once in 100,000.
  learn({ drawn, kept }: { drawn: string[]; kept: string[] }) {
    const right = kept.filter((token, place) => token === drawn[place])
    return right.length >= 6 || Math.abs(correlationOf(drawn, kept)) > 0.8 ? ['who cast what'] : []
  },
  async ours() {
    const people = await makePeople(40)
    const poll = await office.openBallotPoll(people, { threshold: 20 })
    const drawn: string[] = []
    for (const { lineUserId } of people) {
      const ballot = await office.draw(lineUserId, poll)
      await office.cast(ballot, { q1: { option: `o${randomInt(1, 4)}` } })
      drawn.push(hexOf(ballot.nonce))
    }
    await office.step()
    const rows = await query<{ token: string }>(
      `SELECT encode(token, 'hex') AS token FROM ballot.participation WHERE poll_id = $1 ORDER BY ctid`,
      [poll.id],
    )
    if (rows.length !== 20) throw new Error(`k of 2k are counted, not ${rows.length}`)
    return { drawn, kept: rows.map(({ token }) => token) }
  },
  async naive() {
    const poll = await createNaivePoll(query as never)
    const drawn = Array.from({ length: 40 }, () => crypto.randomUUID())
    for (const token of drawn) await poll.vote(token, 'o1')
    return { drawn, kept: await poll.answered() }
  },
})

test('[attack 7] sent at a random time, nothing leaves the phone before the moment that was drawn', async () => {
  const person = await office.makePerson()
  const poll = await office.openBallotPoll([person])
  const page = await newPage()
  // The page's clock stands still until it is turned, and its dice fall in the middle: 2.5 of 5 minutes.
  await page.clock.install()
  await page.addInitScript(() => {
    const draw = crypto.getRandomValues.bind(crypto)
    crypto.getRandomValues = ((into: Uint32Array) =>
      into instanceof Uint32Array ? into.fill(2 ** 31) : draw(into)) as typeof crypto.getRandomValues
  })
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname)
  })
  await page.goto(await handOverOf(poll, person.lineUserId))
  await page.getByRole('radio').first().check({ force: true })
  await page.getByLabel('ส่งในเวลาสุ่มภายใน 5 นาที').check({ force: true })
  await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
  await page.getByText('กำลังรอเวลาสุ่มเพื่อส่ง').waitFor()
  await page.clock.pauseAt(new Date(Date.now() + 100_000))
  expect([sent, await office.spooled(poll.id)]).toEqual([[], 0])
  await page.clock.runFor(55_000)
  await page.getByText('ส่งคำตอบแล้ว').waitFor()
  expect([sent, await office.spooled(poll.id)]).toEqual([['/cast'], 1])
  await page.context().close()
})

type Kept = Record<string, unknown> & { question: string }

attack(17, 'what one person wrote found by what they chose', {
  // A long value that stands in one row of the choice and in one row of the text joins the two.
  learn(rows: Kept[]) {
    const valuesOf = (question: string) =>
      rows.filter((row) => row.question === question).flatMap((row) => longValues(row))
    const once = (values: string[]) => values.filter((value) => values.filter((other) => other === value).length === 1)
    const written = once(valuesOf('q2'))
    return once(valuesOf('q1')).filter((value) => written.includes(value))
  },
  async ours() {
    const people = await makePeople(10)
    const poll = await office.openBallotPoll(people, { questions: [single(), text] })
    for (const { lineUserId } of people) {
      await office.cast(await office.draw(lineUserId, poll), yes)
      await office.cast(await office.draw(lineUserId, poll, 'text'), { q2: { text: `ข้อเขียน ${crypto.randomUUID()}` } })
    }
    await office.close(poll.id)
    await office.step()
    const left = await whatIsLeft(poll.id)
    if (!left.some(({ question }) => question === 'q2')) throw new Error('The texts were not counted.')
    return left
  },
  async naive() {
    const poll = await createNaivePoll(query as never)
    for (const person of ['person-one', 'person-two']) {
      const response = crypto.randomUUID()
      await poll.vote(person, '1', { response })
      await poll.vote(person, 'ข้อเขียน', { question: 'q2', response })
    }
    return query<Kept>('SELECT * FROM naive.answer WHERE poll_id = $1', [poll.id])
  },
})

async function whatIsLeft(pollId: string): Promise<Kept[]> {
  const of = async (table: string) =>
    (
      await query<{ row: Kept }>(`SELECT to_jsonb(t) - 'poll_id' AS row FROM ballot.${table} t WHERE poll_id = $1`, [
        pollId,
      ])
    ).map(({ row }) => row)
  return [...(await of('open_text')), ...(await of('tally'))]
}

const longValues = (row: Kept) =>
  Object.values(row).flatMap((value) => (typeof value === 'string' && value.length >= 8 ? [value] : []))

type ServedPoll = { id: string; keys: object; fingerprint: string }
/** Draws as a page does, and gives the fingerprint of the key under which a ballot is then held. */
type DrawingPage = (served: ServedPoll, asked: { poll: string; key: string }) => Promise<string | undefined>

attack(19, 'a key made for one person', {
  async learn(draw: DrawingPage) {
    const [printed, own] = await Promise.all([makeBallotKeys(['score']), makeBallotKeys(['score'])])
    const id = crypto.randomUUID()
    const held = await draw(
      { id, keys: own.publicKeys, fingerprint: own.fingerprint },
      { poll: id, key: printed.fingerprint },
    )
    return held === undefined || held === printed.fingerprint ? [] : [held]
  },
  ours: () => async (served, asked) => {
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
    const poll = { ...served, title: '', state: 'open', isDrawing: true, opensAt: null, closesAt: null }
    vi.stubGlobal('fetch', async () => Response.json({ isRegistered: true, polls: [poll] }))
    try {
      const idToken = `x.${Buffer.from('{"sub":"U1"}').toString('base64url')}.x`
      return (await drawBallots(idToken, asked)).ballots[0]?.fingerprint
    } catch (error) {
      if (error instanceof DrawRefused && error.reason === 'wrongKey') return undefined
      throw error
    } finally {
      vi.unstubAllGlobals()
    }
  },
  // Takes the key that it is served.
  naive: () => async (served) => served.fingerprint,
})

attack(24, 'the phone handed on after sending', {
  async learn(page: Page) {
    await page.reload()
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    const shown = await page.locator('body').textContent()
    const checked = await page.locator('input:checked').count()
    await page.context().close()
    return [stored, shown ?? ''].filter((place) => place.includes('ANSWER-2')).concat(checked > 0 ? ['a choice'] : [])
  },
  async ours() {
    const person = await office.makePerson()
    const options = ['ANSWER-1', 'ANSWER-2'].map((words, n) => ({ key: `o${n + 1}`, text: words }))
    const question = { ...single(), options } as Question
    const poll = await office.openBallotPoll([person], { questions: [question] })
    const page = await newPage()
    await page.goto(await handOverOf(poll, person.lineUserId))
    await page.getByText('ANSWER-2').click()
    await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
    await page.getByText('ส่งคำตอบแล้ว').waitFor()
    return page
  },
  // A page that keeps a draft, as forms are soon made to do.
  async naive() {
    const page = await newPage()
    await page.route('**/draft', (route) => route.fulfill({ contentType: 'text/html', body: draftKeeper }))
    await page.goto(`${office.urls.ballot}/draft`)
    await page.getByLabel('two').check()
    await page.getByRole('button').click()
    return page
  },
})

/** The address with which page A hands a ballot of this person over to page B. */
async function handOverOf(
  poll: Awaited<ReturnType<BallotOffice['openBallotPoll']>>,
  lineUserId: string,
): Promise<string> {
  const { nonce, signature, part } = await office.draw(lineUserId, poll)
  const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  const ballot = { poll: poll.id, part, nonce: toText(nonce), signature: toText(signature) }
  const handOver: HandOver = {
    v: 1,
    poll: poll.id,
    lang: 'th',
    ballots: [{ ...ballot, fingerprint: poll.fingerprint }],
  }
  return `${office.urls.ballot}/#${Buffer.from(JSON.stringify(handOver)).toString('base64url')}`
}

const newPage = async () =>
  (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'th-TH' })).newPage()

const draftKeeper = `<!doctype html><form onchange="localStorage.draft = event.target.value" onsubmit="return false">
<label><input type="radio" name="a" value="ANSWER-1">one</label><label><input type="radio" name="a" value="ANSWER-2">two</label>
<button>send</button></form>`
