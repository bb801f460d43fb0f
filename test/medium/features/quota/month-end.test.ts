import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ScheduleSpec } from '../../../../src/contracts/api/campaigns.ts'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

let office: CampaignOffice
let saturday: Date
beforeAll(async () => {
  office = await openCampaignOffice()
  const now = office.clock.now()
  const year = now.getUTCFullYear()
  await office.database.prisma.calendarYear.createMany({ data: [0, 1, 2].map((count) => ({ year: year + count })) })
  const window = { isOn: true, opens: '08:30', closes: '16:30' }
  expectStatus(200, await office.call(office.people.owner, '/calendar/window', window, {}, 'PUT'))
  // 10.00 in Bangkok on the last day of the next month that ends on a Saturday.
  const lastDays = Array.from({ length: 24 }, (_, index) => Date.UTC(year, now.getUTCMonth() + 2 + index, 0, 3))
  saturday = new Date(lastDays.find((at) => new Date(at).getUTCDay() === 6) as number)
  office.turnClock(saturday.getTime() - dayMs - hourMs - now.getTime()) // Friday 09.00
})
afterAll(() => office.close())

const quota = async () => expectStatus(200, await office.call(office.people.editor, '/quota?fresh=true'))

/** Drafted for a group of five, submitted and approved. */
async function scheduled(schedule: ScheduleSpec) {
  const group = await office.addGroup({ members: 5 })
  await office.database.prisma.group.update({ where: { id: group }, data: { memberCount: 5 } })
  return office.schedule({ audience: { groups: [group] }, schedule })
}

test('what falls on the last Saturday of a month goes out on Monday, and is of next month’s messages', async () => {
  await office.simulator.control('/settings', { quota: 5, consumption: 0 })
  const daily = await scheduled({ kind: 'daily', time: '10:00', timeZone: 'Asia/Bangkok' })
  expect(await quota()).toMatchObject({ reserved: 5, left: 0 })
  const { campaignId } = await scheduled({ kind: 'once', at: saturday.toISOString() })
  expect((await office.seeCampaign(campaignId)).state).toBe('scheduled')
  expect(await quota()).toMatchObject({ reserved: 5, left: 0 })

  office.turnClock(hourMs)
  await office.runJob('start-run', daily.runId)
  await office.drain(daily.runId)
  // The firing that follows has its row now.
  expect(await quota()).toMatchObject({ used: 5, reserved: 0, left: 0 })
})
