import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Question } from '../../src/contracts/polls.ts'
import { type BallotOffice, openBallotOffice } from '../support/ballot-office.ts'
import { single } from '../support/counting-office.ts'

const text: Question = { key: 'q2', kind: 'text', text: 'ข้อเสนอแนะ', required: false }
const yes = { q1: { option: 'o1' } }

let office: BallotOffice
beforeAll(async () => {
  office = await openBallotOffice()
})
afterAll(() => office.dispose())

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('[attack 5] access and error logs of both hosts', () => {
  test('hold neither who drew, nor a ballot, nor an answer, also of what was refused', async () => {
    const words = `คำลับ-${crypto.randomUUID()}`
    const person = await office.makePerson()
    const poll = await office.openBallotPoll([person], { questions: [single(), text] })
    const score = await office.draw(person.lineUserId, poll)
    const written = await office.draw(person.lineUserId, poll, 'text')
    expect((await office.cast(score, yes)).status).toBe(200)
    expect((await office.cast(written, { q2: { text: words } })).status).toBe(200)
    expect((await office.cast(written, { q1: { option: words } } as never)).status).toBe(400)
    expect((await office.post(`${office.urls.ballot}/cast`, words)).status).toBe(400)
    expect((await office.requestDraw(person.lineUserId, [await office.prepare(poll)])).status).toBe(409)
    await failWithinDatabase(() => office.cast(score, yes))
    const secrets = [person.lineUserId, person.id, words]
    for (const { nonce, signature } of [score, written]) {
      for (const bytes of [nonce, signature]) secrets.push(hexOf(bytes), Buffer.from(bytes).toString('base64url'))
    }
    expect(office.lines.length).toBeGreaterThan(0) // the failing database was logged: the search looks through lines that are there
    expect(office.lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([])
  })

  /** A poll whose row the host cannot read: its request fails with 500 and is logged. */
  async function failWithinDatabase(act: () => Promise<{ status: number }>): Promise<void> {
    await office.restartHost()
    await office.query('ALTER TABLE poll RENAME COLUMN questions TO gone')
    try {
      expect((await act()).status).toBe(500)
    } finally {
      await office.query('ALTER TABLE poll RENAME COLUMN gone TO questions')
    }
  }
})

describe('the logins', () => {
  const asLogin = async (url: string, sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(sql)
      return 'allowed'
    } catch (error) {
      return (error as { code?: string }).code === '42501' ? 'refused' : String(error)
    } finally {
      await client.end()
    }
  }

  test.each([
    'SELECT * FROM staff',
    'SELECT * FROM poll_eligible',
    'SELECT * FROM ballot.issuance',
    'SELECT audience FROM poll',
    'SELECT author_id FROM poll',
    'SELECT * FROM audit_entry',
    'SELECT * FROM recipient',
    'SELECT body FROM ballot.open_text',
  ])('page B’s may not: %s', async (sql) => {
    expect(await asLogin(office.testDatabase.ballotUrl, sql)).toBe('refused')
  })

  test.each([
    'SELECT * FROM ballot.spool',
    'SELECT * FROM ballot.participation',
    `INSERT INTO ballot.participation VALUES (gen_random_uuid(), 'x')`,
    `INSERT INTO ballot.spool (poll_id, box) VALUES (gen_random_uuid(), 'x')`,
    'DELETE FROM ballot.spool',
    'DELETE FROM ballot.issuance',
  ])('page A’s may not: %s', async (sql) => {
    expect(await asLogin(office.testDatabase.url, sql)).toBe('refused')
  })

  test.each(['issuance', 'spool', 'participation', 'tally', 'open_text', 'board'])(
    'the sender’s may read nothing of ballot.%s',
    async (table) => {
      expect(await asLogin(office.testDatabase.senderUrl, `SELECT * FROM ballot.${table}`)).toBe('refused')
    },
  )

  test('what they need they have: the refusals are not of a broken login', async () => {
    expect(await asLogin(office.testDatabase.ballotUrl, 'SELECT id, questions FROM poll')).toBe('allowed')
    expect(await asLogin(office.testDatabase.url, 'SELECT * FROM ballot.issuance')).toBe('allowed')
    expect(await asLogin(office.testDatabase.senderUrl, 'SELECT * FROM delivery')).toBe('allowed')
  })
})
