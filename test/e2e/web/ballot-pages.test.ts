import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { castBodyBytes } from '../../../src/contracts/ballot-format.ts'
import type { Question } from '../../../src/contracts/polls.ts'
import { launchBrowser } from '../../support/browser.ts'
import { everyQuestion } from '../../support/every-question.ts'
import { openPhone as openPhoneOf, phone, reload } from '../../support/phone-in-hand.ts'
import { castBallot, idTokenOf, makeStaff, publishBallotPoll, sendPollCard } from '../../support/polls-of-system.ts'
import { createSystem, type System } from '../../support/system.ts'
import { until } from '../../support/until.ts'

const pictures = process.env.BALLOT_PICTURES // a folder: every view is also pictured there
const soon = { withinMs: 20_000 }
const question: Question = {
  key: 'q1',
  kind: 'scale',
  text: 'หัวหน้าของท่านมอบหมายงานอย่างเป็นธรรมเพียงใด',
  required: true,
  isReversed: false,
}

let system: System
let browser: Browser
beforeAll(async () => {
  system = await createSystem({ env: { LOG_LEVEL: 'warn' } })
  const running = system.start()
  await running.ready()
  // The ballot host is a process of its own and may be up a moment after the web.
  await until(async () => (await fetch(`${system.urls.ballot}/readyz`)).ok, {
    withinMs: 20_000,
    what: 'the ballot host',
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await system?.dispose()
})

const openPhone = (userId: string) => openPhoneOf(browser, system, userId)

async function picture(view: Page | Frame, name: string) {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  const page = 'page' in view ? view.page() : view
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}

const storageOf = (page: Frame) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))

