import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attack } from '../support/attack.ts'
import { single } from '../support/counting-office.ts'
import { filesBelow, readIfThere } from '../support/find-traces.ts'
import { castBallot, makeStaff, publishBallotPoll, type SystemPoll } from '../support/polls-of-system.ts'
import { readRedis } from '../support/read-redis.ts'
import { startRedisServer } from '../support/redis-server.ts'
import { newDevice } from '../support/room-office.ts'
import { createWebhookDriver } from '../support/signed-webhooks.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'
import { createNaivePoll } from './naive/naive-poll.ts'

// Whoever reads what a running service leaves behind: logs, queue, tables, WAL, files. Votes come in by signed webhooks, by the
// ballot host and in a room, as they do from LINE and from phones.

const redis = await startRedisServer()
const voterCount = 12
type Person = { id: string; userId: string }

describe.skipIf(!redis)('the product with Redis', () => {
  let system: System
  let running: RunningSystem
  let queue: Redis
  let people: Person[]
  let chat: { id: string }
  let ballot: SystemPoll
  let room: { id: string }
  let replayed: string
  let keyFiles: Buffer[]
  const nonces = new Map<string, string>()
  const devices = Array.from({ length: voterCount }, newDevice)

  beforeAll(async () => {
    system = await createSystem({ env: { REDIS_URL: redis?.url ?? '', LOG_LEVEL: 'debug' } })
    running = system.start()
    await running.ready()
    await until(async () => (await fetch(`${system.urls.ballot}/readyz`)).ok, { withinMs: 20_000, what: 'ballot host' })
    // Its close drops tables and keys, which the searches below would meet half gone.
    const countedDemo = 'SELECT FROM poll WHERE is_demo AND result_released_at IS NOT NULL'
    await until(async () => (await system.query(countedDemo)).length > 0, {
      withinMs: 60_000,
      what: 'a counted demo poll',
    })
    queue = new Redis(redis?.url ?? '')
    people = await Promise.all(Array.from({ length: voterCount }, () => makeStaff(system)))
    chat = await openPoll({ anonymity: 'chat' })
    room = await openPoll({ anonymity: 'room' })
    ballot = await publishBallotPoll(
      system,
      people.map(({ id }) => id),
      { questions: [single()] },
    )
    keyFiles = [chat, ballot, room].flatMap(({ id }) =>
      filesBelow(join(system.env.SECRETS_DIR, 'polls', id)).map((path) => readFileSync(path)),
    )
    await voteInChat()
    await answerInRoom()
    for (const { userId } of people)
      nonces.set(userId, await castBallot(system, userId, ballot, { q1: { option: 'o1' } }))
  })
  afterAll(async () => {
    queue?.disconnect()
    await system?.dispose()
    await redis?.stop()
  })

  async function openPoll({ anonymity }: { anonymity: 'chat' | 'room' }): Promise<{ id: string }> {
    const [editor, approver] = [
      system.api(await system.createToken('editor')),
      system.api(await system.createToken('approver')),
    ]
    const { body: poll } = await editor.post('/polls', {
      title: 'ความเห็น',
      anonymity,
      questions: [{ kind: 'single', text: 'เลือก', options: ['ก', 'ข', 'ค'] }],
    })
    await editor.post(`/polls/${poll.id}/submit`, {})
    await approver.post(`/polls/${poll.id}/approve`, {})
    expect((await approver.post(`/polls/${poll.id}/open`, {})).body.state).toBe('open')
    return poll
  }

  const tapOf = (driver: ReturnType<typeof createWebhookDriver>, { userId }: Person, option: string) => ({
    ...driver.textEvent(),
    type: 'postback',
    source: { type: 'user', userId },
    postback: { data: `vote/1/${chat.id}/q1/${option}` },
  })

  /** Everybody once; one event five times, one where the database refuses, one of no option, one in a group. */
  async function voteInChat(): Promise<void> {
    const driver = createWebhookDriver(system)
    const taps = people.map((person, n) => tapOf(driver, person, `o${(n % 3) + 1}`))
    replayed = (taps[0] as { webhookEventId: string }).webhookEventId
    for (const tap of [...taps, ...Array(4).fill(taps[0])]) expect(await driver.post([tap])).toBe(200)
    const [first] = people as [Person]
    expect(await driver.post([tapOf(driver, first, 'o9')])).toBe(200)
    expect(
      await driver.post([
        { ...tapOf(driver, first, 'o1'), source: { type: 'group', groupId: 'C1', userId: first.userId } },
      ]),
    ).toBe(200)
    await system.query('ALTER FUNCTION ballot.seal RENAME TO seal_away')
    expect(await driver.post([tapOf(driver, first, 'o2')])).toBe(503)
    await system.query('ALTER FUNCTION ballot.seal_away RENAME TO seal')
    // Something that does go through the queue, so that the search below looks through a queue that was used.
    expect(
      await driver.post([{ ...driver.textEvent('สวัสดี'), source: { type: 'user', userId: `U${'f'.repeat(32)}` } }]),
    ).toBe(200)
  }

  /** Every device twice: the second answer is refused, by the mark that the first has left. */
  async function answerInRoom(): Promise<void> {
    const [{ code } = { code: '' }] = await query<{ code: string }>('SELECT code FROM room WHERE poll_id = $1', [
      room.id,
    ])
    for (const outcome of ['counted', 'already_answered'])
      for (const [n, device] of devices.entries()) {
        const answer = { option: `o${(n % 3) + 1}` }
        const response = await fetch(`${system.urls.web}/api/v1/rooms/${code}/answers`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ device, question: 'q1', round: 0, answer }),
        })
        expect(await response.json()).toEqual({ outcome })
      }
  }
  const marks = () => query('SELECT FROM ballot.room_device WHERE poll_id = $1', [room.id])

  const query = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await system.query(sql, values)) as Row[]
  const idsOfPeople = () => people.flatMap(({ id, userId }) => [id, userId])

  attack(5, 'the log of a running service', {
    learn: ({ said, secrets }: { said: string; secrets: string[] }) =>
      secrets.filter((secret) => said.includes(secret)),
    ours() {
      const said = running.output()
      if (!said.includes('"msg"')) throw new Error('The service has said nothing.')
      return { said, secrets: [...idsOfPeople(), ...nonces.values(), ...devices, `vote/1/${chat.id}`, replayed] }
    },
    async naive() {
      const poll = await createNaivePoll(query)
      const [{ userId }] = people as [Person]
      await poll.vote(userId, 'o1')
      return { said: poll.lines.join('\n'), secrets: [userId] }
    },
  })

  attack(6, 'the queue, its kept jobs and the rows that feed it', {
    learn: ({ kept, secrets }: { kept: string; secrets: string[] }) =>
      secrets.filter((secret) => kept.includes(secret)),
    async ours() {
      const rows = await query<{ row: string }>(
        `SELECT t::text AS row FROM inbox_event t UNION ALL SELECT t::text FROM outbox_job t`,
      )
      const inRedis = await readRedis(queue)
      if (!inRedis.includes('inbox') || rows.length === 0) throw new Error('The queue was not used.')
      return {
        kept: [inRedis, ...rows.map(({ row }) => row)].join('\n'),
        secrets: [...idsOfPeople(), `vote/1/`, ...nonces.values(), ...devices],
      }
    },
    // A vote as a job, kept when it is done, as BullMQ does unless told otherwise.
    async naive() {
      const { hostname, port } = new URL(redis?.url ?? '')
      const jobs = new Queue('naive', { connection: { host: hostname, port: Number(port) } })
      const [{ userId }] = people as [Person]
      await jobs.add('vote', { userId, data: `vote/1/${chat.id}/q1/o1` })
      const kept = await readRedis(queue)
      await jobs.obliterate({ force: true })
      await jobs.close()
      return { kept, secrets: [userId] }
    },
  })

  attack(8, 'an event that is delivered again', {
    learn: ({ votes, traces }: { votes: number; traces: string[] }) => [
      ...(votes > 1 ? [`${votes} votes`] : []),
      ...traces,
    ],
    async ours() {
      const rows = await query<{ sealed: number; counted: number }>(
        `SELECT (SELECT count(*)::int FROM ballot.spool WHERE poll_id = $1) AS sealed,
           (SELECT count(*)::int FROM ballot.participation WHERE poll_id = $1) AS counted`,
        [chat.id],
      )
      const votes = (rows[0]?.sealed ?? 0) + (rows[0]?.counted ?? 0) - (voterCount - 1)
      const tables = await dumpTables()
      return { votes, traces: [...tables].flatMap(([name, text]) => (text.includes(replayed) ? [name] : [])) }
    },
    async naive() {
      const poll = await createNaivePoll(query)
      for (let time = 0; time < 5; time += 1) await poll.vote(replayed, 'o1')
      const votes = Object.values(await poll.counts())[0] ?? 0
      await poll.drop()
      return { votes, traces: [] }
    },
  })

  /** Every row of every table, the queue's and Prisma's own included. */
  async function dumpTables(): Promise<Map<string, string>> {
    const tables = await query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    )
    const dumped = new Map<string, string>()
    for (const { name } of tables) {
      const rows = await query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)
      dumped.set(name, rows.map(({ row }) => row).join('\n'))
    }
    return dumped
  }

  describe('after the close', () => {
    type Vote = { person: string[]; ballot: string[] }
    type Searched = { votes: Vote[]; secrets: Buffer[] }

    /** Rows that name a person beside their ballot, and places that hold a clear vote or a key. */
    async function findPairs({ votes, secrets }: Searched): Promise<string[]> {
      const tables = await dumpTables()
      const inRows = [...tables].flatMap(([name, text]) =>
        text
          .split('\n')
          .flatMap((row) =>
            votes.some(
              ({ person, ballot: own }) =>
                person.some((id) => row.includes(id)) && own.some((trace) => row.includes(trace)),
            )
              ? [name]
              : [],
          ),
      )
      const texts: [string, Buffer][] = [
        ...[...tables].map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]),
        ['redis', Buffer.from(await readRedis(queue))],
        ['log', Buffer.from(running.output())],
      ]
      const files = [system.env.DATA_DIR, system.env.SECRETS_DIR].flatMap(filesBelow)
      if (!files.some((path) => path.includes('pg_wal'))) throw new Error('The WAL was not searched.')
      const holds = (bytes: Buffer) => secrets.some((secret) => bytes.includes(secret))
      return [
        ...inRows,
        ...texts.flatMap(([name, bytes]) => (holds(bytes) ? [name] : [])),
        ...files.filter((path) => holds(readIfThere(path))),
      ]
    }

    test('a full dump, the WAL, Redis, the logs and the folders of keys and media pair nobody, and know no device', async () => {
      const polls = [chat.id, ballot.id, room.id]
      expect(await marks()).toHaveLength(2 * voterCount) // that it answered this question, and that it answered
      await system.query(`UPDATE poll SET state = 'closed', closed_at = now() WHERE id = ANY($1)`, [polls])
      await until(
        async () => {
          const rows = await query('SELECT FROM poll WHERE id = ANY($1) AND outcome = $2', [polls, 'counted'])
          return rows.length === polls.length
        },
        { withinMs: 30_000, what: 'the polls counted' },
      )
      await until(
        async () =>
          filesBelow(join(system.env.SECRETS_DIR, 'polls')).every((path) => !polls.some((id) => path.includes(id))),
        { withinMs: 10_000, what: 'the keys to be gone' },
      )
      const left = await query<{ name: string }>('SELECT relname AS name FROM pg_class WHERE relname LIKE ANY($1)', [
        polls.map((id) => `%${id.replaceAll('-', '')}%`),
      ])
      expect(left).toEqual([])
      expect(await marks()).toEqual([])
      const votes = people.map(({ id, userId }): Vote => {
        const nonce = Buffer.from(nonces.get(userId) ?? '', 'hex')
        return {
          person: [id, userId],
          ballot: [nonce.toString('hex'), nonce.toString('base64url'), nonce.toString('base64')],
        }
      })
      expect(keyFiles).toHaveLength(7) // spool and poll keys of all three, the signing key of one
      const clear = [`vote/1/${chat.id}`, '"answers":{"q1"'].map((words) => Buffer.from(words))
      const ofDevices = devices.flatMap((device) => {
        const bytes = Buffer.from(device, 'base64url')
        return [bytes, ...[device, bytes.toString('hex'), bytes.toString('base64')].map((words) => Buffer.from(words))]
      })
      expect(await findPairs({ votes, secrets: [...clear, ...keyFiles, ...ofDevices] })).toEqual([])
    })

    test('and the search finds what a naive table keeps: in its rows, and in the WAL', async () => {
      const poll = await createNaivePoll(query)
      const [{ userId }] = people as [Person]
      const choice = `choice-${crypto.randomUUID()}`
      await poll.vote(userId, choice)
      const found = await findPairs({ votes: [{ person: [userId], ballot: [choice] }], secrets: [Buffer.from(choice)] })
      expect(found).toContain('naive.answer')
      expect(found.some((place) => place.includes('pg_wal'))).toBe(true)
      await poll.drop()
    })
  })
})
