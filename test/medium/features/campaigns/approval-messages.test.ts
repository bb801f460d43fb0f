import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type CampaignOffice,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'

const hourMs = 3_600_000

/** What was given to the drawer, and where it says that the picture is: how it draws is tested with the pictures. */
const drawn: unknown[] = []
const drawnUrl = 'https://sucharit.example/media/drawn.png'

let office: CampaignOffice
type Officer = Awaited<ReturnType<CampaignOffice['hireOfficer']>>
let author: Officer
let approver: Officer
beforeAll(async () => {
  office = await openCampaignOffice({
    needs: {
      async drawMessages(messages) {
        drawn.push(messages)
        return drawnUrl
      },
    },
  })
})
afterAll(() => office.close())
beforeEach(async () => {
  // Officers of another test are asked nothing.
  await office.database.prisma.user.deleteMany()
  author = await office.hireOfficer('editor')
  approver = await office.hireOfficer('approver')
})

const inHours = (hours: number) => ({
  kind: 'once' as const,
  at: new Date(office.clock.now().getTime() + hours * hourMs).toISOString(),
})

async function submitted(schedule: Parameters<CampaignOffice['draft']>[0]['schedule'] = inHours(48)): Promise<string> {
  const group = await office.addGroup({ members: 4 })
  await office.database.prisma.group.update({ where: { id: group }, data: { memberCount: 4 } })
  const audience = { groups: [group], people: await office.addPeople(2) }
  const { id } = expectStatus(201, await office.draft({ audience, ...(schedule && { schedule }) }, author))
  expectStatus(200, await office.call(author, `/campaigns/${id}/submit`, {}))
  return id
}

const seeTo = (campaignId: string) => office.handleJob('approval-due', { campaignId })
const wordsOf = (messages: unknown) => JSON.stringify(messages)

