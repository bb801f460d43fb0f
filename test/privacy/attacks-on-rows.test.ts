import type { KeyObject } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unseal } from '../../src/platform/secrets/seal.ts'
import { attack } from '../support/attack.ts'
import { correlationOf } from '../support/correlation.ts'
import { expectStatus, openPollOffice, type PollOffice } from '../support/poll-office.ts'
import { newDevice } from '../support/room-office.ts'
import { createNaivePoll } from './naive/naive-poll.ts'

// Whoever reads the tables: an administrator of the database, a thief of a backup.

let office: PollOffice
let staff: string[]
beforeAll(async () => {
  office = await openPollOffice()
  staff = await office.addStaff(60)
})
afterAll(() => office.dispose())

const query = async <Row extends object>(sql: string, values: unknown[] = []) =>
  (await office.owner.query(sql, values)).rows as Row[]

async function voteInOrder(pollId: string, people = staff): Promise<void> {
  for (const [index, person] of people.entries()) await office.tap(person, pollId, String(index % 4))
}

async function naiveVotes(people = staff) {
  const poll = await createNaivePoll(query)
  for (const [index, person] of people.entries()) await poll.vote(person, String(index % 4))
  return poll
}

attack(1, 'rows in the order of the votes', {
  // Of 55 in random order a correlation beyond 0.5 comes once in 10,000 runs.
  learn: ({ cast, kept }: { cast: string[]; kept: string[] }) =>
    kept.length < 50 || Math.abs(correlationOf(cast, kept)) >= 0.5 ? ['who voted when'] : [],
  async ours() {
    const id = await office.open()
    await voteInOrder(id)
    const cast = staff.map((person) => office.keys.findNamer(id)?.(person, 'q1').toString('hex') as string)
    await office.count()
    const rows = await query<{ token: string }>(
      `SELECT encode(token, 'hex') AS token FROM ballot.participation WHERE poll_id = $1 ORDER BY ctid`,
      [id],
    )
    return { cast, kept: rows.map(({ token }) => token) }
  },
  async naive() {
    const poll = await naiveVotes()
    return { cast: staff, kept: await poll.answered() }
  },
})

attack(2, 'times, serial numbers and ids of people beside answers', {
  learn: (schema: string) =>
    query(
      `SELECT table_name, column_name FROM information_schema.columns
       WHERE table_schema = $1 AND (data_type ~ '^(timestamp|date|time|interval)' OR is_identity = 'YES'
         OR column_default LIKE 'nextval%' OR column_name ~ '(user|person|response|session|device_id|ip)')`,
      [schema],
    ),
  ours: () => 'ballot',
  async naive() {
    await createNaivePoll(query)
    return 'naive'
  },
})

attack(3, 'the number of the transaction that wrote a row', {
  // Fewer than k rows of one transaction are the votes of a moment.
  learn: async ({ table, id }: { table: string; id: string }) =>
    query(`SELECT xmin::text FROM ${table} WHERE poll_id = $1 GROUP BY xmin::text HAVING count(*) < 5`, [id]),
  async ours() {
    const id = await office.open()
    await voteInOrder(id)
    await office.count()
    return { table: 'ballot.participation', id }
  },
  naive: async () => ({ table: 'naive.answer', id: (await naiveVotes(staff.slice(0, 9))).id }),
})

/** Words whose row was written by the transaction nearest to that of one mark alone: whose phone sent them. */
function wordsOfOnePhone({ marks, words }: { marks: number[]; words: number[] }): number[] {
  return words.filter((word) => {
    const distances = marks.map((mark) => Math.abs(mark - word))
    return distances.filter((distance) => distance === Math.min(...distances)).length < 5
  })
}

test('[attack 3] in a room no transaction joins a phone’s mark and its words, one phone answering at a time', async () => {
  const id = await office.open({ anonymity: 'room', questions: [{ kind: 'text', text: 'ข้อเสนอแนะ' }] })
  const { code } = await office.database.prisma.room.findUniqueOrThrow({ where: { pollId: id } })
  const numbersIn = async (table: string, pollId: string) =>
    (
      await query<{ n: number }>(`SELECT xmin::text::int AS n FROM ${table} WHERE poll_id = $1 ORDER BY ctid`, [pollId])
    ).map(({ n }) => n)
  for (let n = 0; n < 8; n += 1) {
    const given = { device: newDevice(), question: 'q1', round: 0, answer: { text: `ข้อเขียน ${n}` } }
    expectStatus(200, await office.post(`/rooms/${code}/answers`, given))
  }
  const ours = { marks: await numbersIn('ballot.room_device', id), words: await numbersIn('ballot.open_text', id) }
  expect(ours).toMatchObject({ marks: { length: 16 }, words: { length: 8 } })
  expect(wordsOfOnePhone(ours)).toEqual([])
  const rows = await query<{ n: string }>(
    `SELECT right(body, 1) AS n FROM ballot.open_text WHERE poll_id = $1 ORDER BY ctid`,
    [id],
  )
  expect(rows.map(({ n }) => n).join('')).not.toBe('01234567') // once in 40,320 runs

  const poll = await naiveVotes(staff.slice(0, 8))
  const naive = await numbersIn('naive.answer', poll.id)
  expect(wordsOfOnePhone({ marks: naive, words: naive })).toHaveLength(8)
})

test('[attack 3] commits are not timed, the ids of boxes are random, and after the close no row is left', async () => {
  expect(await query('SHOW track_commit_timestamp')).toEqual([{ track_commit_timestamp: 'off' }])
  const id = await office.open()
  await voteInOrder(id, staff.slice(0, 9))
  const rows = await query<{ id: string }>('SELECT id::text FROM ballot.spool WHERE poll_id = $1', [id])
  expect(rows.map((row) => row.id[14])).toEqual(Array(9).fill('4')) // UUIDv4: neither counted nor timed
  await office.close(id)
  expect(await query(`SELECT FROM pg_class WHERE relname LIKE '%' || $1`, [id.replaceAll('-', '')])).toEqual([])
})

type Backup = { rows: Buffer[]; key: KeyObject | undefined }

attack(4, 'a backup taken between two votes, read after the close', {
  learn({ rows, key }: Backup) {
    const lengths = new Set(rows.map((row) => row.length))
    const clear = rows.filter((row) => /answer|option/.test(tryToOpen(row, key)))
    return [...(lengths.size > 1 ? ['which is the longer answer'] : []), ...clear]
  },
  async ours() {
    const options = ['o1', 'anoption'].map((key) => ({ key, text: key }))
    const id = await office.open({ questions: [{ kind: 'single', text: 'เลือก', options }] })
    await office.tap(staff[0] as string, id, 'o1')
    await office.tap(staff[1] as string, id, 'anoption')
    const rows = await query<{ box: Buffer }>('SELECT box FROM ballot.spool WHERE poll_id = $1', [id])
    await office.close(id)
    return { rows: rows.map(({ box }) => box), key: office.keys.findSpoolKey(id) }
  },
  async naive() {
    const poll = await createNaivePoll(query)
    await poll.vote(staff[0] as string, 'o1')
    await poll.vote(staff[1] as string, 'anoption')
    const rows = await query<{ row: string }>(
      'SELECT to_jsonb(a)::text AS row FROM naive.answer a WHERE poll_id = $1',
      [poll.id],
    )
    return { rows: rows.map(({ row }) => Buffer.from(row)), key: undefined }
  },
})

function tryToOpen(row: Buffer, key: KeyObject | undefined): string {
  return key ? unseal(key, row).toString() : row.toString()
}
