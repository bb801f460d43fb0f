import { afterAll, beforeAll, expect, test } from 'vitest'
import { findInTables } from '../../../support/find-traces.ts'
import { expectStatus, openPollOffice, type PollOffice } from '../../../support/poll-office.ts'
import { newDevice } from '../../../support/room-office.ts'
import { until } from '../../../support/until.ts'

const poll = {
  anonymity: 'room',
  title: 'รับฟังความเห็นเรื่องแผนงบประมาณ',
  questions: [
    { kind: 'scale', text: 'ท่านทราบแผนการใช้จ่ายเพียงใด' },
    { kind: 'word', text: 'คำใดบอกแผนนี้ได้ดีที่สุด' },
  ],
}

let office: PollOffice
beforeAll(async () => {
  office = await openPollOffice()
})
afterAll(() => office.dispose())

const codeOf = async (pollId: string) =>
  (await office.database.prisma.room.findUniqueOrThrow({ where: { pollId } })).code
const answer = async (code: string, value: number, device = newDevice()) =>
  office.post(`/rooms/${code}/answers`, { device, question: 'q1', round: 0, answer: { value } })
const devicesOf = async (pollId: string) =>
  (await office.owner.query(`SELECT to_regclass('ballot.room_device_${pollId.replaceAll('-', '')}') AS kept`)).rows[0]
    .kept

test('a room is drafted, approved by another person, opened, answered, closed and counted; its keys and marks are gone', async () => {
  const id = expectStatus(201, await office.draft(poll)).id
  expectStatus(200, await office.post(`/polls/${id}/submit`))
  expect((await office.post(`/polls/${id}/approve`, {}, office.people.editor)).status).toBe(403)
  expectStatus(200, await office.post(`/polls/${id}/approve`, {}, office.people.approver))
  const code = await codeOf(id)
  expect((await office.get(`/rooms/${code}`)).body).toMatchObject({
    state: 'waiting',
    promise: expect.arrayContaining(['หนึ่งเครื่องตอบได้หนึ่งครั้ง', 'ผลแสดงบนจอเมื่อครบ 5 คำตอบ']),
    promises: { en: expect.arrayContaining(['Each device answers once.']) },
    result: null,
  })
  expect((await answer(code, 1)).body.code).toBe('ROOM_NOT_OPEN')

  expectStatus(200, await office.post(`/polls/${id}/open`, {}, office.people.approver))
  const devices = Array.from({ length: 6 }, newDevice)
  for (const device of devices) expectStatus(200, await answer(code, 3, device))
  // The phone's own value is nowhere, not even while the room is open: its marks are keyed hashes.
  const [device = ''] = devices
  expect(await findInTables(office.testDatabase.ownerUrl, device)).toEqual([])
  expect(office.lines.join('\n')).not.toContain(device)
  expect((await office.get(`/rooms/${code}`)).body).toMatchObject({
    participants: 6,
    result: { mean: 100, answered: 6 },
  })

  expectStatus(200, await office.post(`/polls/${id}/close`, {}, office.people.approver))
  expect((await answer(code, 0)).body.code).toBe('ROOM_NOT_OPEN')
  await office.count()
  expect(await office.database.prisma.poll.findUniqueOrThrow({ where: { id } })).toMatchObject({
    state: 'closed',
    outcome: 'counted',
    castCount: 6,
  })
  expect(office.keys.list()).not.toContain(id)
  expect(await devicesOf(id)).toBeNull()
  expect(await office.tally(id)).toMatchObject({ '': 6, '3': 6 })
  expect((await office.get(`/rooms/${code}`)).body).toMatchObject({ state: 'closed', result: { answered: 6 } })
})

test('while it is open its turnout is told from k on, as a count alone: nobody knows how many could have answered', async () => {
  const id = await office.open(poll)
  const code = await codeOf(id)
  const turnout = async () => {
    const { eligible, cast, participation } = expectStatus(200, await office.get(`/polls/${id}/results`))
    return { eligible, cast, participation }
  }
  for (let n = 0; n < 4; n += 1) expectStatus(200, await answer(code, n))
  expect(await turnout()).toEqual({ eligible: null, cast: null, participation: null })
  expectStatus(200, await answer(code, 3))
  expect(await turnout()).toEqual({ eligible: null, cast: 5, participation: 'ตอบแล้ว 5 คน' })
})

