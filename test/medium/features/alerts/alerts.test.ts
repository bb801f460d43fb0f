import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAlerts } from '../../../../src/features/alerts/index.ts'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import type { OutgoingMessage } from '../../../../src/line/messages/outgoing-message.ts'
import { createLog } from '../../../../src/platform/log.ts'
import type { Mail } from '../../../../src/platform/mail/create-mailer.ts'
import { type CampaignOffice, openCampaignOffice } from '../../../support/campaign-office.ts'

const templates = loadTemplates('flex-templates', { allowHttpLoopback: true })

let office: CampaignOffice
let mails: Mail[]
let found: { detail?: string } | undefined
beforeEach(async () => {
  mails = []
  found = { detail: '2' }
  office = await openCampaignOffice()
})
afterEach(() => office.close())

function open(alertTo: string[] = []) {
  return createAlerts({
    database: office.database,
    clock: office.clock,
    log: createLog({ level: 'silent' }),
    publicUrl: 'https://sucharit.example.go.th',
    alertTo,
    mailer: {
      async send(mail) {
        mails.push(mail)
        return { kind: 'accepted' }
      },
    },
    renderCard: (name, data) => templates.render(name, data) as OutgoingMessage,
    tellOfficersAt: office.officers.tellOfficersAt,
    sources: [
      { code: 'disk_low', look: () => Promise.reject(new Error('the disk does not answer')) },
      { code: 'runs_held', look: async () => found },
    ],
  })
}

const listed = () => office.database.prisma.alert.findMany()

describe('what is wrong with the service', () => {
  test('is told to the owners in LINE once it has stood for two looks, and once only', async () => {
    const owner = await office.hireOfficer('owner')
    const alerts = open()
    await alerts.watch()
    expect(await office.told(owner.lineUserId)).toEqual([])
    for (const _ of [2, 3, 4]) await alerts.watch()
    await office.tellOfficers()
    const told = await office.told(owner.lineUserId)
    expect(told).toHaveLength(1)
    expect(JSON.stringify(told)).toContain('มีรอบส่งที่ระงับไว้รอตรวจสอบ')
    expect(JSON.stringify(told)).toContain('2 รอบ')
  })

  test('that passes by itself tells nobody, and the next time it is told again', async () => {
    const owner = await office.hireOfficer('owner')
    const alerts = open()
    await alerts.watch()
    found = undefined
    await alerts.watch()
    expect(await listed()).toEqual([])
    for (const _ of ['first', 'second']) {
      office.turnClock(60_000)
      found = {}
      await alerts.watch()
      await alerts.watch()
      found = undefined
      await alerts.watch()
    }
    await office.tellOfficers()
    expect(await office.told(owner.lineUserId)).toHaveLength(2)
  })

  test('goes to the addresses that are set in place of the owners: an officer’s own way, else a mail', async () => {
    const owner = await office.hireOfficer('owner')
    const operator = await office.hireOfficer('viewer')
    const { email } = await office.database.prisma.user.findUniqueOrThrow({ where: { id: operator.userId } })
    const alerts = open([email, 'it@example.go.th'])
    await alerts.watch()
    await alerts.watch()
    await office.tellOfficers()
    expect(await office.told(owner.lineUserId)).toEqual([])
    expect(await office.told(operator.lineUserId)).toHaveLength(1)
    expect(mails).toMatchObject([{ to: 'it@example.go.th', subject: expect.stringContaining('ระงับไว้') }])
  })

  test('is told once when two workers look at the same moment', async () => {
    const owner = await office.hireOfficer('owner')
    await open().watch()
    await Promise.all([open().watch(), open().watch(), open().watch()])
    await office.tellOfficers()
    expect(await office.told(owner.lineUserId)).toHaveLength(1)
  })
})