/** As the pages say it: วันศุกร์ที่ 27 พฤศจิกายน 2569 เวลา 09.30 น. */
function sayBangkok(at: number): string {
  const say = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('th-TH-u-ca-buddhist-nu-latn', { timeZone: 'Asia/Bangkok', ...options }).format(at)
  const time = say({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).replace(':', '.')
  return `${say({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })} เวลา ${time} น.`
}

describe('from the card in the chat to the receipt on the board', () => {
  test('takes a person of the audience 5 taps the first time and 3 the next, each within seconds', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => makeStaff(system)))
    const [person] = people as [(typeof people)[0]]
    const first = await publishBallotPoll(system, [person.id], { questions: [question] })
    const phone = await openPhone(person.userId)
    await sendPollCard(system, person.userId, first)

    // A new person: card, LINE's permission, our own words, an answer, send.
    let startedAt = Date.now()
    let page = await phone.tapCard()
    await page.getByRole('button', { name: 'อนุญาต' }).click()
    await page.getByText('LINE จะขออนุญาตให้ระบบทราบรหัสผู้ใช้ของท่าน').waitFor()
    await picture(page, 'a-consent')
    await page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).click()
    await page.getByText('เป็นความลับ (ตอบในหน้าเว็บ)').waitFor()
    await page.getByText('มากที่สุด', { exact: true }).click()
    await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
    await page.getByText('ส่งคำตอบแล้ว').waitFor()
    expect(Date.now() - startedAt).toBeLessThan(90_000)
    expect(phone.taps()).toBe(5) // of the seven that there may be
    await phone.closeSheet()

    // The next poll: card, an answer, send.
    const poll = await publishBallotPoll(
      system,
      people.map(({ id }) => id),
      { questions: [question] },
    )
    await sendPollCard(system, person.userId, poll)
    startedAt = Date.now()
    const tapsBefore = phone.taps()
    await until(async () => (await phone.chat.getByRole('link', { name: 'ตอบแบบสำรวจ' }).count()) === 2, soon)
    page = await phone.tapCard()
    await page.getByText('มาก', { exact: true }).click()
    await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
    await page.getByText('ส่งคำตอบแล้ว').waitFor()
    expect(Date.now() - startedAt).toBeLessThan(40_000)
    expect(phone.taps() - tapsBefore).toBe(3) // of four
    await picture(page, 'b-receipt')

    // Both hosts apart, nothing but the poll in the address, and a reload shows no answer.
    expect(new URL(page.url()).origin).toBe(system.urls.ballot)
    expect(new URL(page.url()).hash).toBe(`#poll=${poll.id}`)
    expect(await storageOf(page)).not.toMatch(/"(answers|value|q1)[\\"]/)
    await reload(page)
    await page.getByText('ส่งคำตอบแล้ว').waitFor()
    expect(await page.getByRole('radio').count()).toBe(0)
    const code = await page.locator('[data-code]').getAttribute('data-code')
    expect(code).toMatch(/^[0-9a-f]{64}$/)
    const written = await page.locator('[data-code]').textContent() // what fits on a slip of paper
    expect(written).toMatch(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/)

    for (const { userId } of people.slice(1)) await castBallot(system, userId, poll, { q1: { value: 1 } })
    await system.query(`UPDATE poll SET state = 'closed', closed_at = now() WHERE id = $1`, [poll.id])
    await until(async () => {
      const [row] = await system.query<{ outcome: string | null }>('SELECT outcome FROM poll WHERE id = $1', [poll.id])
      return row?.outcome === 'counted'
    }, soon)
    await reload(page)
    await page.getByText('พบบัตรของท่านในรายการที่นับ').waitFor()
    await page.getByText('ผู้มีสิทธิ 6 คน · รับบัตร 6 คน · นับแล้ว 6 คน').waitFor()
    const check = async (typed: string, verdict: string) => {
      await page.getByLabel('ตรวจรหัสตรวจนับ').fill(typed)
      await page.getByRole('button', { name: 'ตรวจ', exact: true }).click()
      await page.getByText(verdict).waitFor()
    }
    await check(code!, 'รหัสนี้อยู่ในรายการที่นับ')
    await check(code!.slice(0, 15), 'โปรดใส่รหัสให้ครบ 16 ตัว')
    await check('0000 0000 0000 0000', 'ไม่พบบัตรนี้ในรายการที่นับ')
    await check(written!, 'รหัสนี้อยู่ในรายการที่นับ')
    await picture(page, 'b-board')
    expect(await storageOf(page)).not.toContain(poll.id)
    expect(phone.complaints).toEqual([])
    await phone.context.close()
  })

  test('draws the ballots of the month in one visit, that of the card first where one request does not hold all', async () => {
    const person = await makeStaff(system)
    const others: string[] = []
    for (let n = 0; n < 22; n += 1) {
      const state = n < 2 ? 'published' : 'open'
      others.push((await publishBallotPoll(system, [person.id], { state, questions: [question] })).id)
    }
    await system.query(
      `UPDATE poll SET is_one_visit = false, opens_at = now() + interval '7 days', closes_at = now() + interval '21 days'
       WHERE id = ANY($1)`,
      [others.slice(0, 2)],
    )
    const asked = await publishBallotPoll(system, [person.id], { questions: [question] })
    const phone = await openPhone(person.userId)
    await sendPollCard(system, person.userId, asked)
    const page = await phone.tapCard()
    const requests: string[] = []
    phone.chat.on('request', (request) => {
      if (request.url().endsWith('/liff/draw')) requests.push(request.postData() ?? '')
    })
    await page.getByRole('button', { name: 'อนุญาต' }).click()
    await page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).click()
    await page.getByText('มากที่สุด', { exact: true }).waitFor()
    expect(requests.map((body) => JSON.parse(body).ballots.length)).toEqual([20])
    // The demo may have published one of its own for everybody by now.
    const heldOn = async (view: Frame) => {
      const stored = JSON.parse(await view.evaluate(() => localStorage.getItem('ballots') ?? '[]'))
      return stored.map(({ poll }: { poll: string }) => poll).filter((id: string) => [asked.id, ...others].includes(id))
    }
    const first = await heldOn(page)
    expect([first.includes(asked.id), first.length >= 18]).toEqual([true, true])
    await phone.closeSheet()

    const again = await phone.tapCard()
    await again.getByText('มากที่สุด', { exact: true }).waitFor()
    expect((await heldOn(again)).toSorted()).toEqual([asked.id, ...others].toSorted())
    expect(phone.complaints).toEqual([])
    await phone.context.close()
  })

  test('asks in the language of the poll, whatever the phone speaks, until the reader says otherwise', async () => {
    const person = await makeStaff(system)
    const poll = await publishBallotPoll(system, [person.id], {
      title: 'Fair work',
      language: 'en',
      questions: [{ ...question, text: 'How fairly is work given out?' }],
    })
    const phone = await openPhone(person.userId)
    await sendPollCard(system, person.userId, poll)
    const page = await phone.tapCard()
    await page.getByRole('button', { name: 'อนุญาต' }).click()
    await page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).click()
    await page.getByText('Very little or none').waitFor()
    await page.locator('html[lang="en"]').waitFor()
    await page.getByRole('button', { name: 'ไทย' }).click()
    await page.getByText('น้อยที่สุดหรือไม่มีเลย').waitFor()
    await phone.context.close()
  })

  test('asks every kind of question, keeps answers in the page through a change of language, and sends text apart', async () => {
    const person = await makeStaff(system)
    const cut = {
      text: 'หน่วยงานของท่าน',
      options: [
        { key: 'c1', text: 'กองบริหาร' },
        { key: 'c2', text: 'กองพัฒนา' },
      ],
    }
    const poll = await publishBallotPoll(system, [person.id], { questions: everyQuestion, level: 'ballot', cut })
    const phone = await openPhone(person.userId)
    await sendPollCard(system, person.userId, poll)
    const page = await phone.tapCard()
    await page.getByRole('button', { name: 'อนุญาต' }).click()
    await page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).click()
    await page.getByText('ไม่ระบุตัวตน (บัตรคำตอบไม่มีชื่อ)').waitFor()
    // biome-ignore lint/performance/useDomNodeTextContent: as it is seen, where a gap inside a word would be one
    expect(await page.locator('.badge').innerText()).toBe('ไม่ระบุตัวตน (บัตรคำตอบไม่มีชื่อ)')
    await picture(page, 'b-empty')
    // At 390 px the line would end inside งบ|ประมาณ.
    const title = page.getByRole('heading', { name: /ควรลงงบประมาณ/ })
    const kept = title.locator('.kept', { hasText: 'งบประมาณ' })
    expect(await kept.evaluate((word) => word.getClientRects().length)).toBe(1)

    const sent: string[] = []
    phone.chat.on('request', (request) => {
      if (request.url().endsWith('/cast')) sent.push(request.postData() ?? '')
    })
    await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
    expect(await page.getByText('โปรดตอบข้อนี้').count()).toBe(3)
    expect(sent).toEqual([])
    // Nobody has to agree or disagree: to say so is enough, in either language.
    const agreement = page.getByRole('group', { name: /เกณฑ์ประเมิน/ })
    await agreement.getByText('ไม่ตอบข้อนี้').click()
    await page.getByRole('button', { name: 'English' }).click()
    expect(await agreement.getByLabel('Skip this question').isChecked()).toBe(true)
    await page.getByRole('button', { name: 'ไทย' }).click()
    await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
    expect(await page.getByText('โปรดตอบข้อนี้').count()).toBe(2)
    expect(sent).toEqual([])

    const group = (name: RegExp) => page.getByRole('group', { name })
    await group(/ตรงกับตำแหน่ง/)
      .getByText('ตรงเป็นส่วนใหญ่')
      .click()
    await group(/ปรับก่อน/)
      .getByText('เกณฑ์มอบหมายงาน')
      .click()
    await group(/ปรับก่อน/)
      .getByText('การประเมินผลงาน')
      .click()
    expect(
      await group(/ปรับก่อน/)
        .locator('input:disabled')
        .count(),
    ).toBe(2)
    await group(/อย่างเป็นธรรม/)
      .getByText('มาก', { exact: true })
      .click()
    await group(/เกณฑ์ประเมิน/)
      .getByText('เห็นด้วย', { exact: true })
      .click()
    await group(/จัดลำดับ/)
      .getByText('อุปกรณ์ดิจิทัล')
      .click()
    await group(/จัดลำดับ/)
      .getByText('ฝึกอบรม')
      .click()
    const amounts = group(/แบ่งงบประมาณ/).getByRole('textbox')
    await amounts.nth(0).fill('60')
    await amounts.nth(1).fill('60')
    await page.getByText('เกินมา 20 คะแนน').waitFor()
    await group(/แบ่งงบประมาณ/)
      .getByRole('button', { name: 'ลด 5 คะแนนจาก อุปกรณ์ดิจิทัล' })
      .click({ clickCount: 4 })
    await group(/คำใด/).getByLabel('คำที่ 1').fill('โปร่งใส')
    await group(/แนะนำให้เพื่อน/)
      .getByText('9', { exact: true })
      .click()
    await page.getByRole('textbox', { name: /ข้อเสนอแนะ/ }).fill('ควรประกาศเกณฑ์ก่อนมอบหมายงาน')
    await page.getByLabel('หน่วยงานของท่าน').selectOption({ label: 'กองพัฒนา' })
    await picture(page, 'b-filled')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('9 of 9 answered').waitFor()
    await picture(page, 'b-english')
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
    expect(fits).toBe(true)
    await page.getByRole('button', { name: 'Send answers' }).click()
    await page.getByText('Your answers are sent').waitFor()
    await picture(page, 'b-two-receipts')

    const cast = sent.map((body) => JSON.parse(body))
    expect(sent.map((body) => Buffer.byteLength(body))).toEqual([castBodyBytes, castBodyBytes])
    expect(cast.map(({ part, answers, cut }) => [part, answers, cut])).toEqual([
      [
        'score',
        {
          q1: { option: 'o2' },
          q2: { options: ['o1', 'o2'] },
          q3: { value: 2 },
          q4: { value: 4 },
          q5: { order: ['o2', 'o1', 'o3'] },
          q6: { points: { o1: 60, o2: 40, o3: 0 } },
          q7: { words: ['โปร่งใส'] },
          q8: { value: 9 },
        },
        'c2',
      ],
      ['text', { q9: { text: 'ควรประกาศเกณฑ์ก่อนมอบหมายงาน' } }, undefined],
    ])
    expect(cast[0].prepared.slice(0, 42)).not.toBe(cast[1].prepared.slice(0, 42))
    expect(phone.complaints).toEqual([])
    await phone.context.close()
  })

  test('says what was not sent and asks it again, and why and until when a ballot drawn late is held', async () => {
    const person = await makeStaff(system)
    const text: Question = { key: 'q2', kind: 'text', text: 'ข้อเสนอแนะ', required: false }
    const poll = await publishBallotPoll(system, [person.id], { questions: [question, text] })
    const opensAt = new Date(Date.now() - 3_600_000)
    await system.query('UPDATE poll SET is_one_visit = false, opens_at = $2 WHERE id = $1', [poll.id, opensAt])
    const phone = await openPhone(person.userId)
    await sendPollCard(system, person.userId, poll)
    const page = await phone.tapCard()
    await page.getByRole('button', { name: 'อนุญาต' }).click()
    await page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).click()
    // Page A says why the ballot waits and until when, and page B says it again to whoever goes on.
    const hour = sayBangkok(opensAt.getTime() + 24 * 3_600_000)
    for (const look of ['a-late', 'b-late']) {
      await page.getByText('เพื่อไม่ให้ผู้ใดโยงเวลาที่ท่านรับบัตรกับเวลาที่ท่านตอบ').waitFor()
      await page.getByText(`ลงคำตอบได้เร็วที่สุด ${hour}`).waitFor()
      expect(await page.getByRole('radio').count()).toBe(0)
      await picture(page, look)
      if (look === 'a-late') await page.getByRole('button', { name: 'ดูบัตรในเครื่องนี้' }).click()
    }
    expect(new URL(page.url()).origin).toBe(system.urls.ballot)

    await system.query('UPDATE poll SET draws_released = 1000000 WHERE id = $1', [poll.id])
    await reload(page)
    await page.getByText('จะแจ้งผลและสิ่งที่หน่วยงานจะดำเนินการภายในวันที่ 9 ธันวาคม 2569').waitFor()
    await page.getByText('มาก', { exact: true }).click()
    await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
    await page.getByText('ยังไม่ได้ส่ง: ข้อเขียน').waitFor()
    await reload(page)
    await page.getByRole('button', { name: 'ตอบส่วนที่ยังไม่ได้ส่ง' }).click()
    expect(await page.getByRole('radio').count()).toBe(0) // what was sent is not asked again
    await page.getByRole('textbox', { name: /ข้อเสนอแนะ/ }).fill('ประกาศเกณฑ์ล่วงหน้า')
    await page.getByRole('button', { name: 'ส่งคำตอบ' }).click()
    await until(async () => (await page.locator('[data-code]').count()) === 2, soon)
    expect(await page.getByText('ยังไม่ได้ส่ง').count()).toBe(0)
    expect(phone.complaints).toEqual([])
    await phone.context.close()
  })
})

