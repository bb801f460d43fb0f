import { join } from 'node:path'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Box, boxBytesOf, packBox } from '../../src/features/polls/box-rules.ts'
import { promiseOf } from '../../src/features/polls/promise-rules.ts'
import { redact } from '../../src/features/polls/redact-rules.ts'
import { mayCompare } from '../../src/features/polls/suppression-rules.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { createLog } from '../../src/platform/log.ts'
import { unseal } from '../../src/platform/secrets/seal.ts'
import { dataFolderOfCluster, filesBelow, findInTables, readIfThere } from '../support/find-traces.ts'
import { expectStatus, openPollOffice, type PollOffice } from '../support/poll-office.ts'

// One test per attack on polls that this feature must withstand, by its number in the specification of anonymity. Where a naive
// variant is cheap to build, it stands beside: the test has been seen to catch it.

let office: PollOffice
let staff: string[]
beforeAll(async () => {
  office = await openPollOffice()
  staff = await office.addStaff(60)
})
afterAll(() => office.dispose())

const query = async <Row extends object>(sql: string, values: unknown[] = []) =>
  (await office.owner.query(sql, values)).rows as Row[]

/** How far two orders agree, from −1 to 1 (Spearman). */
function correlationOf(order: number[]): number {
  const n = order.length
  const squares = order.reduce((sum, rank, place) => sum + (rank - place) ** 2, 0)
  return 1 - (6 * squares) / (n * (n ** 2 - 1))
}

const tokensOf = (pollId: string) =>
  staff.map((person) => office.keys.tokenOf(pollId, person, 'q1')?.toString('hex') as string)

async function voteInOrder(pollId: string, people = staff): Promise<void> {
  for (const [index, person] of people.entries()) await office.tap(person, pollId, String(index % 4))
}

describe('[attack 1] order', () => {
  test('counted tokens lie in no order of the taps', async () => {
    const id = await office.open()
    await voteInOrder(id)
    const tokens = tokensOf(id)
    await office.count()
    const rows = await query<{ token: string }>(
      `SELECT encode(token, 'hex') AS token FROM ballot.participation WHERE poll_id = $1 ORDER BY ctid`,
      [id],
    )
    const taps = rows.map(({ token }) => tokens.indexOf(token))
    const ranks = taps.map((tap) => taps.filter((other) => other < tap).length)
    expect(rows).toHaveLength(55)
    expect(Math.abs(correlationOf(ranks))).toBeLessThan(0.5) // 55 in random order: beyond it once in 10,000 runs
  })

  test('the measure is 1 for rows written as they come', () => {
    expect(correlationOf(Array.from({ length: 55 }, (_, place) => place))).toBe(1)
  })

  test('the ids of boxes are random, not counted and not timed', async () => {
    const id = await office.open()
    await voteInOrder(id, staff.slice(0, 9))
    const rows = await query<{ id: string }>('SELECT id::text FROM ballot.spool WHERE poll_id = $1', [id])
    expect(rows.every((row) => row.id[14] === '4')).toBe(true)
  })
})

describe('[attacks 2, 17] the schema', () => {
  const findForbidden = () =>
    query<{ name: string }>(
      `SELECT format('%s.%s', table_name, column_name) AS name FROM information_schema.columns
       WHERE table_schema = 'ballot' AND (data_type ~ '^(timestamp|date|time|interval)' OR is_identity = 'YES'
         OR column_default LIKE 'nextval%' OR column_name ~ '(user|person|response|session|device_id|ip)')`,
    )

  test('has no time, no serial number and nothing that joins one person’s answers, beside any answer', async () => {
    expect(await findForbidden()).toEqual([])
  })

  test('and the search finds a column that should not be there', async () => {
    await query('CREATE TABLE ballot.naive (poll_id uuid, answered_at timestamptz)')
    expect(await findForbidden()).toEqual([{ name: 'naive.answered_at' }])
    await query('DROP TABLE ballot.naive')
  })
})

test('[attack 3] all rows of a batch carry one transaction’s number, and commits are not timed', async () => {
  const id = await office.open()
  await voteInOrder(id)
  await office.count()
  const numbers = await query(`SELECT DISTINCT xmin::text FROM ballot.participation WHERE poll_id = $1`, [id])
  expect(numbers).toHaveLength(1)
  expect(await query('SHOW track_commit_timestamp')).toEqual([{ track_commit_timestamp: 'off' }])
  await office.close(id)
  const left = await query(`SELECT FROM pg_class WHERE relname LIKE '%' || $1`, [id.replaceAll('-', '')])
  expect(left).toEqual([])
})

