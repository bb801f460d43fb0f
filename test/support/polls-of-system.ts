import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ballotContext, castBodyBytes } from '../../src/contracts/ballot-format.ts'
import type { BallotPart, Question } from '../../src/contracts/polls.ts'
import { makeBallotKeys, partsOf } from '../../src/features/polls/key-service.ts'
import { createPollKeys } from '../../src/features/polls/poll-keys.ts'
import { pollLink } from '../../src/features/polls/poll-link.ts'
import { loadTemplates } from '../../src/line/flex/load-templates.ts'
import { createKeyFolders } from '../../src/platform/secrets/key-folders.ts'
import { blind, finalize, readSignerKey } from '../../src/web/liff/blind-signature.ts'
import type { System } from './system.ts'

const templatesDir = join(import.meta.dirname, '../../flex-templates')
const templates = loadTemplates(templatesDir, { allowHttpLoopback: true })
const inviteSample = JSON.parse(readFileSync(join(templatesDir, 'poll-invite.sample.json'), 'utf8'))

export type SystemPoll = { id: string; fingerprint: string; keys: Partial<Record<BallotPart, string>>; link: string }

/** A poll by ballot of a running system, as publish leaves it: rows, partitions and key files. */
export async function publishBallotPoll(
  system: Pick<System, 'query' | 'env'>,
  staffIds: string[],
  poll: {
    title?: string
    questions: Question[]
    state?: 'published' | 'open'
    level?: string
    cut?: object
    language?: string
  },
): Promise<SystemPoll> {
  const {
    title = 'ความเป็นธรรมในการมอบหมายงาน',
    questions,
    state = 'open',
    level = 'ballot_interim',
    cut,
    language = 'th',
  } = poll
  const made = await makeBallotKeys(partsOf(questions))
  const id = randomUUID()
  // The keys first, as publish does: the service closes an open poll that it finds without them.
  const pems = Object.entries(made.privatePems).map(([part, pem]) => [part, Buffer.from(pem)])
  createPollKeys(createKeyFolders(join(system.env.SECRETS_DIR, 'polls'))).make(id, Object.fromEntries(pems))
  await system.query(
    `INSERT INTO poll (id, title, purpose, language, anonymity, state, questions, audience, cut, level, promise, keys, fingerprint,
       eligible_count, author_id, returns_on, published_at, opened_at, updated_at)
     VALUES ($1, $2, $3, $4, 'ballot', $5, $6, '{"everyone":true}', $7, $8, $9, $10, $11, $12, 'officer', '2026-12-09', now(), now(), now())`,
    [
      id,
      title,
      'สำนักใช้ผลนี้ปรับวิธีมอบหมายงานของปีงบประมาณหน้า',
      language,
      state,
      JSON.stringify(questions),
      cut ? JSON.stringify(cut) : null,
      level,
      [
        'ระบบออกแบบมาไม่ให้บันทึกว่าท่านตอบอะไร แต่ผู้ดูแลระบบอาจเห็นได้ขณะที่ท่านตอบ',
        'ผู้ดูแลเครือข่ายอาจเห็นหมายเลขไอพีและเวลา สำนวนการเขียนอาจทำให้คาดเดาได้',
        'แสดงผลเมื่อมีผู้ตอบตั้งแต่ 5 คนขึ้นไป',
      ],
      JSON.stringify(made.publicKeys),
      made.fingerprint,
      staffIds.length,
    ],
  )
  await system.query('SELECT ballot.prepare_poll($1)', [id])
  await system.query('INSERT INTO poll_eligible SELECT $1, unnest($2::uuid[])', [id, staffIds])
  const { SIMULATOR_PORT } = system.env
  const liff = { url: `http://127.0.0.1:${SIMULATOR_PORT}/liff`, id: '1000000002-sucharit' }
  return {
    id,
    keys: made.publicKeys,
    fingerprint: made.fingerprint,
    link: pollLink(liff, { id, fingerprint: made.fingerprint }),
  }
}

/** Somebody in the simulator who is registered staff here. */
export async function makeStaff(system: System, displayName = 'สมชาย ใจดี') {
  const { userId } = (await system.sim.post('/_sim/users', { displayName, isFriend: true })) as { userId: string }
  const id = randomUUID()
  await system.query(`INSERT INTO staff (id, line_user_id, state) VALUES ($1, $2, 'registered')`, [id, userId])
  return { id, userId }
}

/** The card of a poll in somebody's chat, as a campaign sends it. */
export async function sendPollCard(system: System, to: string, { link }: SystemPoll): Promise<void> {
  const card = templates.render('poll-invite', { ...inviteSample, link: { label: 'ตอบแบบสำรวจ', url: link } })
  const status = await system.sim.push(to, [card], randomUUID())
  if (status !== 200) throw new Error(`The card was answered ${status}`)
}

/** An ID token as LINE's look-alike gives it to this person. */
export async function idTokenOf(system: System, userId: string, uri: string): Promise<string> {
  const asked = new URLSearchParams({ userId, uri, allowed: '1' })
  const answer = await fetch(`${system.urls.simulator}/_sim/liff/open?${asked}`, { redirect: 'manual' })
  const target = new URL(answer.headers.get('location') ?? '')
  return new URLSearchParams(target.hash.slice(1)).get('id_token') ?? ''
}

/** Draws and casts without a browser, as others of the audience do; the ballot's random bytes in hex. */
export async function castBallot(system: System, userId: string, poll: SystemPoll, answers: object): Promise<string> {
  const idToken = await idTokenOf(system, userId, poll.link)
  const key = await readSignerKey(new Uint8Array(Buffer.from(poll.keys.score as string, 'base64')))
  const nonce = crypto.getRandomValues(new Uint8Array(32))
  const prepared = new Uint8Array([...nonce, ...Buffer.from(ballotContext(poll.id, 'score'))])
  const { blinded, inverse } = await blind(key, prepared)
  const ballots = [{ poll: poll.id, part: 'score', blinded: Buffer.from(blinded).toString('base64url') }]
  const headers = { 'Content-Type': 'application/json' }
  const drawn = await fetch(`${system.urls.web}/liff/draw`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ idToken, ballots }),
  })
  const { ballots: given } = (await drawn.json()) as { ballots: { signature: string }[] }
  const signed = new Uint8Array(Buffer.from(given[0]?.signature as string, 'base64url'))
  const signature = Buffer.from((await finalize(key, prepared, { signed, inverse })) as Uint8Array).toString(
    'base64url',
  )
  const clear = {
    poll: poll.id,
    part: 'score',
    prepared: Buffer.from(prepared).toString('base64url'),
    signature,
    answers,
  }
  const missing = castBodyBytes - Buffer.byteLength(JSON.stringify({ ...clear, padding: '' }))
  const body = JSON.stringify({ ...clear, padding: ' '.repeat(missing) })
  const { status } = await fetch(`${system.urls.ballot}/cast`, { method: 'POST', headers, body })
  if (status !== 200) throw new Error(`The ballot was answered ${status}`)
  return Buffer.from(nonce).toString('hex')
}
