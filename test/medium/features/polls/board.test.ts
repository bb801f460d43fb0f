import { createHash } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HandOver } from '../../../../src/contracts/ballot-format.ts'
import type { Board, Question } from '../../../../src/contracts/polls.ts'
import { type BallotOffice, type Drawing, openBallotOffice } from '../../../support/ballot-office.ts'
import { launchBrowser } from '../../../support/browser.ts'
import { single } from '../../../support/counting-office.ts'

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

const questions: Question[] = [single(), { key: 'q2', kind: 'text', text: 'ข้อเสนอแนะ', required: false }]
const hexOf = ({ nonce }: Drawing) => Buffer.from(nonce).toString('hex')
const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** Everybody answers, the first `texts` of them also in words; then it is closed and counted. */
async function closedPoll(voters: number, texts: number) {
  const people = await Promise.all(Array.from({ length: voters }, () => office.makePerson()))
  const poll = await office.openBallotPoll(people, { questions })
  const drawn: Record<'score' | 'text', Drawing[]> = { score: [], text: [] }
  for (const [place, { lineUserId }] of people.entries()) {
    const score = await office.draw(lineUserId, poll)
    await office.cast(score, { q1: { option: 'o1' } })
    drawn.score.push(score)
    if (place >= texts) continue
    const text = await office.draw(lineUserId, poll, 'text')
    await office.cast(text, { q2: { text: 'ขอให้แจ้งเกณฑ์' } })
    drawn.text.push(text)
  }
  return { poll, drawn }
}

async function boardOf(poll: { id: string }): Promise<Board> {
  await office.close(poll.id)
  await office.step()
  return (await office.call(`${office.urls.ballot}/board/${poll.id}`)).body
}

const tokensOf = (board: Board, wanted: string) => {
  const list = Buffer.from(board.parts.find(({ part }) => part === wanted)?.tokens ?? '', 'base64')
  return Array.from({ length: list.length / 32 }, (_, n) => list.subarray(n * 32, n * 32 + 32).toString('hex'))
}

/** The phone of somebody who sent both ballots while the poll was open, looked at after the close. */
async function phoneOf(poll: { id: string; fingerprint: string }, ballots: Drawing[]): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'th-TH' })).newPage()
  const handed = ballots.map(({ part, nonce, signature }) => ({
    poll: poll.id,
    part,
    nonce: toText(nonce),
    signature: toText(signature),
    fingerprint: poll.fingerprint,
    isSent: true,
  }))
  const handOver: HandOver = { v: 1, poll: poll.id, lang: 'th', ballots: handed }
  await page.goto(`${office.urls.ballot}/#${Buffer.from(JSON.stringify(handOver)).toString('base64url')}`)
  await page.getByText('รายการบัตรที่นับแล้ว').waitFor()
  return page
}

test('lists choices and texts apart, each as long as its count, under one hash', async () => {
  const { poll, drawn } = await closedPoll(14, 12)
  const board = await boardOf(poll)
  expect(board).toMatchObject({ eligible: 14, issued: 14, cast: 14 })
  expect(board.parts.map(({ part, cast }) => [part, cast])).toEqual([
    ['score', 14],
    ['text', 12],
  ])
  expect(tokensOf(board, 'score')).toEqual(drawn.score.map(hexOf).toSorted())
  expect(tokensOf(board, 'text')).toEqual(drawn.text.map(hexOf).toSorted())
  const lists = board.parts.map(({ tokens }) => Buffer.from(tokens ?? '', 'base64'))
  expect(createHash('sha256').update(Buffer.concat(lists)).digest('hex')).toBe(board.hash)

  const page = await phoneOf(poll, [drawn.score[0], drawn.text[0]] as Drawing[])
  await page.getByText('ข้อเลือกตอบ 14 ใบ · ข้อเขียน 12 ใบ').waitFor()
  expect(await page.getByText('พบบัตรของท่านในรายการที่นับ').count()).toBe(2)
  await page.context().close()
})

