import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectStatus, openPollOffice, type PollOffice } from '../../../support/poll-office.ts'

let office: PollOffice
let staff: string[]
beforeAll(async () => {
  office = await openPollOffice()
  staff = await office.addStaff(12)
})
afterAll(() => office.dispose())

/** A poll of now: who is new is told by the time inside their id, which is the real one. */
async function answered(
  poll: Record<string, unknown> = {},
  option = (place: number) => String(place % 4),
): Promise<string> {
  office.turnClock(Date.now() - office.clock.now().getTime())
  const id = await office.open(poll)
  for (const [place, person] of staff.entries()) await office.tap(person, id, option(place))
  await office.close(id)
  return id
}

const release = (id: string) => office.post(`/polls/${id}/release`, {}, office.people.approver)

/** The same poll once more, answered by whoever of `people` is registered then. */
async function repeat(id: string, people = staff): Promise<string> {
  const copy = expectStatus(200, await office.post(`/polls/${id}/duplicate`)).id as string
  expectStatus(200, await office.post(`/polls/${copy}/submit`))
  for (const act of ['approve', 'open']) {
    expectStatus(200, await office.post(`/polls/${copy}/${act}`, {}, office.people.approver))
  }
  for (const [place, person] of people.entries()) await office.tap(person, copy, place % 2 === 0 ? '3' : '2')
  await office.close(copy)
  return copy
}

const compare = async (id: string, who = office.people.viewer) =>
  expectStatus(200, await office.get(`/polls/${id}/comparison`, who))

describe('two rounds', () => {
  test('stand side by side for the same people, and for nobody before both results are released', async () => {
    const first = await answered()
    const second = await repeat(first)
    expect((await compare(second)).questions).toEqual([])
    expectStatus(200, await release(second))
    expect(await compare(second)).toMatchObject({ note: 'ผู้อนุมัติกำลังพิจารณาผล', questions: [] })
    expectStatus(200, await release(first))
    expect(await compare(second)).toMatchObject({
      before: { pollId: first },
      note: null,
      threshold: 5,
      questions: [{ key: 'q1', before: { mean: 50, answered: 12 }, after: { band: '75-100', answered: 12 } }],
    })
    expect(await compare(first)).toEqual({ before: null, note: null, threshold: 5, questions: [] })
  })

  test('are a second sheet of the export, with what the comparison shows and no more', async () => {
    const first = await answered()
    const second = await repeat(first)
    const sheetOf = async () => {
      const { bytes } = await office.get(`/polls/${second}/export?format=xlsx`, office.people.viewer)
      return (await readXlsxFile(bytes)).find(({ sheet }) => sheet === 'เทียบรอบ')?.data ?? []
    }
    expect(await sheetOf()).toHaveLength(2) // headings, and why nothing is compared
    for (const id of [first, second]) expectStatus(200, await release(id))
    const { questions } = await compare(second)
    const [, , head, ...rows] = await sheetOf()
    const [{ before, after }] = questions
    expect(head?.slice(0, 8)).toEqual([after.text, null, 12, null, before.mean, 12, null, after.band])
    expect(rows.map((row) => row[1])).toEqual(after.rows.map(({ label }: { label: string }) => label))
    expect(rows.map((row) => row[3])).toEqual(before.rows.map(({ percent }: { percent: number | null }) => percent))
    expect(rows.map((row) => row[6])).toEqual(after.rows.map(({ percent }: { percent: number | null }) => percent))
    const csv = (await office.get(`/polls/${second}/export?format=csv`, office.people.viewer)).bytes.toString()
    expect(csv).toContain('เทียบรอบ')
    const alone = (await office.get(`/polls/${first}/export?format=csv`, office.people.viewer)).bytes.toString()
    expect(alone).not.toContain('เทียบรอบ')
  })

  test('[attack 15] do not while fewer than five came or went, and do from the fifth on', async () => {
    const first = await answered()
    expectStatus(200, await release(first))
    const changes: (number | null)[] = []
    for (const newcomers of [1, 3, 1]) {
      staff.push(...(await office.addStaff(newcomers)))
      const next = await repeat(first)
      expectStatus(200, await release(next))
      changes.push((await office.database.prisma.poll.findUniqueOrThrow({ where: { id: next } })).membersChanged)
      const { note, questions } = await compare(next)
      expect(questions).toHaveLength(changes.at(-1) === 5 ? 1 : 0)
      expect(note).toBe(changes.at(-1) === 5 ? null : 'ไม่แสดงผล เพื่อรักษาความลับของผู้ตอบ')
    }
    expect(changes).toEqual([1, 4, 5])
  })

  test('do not when the question was worded anew', async () => {
    const first = await answered()
    expectStatus(200, await release(first))
    const copy = expectStatus(200, await office.post(`/polls/${first}/duplicate`)).id as string
    const questions = [{ kind: 'scale', text: 'ท่านทราบแผนการใช้จ่ายของปีนี้เพียงใด' }]
    expectStatus(200, await office.call(office.people.editor, 'PATCH', `/polls/${copy}`, { questions }))
    expectStatus(200, await office.post(`/polls/${copy}/submit`))
    for (const act of ['approve', 'open']) await office.post(`/polls/${copy}/${act}`, {}, office.people.approver)
    await office.tapAll(staff, copy, '2')
    await office.close(copy)
    expectStatus(200, await release(copy))
    expect((await compare(copy)).questions).toEqual([])
  })
})