describe('a submission', () => {
  test('tells each approver once in LINE: what, to how many, when, at what cost, by whom, with the two ways on', async () => {
    const second = await office.hireOfficer('approver')
    const id = await submitted()
    await office.tellOfficers()
    await office.tellOfficers()
    for (const { lineUserId } of [approver, second]) {
      const told = await office.told(lineUserId)
      expect(told).toHaveLength(1)
      const said = wordsOf(told[0]?.messages)
      for (const words of ['ขออนุมัติรายการส่ง', 'ทดสอบการส่ง', '1 กลุ่ม (4 คน) · 2 คนในแชตส่วนตัว', '6 ข้อความ LINE'])
        expect(said).toContain(words)
      expect(said).toContain('ยังไม่เคยอนุมัติ')
      expect(said).toContain('เจ้าหน้าที่')
      const page = `http://localhost:3000/campaigns/${id}`
      for (const part of ['ดูและอนุมัติ', `"uri":"${page}"`, `"altUri":{"desktop":"${page}"}`]) expect(said).toContain(part)
      expect(said).toContain('ส่งกลับแก้ไข')
    }
    expect(await office.told(author.lineUserId)).toEqual([])
  })

  test('carries the picture of the card in LINE and by mail, the very one that the preview shows and that goes out', async () => {
    const pictureUrl = 'https://sucharit.example/media/card.png'
    const { data } = sampleMessage('notice') as { data: Record<string, unknown> }
    const message = { template: 'notice', data: { ...data, pictureUrl } }
    const audience = { people: await office.addPeople(1) }
    const { id } = expectStatus(201, await office.draft({ audience, message, schedule: inHours(48) }, author))
    expectStatus(200, await office.call(author, `/campaigns/${id}/submit`, {}))
    await office.tellOfficers()
    const [told] = await office.told(approver.lineUserId)
    const heroOf = ([card]: unknown[]) => (card as { contents: { hero?: { url: string } } }).contents.hero?.url
    const preview = expectStatus(200, await office.call(approver, `/campaigns/${id}/preview`))
    expect([heroOf(told?.messages ?? []), heroOf(preview.messages), preview.pictureUrl]).toEqual(
      Array(3).fill(pictureUrl),
    )
    const { mail } = await office.database.prisma.officerMessage.findFirstOrThrow({
      where: { userId: approver.userId },
    })
    expect((mail as { text: string }).text).toContain(`รูปบนการ์ด: ${pictureUrl}`)
    expect(preview.changes).toBeNull()

    // Approved and rewritten: preview, message and mail name the same change.
    expectStatus(200, await office.call(approver, `/campaigns/${id}/approve`, {}))
    office.turnClock(1000)
    expectStatus(200, await office.call(author, `/campaigns/${id}`, { name: 'ชื่อใหม่' }, {}, 'PATCH'))
    expectStatus(200, await office.call(author, `/campaigns/${id}/submit`, {}))
    await office.tellOfficers()
    const changed = 'ชื่อ: เดิม “ทดสอบการส่ง”'
    expect(expectStatus(200, await office.call(approver, `/campaigns/${id}/preview`)).changes).toEqual([changed])
    expect(wordsOf((await office.told(approver.lineUserId)).at(-1)?.messages)).toContain(changed)
    const mails = await office.database.prisma.officerMessage.findMany({ where: { userId: approver.userId } })
    expect(mails.filter((one) => (one.mail as { text: string }).text.includes(changed))).toHaveLength(1)
  })

  test('carries all of it drawn as it arrives where no card has a picture, as the preview does', async () => {
    const audience = { people: await office.addPeople(1) }
    const { id } = expectStatus(201, await office.draft({ audience, schedule: inHours(48) }, author))
    expectStatus(200, await office.call(author, `/campaigns/${id}/submit`, {}))
    await office.tellOfficers()
    const [told] = await office.told(approver.lineUserId)
    const preview = expectStatus(200, await office.call(approver, `/campaigns/${id}/preview?rendered=true`))
    expect(preview).toMatchObject({ pictureUrl: null, renderedUrl: drawnUrl })
    expect(drawn.at(-1)).toEqual(preview.messages)
    const [card] = (told?.messages ?? []) as { contents: { hero?: { url: string; aspectRatio: string } } }[]
    expect(card?.contents.hero).toMatchObject({ url: drawnUrl, aspectRatio: '2:3' })
  })

  test('never asks its author, and owners only where there is no other approver', async () => {
    const owner = await office.hireOfficer('owner')
    await submitted()
    await office.tellOfficers()
    expect(await office.told(owner.lineUserId)).toEqual([])
    await office.database.prisma.user.delete({ where: { id: approver.userId } })
    await submitted()
    await office.tellOfficers()
    expect(await office.told(owner.lineUserId)).toHaveLength(1)
  })

  test('is told anew after it was sent back, with what has changed since the last approval', async () => {
    const id = await submitted()
    expectStatus(200, await office.call(approver, `/campaigns/${id}/approve`, {}))
    const change = { name: 'ชื่อใหม่', message: sampleMessage('notice') }
    const revised = expectStatus(200, await office.call(author, `/campaigns/${id}`, change, {}, 'PATCH'))
    expect(revised).toMatchObject({ state: 'draft', name: 'ชื่อใหม่', runs: [], nextRunAt: null })
    office.turnClock(1000)
    expectStatus(200, await office.call(author, `/campaigns/${id}/submit`, {}))
    await office.tellOfficers()
    const said = wordsOf((await office.told(approver.lineUserId)).at(-1)?.messages)
    expect(said).toContain('ชื่อ: เดิม “ทดสอบการส่ง” · การ์ดที่ส่ง')
    expect(await office.told(approver.lineUserId)).toHaveLength(2)
  })

  test('that is rolled back tells nobody', async () => {
    const broken = await office.draft({ audience: { groups: [] } }, author)
    expect((await office.call(author, `/campaigns/${broken.body.id}/submit`, {})).status).toBe(422)
    expect(await office.database.prisma.officerMessage.count()).toBe(0)
  })
})

