import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectStatus, openPollOffice, type PollOffice } from '../../../support/poll-office.ts'

let office: PollOffice
let staff: string[]
beforeAll(async () => {
  office = await openPollOffice()
  staff = await office.addStaff(12)
})
afterAll(() => office.dispose())

const everyone = { everyone: true, via: 'people' }
const release = (id: string, body: object = {}) => office.post(`/polls/${id}/release`, body, office.people.approver)
const pollOf = async (id: string) => expectStatus(200, await office.get(`/polls/${id}`))

/** Closed after twelve have answered, one half this and the other half that, its blank card drafted. */
async function drafted(poll: object = {}, options = ['1', '2']): Promise<{ id: string; campaignId: string }> {
  const id = await office.open({ audience: everyone, ...poll })
  for (const [place, option] of options.entries()) {
    await office.tapAll(staff.slice(place * 6, place * 6 + 6), id, option)
  }
  await office.close(id)
  await office.sweep()
  return { id, campaignId: (await pollOf(id)).resultCampaignId }
}

const messagesOf = async (campaignId: string) =>
  expectStatus(200, await office.get(`/campaigns/${campaignId}`)).messages

describe('the release of a result', () => {
  test('stands whatever words were asked and answered, and the card has the figures', async () => {
    const question = { kind: 'single', text: 'เรื่องใดควรอบรมก่อน', options: ['การกระทำผิดวินัย', 'การใช้รถราชการ'] }
    const { id, campaignId } = await drafted({ questions: [question] }, ['o1', 'o2'])
    expectStatus(200, await release(id))
    await office.sweep()
    expect(await messagesOf(campaignId)).toMatchObject([
      { data: { questions: [{ answered: 12, rows: [{ label: 'การกระทำผิดวินัย', percent: 50 }, { percent: 50 }] }] } },
    ])
    expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'จัดอบรมสองรุ่น' }))
    expectStatus(200, await office.post(`/campaigns/${campaignId}/submit`))
  })

  test('is kept where the card cannot be filled, which is said once and left to an officer', async () => {
    const { id, campaignId } = await drafted()
    const urgent = await office.call(office.people.owner, 'PATCH', `/campaigns/${campaignId}`, { urgent: true })
    expectStatus(200, urgent)
    expectStatus(200, await release(id))
    await office.sweep()
    await office.sweep()
    expect((await pollOf(id)).resultReleasedAt).not.toBeNull()
    const said = office.lines.filter((line) => line.includes(id) && line.includes('URGENT_NOT_ALLOWED'))
    expect(said).toHaveLength(1)
    const fill = (who: { bearer: string; userId: string }) =>
      office.post(`/polls/${id}/result-card`, { nextStep: 'จัดอบรม' }, who)
    expectStatus(200, await fill(office.people.owner))
    expect(await messagesOf(campaignId)).toMatchObject([
      { data: { nextStep: 'จัดอบรม', questions: [{ answered: 12 }] } },
    ])
  })

  test('waits for nobody who works on the card; the card is filled once they are done', async () => {
    const { id, campaignId } = await drafted()
    await office.owner.query('BEGIN')
    await office.owner.query('SELECT 1 FROM campaign WHERE id = $1 FOR UPDATE', [campaignId])
    expectStatus(200, await release(id))
    await expect(office.sweep()).rejects.toMatchObject({ code: 'CAMPAIGN_BUSY' })
    await office.owner.query('ROLLBACK')
    expect(await messagesOf(campaignId)).toMatchObject([{ data: { questions: [{ isHidden: true }] } }])
    await office.sweep()
    expect(await messagesOf(campaignId)).toMatchObject([{ data: { questions: [{ answered: 12 }] } }])
  })

  test('fills the card once: what an officer changes on it afterwards stays', async () => {
    const { id, campaignId } = await drafted()
    expectStatus(200, await release(id))
    await office.sweep()
    const revised = async () =>
      (await office.audited('campaign.revise')).filter(({ subject }) => subject === campaignId).length
    expect(await revised()).toBe(1)
    await office.sweep()
    expect(await revised()).toBe(1)
  })
})