describe('[attack 4] a backup between two votes', () => {
  test('holds boxes of one size, which nothing opens after the close', async () => {
    const id = await office.open({
      questions: [
        {
          kind: 'single',
          text: 'เลือก',
          options: [
            { key: 'o1', text: 'ก' },
            { key: 'longeroption', text: 'ข' },
          ],
        },
      ],
    })
    await office.tap(staff[0] as string, id, 'o1')
    await office.tap(staff[1] as string, id, 'longeroption')
    const boxes = await query<{ box: Buffer }>('SELECT box FROM ballot.spool WHERE poll_id = $1', [id])
    expect(new Set(boxes.map(({ box }) => box.length)).size).toBe(1)
    const key = office.keys.findSpoolKey(id)
    expect(unseal(key as never, boxes[0]?.box as Buffer).toString()).toContain('answers') // it could be opened until now
    await office.close(id)
    expect(office.keys.findSpoolKey(id)).toBeUndefined()
  })

  test('a box that is not padded tells what is in it', () => {
    const box = (option: string): Box => ({ token: 'dG9rZW4', pool: 'q1', answers: { q1: { option } } })
    const naive = (option: string) => JSON.stringify(box(option)).length
    expect(naive('o1')).not.toBe(naive('longeroption'))
    const bytes = boxBytesOf({ anonymity: 'chat', questions: [{ kind: 'single' }] })
    expect(packBox(box('o1'), bytes).length).toBe(packBox(box('longeroption'), bytes).length)
  })
})

test('[attack 5] no log line and no metric says who voted what, for votes taken, refused and failed', async () => {
  const id = await office.open()
  await voteInOrder(id)
  await office.tap(staff[0] as string, id, '9')
  await office.tap(staff[0] as string, id, '1', { source: { kind: 'group', userId: staff[0] as never } })
  const tokens = tokensOf(id)
  await office.owner.query('ALTER FUNCTION ballot.seal RENAME TO seal_away')
  await expect(office.tap(staff[0] as string, id, '2')).rejects.toThrow()
  await office.owner.query('ALTER FUNCTION ballot.seal_away RENAME TO seal')
  await office.close(id)
  const metrics = await office.platform.metrics.registry.metrics()
  const said = [...office.lines, metrics].join('\n')
  for (const trace of [...staff, ...tokens, `vote/1/${id}`]) expect(said).not.toContain(trace)
  expect(metrics).not.toContain(id)
})

test('[attack 6] no vote is ever a job or an inbox row, not even one that failed', async () => {
  const id = await office.open()
  await office.owner.query('ALTER FUNCTION ballot.seal RENAME TO seal_away')
  await expect(office.tap(staff[0] as string, id, '2')).rejects.toThrow()
  await office.owner.query('ALTER FUNCTION ballot.seal_away RENAME TO seal')
  await voteInOrder(id)
  expect(await query('SELECT * FROM inbox_event')).toEqual([])
  const jobs = await query<{ job: string; payload: unknown }>('SELECT job, payload FROM outbox_job')
  for (const { payload } of jobs) expect(JSON.stringify(payload)).not.toMatch(/vote|q1|U[0-9a-f]{32}/)
})

test('[attack 8] the same event again is one vote and leaves no second trace', async () => {
  const id = await office.open()
  const webhookEventId = ulid()
  for (let time = 0; time < 5; time += 1) await office.tap(staff[0] as string, id, '2', { webhookEventId })
  expect(await office.spooled(id)).toBe(1)
  expect(await findInTables(office.testDatabase.ownerUrl, webhookEventId)).toEqual([])
})