describe('the ITA figure of the same topic', () => {
  test('stands beside the result, named another instrument, in the API, the sheet, the picture and the card', async () => {
    const prisma = office.database.prisma
    await prisma.itaYear.createMany({
      data: [2565, 2566].map((fiscalYear) => ({ fiscalYear, total: 90, source: 'ทดสอบ' })),
    })
    const item = { no: '5.1', area: 5, areaTitle: 'การใช้งบประมาณ', titleTh: 'รับทราบข้อมูลงบประมาณ' }
    await prisma.itaItem.createMany({
      data: [
        { ...item, fiscalYear: 2565, scores: { IIT: 70 } },
        { ...item, fiscalYear: 2566, scores: { EIT: 90, IIT: 81.6 } },
      ],
    })
    const id = await answered({ itaItems: ['5.1', '9.9'] })
    expectStatus(200, await release(id))
    const { ita } = expectStatus(200, await office.get(`/polls/${id}/results`, office.people.viewer))
    expect(ita).toMatchObject({
      fiscalYear: 2566,
      items: [{ no: '5.1', instrument: 'IIT', score: 81.6 }],
      note: expect.stringContaining('คนละเครื่องมือ'),
    })
    const csv = (await office.get(`/polls/${id}/export?format=csv`)).bytes.toString()
    expect(csv).toMatch(/พ.ศ. 2566 \(คนละเครื่องมือ\),5.1 .*81.6/)
    const { id: pictureId } = expectStatus(202, await office.post(`/polls/${id}/picture`))
    const { data: pictured } = await prisma.picture.findUniqueOrThrow({ where: { id: pictureId } })
    const { resultCampaignId } = expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'อบรม' }))
    const { messages } = expectStatus(200, await office.get(`/campaigns/${resultCampaignId}`))
    for (const shown of [pictured, messages.at(-1).data]) {
      expect(shown).toMatchObject({
        threshold: 5,
        questions: [{ answered: staff.length }],
        ita: { fiscalYear: 2566, items: [{ no: '5.1', title: item.titleTh, instrument: 'IIT', score: 81.6 }] },
      })
    }
    expect((await office.draft({ itaItems: ['5.1; DROP'] })).status).toBe(400)
  })
})

describe('what an approver sees first', () => {
  test('is told by no card and no picture before the release', async () => {
    const id = await answered()
    expectStatus(200, await office.post(`/polls/${id}/hold`, { reason: 'รอผู้บริหาร' }, office.people.approver))
    for (const who of [office.people.editor, office.people.approver]) {
      for (const [path, body] of [
        ['result-card', { nextStep: 'จัดอบรม' }],
        ['picture', {}],
      ] as const) {
        expect((await office.post(`/polls/${id}/${path}`, body, who)).body).toMatchObject({
          code: 'RESULT_NOT_RELEASED',
        })
      }
    }
    expectStatus(200, await release(id))
    const pictured = (await office.audited('picture.make')).length
    expectStatus(202, await office.post(`/polls/${id}/picture`))
    expect(await office.audited('picture.make')).toHaveLength(pictured + 1)
  })

  test('goes to people as it goes to groups, as the invitation does', async () => {
    const audience = { everyone: true, via: 'people' }
    const id = await office.open({ audience })
    expectStatus(200, await office.post(`/polls/${id}/invite`))
    await office.tapAll(staff, id, '2')
    await office.close(id)
    expectStatus(200, await release(id))
    expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'จัดอบรม' }))
  })

  test('is drafted as one card: a new wording goes on the same draft, and nothing replaces what is under way', async () => {
    const id = await answered()
    expectStatus(200, await release(id))
    const draft = async (nextStep: string) => office.post(`/polls/${id}/result-card`, { nextStep })
    const first = expectStatus(200, await draft('จัดอบรม')).resultCampaignId
    const second = expectStatus(200, await draft('จัดอบรมเพิ่มสองรุ่น')).resultCampaignId
    expect(second).toBe(first)
    expect((await office.get(`/campaigns/${first}`)).body).toMatchObject({
      state: 'draft',
      messages: [{ data: { nextStep: 'จัดอบรมเพิ่มสองรุ่น' } }],
    })
    await office.database.prisma.campaign.update({ where: { id: second }, data: { state: 'pending_approval' } })
    expect((await draft('อื่น ๆ')).body).toMatchObject({ code: 'RESULT_CARD_EXISTS', data: { campaignId: second } })
  })
})

