import { createHash, createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { castBodyBytes } from '../../../../src/contracts/ballot-format.ts'
import type { Question } from '../../../../src/contracts/polls.ts'
import { type BallotOffice, openBallotOffice } from '../../../support/ballot-office.ts'
import { single } from '../../../support/counting-office.ts'
import { castBodyOf, signBallot } from '../../../support/sign-cast.ts'

let office: BallotOffice
beforeAll(async () => {
  office = await openBallotOffice()
})
afterAll(() => office.dispose())

const yes = { q1: { option: 'o1' } }
const hour = 60 * 60 * 1000
const text: Question = { key: 'q2', kind: 'text', text: 'ข้อเสนอแนะ', required: false }

async function pollFor(count: number, poll: Parameters<BallotOffice['openBallotPoll']>[1] = {}) {
  const people = await Promise.all(Array.from({ length: count }, () => office.makePerson()))
  return { people, poll: await office.openBallotPoll(people, poll) }
}

describe('drawing', () => {
  test('gives each person one ballot of a part: the same blinded value the same signature, another one 409', async () => {
    const { people, poll } = await pollFor(1)
    const person = people[0]!.lineUserId
    const prepared = await office.prepare(poll)
    const first = await office.requestDraw(person, [prepared])
    const again = await office.requestDraw(person, [prepared])
    expect([first.status, again.status]).toEqual([200, 200])
    expect(again.body).toEqual(first.body)
    const kept = await drawnOf(poll.id)
    const other = await office.requestDraw(person, [await office.prepare(poll)])
    expect([other.status, other.body.code]).toEqual([409, 'ALREADY_DRAWN'])
    expect([await drawnOf(poll.id), kept.length]).toEqual([kept, 1])
  })

  test('refuses a person who asks without end, keeps their ballot, and holds nobody else up', async () => {
    const { people, poll } = await pollFor(2)
    const [busy, other] = [people[0]!.lineUserId, people[1]!.lineUserId]
    const prepared = await office.prepare(poll)
    const answers = []
    for (let draw = 0; draw < 31; draw++) answers.push(await office.requestDraw(busy, [prepared]))
    expect(answers.slice(0, 30).map(({ status }) => status)).toEqual(Array(30).fill(200))
    expect([answers[30]?.status, answers[30]?.body.code]).toEqual([429, 'TOO_MANY_DRAWS'])
    expect((await office.requestDraw(other, [await office.prepare(poll)])).status).toBe(200)
  })

  test('of draws of one person at once, gives one ballot', async () => {
    const { people, poll } = await pollFor(1)
    const prepared = await Promise.all(Array.from({ length: 6 }, () => office.prepare(poll)))
    const answers = await Promise.all(prepared.map((one) => office.requestDraw(people[0]!.lineUserId, [one])))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409])
  })

  test('gives score and text of several polls at once, and says of each that it refuses why', async () => {
    const { people, poll } = await pollFor(1, { questions: [single(), text] })
    const elsewhere = (await pollFor(1)).poll
    const asked = [await office.prepare(poll), await office.prepare(poll, 'text'), await office.prepare(elsewhere)]
    const { status, body } = await office.requestDraw(people[0]!.lineUserId, asked)
    expect(status).toBe(200)
    expect(body.ballots.map(({ part, code }: { part: string; code: string | null }) => [part, code])).toEqual([
      ['score', null],
      ['text', null],
      ['score', 'NOT_ELIGIBLE'],
    ])
    for (const [index, prepared] of asked.slice(0, 2).entries()) {
      await expect(office.finish(prepared, body.ballots[index].signature)).resolves.toMatchObject({ poll: poll.id })
    }
  })

  test('gives nothing to somebody outside the frozen audience, also by a userId of their own making', async () => {
    const { people, poll } = await pollFor(1)
    const stranger = await office.makePerson()
    const refused = await office.requestDraw(stranger.lineUserId, [await office.prepare(poll)])
    expect([refused.status, refused.body.code]).toEqual([403, 'NOT_ELIGIBLE'])
    const { poll: id, part, blinded } = await office.prepare(poll)
    const idToken = await office.login.tokenOf(stranger.lineUserId)
    const claimed = await office.post(`${office.urls.web}/liff/draw`, {
      idToken,
      userId: people[0]!.lineUserId,
      ballots: [{ poll: id, part, blinded }],
    })
    expect(claimed.status).toBe(400)
  })

  test('gives nothing to somebody of the frozen audience who has left the unit since', async () => {
    const { people, poll } = await pollFor(1)
    const { id, lineUserId } = people[0]!
    await office.app.prisma.staff.update({ where: { id }, data: { state: 'guest' } })
    const refused = await office.requestDraw(lineUserId, [await office.prepare(poll)])
    expect([refused.status, refused.body.code]).toEqual([403, 'NOT_ELIGIBLE'])
    expect(await issuedOf(poll.id)).toBe(0)
  })

  test.each<[string, Parameters<BallotOffice['login']['tokenOf']>[1], string]>([
    ['another channel', { aud: '9999999999' }, 'ID_TOKEN_INVALID'],
    ['another issuer', { iss: 'https://elsewhere.example' }, 'ID_TOKEN_INVALID'],
    ['another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }, 'ID_TOKEN_INVALID'],
    ['an hour ago', { exp: Math.floor(Date.now() / 1000) - 120 }, 'ID_TOKEN_EXPIRED'],
  ])('refuses an ID token of %s', async (_name, over, code) => {
    const { people, poll } = await pollFor(1)
    const { poll: id, part, blinded } = await office.prepare(poll)
    const idToken = await office.login.tokenOf(people[0]!.lineUserId, over)
    const { status, body } = await office.post(`${office.urls.web}/liff/draw`, {
      idToken,
      ballots: [{ poll: id, part, blinded }],
    })
    expect([status, body.code]).toEqual([401, code])
    expect(await issuedOf(poll.id)).toBe(0)
  })

  test('ends 24 h before casting opens where ballots are drawn ahead; after that they are late, and a week later over', async () => {
    const opensAt = new Date(Date.now() + 25 * hour)
    const { people, poll } = await pollFor(3, { state: 'published', isOneVisit: false, opensAt })
    await expect(office.draw(people[0]!.lineUserId, poll)).resolves.toBeDefined()
    office.clock.time = new Date(opensAt.getTime() - 24 * hour)
    const prepared = await office.prepare(poll)
    const late = await office.requestDraw(people[1]!.lineUserId, [prepared])
    office.clock.time = new Date(opensAt.getTime() + hour)
    const again = await office.requestDraw(people[1]!.lineUserId, [prepared])
    office.clock.time = new Date(opensAt.getTime() + 6 * 24 * hour)
    const tooLate = await office.requestDraw(people[2]!.lineUserId, [await office.prepare(poll)])
    office.clock.time = undefined
    // A late ballot says so, and keeps its window when it is asked for again: page B holds it until the window is released.
    expect(late.body.ballots).toMatchObject([{ window: expect.any(Number), code: null }])
    expect(late.body.ballots[0].window).toBeGreaterThan(0)
    expect(again.body).toEqual(late.body)
    expect([tooLate.status, tooLate.body.code]).toEqual([409, 'POLL_NOT_DRAWING'])
  })

  test('does not use up a ballot on a value that cannot be signed', async () => {
    const { people, poll } = await pollFor(1)
    const prepared = { ...(await office.prepare(poll)), blinded: Buffer.alloc(256, 0xff).toString('base64url') }
    const { status, body } = await office.requestDraw(people[0]!.lineUserId, [prepared])
    expect([status, body.code]).toEqual([400, 'BLINDED_INVALID'])
    await expect(office.draw(people[0]!.lineUserId, poll)).resolves.toBeDefined()
  })

  test('is over once the poll is closed and its rows are gone', async () => {
    const { people, poll } = await pollFor(1)
    await office.query(`DROP TABLE ballot.issuance_${poll.id.replaceAll('-', '')}`)
    const { status, body } = await office.requestDraw(people[0]!.lineUserId, [await office.prepare(poll)])
    expect([status, body.code]).toEqual([409, 'POLL_NOT_DRAWING'])
  })

  test('shows everybody of the audience the same polls, keys and addresses', async () => {
    const { people, poll } = await pollFor(2)
    await office.draw(people[0]!.lineUserId, poll)
    const seen = await Promise.all(
      people.map(async ({ lineUserId }) => {
        const headers = { Authorization: `Bearer ${await office.login.tokenOf(lineUserId)}` }
        return (await office.call(`${office.urls.web}/liff/polls`, { headers })).text
      }),
    )
    expect(seen[0]).toBe(seen[1])
    expect(JSON.parse(seen[0]!).polls).toMatchObject([{ id: poll.id, fingerprint: poll.fingerprint, isDrawing: true }])
  })
})

