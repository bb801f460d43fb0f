import { afterEach, describe, expect, test } from 'vitest'
import type { Mail, MailOutcome } from '../../../../src/platform/mail/create-mailer.ts'
import { type CampaignOffice, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
afterEach(() => office.close())

const news = {
  topic: 'test:1',
  line: [{ type: 'text' as const, text: 'มีรายการรออนุมัติ' }],
  mail: { subject: 'รออนุมัติ', text: 'มีรายการรออนุมัติ' },
}

async function openWithMail(outcomes: MailOutcome[] = []) {
  const mails: Mail[] = []
  office = await openCampaignOffice({
    mailer: {
      async send(mail) {
        mails.push(mail)
        return outcomes.shift() ?? { kind: 'accepted' }
      },
    },
  })
  return mails
}

const tell = (userId: string, topic = news.topic) =>
  office.transaction((tx) => office.officers.tellOfficer(tx, userId, { ...news, topic }))
const row = () => office.database.prisma.officerMessage.findFirstOrThrow()

describe('an officer linked to LINE', () => {
  test('is told a topic once, however often it is asked for and the job runs', async () => {
    await openWithMail()
    const officer = await office.hireOfficer('approver')
    await tell(officer.userId)
    await tell(officer.userId)
    const { id } = await row()
    await Promise.all([1, 2, 3].map(() => office.handleJob('tell-officer', { messageId: id })))
    expect(await office.told(officer.lineUserId)).toHaveLength(1)
    expect(await row()).toMatchObject({ state: 'accepted', channel: 'line', to: null })
  })

  test('is told once when LINE took the message and its answer was lost: the same key again', async () => {
    await openWithMail()
    const officer = await office.hireOfficer('approver')
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'lose-answer', times: 1 }])
    await tell(officer.userId)
    await office.tellOfficers()
    expect(await row()).toMatchObject({ state: 'queued', tryCount: 1, to: officer.lineUserId })
    office.turnClock(10_000)
    await office.tellOfficers()
    expect(await row()).toMatchObject({ state: 'accepted' })
    expect(await office.told(officer.lineUserId)).toHaveLength(1)
  })

  test('is told by the sweeper’s job when the worker died between the claim and the call', async () => {
    await openWithMail()
    const officer = await office.hireOfficer('approver')
    await tell(officer.userId)
    const { id } = await row()
    const leaseUntil = new Date(office.clock.now().getTime() + 60_000)
    await office.database.prisma.officerMessage.update({
      where: { id },
      data: { channel: 'line', to: officer.lineUserId, firstTriedAt: office.clock.now(), leaseUntil },
    })
    const [source] = office.officers.sweepSources
    expect(await source?.findLost()).toEqual([])
    office.turnClock(61_000)
    expect(await source?.findLost()).toMatchObject([{ payload: { messageId: id } }])
    await office.handleJob('tell-officer', { messageId: id })
    expect(await row()).toMatchObject({ state: 'accepted', tryCount: 1 })
    expect(await office.told(officer.lineUserId)).toHaveLength(1)
  })

  test('is written a mail when LINE refuses for good, but never after an unclear end', async () => {
    const mails = await openWithMail()
    const officer = await office.hireOfficer('approver')
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 400, times: 1 }])
    await tell(officer.userId)
    await office.tellOfficers()
    await office.tellOfficers()
    expect(mails).toMatchObject([{ to: officer.email, subject: 'รออนุมัติ' }])

    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'lose-answer', times: 1 }])
    await tell(officer.userId, 'test:2')
    await office.tellOfficers()
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 400, times: 1 }])
    office.turnClock(10_000)
    await office.tellOfficers()
    const states = await office.database.prisma.officerMessage.findMany({ orderBy: { id: 'asc' } })
    expect(states.map(({ state, channel }) => [state, channel])).toEqual([
      ['accepted', 'mail'],
      ['unknown', 'line'],
    ])
    expect(mails).toHaveLength(1)
  })

  test('is written a mail when the messages of the month are spent', async () => {
    const mails = await openWithMail()
    const officer = await office.hireOfficer('approver')
    await office.simulator.control('/settings', { quota: 0, consumption: 0 })
    await tell(officer.userId)
    await office.tellOfficers()
    await office.tellOfficers()
    expect(mails).toHaveLength(1)
    expect(await row()).toMatchObject({ state: 'accepted', channel: 'mail' })
  })
})

describe('an officer who is not linked', () => {
  test('is written a mail, tried again after an unclear end under the same id', async () => {
    const mails = await openWithMail([{ kind: 'unclear', code: 'ETIMEDOUT' }])
    const officer = await office.hireOfficer('approver', { isLinked: false })
    await tell(officer.userId)
    await office.tellOfficers()
    office.turnClock(10_000)
    await office.tellOfficers()
    expect(mails.map(({ to }) => to)).toEqual([officer.email, officer.email])
    expect(new Set(mails.map(({ id }) => id)).size).toBe(1)
    expect(await row()).toMatchObject({ state: 'accepted', to: null })
  })

  test('has it in the console alone where no mail server is set', async () => {
    office = await openCampaignOffice()
    const officer = await office.hireOfficer('approver', { isLinked: false })
    await tell(officer.userId)
    await office.tellOfficers()
    expect(await row()).toMatchObject({ state: 'listed', channel: null, to: null })
  })
})

test('messages are let go after a month, those on their way are kept', async () => {
  await openWithMail()
  const officer = await office.hireOfficer('approver')
  await tell(officer.userId)
  await office.tellOfficers()
  await tell(officer.userId, 'test:2')
  const apply = (days: number) =>
    office.transaction((tx) => office.officers.retention.apply(tx, new Date(Date.now() + days * 86_400_000)))
  expect(await apply(29)).toBe(0)
  expect(await apply(31)).toBe(1)
  expect(await row()).toMatchObject({ topic: 'test:2' })
})
