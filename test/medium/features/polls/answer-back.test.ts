import { basename } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boxBytesOf } from '../../../../src/features/polls/box-rules.ts'
import { createSpool } from '../../../../src/features/polls/spool-service.ts'
import { expectStatus, openPollOffice, type PollOffice } from '../../../support/poll-office.ts'

let office: PollOffice
let staff: string[]
beforeAll(async () => {
  office = await openPollOffice()
  staff = await office.addStaff(12)
})
afterAll(() => office.dispose())

const campaignsOf = async () => (await office.database.prisma.campaign.findMany({ select: { id: true } })).length

describe('a result held longer than announced', () => {
  test('needs a reason, which is audited and stands in place of the result for everybody but the approver', async () => {
    const id = await office.open()
    for (const [place, person] of staff.entries()) await office.tap(person, id, String(place % 4))
    const hold = (body: object, who = office.people.approver) => office.post(`/polls/${id}/hold`, body, who)
    const reason = 'รอผู้บริหารรับทราบในการประชุมวันที่ 9 ธันวาคม'
    expect((await hold({ reason })).body.code).toBe('WRONG_STATE') // there is nothing to hold yet
    await office.close(id)
    for (const body of [{}, { reason: '' }, { reason: '   ' }]) expect((await hold(body)).status).toBe(400)
    expect((await hold({ reason }, office.people.editor)).status).toBe(403)
    expect(await office.audited('poll.hold')).toEqual([])

    expectStatus(200, await hold({ reason }))
    const [entry, ...others] = await office.audited('poll.hold')
    expect([entry?.subject, entry?.actorId, others]).toEqual([id, office.people.approver.userId, []])
    expect(entry?.body).toContain(reason)
    for (const who of [office.people.editor, office.people.viewer]) {
      const shown = expectStatus(200, await office.get(`/polls/${id}/results`, who))
      expect(shown).toMatchObject({
        note: `ยังไม่เผยแพร่ผล: ${reason}`,
        questions: [{ isHidden: true, answered: null, rows: [], mean: null }],
      })
      const csv = (await office.get(`/polls/${id}/export?format=csv`, who)).bytes.toString()
      expect(csv).toContain(reason)
      expect(csv).not.toMatch(/,12,|,3,25/)
    }
    expect((await office.get(`/polls/${id}/results`)).body.questions).toMatchObject([{ answered: 12, mean: 50 }])

    const release = () => office.post(`/polls/${id}/release`, {}, office.people.approver)
    const { resultReleasedAt } = expectStatus(200, await release())
    office.turnClock(60_000)
    expect(expectStatus(200, await release())).toMatchObject({ resultReleasedAt }) // two approvers at once
    expect(await office.audited('poll.release')).toHaveLength(1)
    expect((await office.get(`/polls/${id}/results`, office.people.viewer)).body).toMatchObject({
      note: null,
      questions: [{ mean: 50 }],
    })
    expect((await hold({ reason })).body.code).toBe('WRONG_STATE') // what was shown is not taken back
  })
})

test('past the announced day a result that nobody has released or held says that the office is overdue', async () => {
  const id = await office.open()
  await office.tapAll(staff, id, '2')
  await office.close(id)
  const { returnsOn } = (await office.get(`/polls/${id}`)).body
  const noteNow = async (language?: 'en') => {
    const who = { ...office.people.viewer, ...(language && { language }) }
    return (await office.get(`/polls/${id}/results`, who)).body.note
  }
  office.turnClock(Date.parse(`${returnsOn}T23:59:00+07:00`) - office.clock.now().getTime())
  expect(await noteNow()).toBe('ผู้อนุมัติกำลังพิจารณาผล')
  office.turnClock(60_000)
  expect(await noteNow()).toMatch(/^เลยกำหนดแจ้งผลวันที่ .+ แล้ว ผู้อนุมัติยังไม่ได้เผยแพร่ผลหรือแจ้งเหตุผล$/)
  expect(await noteNow('en')).toMatch(
    /^The result was due by .+\. The approver has neither released it nor given a reason\.$/,
  )
  expectStatus(200, await office.post(`/polls/${id}/hold`, { reason: 'รอผู้บริหาร' }, office.people.approver))
  expect(await noteNow()).toBe('ยังไม่เผยแพร่ผล: รอผู้บริหาร')
})