test('its screens are told at once that it opens and closes, by a person or by the hour', async () => {
  const told: string[] = []
  office.owner.on('notification', ({ payload }) => told.push(payload ?? ''))
  await office.owner.query('LISTEN sucharit_room')
  const isTold = (times: number) =>
    until(async () => told.filter((subject) => subject === id).length >= times, { withinMs: 900 })
  const closesAt = new Date(office.clock.now().getTime() + 3_600_000).toISOString()
  const id = await office.publish({ ...poll, closesAt })
  expectStatus(200, await office.post(`/polls/${id}/open`, {}, office.people.approver))
  await isTold(1)
  office.turnClock(3_600_001)
  await office.settle(id)
  await isTold(2)
  await office.owner.query('UNLISTEN sucharit_room')
})

test('a room that never reached k leaves nothing, not even a sum', async () => {
  const id = await office.open(poll)
  const code = await codeOf(id)
  for (let n = 0; n < 4; n += 1) expectStatus(200, await answer(code, n))
  await office.close(id)
  expect(await office.database.prisma.poll.findUniqueOrThrow({ where: { id } })).toMatchObject({
    outcome: 'below_threshold',
    castCount: null,
  })
  expect(await office.tally(id)).toEqual({})
  expect(await devicesOf(id)).toBeNull()
})

test('an answer waits for a close that is under way, and is refused after it', async () => {
  const id = await office.open(poll)
  const code = await codeOf(id)
  await office.owner.query('BEGIN')
  await office.owner.query(`UPDATE poll SET state = 'closed' WHERE id = $1`, [id])
  const late = answer(code, 1)
  let isAnswered = false
  void late.then(() => {
    isAnswered = true
  })
  const isWaiting = async () =>
    (await office.database.pool.query(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`)).rowCount !== 0
  await until(async () => isAnswered || (await isWaiting()), { withinMs: 4000 })
  await office.owner.query('COMMIT')
  expect((await late).body.code).toBe('ROOM_NOT_OPEN')
  expect(await office.tally(id)).toEqual({})
})

test.each([
  [9, false],
  [10, true],
])(
  'of %i texts the screen, API, sheet, card and picture of a closed room show the themes: %o',
  async (count, isShown) => {
    const id = await office.open({ ...poll, questions: [{ kind: 'text', text: 'ข้อเสนอแนะ' }] })
    const code = await codeOf(id)
    const present = async (act: string, body: object = {}) =>
      expectStatus(200, await office.post(`/rooms/${code}/${act}`, body, office.people.approver))
    for (let n = 0; n < count; n += 1) {
      const given = { device: newDevice(), question: 'q1', round: 0, answer: { text: `ลิฟต์เสีย ${n}` } }
      expectStatus(200, await office.post(`/rooms/${code}/answers`, given))
    }
    for (const waiting of (await present('waiting')).items) {
      await present('settle', { id: waiting.id, label: 'ปรับปรุงลิฟต์' })
    }
    await office.close(id)
    expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
    const { resultCampaignId } = expectStatus(
      200,
      await office.post(`/polls/${id}/result-card`, { nextStep: 'ปรับปรุง' }),
    )
    const picture = expectStatus(202, await office.post(`/polls/${id}/picture`))
    const outputs = {
      screen: (await office.get(`/rooms/${code}`)).body.result,
      api: (await office.get(`/polls/${id}/results`)).body.questions,
      sheet: (await office.get(`/polls/${id}/export?format=csv`)).bytes.toString(),
      card: (await office.get(`/campaigns/${resultCampaignId}`)).body.messages,
      picture: (await office.database.prisma.picture.findUniqueOrThrow({ where: { id: picture.id } })).data,
    }
    const shown = Object.entries(outputs).map(([name, output]) => [name, JSON.stringify(output).includes('ปรับปรุงลิฟต์')])
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(Object.keys(outputs).map((name) => [name, isShown])))
  },
)

test('answers that race a close are all counted or refused: what the sums say is what was acknowledged', async () => {
  const id = await office.open(poll)
  const code = await codeOf(id)
  for (let n = 0; n < 5; n += 1) expectStatus(200, await answer(code, 2))
  const racing = Promise.all(Array.from({ length: 200 }, () => answer(code, 2)))
  await office.close(id)
  const counted = (await racing).filter(({ status }) => status === 200).length
  expect(await office.tally(id)).toEqual({ '': 5 + counted, '2': 5 + counted })
})