test('[attack 9] four answers show nothing in any output: API, CSV, XLSX, result card', async () => {
  const id = await office.open()
  await office.tapAll(staff.slice(0, 4), id, '2')
  await office.close(id)
  const { body } = await office.get(`/polls/${id}/results`)
  expect(body).toMatchObject({
    cast: null,
    participation: null,
    questions: [{ isHidden: true, answered: null, rows: [] }],
  })
  const csv = (await office.get(`/polls/${id}/export?format=csv`)).bytes.toString()
  expect(csv).not.toMatch(/(^|,)4(,|$)/m)
  expect((await office.get(`/polls/${id}/export`)).bytes.length).toBeGreaterThan(0)
  expect(await query('SELECT * FROM ballot.tally WHERE poll_id = $1', [id])).toEqual([])
  expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
  const { resultCampaignId } = expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'ขยายกลุ่ม' }))
  const { messages } = expectStatus(200, await office.get(`/campaigns/${resultCampaignId}`))
  expect(messages[0].data.questions).toMatchObject([{ isHidden: true }])
})

test('[attack 11] asking after every vote, a figure never moves by fewer than k', async () => {
  const id = await office.open()
  const seen: (number | null)[] = []
  for (const [index, person] of staff.entries()) {
    await office.tap(person, id, String(index % 4))
    await office.count()
    const { body } = await office.get(`/polls/${id}/results`)
    expect(body.questions).toMatchObject([{ isHidden: true, answered: null }])
    seen.push(body.cast)
  }
  const steps = [...new Set(seen)].map((cast) => cast ?? 0)
  const jumps = steps.slice(1).map((cast, place) => cast - (steps[place] as number))
  expect(jumps.length).toBeGreaterThan(3)
  expect(jumps.every((jump) => jump >= 5)).toBe(true)
})

test('[attack 12] no parameter filters or crosses results', async () => {
  const id = await office.open()
  await voteInOrder(id)
  await office.close(id)
  const plain = (await office.get(`/polls/${id}/results`)).body
  for (const filter of ['unit=psr', 'cut=c1', 'gender=f&age=30', 'question=q1&option=o1', 'from=2020-01-01']) {
    const { status, body } = await office.get(`/polls/${id}/results?${filter}`)
    expect(status === 400 || JSON.stringify(body) === JSON.stringify(plain)).toBe(true)
  }
})

test('[attack 13] five of five who say the same are not told on', async () => {
  const id = await office.open()
  await office.tapAll(staff.slice(0, 5), id, '0')
  await office.close(id)
  const { body } = await office.get(`/polls/${id}/results`)
  expect(body.questions).toMatchObject([{ isHidden: false, answered: 5, mean: null, band: '0-24' }])
  for (const { count, percent } of body.questions[0].rows) expect([count, percent]).toEqual([null, null])
})

test('[attack 14] the promise says what it cannot prevent', () => {
  expect(promiseOf('ballot', 'th', 5).join()).toContain('กลุ่มที่มีคนน้อยหรือสำนวนการเขียนอาจทำให้ผู้อื่นคาดเดาได้')
  for (const level of ['chat', 'ballot', 'ballot_interim', 'room'] as const) {
    const promise = promiseOf(level, 'th', 12).join()
    expect(promise).not.toMatch(/ไม่มีใครรู้ได้|ปลอดภัย 100|ผู้ดูแลระบบไม่มีทางรู้/)
    expect(promise).toContain('12')
  }
})

test('[attack 15] two rounds between which fewer than k came or left do not stand side by side', () => {
  const at = (membersChanged: number) => mayCompare({ before: 30, after: 31, membersChanged }, 5)
  expect([at(0), at(1), at(5)]).toEqual([true, false, true])
})

test.each([
  ['นางสาวสมหญิง รักงาน สั่งให้แก้เอกสาร', '[ชื่อบุคคล] สั่งให้แก้เอกสาร'],
  ['ติดต่อ somchai@opdc.go.th หรือ ๐๘๑-๒๓๔-๕๖๗๘', 'ติดต่อ [อีเมล] หรือ [หมายเลขโทรศัพท์]'],
  ['บัตร 1-1037-02071-81-1 หาย 😡', 'บัตร [เลขประจำตัว] หาย'],
  ['ดู https://example.org/a?b=1 ด้วย', 'ดู [ลิงก์] ด้วย'],
  ['งานล่าช้าเพราะขั้นตอนมาก', 'งานล่าช้าเพราะขั้นตอนมาก'],
])('[attack 16] the redactor: %s', (text, clean) => {
  expect(redact(text)).toBe(clean)
})