test('words that no card may carry are refused where they are written, and nothing is kept of them', async () => {
  const { id } = await drafted()
  const refused = { status: 422, body: { code: 'CONTENT_RULES' } }
  const words = 'มีผู้กระทำผิดวินัย'
  const themes = [{ question: 'q1', themes: [words] }]
  expect(await office.call(office.people.approver, 'PUT', `/polls/${id}/themes`, { themes })).toMatchObject(refused)
  expect(await office.post(`/polls/${id}/hold`, { reason: words }, office.people.approver)).toMatchObject(refused)
  const { returnsOn } = await pollOf(id)
  office.turnClock(Date.parse(`${returnsOn}T23:59:00+07:00`) + 60_000 - office.clock.now().getTime())
  expect(await release(id, { reason: words })).toMatchObject(refused)
  expect(await pollOf(id)).toMatchObject({ holdReason: null, resultReleasedAt: null })
  expectStatus(200, await release(id, { reason: 'รอผลตรวจสอบข้อมูลจากกองคลัง' }))
  expect(await office.post(`/polls/${id}/result-card`, { nextStep: words })).toMatchObject(refused)
})

test('a poll that was closed before it opened owes nobody a card, and whoever asks hears that it never opened', async () => {
  const title = 'การจัดที่จอดรถ'
  const id = await office.publish({ title, audience: everyone })
  await office.close(id)
  await office.sweep()
  const { outcome, resultCampaignId, returnsOn } = await pollOf(id)
  expect([outcome, resultCampaignId]).toEqual(['below_threshold', null])
  const overdue = office.features.polls.countOverdueResults
  office.turnClock(Date.parse(`${returnsOn}T23:59:00+07:00`) - office.clock.now().getTime())
  const before = await overdue()
  const other = await drafted() // its own day is later
  office.turnClock(60_000)
  expect(await overdue()).toBe(before)
  expect((await pollOf(other.id)).resultCampaignId).not.toBeNull()

  const unopened = 'แบบสำรวจนี้ปิดโดยไม่ได้เปิดรับคำตอบ'
  expect((await office.type(staff[0] ?? '', 'ผลแบบสำรวจ')).join()).toContain(`“${title}”\n${unopened}`)
  expect((await office.get(`/polls/${id}/results`)).body.note).toBe(unopened)

  const { editor, approver } = office.people
  const asked = [
    office.post(`/polls/${id}/release`, { reason: 'รอผู้บริหารรับทราบ' }, approver),
    office.post(`/polls/${id}/hold`, { reason: 'รอผู้บริหารรับทราบ' }, approver),
    office.post(`/polls/${id}/result-card`, { nextStep: 'ปรับผังที่จอด', reason: 'รอผัง' }, editor),
    office.post(`/polls/${id}/picture`, { format: 'square' }, editor),
  ]
  for (const answer of asked) expect(await answer).toMatchObject({ status: 409, body: { code: 'POLL_NEVER_OPENED' } })
  expect(await pollOf(id)).toMatchObject({ resultReleasedAt: null, holdReason: null, resultCampaignId: null })
})

test('a card of a result that was released in time needs a reason past the day, which is kept and stands on it', async () => {
  const { id, campaignId } = await drafted()
  expectStatus(200, await release(id))
  const { returnsOn } = await pollOf(id)
  office.turnClock(Date.parse(`${returnsOn}T23:59:00+07:00`) + 60_000 - office.clock.now().getTime())
  const answer = (more: object = {}) => office.post(`/polls/${id}/result-card`, { nextStep: 'จัดอบรม', ...more })
  expect(await answer()).toMatchObject({ status: 422, body: { code: 'RELEASE_REASON_NEEDED' } })
  expect((await pollOf(id)).nextStep).toBeNull()
  const reason = 'รอแผนการอบรมของกอง'
  expect(expectStatus(200, await answer({ reason }))).toMatchObject({ holdReason: reason })
  const entry = (await office.audited('poll.result_card')).findLast(({ subject }) => subject === id)
  expect(entry?.body).toContain(reason)
  expect(await messagesOf(campaignId)).toMatchObject([{ data: { nextStep: 'จัดอบรม', lateReason: reason } }])
  expectStatus(200, await answer({ nextStep: 'จัดอบรมสองรุ่น' })) // the reason stands there already
})