describe('four eyes', () => {
  test('who rewrote a poll does not approve it, nor what was changed since they looked', async () => {
    const { id } = expectStatus(201, await office.draft())
    const { approver } = office.people
    const other = office.hire('approver')
    expectStatus(200, await office.call(approver, 'PATCH', `/polls/${id}`, { title: 'ทุกคำเป็นของผู้อนุมัติ' }))
    const { submittedAt } = expectStatus(200, await office.post(`/polls/${id}/submit`, {}, approver))
    expect((await office.post(`/polls/${id}/approve`, {}, approver)).body).toMatchObject({ code: 'OWN_WORK' })
    expectStatus(200, await office.post(`/polls/${id}/reject`, { reason: 'แก้หัวข้อ' }, other))
    office.turnClock(1000)
    expectStatus(200, await office.post(`/polls/${id}/submit`))
    const stale = await office.post(`/polls/${id}/approve`, { submittedAt }, other)
    expect(stale.body).toMatchObject({ code: 'CHANGED_MEANWHILE' })
    expectStatus(200, await office.post(`/polls/${id}/approve`, {}, other))
  })

  test('a deputy approves nothing in the place of whoever wrote it, and is named with them otherwise', async () => {
    const { approver } = office.people
    const { id } = expectStatus(201, await office.post('/polls', { ...draft, audience: { everyone: true } }, approver))
    expectStatus(200, await office.post(`/polls/${id}/submit`, {}, approver))
    const deputy = office.hire('editor', [approver.userId])
    expect((await office.post(`/polls/${id}/approve`, {}, deputy)).body).toMatchObject({ code: 'OWN_WORK' })
    const theirs = expectStatus(201, await office.draft()).id
    expectStatus(200, await office.post(`/polls/${theirs}/submit`))
    expectStatus(200, await office.post(`/polls/${theirs}/approve`, {}, deputy))
    const entry = (await office.audited('poll.approve')).find(({ subject }) => subject === theirs)
    expect(entry?.body).toContain(`"standsFor":"${approver.userId}"`)
  })
})

const draft = { title: 'ความเห็น', anonymity: 'chat', questions: [{ kind: 'nps', text: 'แนะนำเพียงใด' }] }

test('the promise of a level is told before anything is published, in both languages and with its own k', async () => {
  const ask = async (query: string) => expectStatus(200, await office.get(`/polls/promise?${query}`))
  expect(await ask('anonymity=chat&threshold=7')).toMatchObject({
    level: 'chat',
    levelLabel: 'เป็นความลับ (ตอบในแชต)',
    promise: expect.arrayContaining(['แสดงผลเมื่อมีผู้ตอบตั้งแต่ 7 คนขึ้นไป']),
  })
  expect(await ask('anonymity=ballot&isOneVisit=false')).toMatchObject({ level: 'ballot_interim' })
  expect((await ask('anonymity=room&language=en')).levelLabel).toBe('Open room (no sign-in)')
})

test('a saved audience that a poll names is neither changed nor deleted under it', async () => {
  const { owner } = office.people
  const rule = { everyone: true, via: 'people' }
  const saved = await office.call(owner, 'POST', '/audiences', { name: 'ผู้ลงทะเบียนทุกคน', rule })
  const id = expectStatus(201, saved).id as string
  await office.publish({ audience: { savedAudienceId: id } })
  expect((await office.call(owner, 'DELETE', `/audiences/${id}`)).body).toMatchObject({ code: 'AUDIENCE_IN_USE' })
  const change = await office.call(owner, 'PATCH', `/audiences/${id}`, { rule })
  expect(change.body).toMatchObject({ code: 'AUDIENCE_IN_USE' })
})
