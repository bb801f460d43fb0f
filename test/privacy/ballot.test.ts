import { randomInt } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Question } from '../../src/contracts/polls.ts'
import { pollLink } from '../../src/features/polls/poll-link.ts'
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

describe('attack 5: access and error logs', () => {
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

describe('attack 7: draw and cast matched by their order', () => {
  const count = 40

  /** Guesses that whoever drew n-th cast n-th, and tells how many guesses were right. */
  const guess = (drawn: string[], found: string[]) => drawn.filter((token, place) => token === found[place]).length

  test('an attacker with the tables is no better than chance, though everybody casts right after drawing', async () => {
    const people = await Promise.all(Array.from({ length: count }, () => office.makePerson()))
    const poll = await office.openBallotPoll(people, { threshold: 20 })
    const drawn: string[] = []
    for (const { lineUserId } of people) {
      const ballot = await office.draw(lineUserId, poll)
      await office.cast(ballot, { q1: { option: `o${randomInt(1, 4)}` } })
      drawn.push(hexOf(ballot.nonce))
    }
    await office.step()
    const rows = await office.query<{ token: string; batch: string }>(
      `SELECT encode(token, 'hex') AS token, xmin::text AS batch FROM ballot.participation WHERE poll_id = $1 ORDER BY ctid`,
      [poll.id],
    )
    expect(rows).toHaveLength(20) // a batch of k is taken, k stay in the pool
    expect(new Set(rows.map(({ batch }) => batch)).size).toBe(1)
    // By chance fewer than one guess is right; six or more happen once in a thousand million times.
    expect(
      guess(
        drawn,
        rows.map(({ token }) => token),
      ),
    ).toBeLessThan(6)
    // Without a pool and a shuffle every guess would be right: the test of the test.
    expect(guess(drawn, drawn)).toBe(count)
  })
})

describe('attack 17: one set of answers that links a text to scores', () => {
  test('text and scores are ballots of their own, and what is kept of them shares no column but the poll and question', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => office.makePerson()))
    const poll = await office.openBallotPoll(people, { questions: [single(), text] })
    for (const { lineUserId } of people) {
      const score = await office.draw(lineUserId, poll)
      const written = await office.draw(lineUserId, poll, 'text')
      expect(hexOf(score.nonce)).not.toBe(hexOf(written.nonce))
      expect((await office.cast(score, { ...yes, q2: { text: 'ก' } })).body.code).toBe('ANSWERS_INVALID')
      await office.cast(score, yes)
      await office.cast(written, { q2: { text: 'ข้อเขียน' } })
    }
    await office.close(poll.id)
    await office.step()
    const columns = await office.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'ballot' AND table_name IN ('open_text', 'tally', 'board') ORDER BY 1`,
    )
    expect(columns.map(({ name }) => name)).toEqual([
      'board.poll_id',
      'board.tokens',
      'open_text.body',
      'open_text.id',
      'open_text.poll_id',
      'open_text.question',
      'tally.count',
      'tally.cut',
      'tally.option',
      'tally.poll_id',
      'tally.question',
    ])
    const left = await office.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relname LIKE '%' || $1`,
      [poll.id.replaceAll('-', '')],
    )
    expect(left).toEqual([])
  })
})

describe('attack 18: an address of one’s own', () => {
  test('the link of a poll carries the poll and its key, and what page A is told is the same for two people', async () => {
    const people = [await office.makePerson(), await office.makePerson()]
    const poll = await office.openBallotPoll(people)
    const link = new URL(pollLink({ url: 'https://liff.line.me', id: '1-a' }, poll))
    expect([...link.searchParams]).toEqual([
      ['poll', poll.id],
      ['key', poll.fingerprint],
    ])
    expect([link.pathname, link.hash]).toEqual(['/1-a/', ''])
    const told = []
    for (const { lineUserId } of people) {
      const headers = { Authorization: `Bearer ${await office.login.tokenOf(lineUserId)}` }
      told.push((await office.call(`${office.urls.web}/liff/polls`, { headers })).text)
    }
    expect(told[0]).toBe(told[1])
  })
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