describe('half-way to the run', () => {
  test('approvers are reminded once, and not before', async () => {
    const id = await submitted(inHours(48))
    await seeTo(id)
    expect(await office.database.prisma.officerMessage.count()).toBe(1)
    office.turnClock(24 * hourMs)
    await Promise.all([seeTo(id), seeTo(id)])
    await office.tellOfficers()
    const told = await office.told(approver.lineUserId)
    expect(told).toHaveLength(2)
    expect(wordsOf(told.at(-1)?.messages)).toContain('ยังรออนุมัติรายการส่ง')
    expect(wordsOf(told.at(-1)?.messages)).toContain('รอบนี้จะไม่ส่ง')
  })

  test('approvers are reminded also when everybody has left meanwhile, and the card says so', async () => {
    const group = await office.addGroup()
    const { id } = expectStatus(
      201,
      await office.draft({ audience: { groups: [group] }, schedule: inHours(48) }, author),
    )
    expectStatus(200, await office.call(author, `/campaigns/${id}/submit`, {}))
    await office.loseGroup(group)
    office.turnClock(24 * hourMs)
    await seeTo(id)
    await office.tellOfficers()
    const said = wordsOf((await office.told(approver.lineUserId)).at(-1)?.messages)
    for (const words of ['ยังรออนุมัติรายการส่ง', 'ไม่มีผู้รับในขณะนี้']) expect(said).toContain(words)
  })

  test('nobody is reminded of what has been approved or sent back', async () => {
    const [approved, rejected] = [await submitted(), await submitted()]
    expectStatus(200, await office.call(approver, `/campaigns/${approved}/approve`, {}))
    expectStatus(200, await office.call(approver, `/campaigns/${rejected}/reject`, { reason: 'โปรดแก้ไข' }))
    office.turnClock(30 * hourMs)
    for (const id of [approved, rejected]) await seeTo(id)
    expect(await office.database.prisma.officerMessage.count({ where: { topic: { contains: 'reminder' } } })).toBe(0)
  })

  test('a lost job is found again in the row', async () => {
    const id = await submitted(inHours(48))
    const source = office.campaigns.sweepSources.find(({ name }) => name === 'approvals due')
    const lost = async () => (await source?.findLost())?.map(({ payload }) => payload)
    expect(await lost()).not.toContainEqual({ campaignId: id })
    office.turnClock(25 * hourMs)
    expect(await lost()).toContainEqual({ campaignId: id })
    await seeTo(id)
    expect(await lost()).not.toContainEqual({ campaignId: id })
  })
})

describe('unapproved at its time', () => {
  test('its run is held with the reason, nothing is sent, and the author is told once', async () => {
    const id = await submitted(inHours(48))
    office.turnClock(48 * hourMs)
    await Promise.all([seeTo(id), seeTo(id)])
    await office.tellOfficers()
    const seen = await office.seeCampaign(id)
    expect(seen).toMatchObject({ state: 'pending_approval', runs: [{ state: 'held', reason: 'not_approved' }] })
    const { reasonText } = expectStatus(200, await office.call(author, `/runs/${seen.runs[0].id}`))
    expect(reasonText).toContain('ยังไม่ได้รับอนุมัติ จึงยังไม่ส่ง')
    const told = await office.told(author.lineUserId)
    expect(told).toHaveLength(1)
    expect(wordsOf(told[0]?.messages)).toContain('ยังไม่ได้รับอนุมัติ จึงยังไม่ส่ง')
  })

  test('the held run goes out only when it is approved and a person releases it', async () => {
    const id = await submitted(inHours(48))
    office.turnClock(48 * hourMs)
    await seeTo(id)
    const [{ id: runId }] = (await office.seeCampaign(id)).runs
    const early = await office.call(approver, `/runs/${runId}/release`, {})
    expect([early.status, early.body.code]).toEqual([409, 'NOT_APPROVED'])
    expectStatus(200, await office.call(approver, `/campaigns/${id}/approve`, {}))
    expect(await office.seeCampaign(id)).toMatchObject({ state: 'scheduled', runs: [{ id: runId, reason: 'late' }] })
    expectStatus(200, await office.call(approver, `/runs/${runId}/release`, {}))
    expect((await office.run(runId)).state).toBe('planned')
  })
})