test('a card that was drafted in time goes nowhere past the day without a reason', async () => {
  const { id, campaignId } = await drafted()
  expectStatus(200, await release(id))
  const answer = (more: object = {}) => office.post(`/polls/${id}/result-card`, { nextStep: 'จัดอบรม', ...more })
  expectStatus(200, await answer())
  const { returnsOn } = await pollOf(id)
  office.turnClock(Date.parse(`${returnsOn}T23:59:00+07:00`) + 60_000 - office.clock.now().getTime())
  const submit = () => office.post(`/campaigns/${campaignId}/submit`)
  expect(await submit()).toMatchObject({ status: 422, body: { code: 'RESULT_CARD_LATE' } })
  expectStatus(200, await answer({ reason: 'รอแผนการอบรมของกอง' }))
  expectStatus(200, await submit())
})

async function passPromisedDay(id: string): Promise<void> {
  const { returnsOn } = await pollOf(id)
  office.turnClock(Date.parse(`${returnsOn}T23:59:00+07:00`) + 60_000 - office.clock.now().getTime())
}

describe('a card that would go out past the promised day', () => {
  const reason = 'ผู้บริหารเดินทางไปราชการ'
  const late = { status: 422, body: { code: 'RESULT_CARD_LATE' } }
  async function answered() {
    const { id, campaignId } = await drafted()
    expectStatus(200, await release(id))
    expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'จัดอบรม' }))
    return { id, campaignId }
  }
  const submit = (campaignId: string) => office.post(`/campaigns/${campaignId}/submit`)
  const decide = (how: string, campaignId: string, body: object = {}) =>
    office.post(`/campaigns/${campaignId}/${how}`, body, office.people.approver)
  const stateOf = async (campaignId: string) => expectStatus(200, await office.get(`/campaigns/${campaignId}`)).state

  test('though it was submitted in time is approved once its author has said why, in the words that are approved', async () => {
    const { id, campaignId } = await answered()
    expectStatus(200, await submit(campaignId))
    await passPromisedDay(id)
    expect(await decide('approve', campaignId)).toMatchObject(late)
    expect(await stateOf(campaignId)).toBe('pending_approval')

    expectStatus(200, await decide('reject', campaignId, { reason: 'โปรดระบุเหตุผลที่แจ้งช้า' }))
    expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'จัดอบรม', reason }))
    expectStatus(200, await submit(campaignId))
    expectStatus(200, await decide('approve', campaignId))
    expect(await messagesOf(campaignId)).toMatchObject([{ data: { nextStep: 'จัดอบรม', lateReason: reason } }])
  })

  test('is not submitted for such a time; an earlier one does', async () => {
    const { id, campaignId } = await answered()
    const sendAt = (at: number) =>
      office.call(office.people.editor, 'PATCH', `/campaigns/${campaignId}`, {
        schedule: { kind: 'once', at: new Date(at).toISOString() },
      })
    const dayAfter = Date.parse(`${(await pollOf(id)).returnsOn}T12:00:00+07:00`) + 86_400_000
    expectStatus(200, await sendAt(dayAfter))
    expect(await submit(campaignId)).toMatchObject(late)
    expectStatus(200, await sendAt(dayAfter - 86_400_000))
    expectStatus(200, await submit(campaignId))
    expectStatus(200, await decide('approve', campaignId))
  })

  test('of a poll without a result is not approved either', async () => {
    const id = await office.open({ audience: everyone })
    office.keys.destroy(id)
    await office.settle(id)
    await office.count()
    await office.sweep()
    expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'เปิดรอบใหม่' }))
    const { resultCampaignId } = await pollOf(id)
    expectStatus(200, await submit(resultCampaignId))
    await passPromisedDay(id)
    expect(await decide('approve', resultCampaignId)).toMatchObject(late)
  })

  test('and was approved in time, but held since, is not let go', async () => {
    const { id, campaignId } = await answered()
    expectStatus(200, await submit(campaignId))
    const [run] = expectStatus(200, await decide('approve', campaignId)).runs
    await office.database.prisma.run.update({ where: { id: run.id }, data: { state: 'held', reason: 'late' } })
    await passPromisedDay(id)
    expect(await office.post(`/runs/${run.id}/release`, {}, office.people.approver)).toMatchObject(late)
    expect(expectStatus(200, await office.get(`/runs/${run.id}`)).state).toBe('held')
  })
})

