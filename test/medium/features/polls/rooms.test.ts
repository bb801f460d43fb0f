import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '../../../../src/contracts/polls.ts'
import type { Tx } from '../../../../src/platform/db/open-database.ts'
import { createApp } from '../../../../src/platform/http/create-app.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { findObjects } from '../../../support/find-objects.ts'
import { newDevice, openRoomOffice, type RoomOffice } from '../../../support/room-office.ts'
import { sampleQuestions } from '../../../support/room-states.ts'
import { until } from '../../../support/until.ts'

const { single, multiple, scale, agreement, ranking, points, word, text, nps } = sampleQuestions

let office: RoomOffice
let presenter: ReturnType<RoomOffice['hire']>
beforeAll(async () => {
  office = await openRoomOffice()
  presenter = office.hire('editor')
})
afterAll(() => office.close())

const steer = (code: string, act: string, body: object = {}) =>
  office.call(`/rooms/${code}/${act}`, body, presenter.headers)
const give = async (code: string, answers: Answer[]) => {
  for (const answer of answers) expect(await office.answer(code, answer)).toMatchObject({ status: 200 })
}
const times = (count: number, answer: Answer) => Array.from({ length: count }, () => answer)
const rowsOf = (pollId: string) =>
  office.database.prisma.$queryRaw<{ question: string; option: string; count: bigint }[]>`
    SELECT question, option, count FROM ballot.tally WHERE poll_id = ${pollId}::uuid`