test('[attack 18] the invitation has one address for everybody, with nobody in it', async () => {
  const id = await office.open({ anonymity: 'ballot' })
  const urlOf = async () => {
    const { campaignId } = expectStatus(200, await office.post(`/polls/${id}/invite`))
    return expectStatus(200, await office.get(`/campaigns/${campaignId}`)).messages[0].data.link.url as string
  }
  const [first, second] = [await urlOf(), await urlOf()]
  expect(first).toBe(second)
  const people = await query<{ id: string }>('SELECT id::text FROM staff')
  for (const { id: staffId } of people) expect(first).not.toContain(staffId)
  expect(first).not.toMatch(/utm_|suId|state=/)
})

test('[attack 20] k is not lowered once people have been promised it, by nobody and by no way of the API', async () => {
  const id = await office.open()
  for (const threshold of [5, 6]) {
    const { body } = await office.call(office.people.owner, 'PATCH', `/polls/${id}`, { threshold })
    expect(body.code).toBe('POLL_FROZEN')
  }
  expect((await office.audited('poll.change_refused')).some(({ subject }) => subject === id)).toBe(true)
})

test('[attack 22] who sends can read neither who may vote nor who has', async () => {
  const sender = openDatabase({ url: office.testDatabase.senderUrl, poolSize: 1, log: createLog({ level: 'silent' }) })
  for (const table of [
    'poll_eligible',
    'ballot.participation',
    'ballot.issuance',
    'ballot.spool',
    'ballot.tally',
    'poll',
  ]) {
    await expect(sender.pool.query(`SELECT FROM ${table}`)).rejects.toMatchObject({ code: '42501' })
  }
  await sender.close()
  const paths = Object.keys(office.features.polls.routes(undefined as never).polls)
  expect(paths.filter((name) => /pending|respond|remaining|missing|who/i.test(name))).toEqual([])
})

test('[attack 23] a choice changes until the flush and not after it, as the promise says', async () => {
  const id = await office.open()
  const voters = staff.slice(0, 12)
  await office.tapAll(voters, id, '0')
  office.turnClock(1000)
  await office.tapAll(voters, id, '3') // all think again, nothing counted yet
  await office.count()
  expect(await office.tally(id)).toEqual({ '': 7, '3': 7 })
  office.turnClock(1000)
  await office.tapAll(voters, id, '0')
  await office.close(id)
  expect(await office.tally(id)).toEqual({ '': 12, '3': 7, '0': 5 })
  expect(promiseOf('chat', 'th', 5).join()).toContain('เปลี่ยนคำตอบได้เพียงช่วงสั้น ๆ หลังตอบ')
})

describe('after the close', () => {
  test('a full dump, the WAL, the logs and our folders tell nothing that pairs', async () => {
    const id = await office.open()
    const keyFiles = ['spool.key', 'poll.key'].map((name) => readIfThere(join(office.dir, 'secrets/polls', id, name)))
    expect(keyFiles.map((bytes) => bytes.length)).toEqual([32, 32])
    await voteInOrder(id)
    const tokens = tokensOf(id)
    await office.count()
    await office.close(id)

    expect(await findInTables(office.testDatabase.ownerUrl, `vote/1/${id}`)).toEqual([])
    for (const token of tokens.slice(0, 5)) expect(await findInTables(office.testDatabase.ownerUrl, token)).toEqual([])
    expect(await query('SELECT * FROM poll_eligible WHERE poll_id = $1', [id])).toEqual([])

    const files = [...filesBelow(dataFolderOfCluster()), ...filesBelow(office.dir)]
    expect(files.some((path) => path.includes('pg_wal'))).toBe(true)
    const clear = [Buffer.from(`vote/1/${id}`), Buffer.from('"answers":{"q1"'), ...keyFiles]
    const leaks = files.filter((path) => {
      const bytes = readIfThere(path)
      return clear.some((trace) => bytes.includes(trace))
    })
    expect(leaks).toEqual([])
  })

  test('and the search finds a choice that a naive table would keep', async () => {
    await query(`CREATE TABLE naive_answer (line_user_id text, data text)`)
    const data = `vote/1/${crypto.randomUUID()}/q1/2`
    await query('INSERT INTO naive_answer VALUES ($1, $2)', [staff[0], data])
    expect(await findInTables(office.testDatabase.ownerUrl, data)).toEqual(['naive_answer'])
    expect(filesBelow(dataFolderOfCluster()).some((path) => readIfThere(path).includes(data))).toBe(true)
    await query('DROP TABLE naive_answer')
  })
})