test.each([
  { answered: 12, questions: [{ answered: 12 }] },
  { answered: 3, questions: [{ isHidden: true }] },
])(
  'a poll of $answered answers is overdue once its day has passed, until its card is approved or a reason stands there',
  async ({ answered, questions }) => {
    const id = await office.open({ audience: { everyone: true, via: 'people' } })
    await office.tapAll(staff.slice(0, answered), id, '2')
    await office.close(id)
    const overdue = office.features.polls.countOverdueResults
    const { returnsOn } = (await office.get(`/polls/${id}`)).body
    const before = await overdue()
    office.turnClock(Date.parse(`${returnsOn}T23:59:00+07:00`) - office.clock.now().getTime())
    const onTheDay = await overdue()
    office.turnClock(60_000)
    const late = await overdue()
    // Others of this office have the same day.
    expect([onTheDay, late > before]).toEqual([before, true])
    const { editor, approver } = office.people
    const after = async (path: string, who: typeof editor, body = {}) => {
      expectStatus(200, await office.post(path, body, who))
      return (await overdue()) - late
    }
    expect(await after(`/polls/${id}/hold`, approver, { reason: 'รอผู้บริหารรับทราบ' })).toBe(-1)
    expect(await after(`/polls/${id}/release`, approver)).toBe(0) // to be read by officers, and told to nobody yet
    expect(await after(`/polls/${id}/result-card`, editor, { nextStep: 'จัดอบรม' })).toBe(0) // drafted, and told to nobody yet
    const { resultCampaignId } = (await office.get(`/polls/${id}`)).body
    const { messages } = (await office.get(`/campaigns/${resultCampaignId}`)).body
    expect(messages).toMatchObject([{ data: { nextStep: 'จัดอบรม', questions } }])
    expect(await after(`/campaigns/${resultCampaignId}/submit`, editor)).toBe(0)
    expect(await after(`/campaigns/${resultCampaignId}/approve`, approver)).toBe(-1)
    expect(await after(`/campaigns/${resultCampaignId}/cancel`, approver)).toBe(0)
  },
)

test('the card with the result carries the picture that is drawn of it, and its figures are those of the card', async () => {
  const id = await office.open()
  for (const [place, person] of staff.entries()) await office.tap(person, id, String(place % 4))
  await office.close(id)
  expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
  const { resultCampaignId } = expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'จัดอบรม' }))
  const preview = async () => expectStatus(200, await office.get(`/campaigns/${resultCampaignId}/preview`))
  expect((await preview()).pictureUrl).toBeNull()
  await office.features.pictures.drawWaiting()
  const { pictureUrl, messages } = await preview()
  expect(pictureUrl).toMatch(/\/media\/[0-9a-f]{64}\.png$/)
  expect(messages[0].contents.hero).toMatchObject({ url: pictureUrl, aspectRatio: '104:135' })
  const [card] = expectStatus(200, await office.get(`/campaigns/${resultCampaignId}`)).messages
  const drawn = await office.database.prisma.picture.findFirstOrThrow({ where: { media: basename(pictureUrl) } })
  expect(drawn).toMatchObject({ format: 'portrait', isDraft: false, data: { questions: card.data.questions } })
})

test('a poll whose keys were lost is overdue like any other, and people are told that, not that it is confidential', async () => {
  const id = await office.open({ audience: { everyone: true, via: 'people' } })
  office.keys.destroy(id)
  await office.settle(id)
  await office.count()
  const { outcome, returnsOn } = (await office.get(`/polls/${id}`)).body
  expect(outcome).toBe('lost')
  const overdue = office.features.polls.countOverdueResults
  office.turnClock(Date.parse(`${returnsOn}T23:59:00+07:00`) - office.clock.now().getTime())
  const before = await overdue()
  office.turnClock(60_000)
  const late = await overdue()
  expect(late).toBeGreaterThan(before)

  const { editor, approver } = office.people
  for (const path of ['release', 'hold']) {
    const refused = await office.post(`/polls/${id}/${path}`, { reason: 'รอผู้บริหารรับทราบ' }, approver)
    expect([refused.status, refused.body.code]).toEqual([409, 'WRONG_STATE']) // there is nothing to show or to hold
  }
  expect((await office.post(`/polls/${id}/picture`, { format: 'square' })).body.code).toBe('WRONG_STATE')
  const answer = (more: object = {}) =>
    office.post(`/polls/${id}/result-card`, { nextStep: 'เปิดรอบใหม่ภายในเดือนนี้', ...more })
  expect(await answer()).toMatchObject({ status: 422, body: { code: 'RELEASE_REASON_NEEDED' } })
  const { resultCampaignId } = expectStatus(200, await answer({ reason: 'รอกู้คืนระบบ' }))
  expect(await overdue()).toBe(late) // a reason is no card
  expect((await office.type(staff[0] ?? '', 'ผลแบบสำรวจ')).join()).toMatch(/ปิดโดยไม่มีผล.*\n.*เพราะ: รอกู้คืนระบบ/)
  const { messages } = (await office.get(`/campaigns/${resultCampaignId}`)).body
  expect(messages).toMatchObject([{ template: 'notice', data: { title: 'ความเห็นต่องบประมาณ' } }])
  expect(messages[0].data.text).toContain('แจ้งผลช้ากว่าวันที่ประกาศ เพราะ: รอกู้คืนระบบ')
  expect(messages[0].data.text).toMatch(/ปิดโดยไม่มีผล.*\n\nสิ่งที่หน่วยงานจะดำเนินการ: เปิดรอบใหม่ภายในเดือนนี้/)
  expectStatus(200, await office.post(`/campaigns/${resultCampaignId}/submit`, {}, editor))
  expectStatus(200, await office.post(`/campaigns/${resultCampaignId}/approve`, {}, approver))
  expect(await overdue()).toBe(late - 1)
})