describe('an answer', () => {
  test('shows nothing of any kind until k devices answered, then each at once', async () => {
    const { code } = await office.addRoom([single])
    await give(code, times(4, { option: 'o1' }))
    expect(await office.see(code)).toMatchObject({
      participants: null,
      result: { isHidden: true, answered: null, rows: [], mean: null },
    })
    await give(code, [{ option: 'o2' }])
    expect(await office.see(code)).toMatchObject({
      participants: 5,
      result: {
        isHidden: false,
        answered: 5,
        rows: [{ key: 'o1', count: 4, percent: 80 }, { key: 'o2', count: 1 }, {}, {}],
      },
    })
    await give(code, [{ option: 'o2' }])
    expect((await office.see(code)).result).toMatchObject({ answered: 6, rows: [{ count: 4 }, { count: 2 }, {}, {}] })
  })

  test('counts once a device, however often and however fast it is sent', async () => {
    const { code, pollId } = await office.addRoom([single])
    const [device, shown] = [newDevice(), await office.see(code)]
    // The room is held while somebody else's answer waits for it, so that all twenty share the commit after that one.
    const answers: ReturnType<typeof office.answer>[] = []
    await office.database.transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM room WHERE code = ${code} FOR UPDATE`
      answers.push(office.answer(code, { option: 'o3' }, newDevice(), shown))
      await office.see(code)
      for (let n = 0; n < 20; n += 1) answers.push(office.answer(code, { option: n % 2 ? 'o1' : 'o2' }, device, shown))
      await office.see(code)
    })
    const [, ...sent] = await Promise.all(answers)
    expect(sent.filter(({ body }) => body.outcome === 'counted')).toHaveLength(1)
    expect(sent.filter(({ body }) => body.outcome === 'already_answered')).toHaveLength(19)
    expect((await rowsOf(pollId)).reduce((sum, { count }) => sum + Number(count), 0)).toBe(6) // two devices: option, answered, present
  })

  test('is counted whole when hundreds come at once, on two processes', async () => {
    const { code } = await office.addRoom([single])
    const other = await openRoomOffice({ testDatabase: office.testDatabase, folder: office.folder })
    const shown = await office.see(code)
    const sent = await Promise.all(
      Array.from({ length: 400 }, (_, n) =>
        (n % 2 ? office : other).answer(code, { option: n % 4 ? 'o1' : 'o3' }, newDevice(), shown),
      ),
    )
    expect(sent.filter(({ body }) => body.outcome !== 'counted')).toEqual([])
    expect(await office.see(code)).toMatchObject({
      participants: 400,
      result: { answered: 400, rows: [{ count: 300 }, { count: 0 }, { count: 100 }, { count: 0 }] },
    })
    await other.close()
  })

  test.each([
    ['an unknown option', single, { option: 'o9' }],
    ['points that do not sum to 100', points, { points: { o1: 50, o2: 49 } }],
    ['half a ranking', ranking, { order: ['o1', 'o2'] }],
    ['a step the scale does not have', scale, { value: 4 }],
    ['an answer of another kind', word, { text: 'ข้อความ' }],
  ] as const)(
    'with %s is refused with its reason, and leaves the device free to answer',
    async (_, question, answer) => {
      const { code, pollId } = await office.addRoom([question])
      const device = newDevice()
      expect(await office.answer(code, answer as unknown as Answer, device)).toMatchObject({
        status: 400,
        body: { code: 'ANSWER_INVALID' },
      })
      expect(await rowsOf(pollId)).toEqual([])
      const devices = await office.database.prisma
        .$queryRaw`SELECT 1 FROM ballot.room_device WHERE poll_id = ${pollId}::uuid`
      expect(devices).toEqual([])
    },
  )

  test('of 10,000 letters is refused before anything is stored', async () => {
    const { code, pollId } = await office.addRoom([text])
    expect((await office.answer(code, { text: 'ก'.repeat(10_000) })).status).toBe(400)
    expect(await rowsOf(pollId)).toEqual([])
  })

  test('with a character that cannot be stored is refused, and those of the same moment are counted', async () => {
    const { code } = await office.addRoom([text])
    const shown = await office.see(code)
    const given = ['ลิฟต์เสีย', 'ก\u0000', 'ข\ud83d', 'ที่จอดรถไม่พอ']
    const sent = await Promise.all(given.map((text) => office.answer(code, { text }, newDevice(), shown)))
    expect(sent.map(({ status, body }) => [status, body.outcome ?? body.code])).toEqual([
      [200, 'counted'],
      [400, 'BAD_REQUEST'],
      [400, 'BAD_REQUEST'],
      [200, 'counted'],
    ])
    const { items } = (await steer(code, 'waiting')).body as { items: { body: string }[] }
    expect(items.map(({ body }) => body).toSorted()).toEqual(['ที่จอดรถไม่พอ', 'ลิฟต์เสีย'].toSorted())
  })

  test('to a question that the screen has left is refused, and to a room that is not open', async () => {
    const { code, pollId } = await office.addRoom([single, scale])
    const before = await office.see(code)
    await steer(code, 'next')
    expect((await office.answer(code, { option: 'o1' }, newDevice(), before)).body.code).toBe('ROOM_QUESTION_OVER')
    await office.setState(pollId, 'closed')
    expect((await office.answer(code, { value: 1 })).body.code).toBe('ROOM_NOT_OPEN')
    const waiting = await office.addRoom([single], { state: 'published' })
    expect((await office.answer(waiting.code, { option: 'o1' })).body.code).toBe('ROOM_NOT_OPEN')
  })

  test('is counted in the way of its kind', async () => {
    const { code } = await office.addRoom([multiple, scale, agreement, ranking, points, nps])
    await give(code, times(5, { options: ['o1', 'o3'] }))
    expect((await office.see(code)).result).toMatchObject({
      answered: 5,
      rows: [{ percent: 100 }, { percent: 0 }, { percent: 100 }, {}, {}, {}, {}],
    })
    await steer(code, 'next')
    await give(code, [{ value: 0 }, { value: 1 }, { value: 2 }, { value: 3 }, { value: 3 }])
    expect((await office.see(code)).result?.mean).toBe(60)
    await steer(code, 'next')
    await give(code, [...times(4, { value: 5 }), { value: 1 }])
    expect((await office.see(code)).result?.mean).toBe(80)
    await steer(code, 'next')
    await give(code, times(5, { order: ['o5', 'o4', 'o3', 'o2', 'o1'] }))
    expect((await office.see(code)).result?.rows.map(({ key, count, percent }) => [key, count, percent])).toEqual([
      ['o5', null, 40],
      ['o4', null, 30],
      ['o3', null, 20],
      ['o2', null, 10],
      ['o1', null, 0],
    ])
    await steer(code, 'next')
    await give(code, times(5, { points: { o1: 70, o4: 30 } }))
    expect((await office.see(code)).result?.rows.map(({ key, percent }) => [key, percent])).toEqual([
      ['o1', 70],
      ['o4', 30],
      ['o2', 0],
      ['o3', 0],
    ])
    await steer(code, 'next')
    await give(code, [{ value: 10 }, { value: 9 }, { value: 9 }, { value: 7 }, { value: 0 }])
    expect((await office.see(code)).result?.mean).toBe(40)
  })
})

describe('new devices of one network', () => {
  // Its own office: what a network has used up is forgotten with the process alone.
  let crowded: RoomOffice
  let room: { code: string; pollId: string }
  let known: string[]
  let hall: Awaited<ReturnType<typeof sendAll>>
  beforeAll(async () => {
    crowded = await openRoomOffice()
    room = await crowded.addRoom([single, scale])
    // Refused for another reason: nothing of the allowance is used up.
    const invalid = await sendAll(newDevices(20), room.code, 'o9')
    expect(invalid.filter(({ status }) => status !== 400)).toEqual([])
    known = newDevices(1_000)
    hall = await sendAll(known)
  }, 60_000)
  afterAll(() => crowded.close())

  async function sendAll(devices: string[], code = room.code, option = 'o1') {
    const shown = await crowded.see(code)
    const sent: Awaited<ReturnType<typeof crowded.answer>>[] = []
    // Not a thousand connections in one moment: a busy machine takes longer to open them than a client waits.
    while (sent.length < devices.length) {
      const next = devices.slice(sent.length, sent.length + 100)
      sent.push(...(await Promise.all(next.map((device) => crowded.answer(code, { option }, device, shown)))))
    }
    return sent
  }
  const newDevices = (length: number) => Array.from({ length }, newDevice)
  const stored = async () =>
    (await crowded.database.prisma.$queryRaw`
      SELECT (SELECT count(*)::int FROM ballot.room_device WHERE poll_id = ${room.pollId}::uuid) AS marks,
             (SELECT sum(count)::int FROM ballot.tally WHERE poll_id = ${room.pollId}::uuid) AS sums`) as {
      marks: number
      sums: number
    }[]

  test('are all counted where a hall of a thousand stands behind one address', async () => {
    expect(hall.filter(({ status }) => status !== 200)).toEqual([])
    expect(await stored()).toEqual([{ marks: 2_000, sums: 3_000 }])
    expect(await crowded.see(room.code)).toMatchObject({ participants: 1_000 })
  })

  test('are refused after two thousand, in words, and nothing is stored of those that are', async () => {
    const sent = await sendAll(newDevices(1_300), room.code, 'o2')
    const taken = 1_000 + sent.filter(({ status }) => status === 200).length
    expect(taken).toBeGreaterThanOrEqual(2_000)
    expect(taken).toBeLessThan(2_300) // one a second: a machine on which this takes five minutes is broken
    const refused = sent.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(2_300 - taken)
    expect(await stored()).toEqual([{ marks: 2 * taken, sums: 3 * taken }])
    expect(await crowded.see(room.code)).toMatchObject({ participants: taken })

    const { body } = refused[0] as (typeof sent)[number]
    expect(body.code).toBe('ROOM_NETWORK_FULL')
    expect(body.message).toMatch(/เครือข่ายนี้.*แล้วลองใหม่$/)
  }, 60_000)

  test('come in again as time passes', async () => {
    crowded.turnClock(60_000)
    expect((await sendAll(newDevices(80))).filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(60)
  })

  test('stand beside no answer that waits, in memory either', async () => {
    const device = newDevice()
    const { question, round } = await crowded.see(room.code)
    const waiting = { device, question: question?.key, round, answer: { option: 'o1' } }
    const held = async (tx: Tx) => {
      await tx.$executeRaw`SELECT 1 FROM room WHERE code = ${room.code} FOR UPDATE`
      void answerFrom('127.0.0.8', waiting)
      const blocked = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
      await until(async () => (await tx.$queryRawUnsafe<unknown[]>(blocked)).length > 0, { withinMs: 10_000 })
      return findObjects('device', 'answer', 'network')
    }
    // The search takes seconds, in which nothing else of this process goes on: the answer may be refused in the end.
    const found = await crowded.database.transaction(held, { timeoutMs: 30_000 })
    expect(found.filter((one) => one.includes(device))).toHaveLength(1)
    expect(found.filter((one) => one.includes('127.0.0.8'))).toEqual([])
  })

  test('keep nobody out who answered here before, nor other networks and other rooms', async () => {
    const other = await crowded.addRoom([single])
    expect(await sendAll([newDevice()], other.code)).toMatchObject([{ status: 200 }])
    expect(
      await answerFrom('127.0.0.9', { device: newDevice(), question: single.key, round: 0, answer: { option: 'o1' } }),
    ).toBe(200)
    await crowded.call(`/rooms/${room.code}/next`, {}, crowded.hire('editor').headers)
    for (const device of known.slice(0, 3)) {
      expect((await crowded.answer(room.code, { value: 1 }, device)).body.outcome).toBe('counted')
      expect((await crowded.answer(room.code, { value: 1 }, device)).body.outcome).toBe('already_answered')
    }
  })

  const answerFrom = (localAddress: string, body: object) =>
    new Promise<number | undefined>((done, fail) => {
      const headers = { 'content-type': 'application/json' }
      const sent = request(`${crowded.url}/api/v1/rooms/${room.code}/answers`, {
        method: 'POST',
        headers,
        localAddress,
      })
      sent.on('response', (response) => done(response.resume().statusCode)).on('error', fail)
      sent.end(JSON.stringify(body))
    })
})

describe('words and texts', () => {
  test('pass the presenter first: words as they are or mended, or not at all', async () => {
    const { code } = await office.addRoom([word])
    await give(code, [...times(3, { words: ['โปร่งใส'] }), { words: ['โปร่งไส'] }, { words: ['หยาบคาย'] }])
    expect((await office.see(code)).result).toMatchObject({ isHidden: false, answered: 5, rows: [] })
    expect((await office.call(`/rooms/${code}/waiting`, {})).status).toBe(401)
    const { items } = (await steer(code, 'waiting')).body as { items: { id: string; body: string }[] }
    expect(items.map(({ body }) => body).toSorted()).toEqual(
      ['หยาบคาย', 'โปร่งใส', 'โปร่งใส', 'โปร่งใส', 'โปร่งไส'].toSorted(),
    )
    for (const { id, body } of items) {
      const label = body === 'หยาบคาย' ? null : 'โปร่งใส'
      expect((await steer(code, 'settle', { id, label })).status).toBe(200)
    }
    expect((await office.see(code)).result?.rows).toEqual([{ key: 'โปร่งใส', label: 'โปร่งใส', count: 4, percent: null }])
    expect((await steer(code, 'waiting')).body.items).toEqual([])
    const audited = await office.database.prisma.auditEntry.findMany({ where: { action: 'room.settle' } })
    expect(JSON.stringify(audited, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(
      /โปร่ง|หยาบ/,
    )
  })

  test('are held until ten texts are there, and shown as themes alone', async () => {
    const { code } = await office.addRoom([text])
    await give(code, times(9, { text: 'ลิฟต์เสียบ่อย' }))
    const { items } = (await steer(code, 'waiting')).body
    await steer(code, 'settle', { id: items[0].id, label: 'อาคารสถานที่' })
    expect((await office.see(code)).result).toMatchObject({ isHidden: true, answered: null, rows: [] })
    await give(code, [{ text: 'ห้องประชุมร้อน' }])
    const shown = await office.see(code)
    expect(shown.result?.rows).toEqual([{ key: 'อาคารสถานที่', label: 'อาคารสถานที่', count: 1, percent: null }])
    expect(JSON.stringify(shown)).not.toMatch(/ลิฟต์|ร้อน/)
  })
})

describe('the presenter', () => {
  test('turns the questions, hides and reveals, and every act is in the audit chain', async () => {
    const { code, pollId } = await office.addRoom([single, scale])
    await give(code, times(5, { option: 'o1' }))
    expect((await steer(code, 'hide')).body).toMatchObject({ isRevealed: false, result: null })
    expect((await office.see(code)).result).toBeNull()
    expect((await steer(code, 'reveal')).body.result).toMatchObject({ answered: 5 })
    expect((await steer(code, 'next')).body).toMatchObject({ questionNo: 2, question: { key: scale.key } })
    const before = (await office.see(code)).version
    expect((await steer(code, 'next')).body).toMatchObject({ questionNo: 2, version: before })
    expect((await steer(code, 'previous')).body).toMatchObject({ questionNo: 1, result: { answered: 5 } })
    const acts = await office.database.prisma.auditEntry.findMany({
      where: { subject: pollId },
      orderBy: { seq: 'asc' },
    })
    expect(acts.map(({ action, actorId }) => [action, actorId])).toEqual(
      ['hide', 'reveal', 'next', 'previous'].map((act) => [`room.${act}`, presenter.userId]),
    )
    expect((await office.audit.verify()).firstBadSeq).toBeNull()
  })

  test('stops answers and takes them again, by hand or by a timer', async () => {
    const { code } = await office.addRoom([single])
    await steer(code, 'lock')
    expect((await office.answer(code, { option: 'o1' })).body.code).toBe('ROOM_LOCKED')
    await steer(code, 'unlock')
    expect((await office.answer(code, { option: 'o1' })).status).toBe(200)
    await steer(code, 'timer', { seconds: 30 })
    office.turnClock(31_000)
    expect((await office.answer(code, { option: 'o1' })).status).toBe(200) // sent in the last second
    office.turnClock(1_000)
    expect((await office.answer(code, { option: 'o1' })).body.code).toBe('ROOM_LOCKED')
    await steer(code, 'timer', { seconds: null })
    expect((await office.answer(code, { option: 'o1' })).status).toBe(200)
  })

  test('drops a false start: the sums are gone and every device may answer again', async () => {
    const { code, pollId } = await office.addRoom([single, scale])
    const devices = Array.from({ length: 5 }, newDevice)
    for (const device of devices) await office.answer(code, { option: 'o1' }, device)
    const late = await office.see(code)
    expect((await steer(code, 'reset')).body).toMatchObject({ round: 1, result: { isHidden: true } })
    expect((await rowsOf(pollId)).filter(({ question }) => question !== '')).toEqual([])
    expect((await office.answer(code, { option: 'o1' }, newDevice(), late)).body.code).toBe('ROOM_QUESTION_OVER')
    for (const device of devices)
      expect((await office.answer(code, { option: 'o2' }, device)).body.outcome).toBe('counted')
    expect(await office.see(code)).toMatchObject({
      participants: 5,
      result: { answered: 5, rows: [{ count: 0 }, { count: 5 }, {}, {}] },
    })
    await steer(code, 'next')
    await office.answer(code, { value: 1 }, devices[0])
    await steer(code, 'previous')
    await steer(code, 'reset')
    await steer(code, 'next')
    expect((await office.answer(code, { value: 1 }, devices[0])).body.outcome).toBe('already_answered')
  })

  test('may be an editor, an approver or an owner; nobody else steers', async () => {
    const { code } = await office.addRoom([single])
    const ask = (headers: Record<string, string>, body: object = {}) =>
      office.call(`/rooms/${code}/hide`, body, headers)
    expect((await ask({})).status).toBe(401)
    for (const role of ['viewer', 'coordinator'] as const)
      expect((await ask(office.hire(role).headers)).status).toBe(403)
    for (const role of ['editor', 'approver', 'owner'] as const)
      expect((await ask(office.hire(role).headers)).status).toBe(200)
    expect((await office.call('/rooms', undefined, office.hire('viewer').headers)).status).toBe(403)
    expect((await office.call('/rooms', undefined, presenter.headers)).body.items[0]).toMatchObject({
      code,
      state: 'open',
    })
  })

  test('hands a phone a key that steers this room for twelve hours, in the same officer’s name', async () => {
    const [{ code, pollId }, other] = [await office.addRoom([single, scale]), await office.addRoom([single, scale])]
    const { remoteUrl } = (await steer(code, 'remote')).body as { remoteUrl: string }
    expect(remoteUrl).toMatch(new RegExp(`/screen/${code}\\?remote#`))
    const key = remoteUrl.split('#')[1]
    const byKey = (of: string, act: string, given = key) => office.call(`/rooms/${of}/${act}`, { key: given })
    expect((await byKey(code, 'next')).body.questionNo).toBe(2)
    const entry = await office.database.prisma.auditEntry.findFirst({ where: { subject: pollId, action: 'room.next' } })
    expect(entry?.actorId).toBe(presenter.userId)
    expect((await byKey(other.code, 'next')).body.code).toBe('ROOM_KEY_INVALID')
    expect((await byKey(code, 'hide', `${key?.slice(0, -2)}AA`)).body.code).toBe('ROOM_KEY_INVALID')
    office.turnClock(12 * 3_600_000)
    expect((await byKey(code, 'previous')).body.code).toBe('ROOM_KEY_INVALID')
  })

  test('takes a key no more once its officer may not present', async () => {
    const { code } = await office.addRoom([single, scale])
    const officer = office.hire('editor')
    const { remoteUrl } = (await office.call(`/rooms/${code}/remote`, {}, officer.headers)).body as {
      remoteUrl: string
    }
    const byKey = (act: string) => office.call(`/rooms/${code}/${act}`, { key: remoteUrl.split('#')[1] })
    expect((await byKey('next')).status).toBe(200)
    office.demote(officer.userId)
    for (const act of ['previous', 'reset', 'waiting']) expect((await byKey(act)).body.code).toBe('ROOM_KEY_INVALID')
  })
})

