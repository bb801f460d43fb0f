import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPublicKey } from '../../../../src/features/polls/key-service.ts'
import { listTemplates } from '../../../../src/features/polls/poll-templates.ts'
import { expectStatus, openPollOffice, type PollOffice } from '../../../support/poll-office.ts'

const dayMs = 86_400_000

let office: PollOffice
let staff: string[]
beforeAll(async () => {
  office = await openPollOffice()
  staff = await office.addStaff(24)
})
afterAll(() => office.dispose())

const later = (ms: number) => new Date(office.clock.now().getTime() + ms).toISOString()

describe('a draft', () => {
  test('names its questions and options itself', async () => {
    const questions = [{ kind: 'single', text: 'เลือกข้อใด', options: ['ก', { text: 'ข' }] }]
    const poll = expectStatus(201, await office.draft({ questions }))
    expect(poll).toMatchObject({ state: 'draft', threshold: 5, level: null })
    expect(poll.questions).toEqual([
      {
        key: 'q1',
        kind: 'single',
        text: 'เลือกข้อใด',
        required: true,
        options: [
          { key: 'o1', text: 'ก' },
          { key: 'o2', text: 'ข' },
        ],
      },
    ])
  })

  test.each([
    ['k below 5', { threshold: 4 }, 400, 'BAD_REQUEST'],
    ['text in the chat', { questions: [{ kind: 'text', text: 'เล่า' }] }, 422, 'QUESTION_NOT_FOR_LEVEL'],
    ['a choice without options', { questions: [{ kind: 'single', text: 'เลือก' }] }, 422, 'QUESTION_INVALID'],
    [
      'a scale with options',
      { questions: [{ kind: 'scale', text: 'ก', options: ['ก', 'ข'] }] },
      422,
      'QUESTION_INVALID',
    ],
    ['a split in the chat', { cut: { text: 'หน่วยงาน', options: ['ก', 'ข'] } }, 422, 'CUT_NOT_FOR_LEVEL'],
    [
      'two parts of a split under one key',
      {
        anonymity: 'ballot',
        cut: {
          text: 'หน่วยงาน',
          options: [
            { key: 'a', text: 'ก' },
            { key: 'a', text: 'ข' },
          ],
        },
      },
      422,
      'QUESTION_INVALID',
    ],
    [
      'a part of a split under a key that no ballot carries',
      { anonymity: 'ballot', cut: { text: 'หน่วยงาน', options: [{ key: '', text: 'ก' }, 'ข'] } },
      422,
      'QUESTION_INVALID',
    ],
    [
      'two options that say the same',
      { questions: [{ kind: 'single', text: 'เลือก', options: ['ก', 'ข', 'ก'] }] },
      422,
      'QUESTION_INVALID',
    ],
    ['ITA items of fairness in a room', { anonymity: 'room', itaItems: ['6.2'] }, 422, 'FAIRNESS_NOT_IN_ROOM'],
    [
      'a question of the fairness template in a room',
      {
        anonymity: 'room',
        questions: listTemplates('th')
          .find(({ code }) => code === 'fairness')
          ?.questions.slice(0, 1),
      },
      422,
      'FAIRNESS_NOT_IN_ROOM',
    ],
    [
      'a question of the office’s own about fairness in a room',
      { anonymity: 'room', questions: [{ kind: 'scale', text: 'หัวหน้ากลุ่มมอบหมายงานอย่างเป็นธรรมเพียงใด' }] },
      422,
      'FAIRNESS_NOT_IN_ROOM',
    ],
    ['closing in the past', { closesAt: '2020-01-01T00:00:00Z' }, 422, 'POLL_TIMES_INVALID'],
    ['a unit nobody knows', { audience: { units: [crypto.randomUUID()] } }, 422, 'AUDIENCE_UNKNOWN'],
  ])('with %s is refused', async (_what, poll, status, code) => {
    const answer = await office.draft(poll)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  test('changes until it is submitted, and k may be raised, never lowered', async () => {
    const { id } = expectStatus(201, await office.draft())
    const change = { threshold: 8, title: 'ชื่อใหม่' }
    expect(expectStatus(200, await office.call(office.people.editor, 'PATCH', `/polls/${id}`, change))).toMatchObject(
      change,
    )
    const lower = await office.call(office.people.editor, 'PATCH', `/polls/${id}`, { threshold: 7, title: 'อื่น' })
    expect([lower.status, lower.body.code, lower.body.data]).toEqual([422, 'THRESHOLD_LOWERED', { threshold: 8 }])
    expect((await office.get(`/polls/${id}`)).body).toMatchObject(change)
    expectStatus(200, await office.post(`/polls/${id}/submit`))
    expect((await office.call(office.people.editor, 'PATCH', `/polls/${id}`, { threshold: 9 })).body.code).toBe(
      'WRONG_STATE',
    )
  })

  test('is refused at submission when too few are eligible for any result', async () => {
    const { id } = expectStatus(201, await office.draft({ threshold: 25 }))
    expect((await office.post(`/polls/${id}/submit`)).body).toMatchObject({
      code: 'POLL_AUDIENCE_TOO_SMALL',
      data: { eligible: 24, threshold: 25 },
    })
  })
})

test('a poll of more people than a list in memory holds is refused', async () => {
  const crowded = await openPollOffice()
  try {
    for (const part of [1, 2, 3])
      await crowded.database.pool.query(
        `INSERT INTO staff (id, line_user_id, state)
         SELECT gen_random_uuid(), 'U' || md5($1 || n::text), 'registered' FROM generate_series(1, 17000) n`,
        [String(part)],
      )
    expect((await crowded.draft()).body).toMatchObject({
      code: 'POLL_AUDIENCE_TOO_LARGE',
      data: { eligible: 51_000, limit: 50_000 },
    })
  } finally {
    await crowded.dispose()
  }
})

test('without a LIFF app a poll by ballot is refused, with the levels that there are', async () => {
  const without = await openPollOffice({ hasLiff: false })
  try {
    await without.addStaff(6)
    const { id } = expectStatus(201, await without.draft({ anonymity: 'ballot' }))
    expect((await without.post(`/polls/${id}/submit`)).body).toMatchObject({
      code: 'BALLOT_NOT_OFFERED',
      data: { offered: ['chat', 'room'] },
    })
    expect((await without.get(`/polls/${id}`)).body.state).toBe('draft')
    const chat = expectStatus(201, await without.draft({ anonymity: 'chat' }))
    expectStatus(200, await without.post(`/polls/${chat.id}/submit`))
  } finally {
    await without.dispose()
  }
})

describe('publishing', () => {
  test('takes another person than its author', async () => {
    const { id } = expectStatus(201, await office.post('/polls', draftOf(), office.people.approver))
    expectStatus(200, await office.post(`/polls/${id}/submit`, {}, office.people.approver))
    expect((await office.post(`/polls/${id}/approve`, {}, office.people.approver)).body.code).toBe('OWN_WORK')
    expect((await office.post(`/polls/${id}/approve`)).status).toBe(403) // an editor approves nothing
    const poll = expectStatus(200, await office.post(`/polls/${id}/approve`, {}, office.people.owner))
    expect(poll.state).toBe('published')
  })

  test('freezes who may answer, the badge, its promise with k in it, and a day of return', async () => {
    const id = await office.publish({ threshold: 7, closesAt: '2027-03-01T09:30:00Z' })
    const poll = expectStatus(200, await office.get(`/polls/${id}`))
    // Seven working days after Monday 1 March 2027.
    expect(poll).toMatchObject({
      level: 'chat',
      levelLabel: 'เป็นความลับ (ตอบในแชต)',
      eligible: 24,
      returnsOn: '2027-03-10',
    })
    expect(poll.promise).toContain('แสดงผลเมื่อมีผู้ตอบตั้งแต่ 7 คนขึ้นไป')
    expect(office.keys.findSpoolKey(id)).toBeDefined()
  })

  test('promises seven working days after the close where nobody knows when that is, and names the day at the close', async () => {
    const id = await office.publish()
    const published = expectStatus(200, await office.get(`/polls/${id}`))
    expect(published.returnsOn).toBeNull()
    expect(published.promise).toContain('จะแจ้งผลและสิ่งที่หน่วยงานจะดำเนินการภายใน 7 วันทำการหลังปิดรับคำตอบ')
    expectStatus(200, await office.post(`/polls/${id}/open`, {}, office.people.approver))
    office.turnClock(30 * dayMs)
    const closed = expectStatus(200, await office.post(`/polls/${id}/close`, {}, office.people.approver))
    const days = (Date.parse(closed.returnsOn) - office.clock.now().getTime()) / dayMs
    expect(days).toBeGreaterThan(7)
    expect(days).toBeLessThan(16) // with two week-ends and holidays between
  })

  test('prints the one split on the first screen: with the promise, in both languages', async () => {
    const cut = { text: 'หน่วยงานของท่าน', options: ['กพร.', 'สลธ.'] }
    const id = await office.publish({ anonymity: 'ballot', cut })
    const { promise, promises } = await office.database.prisma.poll.findUniqueOrThrow({ where: { id } })
    expect(promise).toContain('แยกผลตาม “หน่วยงานของท่าน” เพียงอย่างเดียว ข้อนี้ไม่บังคับตอบ')
    expect(promises).toMatchObject({
      en: expect.arrayContaining(['Results are split by “หน่วยงานของท่าน” and by nothing else; you need not answer it.']),
    })
    const { campaignId } = expectStatus(200, await office.post(`/polls/${id}/invite`))
    const { messages } = expectStatus(200, await office.get(`/campaigns/${campaignId}`))
    expect(messages[0].data.promises).toEqual(promise)
  })

  test.each([
    ['2,048 bits in one visit', 2048, {}],
    ['3,072 bits where it is about fairness', 3072, { itaItems: ['6.1'] }],
    [
      '3,072 bits where they are drawn ahead',
      3072,
      { isOneVisit: false, opensAt: new Date(Date.now() + 60 * dayMs).toISOString() },
    ],
  ])('makes ballot keys of %s', async (_what, bits, poll) => {
    const id = await office.publish({ anonymity: 'ballot', ...poll })
    const { keys } = await office.database.prisma.poll.findUniqueOrThrow({ where: { id } })
    const { asymmetricKeyDetails } = readPublicKey((keys as { score: string }).score)
    expect(asymmetricKeyDetails?.modulusLength).toBe(bits)
  })

  test('changes nothing any more, and puts the attempt on record', async () => {
    const id = await office.publish()
    const before = await office.database.prisma.poll.findUniqueOrThrow({ where: { id } })
    for (const change of [{ threshold: 6 }, { title: 'อื่น' }, { questions: [{ kind: 'nps', text: 'ก' }] }]) {
      const answer = await office.call(office.people.owner, 'PATCH', `/polls/${id}`, change)
      expect([answer.status, answer.body.code]).toEqual([409, 'POLL_FROZEN'])
    }
    expect(await office.database.prisma.poll.findUniqueOrThrow({ where: { id } })).toEqual(before)
    const refused = (await office.audited('poll.change_refused')).filter(({ subject }) => subject === id)
    expect(refused.map(({ actorId }) => actorId)).toEqual(Array(3).fill(office.people.owner.userId))
  })

  test('gives ballots a key per part and the interim badge until all three proofs are recorded', async () => {
    const ballot = {
      anonymity: 'ballot',
      questions: [
        { kind: 'nps', text: 'ก' },
        { kind: 'text', text: 'ข', required: false },
      ],
    }
    const id = await office.publish(ballot)
    const poll = expectStatus(200, await office.get(`/polls/${id}`))
    expect(poll).toMatchObject({ level: 'ballot_interim', fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) })
    for (const part of ['score', 'text']) expect(office.keys.findPem(id, part)?.toString()).toContain('PRIVATE KEY')
  })

  test('a rejected poll goes back to its author with the reason', async () => {
    const { id } = expectStatus(201, await office.draft())
    expectStatus(200, await office.post(`/polls/${id}/submit`))
    const poll = expectStatus(
      200,
      await office.post(`/polls/${id}/reject`, { reason: 'ถามนำ' }, office.people.approver),
    )
    expect(poll).toMatchObject({ state: 'draft', rejectReason: 'ถามนำ' })
  })
})

describe('the proofs of ballots', () => {
  const proved = { vectors: true, storage: true, review: true, certificate: true }
  let apart: PollOffice
  beforeAll(async () => {
    apart = await openPollOffice({ ballotUrl: 'https://ballot.example.go.th' })
    await apart.addStaff(6)
  })
  afterAll(() => apart.dispose())
  const set = (proofs: object, who = apart.people.owner) => apart.call(who, 'PUT', '/settings/ballot-proofs', proofs)
  const drawnAhead = () => ({
    anonymity: 'ballot',
    opensAt: new Date(apart.clock.now().getTime() + 5 * dayMs).toISOString(),
  })

  test('are recorded by an owner alone, each change in the audit chain with what was before', async () => {
    expect((await set(proved, apart.people.approver)).status).toBe(403)
    expect(expectStatus(200, await set({ ...proved, certificate: false }))).toEqual({ ...proved, certificate: false })
    expectStatus(200, await set(proved))
    expect((await apart.get('/settings/ballot-proofs')).body).toEqual(proved)
    const entries = await apart.audited('polls.proofs')
    expect(entries.map(({ actorId }) => actorId)).toEqual(Array(2).fill(apart.people.owner.userId))
    const { data } = JSON.parse(entries[1]?.body ?? '{}')
    expect(data).toEqual({ before: { ...proved, certificate: false }, after: proved })
  })

  test('decide the badge of what is published after them, and whether ballots are drawn ahead unless told otherwise', async () => {
    expectStatus(200, await set({ ...proved, certificate: false }))
    const before = await apart.publish({ ...drawnAhead(), isOneVisit: false })
    expect((await apart.get(`/polls/${before}`)).body.level).toBe('ballot_interim')
    expect(expectStatus(201, await apart.draft({ anonymity: 'ballot' })).isOneVisit).toBe(true)

    expectStatus(200, await set(proved))
    const after = await apart.publish(drawnAhead())
    const poll = (await apart.get(`/polls/${after}`)).body
    expect(poll).toMatchObject({ level: 'ballot', levelLabel: 'ไม่ระบุตัวตน (บัตรคำตอบไม่มีชื่อ)', isOneVisit: false })
    expect((await apart.get(`/polls/${before}`)).body.level).toBe('ballot_interim') // what was promised stays
    expect(expectStatus(201, await apart.draft({ anonymity: 'chat' })).isOneVisit).toBe(true)
  })
})

describe('the hour', () => {
  test('opens and closes a poll, and an outage longer than 15 minutes leaves it to a person', async () => {
    const times = { opensAt: later(dayMs), closesAt: later(2 * dayMs) }
    const [onTime, late] = [await office.publish(times), await office.publish(times)]
    await office.settle(onTime)
    expect((await office.get(`/polls/${onTime}`)).body.state).toBe('published')
    office.turnClock(dayMs + 1000)
    await office.settle(onTime)
    expect((await office.get(`/polls/${onTime}`)).body.state).toBe('open')
    office.turnClock(16 * 60_000)
    await office.settle(late)
    expect((await office.get(`/polls/${late}`)).body).toMatchObject({ state: 'published', heldReason: 'opens_late' })
    expectStatus(200, await office.post(`/polls/${late}/open`, {}, office.people.approver))
    office.turnClock(dayMs)
    await office.settle(onTime)
    expect((await office.get(`/polls/${onTime}`)).body.state).toBe('closed')
  })

  test('finds due polls again when their jobs are lost, and open ones whose keys are', async () => {
    const due = await office.publish({ opensAt: later(dayMs) })
    const keyless = await office.open()
    const sound = await office.open()
    office.keys.destroy(keyless)
    office.turnClock(dayMs + 1000)
    const lost = await office.features.polls.sweepSources[0]?.findLost()
    const ids = lost?.map(({ payload }) => (payload as { pollId: string }).pollId)
    expect(ids).toEqual(expect.arrayContaining([due, keyless]))
    expect(ids).not.toContain(sound)
    await office.settle(keyless)
    await office.count()
    const { body } = await office.get(`/polls/${keyless}/results`)
    expect(body).toMatchObject({ outcome: 'lost', note: expect.stringContaining('สูญหาย') })
  })

  test('a poll with lead time is not opened while fewer than 60 % hold a ballot', async () => {
    const id = await office.publish({ anonymity: 'ballot', isOneVisit: false, opensAt: later(2 * dayMs) })
    office.turnClock(2 * dayMs)
    const answer = await office.post(`/polls/${id}/open`, {}, office.people.approver)
    expect(answer.body).toMatchObject({ code: 'BALLOTS_NOT_DRAWN', data: { drawn: 0, eligible: 24 } })
  })
})

describe('the result', () => {
  test('is seen by the approver first, then by everybody, and never before the close', async () => {
    const id = await office.open()
    for (const [index, person] of staff.entries()) await office.tap(person, id, index < 12 ? '3' : '1')
    const whileOpen = expectStatus(200, await office.get(`/polls/${id}/results`))
    expect(whileOpen.questions).toMatchObject([{ isHidden: true, answered: null, rows: [] }])
    await office.close(id)
    const shown = { isHidden: false, answered: 24, mean: 66.5 }
    expect((await office.get(`/polls/${id}/results`)).body.questions).toMatchObject([shown])
    expect((await office.get(`/polls/${id}/results`, office.people.viewer)).body).toMatchObject({
      note: 'ผู้อนุมัติกำลังพิจารณาผล',
      questions: [{ isHidden: true }],
    })
    expectStatus(200, await office.post(`/polls/${id}/hold`, { reason: 'รอประชุม 3 ธ.ค.' }, office.people.approver))
    expect((await office.get(`/polls/${id}/results`, office.people.viewer)).body.note).toBe(
      'ยังไม่เผยแพร่ผล: รอประชุม 3 ธ.ค.',
    )
    const inEnglish = { ...office.people.viewer, language: 'en' as const }
    expect((await office.get(`/polls/${id}/results`, inEnglish)).body).toMatchObject({
      note: 'Results held back: รอประชุม 3 ธ.ค.',
      participation: 'Answered: 24 of 24',
    })
    expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
    expect((await office.get(`/polls/${id}/results`, office.people.viewer)).body.questions).toMatchObject([shown])
  })

  test('goes out as a draft campaign with what the office will do', async () => {
    const id = await office.open()
    await office.tapAll(staff.slice(0, 6), id, '2')
    await office.close(id)
    expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
    const poll = expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'จัดอบรมเพิ่ม' }))
    const campaign = expectStatus(200, await office.get(`/campaigns/${poll.resultCampaignId}`))
    expect(campaign).toMatchObject({ state: 'draft', messages: [{ template: 'poll-result' }] })
    // Six of six gave one answer: a band, and no figure of theirs.
    expect(campaign.messages[0].data.questions).toEqual([
      { text: expect.any(String), answered: 6, rows: [], summary: 'ค่าเฉลี่ยอยู่ในช่วง 50-74 (เต็ม 100)' },
    ])
  })

  test('is the same in the sheet as in the API, with k printed', async () => {
    const id = await office.open()
    await office.tapAll(staff.slice(0, 6), id, '2')
    await office.close(id)
    const { bytes } = await office.get(`/polls/${id}/export?format=csv`)
    const csv = bytes.toString()
    expect(csv).toContain('แสดงผลเมื่อมีผู้ตอบตั้งแต่ 5 คนขึ้นไป')
    expect(csv).toContain('50-74')
    expect(csv).not.toMatch(/,6,100|,100,/)
  })

  test('of fewer than k says nothing anywhere: not the count, not zero', async () => {
    const id = await office.open()
    await office.tapAll(staff.slice(0, 4), id, '2')
    await office.close(id)
    const { body } = await office.get(`/polls/${id}/results`)
    expect(body).toMatchObject({ outcome: 'below_threshold', cast: null, participation: null })
    expect(body.questions).toMatchObject([{ isHidden: true, answered: null, rows: [], mean: null, band: null }])
    const csv = (await office.get(`/polls/${id}/export?format=csv`)).bytes.toString()
    expect(csv).toContain('ไม่แสดงผล เพื่อรักษาความลับของผู้ตอบ')
    expect(csv).not.toMatch(/,[0-4],/)
  })
})