describe('a result released after the promised day', () => {
  const reason = 'รอผลตรวจสอบข้อมูลจากกองคลัง'
  async function late() {
    const id = await office.open({ audience: { everyone: true, via: 'people' } })
    for (const [place, person] of staff.entries()) await office.tap(person, id, String(place % 4))
    await office.close(id)
    const { returnsOn } = (await office.get(`/polls/${id}`)).body
    office.turnClock(Date.parse(`${returnsOn}T23:59:00+07:00`) + 60_000 - office.clock.now().getTime())
    return id
  }
  const release = (id: string, body: object = {}) => office.post(`/polls/${id}/release`, body, office.people.approver)

  test('needs a reason, which is audited and stands with it in the API, the sheet and the card', async () => {
    const id = await late()
    expect(await release(id)).toMatchObject({ status: 422, body: { code: 'RELEASE_REASON_NEEDED' } })
    expect((await release(id, { reason: '   ' })).status).toBe(400)
    expect((await office.get(`/polls/${id}`)).body.resultReleasedAt).toBeNull()
    expectStatus(200, await release(id, { reason }))
    const entry = (await office.audited('poll.release')).find(({ subject }) => subject === id)
    expect(entry?.body).toContain(reason)
    const shown = expectStatus(200, await office.get(`/polls/${id}/results`, office.people.viewer))
    expect(shown).toMatchObject({ note: null, lateReason: reason, questions: [{ answered: 12 }] })
    expect((await office.get(`/polls/${id}/export?format=csv`, office.people.viewer)).bytes.toString()).toContain(
      reason,
    )
    const { resultCampaignId } = expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'อบรม' }))
    const { messages } = expectStatus(200, await office.get(`/campaigns/${resultCampaignId}`))
    expect(messages).toMatchObject([{ data: { lateReason: reason } }])
    // To be read by officers, and told to nobody yet: the card is still due.
    const overdue = await office.features.polls.countOverdueResults()
    expectStatus(200, await office.post(`/campaigns/${resultCampaignId}/submit`))
    expectStatus(200, await office.post(`/campaigns/${resultCampaignId}/approve`, {}, office.people.approver))
    expect(await office.features.polls.countOverdueResults()).toBe(overdue - 1)
  })

  test('takes the reason it was held for, and one released in time keeps none', async () => {
    const id = await late()
    expectStatus(200, await office.post(`/polls/${id}/hold`, { reason }, office.people.approver))
    expectStatus(200, await release(id))
    expect((await office.get(`/polls/${id}/results`)).body.lateReason).toBe(reason)

    const other = await office.open()
    await office.tapAll(staff, other, '2')
    await office.close(other)
    expectStatus(200, await office.post(`/polls/${other}/hold`, { reason }, office.people.approver))
    expect((await office.get(`/polls/${other}/results`)).body.lateReason).toBeNull()
    expectStatus(200, await release(other))
    expect((await office.get(`/polls/${other}/results`)).body.lateReason).toBeNull()
  })

  test('is told by the bot to who asks, with the reason before and after; to nobody who was not asked', async () => {
    const id = await late()
    const title = 'ความโปร่งใสของการจัดซื้อ'
    await office.database.prisma.poll.update({ where: { id }, data: { title } })
    const [person = ''] = staff
    const ask = async (text = 'ผลแบบสำรวจ', who = person) =>
      (await office.type(who, text))
        .join()
        .split('\n\n')
        .filter((part) => part.includes(title))
        .join()
    expect(await ask()).toMatch(/เลยกำหนดแจ้งผลวันที่/)
    expectStatus(200, await office.post(`/polls/${id}/hold`, { reason }, office.people.approver))
    expect(await ask()).toContain(`ยังไม่เผยแพร่ผล: ${reason}`)
    expect(await ask('Poll results')).toContain(reason)
    expectStatus(200, await release(id))
    const told = await ask('ผล แบบสำรวจ ครับ')
    expect(told).toContain(reason)
    expect(told).not.toMatch(/12|50/)
    expect(await office.type(`U${'e'.repeat(32)}`, 'ผลแบบสำรวจ')).toEqual(['ขณะนี้ไม่มีแบบสำรวจที่ท่านรอฟังผล'])
  })
})