test('tells whoever comes back why they have not heard yet: the reason that was given, or that the office is overdue', async () => {
  const { poll, drawn } = await closedPoll(5, 0)
  await boardOf(poll)
  const page = await phoneOf(poll, [drawn.score[0]] as Drawing[])
  const overdue = page.getByText('เลยกำหนดแจ้งผลแล้ว หน่วยงานยังไม่ได้แจ้งผลหรือเหตุผล')
  const again = async (values: string) => {
    await office.query(`UPDATE poll SET ${values} WHERE id = $1`, [poll.id])
    await page.reload()
    await page.getByText('รายการบัตรที่นับแล้ว').waitFor()
  }
  await again(`returns_on = current_date + 2`)
  expect(await overdue.count()).toBe(0)
  await again(`returns_on = current_date - 2`)
  expect(await overdue.count()).toBe(1)
  await again(`hold_reason = 'รอผู้บริหารรับทราบ'`)
  expect(await page.getByText('ยังไม่แจ้งผล เพราะ: รอผู้บริหารรับทราบ').count()).toBe(1)
  expect(await overdue.count()).toBe(0)
  await again(`hold_reason = NULL, result_released_at = now()`)
  expect(await overdue.count()).toBe(0)
  await page.context().close()
})

test('says of a poll that was closed unopened or lost what became of it, and calls no word late that is not owed', async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => office.makePerson()))
  const poll = await office.openBallotPoll(people, { state: 'published', isOneVisit: false })
  await office.close(poll.id)
  await office.step()
  await office.query(`UPDATE poll SET returns_on = current_date - 2 WHERE id = $1`, [poll.id])
  const page = await (await browser.newContext({ locale: 'th-TH' })).newPage()
  await page.goto(`${office.urls.ballot}/#poll=${poll.id}`)
  const look = async () => {
    await page.reload()
    await page.getByText('ปิดรับคำตอบแล้ว').waitFor()
    return (await page.locator('main').textContent()) ?? ''
  }
  const unopened = await look()
  expect(unopened).toContain('แบบสำรวจนี้ปิดโดยไม่ได้เปิดรับคำตอบ')
  expect(unopened).not.toMatch(/ไม่แสดงผล|เลยกำหนด|จะแจ้งผล/)

  await office.query(`UPDATE poll SET outcome = 'lost', hold_reason = 'รอกู้คืนระบบ' WHERE id = $1`, [poll.id])
  const lost = await look()
  expect(lost).toMatch(/นับไม่ได้.*แจ้งผลช้ากว่าวันที่ประกาศ เพราะ: รอกู้คืนระบบ/)
  expect(lost).not.toMatch(/ปิดโดยไม่ได้เปิด|ยังไม่แจ้งผล/)
  await page.context().close()
})

test('says of fewer than ten texts that they were not opened, and raises no alarm over an honest ballot', async () => {
  const { poll, drawn } = await closedPoll(8, 6)
  const board = await boardOf(poll)
  expect(board.cast).toBe(8)
  expect(board.parts).toEqual([
    { part: 'score', cast: 8, tokens: expect.any(String) },
    { part: 'text', cast: null, tokens: null },
  ])
  const page = await phoneOf(poll, [drawn.score[0], drawn.text[0]] as Drawing[])
  expect(await page.getByText('พบบัตรของท่านในรายการที่นับ').count()).toBe(1)
  expect(await page.getByText('ข้อเขียนไม่ถึง 10 ใบ จึงไม่ได้เปิด').count()).toBe(1)
  expect(await page.locator('.bad').count()).toBe(0)

  const check = async (receipt: string) => {
    await page.getByLabel('ตรวจรหัสตรวจนับ').fill(receipt)
    await page.getByRole('button', { name: 'ตรวจ', exact: true }).click()
  }
  await check(hexOf(drawn.text[1] as Drawing))
  await page.getByText('ไม่พบรหัสนี้ในรายการที่นับ หากเป็นรหัสของข้อเขียน').waitFor()
  expect(await page.locator('.bad').count()).toBe(0)
  await check(hexOf(drawn.score[1] as Drawing))
  await page.getByText('รหัสนี้อยู่ในรายการที่นับ', { exact: true }).waitFor()
  await page.context().close()
})