describe('who asks the bot for a result that is released', () => {
  const told = 'โปรดอ่านผลในการ์ดแจ้งผลที่ส่งถึงผู้ได้รับเชิญทุกคน'
  const making = 'เผยแพร่ผลในหน่วยงานแล้ว หน่วยงานกำลังจัดทำการ์ดแจ้งผล'
  const ask = async (title: string) =>
    (await office.type(staff[0] ?? '', 'ผลแบบสำรวจ'))
      .join()
      .split('\n\n')
      .filter((part) => part.includes(title))
      .join()

  test('is sent to the card only once that is on its way, and hears when it is overdue', async () => {
    const title = 'การใช้ห้องประชุม'
    const { id, campaignId } = await drafted({ title })
    expectStatus(200, await release(id))
    expect(await ask(title)).toBe(`“${title}”\n${making}`)
    expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'เพิ่มห้อง' }))
    expectStatus(200, await office.post(`/campaigns/${campaignId}/submit`))
    const { returnsOn } = await pollOf(id)
    office.turnClock(Date.parse(`${returnsOn}T23:59:00+07:00`) + 60_000 - office.clock.now().getTime())
    expect(await ask(title)).toMatch(new RegExp(`${making}\\nเลยกำหนดแจ้งผลวันที่ .+ แล้ว$`))
    expectStatus(
      200,
      await office.post(`/campaigns/${campaignId}/reject`, { reason: 'เลยกำหนด' }, office.people.approver),
    )
    expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'เพิ่มห้อง', reason: 'รอการจัดห้อง' }))
    expectStatus(200, await office.post(`/campaigns/${campaignId}/submit`))
    expectStatus(200, await office.post(`/campaigns/${campaignId}/approve`, {}, office.people.approver))
    expect(await ask(title)).toContain(told)
    expect(await ask(title)).not.toContain('เลยกำหนด')
    expectStatus(200, await office.post(`/campaigns/${campaignId}/cancel`, {}, office.people.approver))
    expect(await ask(title)).toContain(making)
  })

  test('hears of the others too where the audience of one has grown past what is listed', async () => {
    const { prisma, pool } = office.database
    const unit = await prisma.unit.create({ data: { code: 'kk', nameTh: 'กองคลัง', kind: 'กอง' } })
    await prisma.staff.updateMany({ where: { lineUserId: { in: staff } }, data: { unitId: unit.id } })
    const title = 'การเบิกจ่ายในกอง'
    await drafted({ title, audience: { units: [unit.id], via: 'people' } })
    await drafted() // of everybody
    await pool.query(
      `INSERT INTO staff (id, line_user_id, state)
       SELECT gen_random_uuid(), 'U' || md5(n::text), 'registered' FROM generate_series(1, 50001) n`,
    )
    expect(await ask(title)).toContain('ผู้อนุมัติกำลังพิจารณาผล')
  })
})