test('the bot tells of the latest five polls that a person was asked, however many of others have closed since', async () => {
  const [person = '', ...others] = staff
  const people = await office.database.prisma.staff.findMany({ where: { lineUserId: { in: others } } })
  const titles = Array.from({ length: 6 }, (_, n) => `ของทุกคน ${n}`)
  const asked = titles.map((title) => ({ title, audience: { everyone: true, via: 'people' } }))
  const notAsked = { title: 'ของคนอื่น', audience: { people: people.map(({ id }) => id) } }
  for (const poll of [...asked, ...Array.from({ length: 5 }, () => notAsked)]) {
    await office.close(await office.open(poll))
    office.turnClock(60_000)
  }
  const told = (await office.type(person, 'ผลแบบสำรวจ')).join()
  expect(told.match(/(?<=“)[^”]+/g)).toEqual(titles.slice(1).reverse())
})

describe('the result card at the close', () => {
  const cardOf = async (id: string) => {
    const poll = expectStatus(200, await office.get(`/polls/${id}`))
    const campaign = expectStatus(200, await office.get(`/campaigns/${poll.resultCampaignId}`))
    return { poll, campaign, card: campaign.messages.at(-1).data }
  }
  const blank = expect.stringMatching(/^\[โปรดกรอก.*\]$/)

  test('is drafted by itself, once, in its author’s name and without a figure before the release', async () => {
    const title = 'การมอบหมายงานในกอง'
    const id = await office.open({ title, audience: { everyone: true, via: 'people' } })
    await office.tapAll(staff, id, '2')
    await office.close(id)
    const campaigns = () => office.database.prisma.campaign.count({ where: { name: { contains: title } } })
    // Two workers at once, and again after one has died.
    await Promise.all([office.sweep(), office.sweep()])
    await office.sweep()
    expect(await campaigns()).toBe(1)
    const { poll, campaign, card } = await cardOf(id)
    expect(campaign).toMatchObject({
      state: 'draft',
      authorId: poll.authorId,
      audience: { everyone: true, via: 'people' },
    })
    expect(card).toMatchObject({ nextStep: blank, questions: [{ isHidden: true }] })
    expect(JSON.stringify(campaign.messages)).not.toMatch(/50|12/)
    const made = (await office.audited('poll.result_card')).filter(({ subject }) => subject === id)
    expect(made.map(({ actorId }) => actorId)).toEqual([null])
  })

  test('has the figures from the release on, and cannot be submitted until it says what the office will do', async () => {
    const id = await office.open({ audience: { everyone: true, via: 'people' } })
    for (const [place, person] of staff.entries()) await office.tap(person, id, String(place % 4))
    await office.close(id)
    await office.sweep()
    const { campaign } = await cardOf(id)
    const submit = () => office.post(`/campaigns/${campaign.id}/submit`)
    expect((await submit()).body).toMatchObject({ code: 'RESULT_CARD_BLANK' })
    expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
    await office.sweep()
    const released = await cardOf(id)
    expect(released.campaign.id).toBe(campaign.id)
    expect(released.card).toMatchObject({ nextStep: blank, questions: [{ answered: 12 }] })
    expect((await submit()).body).toMatchObject({ code: 'RESULT_CARD_BLANK' })

    expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'จัดอบรมสองรุ่น' }))
    const filled = await cardOf(id)
    expect([filled.campaign.id, filled.card.nextStep]).toEqual([campaign.id, 'จัดอบรมสองรุ่น'])
    expectStatus(200, await submit())
    // Who released the result has written nothing of the card.
    expectStatus(200, await office.post(`/campaigns/${campaign.id}/approve`, {}, office.people.approver))
    const before = await campaignsOf()
    await office.sweep()
    expect(await campaignsOf()).toBe(before)
  })

  test('that cannot be drafted is left to an officer, and said once', async () => {
    const id = await office.open({ audience: { everyone: true, via: 'people' } })
    await office.close(id)
    const gone = { savedAudienceId: crypto.randomUUID(), via: 'people' }
    await office.database.prisma.poll.update({ where: { id }, data: { audience: gone } })
    await office.sweep()
    await office.sweep()
    expect((await office.get(`/polls/${id}`)).body.resultCampaignId).toBeNull()
    expect(office.lines.filter((line) => line.includes('could not be drafted') && line.includes(id))).toHaveLength(1)
  })

  test.each([
    { of: 'fewer than k', answered: 3, card: { template: 'poll-result', data: { questions: [{ isHidden: true }] } } },
    { of: 'a poll that was lost', answered: 0, card: { template: 'notice' } },
  ])('is drafted of $of too, since all were promised to hear', async ({ answered, card }) => {
    const id = await office.open({ audience: { everyone: true, via: 'people' } })
    await office.tapAll(staff.slice(0, answered), id, '2')
    if (answered === 0) office.keys.destroy(id)
    await (answered === 0 ? office.settle(id) : office.close(id))
    await office.count()
    await office.sweep()
    const { campaign } = await cardOf(id)
    expect(campaign.messages).toMatchObject([card])
    expect(JSON.stringify(campaign.messages)).toContain('[โปรดกรอก')
    expect((await office.post(`/campaigns/${campaign.id}/submit`)).body).toMatchObject({ code: 'RESULT_CARD_BLANK' })
  })
})