test('what is stored of an answer is a sum and a keyed hash: no device value, and neither beside the other', async () => {
  const { code, pollId } = await office.addRoom([single])
  const device = newDevice()
  await office.answer(code, { option: 'o1' }, device)
  const stored = await office.database.prisma.$queryRaw<{ token: string }[]>`
    SELECT encode(token, 'hex') AS token FROM ballot.room_device WHERE poll_id = ${pollId}::uuid`
  expect(stored).toHaveLength(2)
  for (const { token } of stored) expect(token).not.toContain(Buffer.from(device, 'base64url').toString('hex'))
  office.keys.destroy(pollId)
  expect((await office.answer(code, { option: 'o1' })).body.code).toBe('ROOM_NOT_OPEN')
})

test('a wrong code is not found, and tried out too often not even looked for', async () => {
  const own = await openRoomOffice()
  const tried = []
  for (let n = 0; n < 61; n += 1) tried.push((await own.call(`/rooms/${String(n).padStart(6, '0')}`)).status)
  expect([tried[0], tried[59], tried[60]]).toEqual([404, 404, 429])
  await own.close()
})

test('wrong codes from its address do not shut a hall out of the room it has found', async () => {
  const own = await openRoomOffice()
  const [{ code }, other] = [await own.addRoom([single, scale]), await own.addRoom([single])]
  const { headers } = own.hire('editor')
  const shown = await own.see(code)
  for (let n = 0; n < 60; n += 1) await own.call('/rooms/none')
  expect((await own.call(`/rooms/${other.code}`)).status).toBe(429)
  expect(await own.answer(code, { option: 'o1' }, newDevice(), shown)).toMatchObject({ status: 200 })
  expect((await own.call(`/rooms/${code}/next`, {}, headers)).body.questionNo).toBe(2)
  await own.close()
})

test('all addresses of one IPv6 line share its wrong codes and its rooms', async () => {
  const { code } = await office.addRoom([single])
  const app = createApp({
    routers: [{ at: '/', handlers: [office.rooms.edge(), (_request, response) => void response.json({})] }],
    ...{ isHttps: false, trustedProxies: ['loopback'], log: createLog({ level: 'silent' }) },
  })
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ask = async (from: string, path: string) =>
    (await fetch(`http://127.0.0.1:${port}/rooms/${path}`, { headers: { 'x-forwarded-for': from } })).status
  expect(await ask('2001:db8::1', code)).toBe(200)
  for (let n = 0; n < 60; n += 1) await ask(`2001:db8::${n}`, 'none')
  expect(await ask('2001:db8::f:1', 'none')).toBe(429)
  expect(await ask('2001:db8::f:1', code)).toBe(200)
  expect(await ask('2001:db8:0:1::1', 'none')).toBe(404)
  server.close()
  server.closeAllConnections()
})