describe('a recurring campaign that nobody approves', () => {
  const dayMs = 24 * hourMs
  const daily = { kind: 'daily' as const, time: '10:00', timeZone: 'Asia/Bangkok' }
  const rowOf = (id: string) => office.database.prisma.campaign.findUniqueOrThrow({ where: { id } })
  const heldOf = async (id: string) =>
    (await office.database.prisma.run.findMany({ where: { campaignId: id }, orderBy: { scheduledFor: 'asc' } })).map(
      ({ state, reason, scheduledFor }) => [state, reason, scheduledFor.getTime()],
    )
  const turnTo = (at: Date | null) => office.turnClock((at?.getTime() as number) - office.clock.now().getTime())
  const told = async (officer: Officer) => {
    await office.tellOfficers()
    return office.told(officer.lineUserId)
  }

  test('has every firing held and its author told, and its approvers reminded half-way to each', async () => {
    const id = await submitted(daily)
    const first = (await rowOf(id)).approveBy?.getTime() as number
    for (const firing of [first, first + dayMs, first + 2 * dayMs]) {
      const { remindAt, approveBy } = await rowOf(id)
      expect(approveBy?.getTime()).toBe(firing)
      turnTo(remindAt)
      await seeTo(id)
      turnTo(approveBy)
      await Promise.all([seeTo(id), seeTo(id)])
    }
    const held = (at: number) => ['held', 'not_approved', at]
    expect(await heldOf(id)).toEqual([held(first), held(first + dayMs), held(first + 2 * dayMs)])
    expect(await told(author)).toHaveLength(3)
    expect(await told(approver)).toHaveLength(4) // asked, and reminded of each
    const { remindAt, approveBy } = await rowOf(id)
    expect([remindAt?.getTime(), approveBy?.getTime()]).toEqual([first + 2.5 * dayMs, first + 3 * dayMs])
    const jobs = await office.database.prisma.outboxJob.findMany({
      where: { job: 'approval-due', dueAt: approveBy as Date },
    })
    expect(jobs.map(({ payload }) => payload)).toContainEqual({ campaignId: id })
  })

  test('has of the firings missed while nothing ran the latest held, and one message of it', async () => {
    const id = await submitted(daily)
    const first = (await rowOf(id)).approveBy?.getTime() as number
    turnTo(new Date(first + 3 * dayMs + hourMs))
    await seeTo(id)
    expect(await heldOf(id)).toEqual([['held', 'not_approved', first + 3 * dayMs]])
    expect((await rowOf(id)).approveBy?.getTime()).toBe(first + 4 * dayMs)
    expect(await told(author)).toHaveLength(1)
  })

  test('waits for nothing after its last firing', async () => {
    const tomorrow = new Date(office.clock.now().getTime() + dayMs + 7 * hourMs).toISOString().slice(0, 10)
    const id = await submitted({ ...daily, startsOn: tomorrow, endsOn: tomorrow })
    turnTo((await rowOf(id)).approveBy)
    await seeTo(id)
    expect(await rowOf(id)).toMatchObject({ state: 'pending_approval', remindAt: null, approveBy: null })
  })
})

describe('approving', () => {
  test('is refused to whoever changed it, not only to its author', async () => {
    const id = await submitted()
    const other = await office.hireOfficer('approver')
    expectStatus(200, await office.call(other, `/campaigns/${id}`, { name: 'แก้โดยอีกท่าน' }, {}, 'PATCH'))
    expectStatus(200, await office.call(author, `/campaigns/${id}/submit`, {}))
    const refused = await office.call(other, `/campaigns/${id}/approve`, {})
    expect([refused.status, refused.body.code]).toEqual([403, 'OWN_WORK'])
    expectStatus(200, await office.call(approver, `/campaigns/${id}/approve`, {}))
  })

  test('is refused when it was changed and submitted anew since it was looked at', async () => {
    const id = await submitted()
    const { submittedAt } = await office.seeCampaign(id)
    expectStatus(200, await office.call(author, `/campaigns/${id}`, { name: 'อีกชื่อ' }, {}, 'PATCH'))
    office.turnClock(1000)
    expectStatus(200, await office.call(author, `/campaigns/${id}/submit`, {}))
    const refused = await office.call(approver, `/campaigns/${id}/approve`, { submittedAt })
    expect([refused.status, refused.body.code]).toEqual([409, 'CHANGED_MEANWHILE'])
    const { submittedAt: again } = await office.seeCampaign(id)
    expectStatus(200, await office.call(approver, `/campaigns/${id}/approve`, { submittedAt: again }))
  })
})