describe('an invitation or a reminder', () => {
  test('to a part of the audience is refused, however the part is named, and nothing is drafted', async () => {
    const unit = await office.database.prisma.unit.create({ data: { code: 'kb', nameTh: 'กองบริหาร', kind: 'กอง' } })
    const some = await office.database.prisma.staff.findMany({ take: 3 })
    await office.database.prisma.staff.update({ where: { id: some[0]?.id ?? '' }, data: { unitId: unit.id } })
    const rule = { units: [unit.id], via: 'people' }
    const saved = await office.call(office.people.owner, 'POST', '/audiences', { name: 'กองบริหาร', rule })
    const id = await office.open()
    const before = await campaignsOf()
    const parts = [
      { people: some.map((person) => person.id) },
      { units: [unit.id] },
      { savedAudienceId: expectStatus(201, saved).id },
    ]
    for (const audience of parts) {
      for (const isReminder of [false, true]) {
        const answer = await office.post(`/polls/${id}/invite`, {
          audience: { ...audience, via: 'people' },
          isReminder,
        })
        expect([answer.status, answer.body.code]).toEqual([422, 'POLL_PART_OF_AUDIENCE'])
      }
    }
    expect(await campaignsOf()).toBe(before)
  })

  test('is not cut down to a part once it is drafted; only the way it is sent may change', async () => {
    const id = await office.open({ audience: { everyone: true, via: 'people' } })
    const { campaignId } = expectStatus(200, await office.post(`/polls/${id}/invite`, { isReminder: true }))
    const change = (audience: object) =>
      office.call(office.people.editor, 'PATCH', `/campaigns/${campaignId}`, { audience })
    const [person] = await office.database.prisma.staff.findMany({ take: 1 })
    for (const audience of [
      { people: [person?.id], via: 'people' },
      { groups: [], units: [] },
    ]) {
      expect((await change(audience)).body.code).toBe('POLL_PART_OF_AUDIENCE')
    }
    const { audience } = expectStatus(200, await office.get(`/campaigns/${campaignId}`))
    expect(audience).toMatchObject({ everyone: true, via: 'people' })
    expectStatus(200, await change({ ...audience, via: 'both' }))
  })

  test('is drafted by the poll alone: its card goes into no other campaign, nor back into one it was taken from', async () => {
    const id = await office.open({ audience: { everyone: true, via: 'people' } })
    const { campaignId } = expectStatus(200, await office.post(`/polls/${id}/invite`, { isReminder: false }))
    const { messages } = expectStatus(200, await office.get(`/campaigns/${campaignId}`))
    const some = await office.database.prisma.staff.findMany({ take: 3 })
    const part = { people: some.map((person) => person.id), via: 'people' }
    const call = (method: string, path: string, body: object) => office.call(office.people.editor, method, path, body)
    const draft = { name: 'สามคน', audience: part, schedule: { kind: 'now' } }
    const card = { title: 'เชิญ', template: 'poll-invite', data: messages[0].data }
    const kept = await office.database.prisma.content.create({ data: { ...card, state: 'approved' } })
    for (const message of [messages, [{ contentId: kept.id }]]) {
      const refused = await call('POST', '/campaigns', { ...draft, message })
      expect([refused.status, refused.body.code]).toEqual([422, 'POLL_INVITATION_ELSEWHERE'])
    }

    const notice = { template: 'notice', data: { title: 'ประกาศ', text: 'ข้อความ' } }
    const change = (body: object) => call('PATCH', `/campaigns/${campaignId}`, body)
    expect((await change({ message: notice, audience: part })).body.code).toBe('POLL_PART_OF_AUDIENCE')
    expectStatus(200, await change({ message: [notice, ...messages] })) // while it is there, words may be added
    expectStatus(200, await change({ message: notice }))
    expectStatus(200, await change({ audience: part }))
    expect((await change({ message: messages })).body.code).toBe('POLL_INVITATION_ELSEWHERE')
  })
})