describe('open texts', () => {
  test('are read by a moderator from ten on, without names, and gone once themes are written', async () => {
    const id = await office.open({
      anonymity: 'ballot',
      questions: [{ kind: 'text', text: 'สิ่งใดควรปรับ', required: false }],
    })
    await castTexts(id, 9)
    await office.close(id)
    expect((await office.get(`/polls/${id}/texts`)).body.code).toBe('TEXTS_NOT_READY')

    const read = await office.open({
      anonymity: 'ballot',
      questions: [{ kind: 'text', text: 'สิ่งใดควรปรับ', required: false }],
    })
    await castTexts(read, 11)
    await office.close(read)
    expect((await office.get(`/polls/${read}/texts`, office.people.owner)).status).toBe(403)
    const { items } = expectStatus(200, await office.get(`/polls/${read}/texts`))
    expect(items).toHaveLength(11)
    expect(items[0].text).toBe('[ชื่อบุคคล] โทร [หมายเลขโทรศัพท์] ควรแจ้งล่วงหน้า')
    const themes = [{ question: 'q1', themes: ['ควรแจ้งล่วงหน้า'] }]
    expectStatus(200, await office.call(office.people.approver, 'PUT', `/polls/${read}/themes`, { themes }))
    expect((await office.get(`/polls/${read}/texts`)).body.code).toBe('TEXTS_NOT_READY')
    expect((await office.get(`/polls/${read}/results`)).body.questions[0].rows).toMatchObject([
      { label: 'ควรแจ้งล่วงหน้า' },
    ])
  })
})

