import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSpool } from '../../../../src/features/polls/spool-service.ts'
import { expectStatus, openPollOffice, type PollOffice } from '../../../support/poll-office.ts'

let office: PollOffice
beforeAll(async () => {
  office = await openPollOffice()
  await office.addStaff(12)
})
afterAll(() => office.dispose())

const questions = [
  { kind: 'text', text: 'สิ่งใดควรปรับ', required: false },
  { kind: 'text', text: 'สิ่งใดควรคงไว้', required: false },
]

/** Closed after twelve have written to the first question and `more` of them to the second. */
async function written(more = 12): Promise<string> {
  const id = await office.open({ anonymity: 'ballot', questions, audience: { everyone: true, via: 'people' } })
  const spool = createSpool({ database: office.ballot, keys: office.keys })
  for (let place = 0; place < 12; place += 1) {
    const answers = { q1: { text: 'ควรแจ้งล่วงหน้า' }, ...(place < more && { q2: { text: 'การประชุมรายเดือน' } }) }
    const box = { token: Buffer.alloc(32, place).toString('base64url'), pool: 'text' as const, answers }
    expect(await spool.seal(id, box, 5120)).toBe('sealed')
  }
  await office.close(id)
  return id
}

const theme = (id: string, ...themes: [question: string, ...themes: string[]][]) =>
  office.call(office.people.approver, 'PUT', `/polls/${id}/themes`, {
    themes: themes.map(([question, ...given]) => ({ question, themes: given })),
  })
const textsOf = async (id: string) => {
  const { body } = await office.get(`/polls/${id}/texts`)
  return body.code ?? [...new Set((body.items as { question: string }[]).map(({ question }) => question))]
}
const shown = async (id: string) =>
  (await office.get(`/polls/${id}/results`)).body.questions.map(({ rows }: { rows: { label: string }[] }) =>
    rows.map(({ label }) => label),
  )

describe('the themes of one question', () => {
  test('leave the texts and the themes of another as they are', async () => {
    const id = await written()
    expectStatus(200, await theme(id, ['q1', 'แจ้งล่วงหน้า']))
    expect(await textsOf(id)).toEqual(['q2'])
    expectStatus(200, await theme(id, ['q2', 'ประชุมรายเดือน']))
    expect(await textsOf(id)).toBe('TEXTS_NOT_READY')
    expectStatus(200, await theme(id, ['q1', 'แจ้งล่วงหน้าอย่างน้อยสามวัน'])) // worded better
    expect(await shown(id)).toEqual([['แจ้งล่วงหน้าอย่างน้อยสามวัน'], ['ประชุมรายเดือน']])
  })

  test('are refused where fewer than ten have written or nobody was asked to write, and no text is lost', async () => {
    const id = await written(9)
    for (const question of ['q2', 'q3', 'q9']) {
      const refused = await theme(id, ['q1', 'แจ้งล่วงหน้า'], [question, 'ประชุม'])
      expect([question, refused.status, refused.body.code]).toEqual([question, 409, 'TEXTS_NOT_READY'])
    }
    expect(await textsOf(id)).toEqual(['q1'])
    const { rows } = await office.owner.query('SELECT count(*)::int FROM ballot.open_text WHERE poll_id = $1', [id])
    expect(rows[0].count).toBe(21)
  })
})

describe('themes written after the result card', () => {
  const release = async (id: string) => {
    expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
    await office.sweep()
    return (await office.get(`/polls/${id}`)).body.resultCampaignId as string
  }
  const answer = (id: string) => office.post(`/polls/${id}/result-card`, { nextStep: 'แจ้งกำหนดการทุกต้นเดือน' })
  const cardOf = async (campaignId: string) => (await office.get(`/campaigns/${campaignId}`)).body.messages.at(-1).data
  const move = (campaignId: string, to: string, who = office.people.editor) =>
    office.post(`/campaigns/${campaignId}/${to}`, {}, who)

  test('stand on its draft and its picture, which another than their writer may still approve', async () => {
    const id = await written()
    const campaignId = await release(id)
    expectStatus(200, await answer(id))
    expect(JSON.stringify(await cardOf(campaignId))).not.toContain('แจ้งล่วงหน้า')
    expectStatus(200, await theme(id, ['q1', 'แจ้งล่วงหน้า']))
    await office.sweep()
    const card = await cardOf(campaignId)
    expect(card.nextStep).toBe('แจ้งกำหนดการทุกต้นเดือน')
    expect(card.questions[0].rows.concat(card.questions[0].summary).flat().join()).toContain('แจ้งล่วงหน้า')
    await office.features.pictures.drawWaiting()
    expect((await office.get(`/campaigns/${campaignId}/preview`)).body.pictureUrl).toMatch(/\.png$/)
    const revised = (await office.audited('campaign.revise')).findLast(({ subject }) => subject === campaignId)
    expect(revised?.actorId).toBeNull()
    expectStatus(200, await move(campaignId, 'submit'))
    expectStatus(200, await move(campaignId, 'approve', office.people.approver))
  })

  test('are refused while it waits for approval or for its hour, with the texts kept, and taken once it is a draft again', async () => {
    const id = await written()
    const campaignId = await release(id)
    expectStatus(200, await answer(id))
    expectStatus(200, await move(campaignId, 'submit'))
    expect(await theme(id, ['q1', 'แจ้งล่วงหน้า'])).toMatchObject({
      status: 409,
      body: { code: 'RESULT_CARD_EXISTS', data: { campaignId } },
    })
    expect(await textsOf(id)).toEqual(['q1', 'q2'])
    expectStatus(
      200,
      await office.post(`/campaigns/${campaignId}/reject`, { reason: 'รอประเด็น' }, office.people.approver),
    )
    expectStatus(200, await theme(id, ['q1', 'แจ้งล่วงหน้า']))
    await office.sweep()
    expect(JSON.stringify(await cardOf(campaignId))).toContain('แจ้งล่วงหน้า')
  })

  test('are taken once it has gone out, and change nothing of what went out', async () => {
    const id = await written()
    const campaignId = await release(id)
    expectStatus(200, await answer(id))
    await office.database.prisma.campaign.update({ where: { id: campaignId }, data: { state: 'completed' } })
    expectStatus(200, await theme(id, ['q1', 'แจ้งล่วงหน้า']))
    await office.sweep()
    expect(JSON.stringify(await cardOf(campaignId))).not.toContain('แจ้งล่วงหน้า')
    expect((await shown(id))[0]).toEqual(['แจ้งล่วงหน้า'])
  })
})