const drawnOf = (poll: string) =>
  office.query<{ row: string }>('SELECT i::text AS row FROM ballot.issuance i WHERE poll_id = $1', [poll])

const issuedOf = async (poll: string) => {
  const sql = 'SELECT count(*)::int FROM ballot.issuance WHERE poll_id = $1'
  return (await office.query<{ count: number }>(sql, [poll]))[0]!.count
}

describe('casting', () => {
  test('stores a ballot as one sealed box and says the same to everybody', async () => {
    const { people, poll } = await pollFor(2)
    const answers = []
    for (const { lineUserId } of people) answers.push(await office.cast(await office.draw(lineUserId, poll), yes))
    expect(answers.map(({ status, text: body }) => [status, body])).toEqual([
      [200, '{"accepted":true}'],
      [200, '{"accepted":true}'],
    ])
    expect(await office.spooled(poll.id)).toBe(2)
  })

  test('[R37] takes 500 ballots from one address, ten at a time: a whole office may stand behind it', async () => {
    const { poll } = await pollFor(5)
    const key = createPrivateKey(readFileSync(join(office.secretsDir, poll.id, 'score.pem')))
    const waiting = Array.from({ length: 500 }, () => castBodyOf(signBallot(poll.id, key), 'o1'))
    const statuses = new Set<number>()
    const sender = async () => {
      for (let body = waiting.pop(); body; body = waiting.pop()) {
        statuses.add((await office.post(`${office.urls.ballot}/cast`, JSON.parse(body))).status)
      }
    }
    await Promise.all(Array.from({ length: 10 }, sender))
    expect([...statuses]).toEqual([200])
    expect(await office.spooled(poll.id)).toBe(500)
  })

  test('answers a ballot that comes again alike and changes nothing, also at once and after a restart', async () => {
    const { people, poll } = await pollFor(1)
    const ballot = await office.draw(people[0]!.lineUserId, poll)
    const other = { q1: { option: 'o2' } }
    const at = [office.cast(ballot, yes), office.cast(ballot, other), office.cast(ballot, other)]
    expect((await Promise.all(at)).map(({ text: body }) => body)).toEqual(Array(3).fill('{"accepted":true}'))
    await office.restartHost()
    expect((await office.cast(ballot, other)).text).toBe('{"accepted":true}')
    expect(await office.spooled(poll.id)).toBe(1)
  })

  test.each([
    ['of another poll', async (ballot: never, other: { id: string }) => ({ ...(ballot as object), poll: other.id })],
    ['of the other part', async (ballot: never) => ({ ...(ballot as object), part: 'text' })],
    ['with other random bytes', async (ballot: never) => ({ ...(ballot as object), nonce: new Uint8Array(32) })],
    ['nobody signed', async (ballot: never) => ({ ...(ballot as object), signature: new Uint8Array(256).fill(7) })],
  ])('refuses a ballot %s', async (_name, forge) => {
    const { people, poll } = await pollFor(1, { questions: [single(), text] })
    const other = (await pollFor(1)).poll
    const ballot = await office.draw(people[0]!.lineUserId, poll)
    const forged = (await forge(ballot as never, other)) as typeof ballot
    const { status, body } = await office.cast(forged, forged.part === 'text' ? { q2: { text: 'ก' } } : yes)
    expect([status, body.code]).toEqual([400, 'BALLOT_REFUSED'])
    expect([await office.spooled(poll.id), await office.spooled(other.id)]).toEqual([0, 0])
  })

  test('refuses a ballot that names another poll inside its signed bytes', async () => {
    const { people, poll } = await pollFor(1)
    const ballot = await office.draw(people[0]!.lineUserId, poll)
    const prepared = Buffer.concat([ballot.nonce, Buffer.from(`ballot/v1|${randomUUID()}|score`)]).toString('base64url')
    const { status, body } = await office.cast(ballot, yes, { prepared })
    expect([status, body.code]).toEqual([400, 'BALLOT_REFUSED'])
  })

  test.each<[string, object]>([
    ['an option that is none', { q1: { option: 'o9' } }],
    ['a question that is none', { q1: { option: 'o1' }, q9: { option: 'o1' } }],
    ['no answer where one is required', {}],
    ['an answer of another kind', { q1: { value: 3 } }],
    ['points that are not 100 in all', { q1: { option: 'o1' }, q3: { points: { o1: 60, o2: 60 } } }],
    ['an option ranked twice', { q1: { option: 'o1' }, q4: { order: ['o1', 'o1', 'o2'] } }],
    ['more options than allowed', { q1: { option: 'o1' }, q5: { options: ['o1', 'o2', 'o3'] } }],
    ['a text in the ballot of scores', { q1: { option: 'o1' }, q2: { text: 'ข้อความ' } }],
  ])('refuses %s and lets the ballot be sent again', async (_name, answers) => {
    const { options } = single() as Extract<Question, { kind: 'single' }>
    const asked = { text: 'ถาม', required: false, options }
    const questions: Question[] = [
      single(),
      text,
      { ...asked, key: 'q3', kind: 'points' },
      { ...asked, key: 'q4', kind: 'ranking' },
      { ...asked, key: 'q5', kind: 'multiple', atMost: 2 },
    ]
    const { people, poll } = await pollFor(1, { questions })
    const ballot = await office.draw(people[0]!.lineUserId, poll)
    const { status, body } = await office.cast(ballot, answers as never)
    expect([status, body.code]).toEqual([400, 'ANSWERS_INVALID'])
    expect(await office.spooled(poll.id)).toBe(0)
    expect((await office.cast(ballot, yes)).status).toBe(200)
  })

  test('makes nobody agree or disagree: an agreement that must be answered may be skipped, and is counted as asked of fewer', async () => {
    const agreement: Question = { key: 'q2', kind: 'agreement', text: 'เกณฑ์ชัดเจน', required: true, steps: 5 }
    const { people, poll } = await pollFor(12, { questions: [single(), agreement] })
    for (const [place, { lineUserId }] of people.entries()) {
      const answers = place < 6 ? yes : { ...yes, q2: { value: 4 } }
      expect((await office.cast(await office.draw(lineUserId, poll), answers as never)).status).toBe(200)
    }
    await office.close(poll.id)
    await office.step()
    const rows = await office.query<{ question: string; option: string; count: number }>(
      `SELECT question, option, count::int FROM ballot.tally WHERE poll_id = $1 AND question <> '' ORDER BY question, option`,
      [poll.id],
    )
    expect(rows.map(({ question, option, count }) => `${question} ${option} ${count}`)).toEqual([
      ...['q1  12', 'q1 o1 12'],
      ...['q2  6', 'q2 4 6'],
    ])
  })

  test('takes the longest text in Thai and refuses one of 10,000 letters', async () => {
    const { people, poll } = await pollFor(1, { questions: [text] })
    const ballot = await office.draw(people[0]!.lineUserId, poll, 'text')
    const long = await office.cast(ballot, { q2: { text: 'ก'.repeat(10_000) } })
    expect([long.status, long.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
    expect((await office.cast(ballot, { q2: { text: 'ก'.repeat(1_501) } })).body.code).toBe('CAST_MALFORMED')
    expect(await office.spooled(poll.id)).toBe(0)
    expect((await office.cast(ballot, { q2: { text: 'ก'.repeat(1_500) } })).status).toBe(200)
  })

  test('refuses a text with a character that cannot be stored and lets the ballot be sent again', async () => {
    const { people, poll } = await pollFor(1, { questions: [text] })
    const ballot = await office.draw(people[0]!.lineUserId, poll, 'text')
    expect((await office.cast(ballot, { q2: { text: 'ก\u0000' } })).body.code).toBe('CAST_MALFORMED')
    expect((await office.cast(ballot, { q2: { text: 'ก' } })).status).toBe(200)
  })

  test('refuses a body of another size, no JSON, unknown fields and a compressed one', async () => {
    const { people, poll } = await pollFor(1)
    const ballot = await office.draw(people[0]!.lineUserId, poll)
    const url = `${office.urls.ballot}/cast`
    const body = office.toBody(ballot, yes)
    for (const wrong of [body.slice(1), 'x'.repeat(castBodyBytes), office.toBody(ballot, yes, { voter: 'me' })]) {
      expect(await office.post(url, wrong)).toMatchObject({ status: 400, body: { code: 'CAST_MALFORMED' } })
    }
    const packed = await office.call(url, { method: 'POST', headers: { 'Content-Encoding': 'gzip' }, body })
    expect(packed.status).toBe(415)
    expect(await office.spooled(poll.id)).toBe(0)
  })

  test('takes nothing before the poll opens and after it closes', async () => {
    const { people, poll } = await pollFor(1, { state: 'published' })
    const ballot = await office.draw(people[0]!.lineUserId, poll)
    expect((await office.cast(ballot, yes)).body.code).toBe('POLL_NOT_OPEN')
    await office.query(`UPDATE poll SET state = 'open' WHERE id = $1`, [poll.id])
    await office.query('UPDATE poll SET closes_at = now() WHERE id = $1', [poll.id])
    expect((await office.cast(ballot, yes)).body.code).toBe('POLL_NOT_OPEN')
    expect(await office.spooled(poll.id)).toBe(0)
  })
})

describe('the count', () => {
  test('finds each receipt on the public board, whose hash is published, and counts each vote', async () => {
    const { people, poll } = await pollFor(7)
    const ballots = await Promise.all(people.map(({ lineUserId }) => office.draw(lineUserId, poll)))
    for (const ballot of ballots.slice(0, 6)) await office.cast(ballot, yes)
    await office.close(poll.id)
    await office.step()
    const { body } = await office.call(`${office.urls.ballot}/board/${poll.id}`)
    expect(body).toMatchObject({ outcome: 'counted', eligible: 7, issued: 7, cast: 6 })
    const list = Buffer.from(body.parts[0].tokens, 'base64')
    const tokens = Array.from({ length: list.length / 32 }, (_, n) =>
      list.subarray(n * 32, n * 32 + 32).toString('hex'),
    )
    const hexOf = ({ nonce }: { nonce: Uint8Array }) => Buffer.from(nonce).toString('hex')
    expect(tokens).toEqual(ballots.slice(0, 6).map(hexOf).toSorted())
    expect(createHash('sha256').update(list).digest('hex')).toBe(body.hash)
    expect(await office.tally(poll.id)).toMatchObject({ o1: 6 })
  })

  test('tells nothing of a poll below the threshold, not even how few drew', async () => {
    const { people, poll } = await pollFor(6)
    for (const { lineUserId } of people.slice(0, 4)) await office.cast(await office.draw(lineUserId, poll), yes)
    await office.close(poll.id)
    await office.step()
    const { body } = await office.call(`${office.urls.ballot}/board/${poll.id}`)
    expect(body).toEqual({
      poll: poll.id,
      outcome: 'below_threshold',
      eligible: null,
      issued: null,
      cast: null,
      hash: null,
      holdReason: null,
      isReleased: false,
      wasOpened: true,
      parts: [],
    })
  })
})

describe('the ballot host', () => {
  test('sets no cookie, lets nothing be kept and allows no other host, on every answer', async () => {
    const { poll } = await pollFor(1)
    for (const path of [`/keys/${poll.id}`, `/board/${poll.id}`, '/', '/nothing', '/keys/x', '/healthz']) {
      const response = await fetch(`${office.urls.ballot}${path}`)
      await response.arrayBuffer()
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
      expect(response.headers.get('etag')).toBeNull()
      const policy = response.headers.get('content-security-policy')!
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
      expect(policy).not.toMatch(/https?:|unsafe/)
    }
  })

  test('tells everybody alike of a poll that is published, and of no other', async () => {
    const { poll } = await pollFor(1)
    const { body } = await office.call(`${office.urls.ballot}/keys/${poll.id}`)
    expect(body).toMatchObject({ poll: poll.id, state: 'open', keys: poll.keys, fingerprint: poll.fingerprint })
    await office.query(`UPDATE poll SET state = 'draft' WHERE id = $1`, [poll.id])
    expect((await office.call(`${office.urls.ballot}/keys/${poll.id}`)).status).toBe(404)
    expect((await office.call(`${office.urls.ballot}/board/${randomUUID()}`)).status).toBe(404)
  })
})