describe('the invitation', () => {
  test('is one card with one link for everybody, and a reminder goes to all of them alike', async () => {
    const id = await office.open()
    const { campaignId } = expectStatus(200, await office.post(`/polls/${id}/invite`, { isReminder: true }))
    const { messages, audience } = expectStatus(200, await office.get(`/campaigns/${campaignId}`))
    expect(audience).toMatchObject({ everyone: true })
    expect(messages[0].data.reminder).toContain('ระบบไม่ได้ตรวจสอบว่าท่านใดตอบแล้วหรือยังไม่ได้ตอบ')
    expect(messages[0].data.link.url).toMatch(/^https:\/\/line\.me\/R\/oaMessage\//)
    const [one] = await office.database.prisma.staff.findMany({ take: 1 })
    const part = { audience: { people: [one?.id] } }
    expect((await office.post(`/polls/${id}/invite`, part)).body.code).toBe('POLL_PART_OF_AUDIENCE')
  })
})

test('a duplicate asks the same again as a draft of its own', async () => {
  const id = await office.publish()
  const copy = expectStatus(200, await office.post(`/polls/${id}/duplicate`))
  expect(copy).toMatchObject({ state: 'draft', copiedFrom: id, level: null, threshold: 5 })
})

test('lists of ballots and texts nobody has moderated are gone 30 days after the close', async () => {
  const id = await office.open({ anonymity: 'ballot', questions: [{ kind: 'text', text: 'เล่า', required: false }] })
  await castTexts(id, 12)
  await office.close(id)
  const left = async () => {
    const { rows } = await office.owner.query(
      `SELECT (SELECT count(*)::int FROM ballot.board WHERE poll_id = $1) AS boards,
        (SELECT count(*)::int FROM ballot.open_text WHERE poll_id = $1) AS texts`,
      [id],
    )
    return rows[0]
  }
  const keep = (days: number) =>
    office.database.transaction((tx) =>
      office.features.polls.retention.apply(tx, new Date(office.clock.now().getTime() + days * dayMs)),
    )
  await keep(29)
  expect(await left()).toEqual({ boards: 1, texts: 12 })
  await keep(31)
  expect(await left()).toEqual({ boards: 0, texts: 0 })
})

test('the eight templates make drafts in both languages', async () => {
  for (const language of ['th', 'en']) {
    const { items } = expectStatus(200, await office.get(`/polls/templates?language=${language}`))
    expect(items).toHaveLength(8)
    for (const { title, anonymity, questions } of items) {
      expectStatus(201, await office.draft({ title, anonymity, questions, language }))
    }
  }
})

const draftOf = () => ({ title: 'ความเห็น', anonymity: 'chat', questions: [{ kind: 'nps', text: 'แนะนำเพียงใด' }] })

async function castTexts(pollId: string, count: number): Promise<void> {
  const { createSpool } = await import('../../../../src/features/polls/spool-service.ts')
  const spool = createSpool({ database: office.ballot, keys: office.keys })
  for (let index = 0; index < count; index += 1) {
    const token = Buffer.alloc(32, index).toString('base64url')
    const answers = { q1: { text: 'นายสมชาย ใจดี โทร 081-234-5678 ควรแจ้งล่วงหน้า' } }
    expect(await spool.seal(pollId, { token, pool: 'text', answers }, 5120)).toBe('sealed')
  }
}