describe('pages A and B refuse', () => {
  async function openAt(context: BrowserContext, userId: string, uri: string) {
    await idTokenOf(system, userId, uri) // LINE's permission is given
    const page = await context.newPage()
    await page.goto(`${system.urls.simulator}/_sim/liff/open?${new URLSearchParams({ userId, uri })}`)
    await page.getByRole('button', { name: 'รับบัตรและไปลงคำตอบ' }).click()
    return page
  }

  test('another key than the card printed: nothing is drawn', async () => {
    const person = await makeStaff(system)
    const poll = await publishBallotPoll(system, [person.id], { questions: [question] })
    const context = await browser.newContext(phone)
    const page = await openAt(context, person.userId, poll.link.replace(poll.fingerprint, '0'.repeat(64)))
    await page.getByText('กุญแจของแบบสำรวจไม่ตรงกับที่ประกาศไว้บนการ์ด').waitFor()
    await picture(page, 'a-wrong-key')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('The key of this poll is not the one printed on the card').waitFor()
    const [row] = await system.query<{ count: number }>(
      'SELECT count(*)::int FROM ballot.issuance WHERE poll_id = $1',
      [poll.id],
    )
    expect(row?.count).toBe(0)
    await context.close()
  })

  test('a poll whose key changed after the draw: nothing can be sent', async () => {
    const person = await makeStaff(system)
    const poll = await publishBallotPoll(system, [person.id], { questions: [question] })
    const context = await browser.newContext(phone)
    const page = await openAt(context, person.userId, poll.link)
    await page.getByRole('radio').first().waitFor()
    const other = await publishBallotPoll(system, [], { questions: [question] })
    await system.query('UPDATE poll SET keys = (SELECT keys FROM poll WHERE id = $2), fingerprint = $3 WHERE id = $1', [
      poll.id,
      other.id,
      other.fingerprint,
    ])
    await page.reload()
    await page.getByText('กุญแจของแบบสำรวจไม่ตรงกับบัตรของท่าน').waitFor()
    expect(await page.getByRole('button', { name: 'ส่งคำตอบ' }).count()).toBe(0)
    const cast = await system.query('SELECT FROM ballot.spool WHERE poll_id = $1', [poll.id])
    expect(cast).toEqual([])
    await context.close()
  })

  test('somebody outside the audience, and a phone without a ballot', async () => {
    const stranger = await makeStaff(system)
    const poll = await publishBallotPoll(system, [(await makeStaff(system)).id], { questions: [question] })
    const context = await browser.newContext(phone)
    const page = await openAt(context, stranger.userId, poll.link)
    await page.getByText('ท่านไม่อยู่ในกลุ่มผู้ตอบ').waitFor()
    await page.goto(`${system.urls.ballot}/#poll=${poll.id}`)
    await page.getByText('ไม่มีบัตรคำตอบของเรื่องนี้ในเครื่องนี้').waitFor()
    await picture(page, 'b-no-ballot')
    await context.close()
  })
})