test('a poll of twenty questions is answered back whole, in its own language', async () => {
  const texts = Array.from({ length: 20 }, (_, place) => `How fairly is work of kind ${place + 1} given out?`)
  const id = await office.open({
    title: 'Fair work',
    language: 'en',
    questions: texts.map((text) => ({ kind: 'scale', text })),
  })
  for (const [place] of texts.entries()) {
    await Promise.all(staff.map((one, at) => office.tap(one, id, String(at % 4), { question: `q${place + 1}` })))
  }
  await office.close(id)
  expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
  const { resultCampaignId } = expectStatus(
    200,
    await office.post(`/polls/${id}/result-card`, { nextStep: 'Publish the list of tasks' }),
  )
  const { messages } = expectStatus(200, await office.get(`/campaigns/${resultCampaignId}`))
  const cards = messages.map(({ data }: { data: unknown }) => data)
  expect(cards.flatMap((card: { questions: { text: string }[] }) => card.questions.map(({ text }) => text))).toEqual(
    texts,
  )
  expect(cards.map((card: { nextStep?: string }) => card.nextStep)).toEqual([
    ...Array(cards.length - 1).fill(undefined),
    'Publish the list of tasks',
  ])
  for (const card of cards) {
    const { contents } = office.platform.templates.render('poll-result', { ...card, agency: 'OPDC' })
    expect(JSON.stringify(contents)).not.toMatch(/[\u0e00-\u0e7f]/)
    expect(JSON.stringify(contents)).toMatch(/Source: an internal poll, not the IIT form.*Fiscal year B\.E\. 25\d\d/)
  }
})

test('the card of a ballot poll tells who might answer, drew and answered, and the hash of the list that everybody can look up', async () => {
  const id = await office.open({ anonymity: 'ballot' })
  const spool = createSpool({ database: office.ballot, keys: office.keys })
  for (let index = 0; index < 12; index += 1) {
    const token = Buffer.alloc(32, index).toString('base64url')
    const box = { token, pool: 'score', answers: { q1: { value: index % 4 } } }
    expect(await spool.seal(id, box, boxBytesOf({ anonymity: 'ballot', questions: [] }))).toBe('sealed')
  }
  await office.close(id)
  const { rows } = await office.owner.query(
    `SELECT encode(sha256(tokens), 'hex') AS hash, length(tokens) AS bytes FROM ballot.board WHERE poll_id = $1`,
    [id],
  )
  expect(rows).toMatchObject([{ bytes: 12 * 32 }])
  expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
  const { resultCampaignId } = expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'จัดอบรม' }))
  const { messages } = expectStatus(200, await office.get(`/campaigns/${resultCampaignId}`))
  const eligible = await office.database.prisma.staff.count()
  expect(messages).toMatchObject([
    { data: { counts: { eligible, issued: 0, cast: 12 }, listHash: rows[0].hash, nextStep: 'จัดอบรม' } },
  ])
  expect((await office.get(`/polls/${id}/results`)).body).toMatchObject({ eligible, cast: 12, boardHash: rows[0].hash })
})
