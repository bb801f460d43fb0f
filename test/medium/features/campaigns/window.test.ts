import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  type CampaignOffice,
  type DraftRequest,
  expectStatus,
  openCampaignOffice,
} from '../../../support/campaign-office.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
  const year = office.clock.now().getUTCFullYear()
  await office.database.prisma.calendarYear.createMany({ data: [0, 1].map((count) => ({ year: year + count })) })
  const window = { isOn: true, opens: '08:30', closes: '16:30' }
  expectStatus(200, await office.call(office.people.owner, '/calendar/window', window, {}, 'PUT'))
})
afterEach(() => office.simulator.control('/faults', []))
afterAll(() => office.close())

/** To the next Friday at 16.00 in Bangkok, half an hour before the window closes until Monday 08.30. */
function turnToFriday(): void {
  const now = office.clock.now()
  const days = (12 - now.getUTCDay()) % 7
  const at = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days, 9)
  office.turnClock((at <= now.getTime() ? at + 7 * dayMs : at) - now.getTime())
}
const fromCloseToOpening = 2 * dayMs + 16 * hourMs
const monday = (friday: Date) => new Date(friday.getTime() + hourMs / 2 + fromCloseToOpening)
async function planned(campaign: Partial<DraftRequest> = {}) {
  turnToFriday()
  const friday = office.clock.now()
  const people = await office.addPeople(4)
  return { people, friday, ...(await office.plan({ audience: { people }, ...campaign })) }
}
const reached = async (people: string[]) => (await office.counts(people)).filter((count) => count === 1).length

describe('after the sending window has closed', () => {
  test('what a person resumes waits for the opening, says so, and then goes by itself', async () => {
    const { people, friday, runId } = await planned()
    expectStatus(200, await office.steer(`/runs/${runId}/pause`))
    office.turnClock(hourMs)
    const opening = monday(friday)
    const put = { state: 'deferred', reason: 'outside_window', dueAt: opening.toISOString() }
    expect(expectStatus(200, await office.steer(`/runs/${runId}/resume`))).toMatchObject(put)
    await office.drain(runId)
    expect(await reached(people)).toBe(0)
    const listed = async (state: string) => {
      const { items } = expectStatus(200, await office.call(office.people.editor, `/runs?limit=100&state=${state}`))
      return items.some(({ id }: { id: string }) => id === runId)
    }
    expect(await listed('deferred')).toBe(true)
    expect(await listed(`deferred&from=${office.clock.now().toISOString()}&to=${opening.toISOString()}`)).toBe(true)
    expect(await listed('sending')).toBe(false)
    const shown = await office.call(
      office.people.editor,
      `/calendar/runs?from=${office.clock.now().toISOString()}&to=${opening.toISOString()}`,
    )
    const inCalendar = expectStatus(200, shown).items.find((one: { runId: string }) => one.runId === runId)
    expect(inCalendar).toMatchObject({ state: 'deferred', isStarted: true })
    const { reasonText } = expectStatus(200, await office.call(office.people.editor, `/runs/${runId}/report`))
    expect(reasonText).toContain('ไม่ต้องดำเนินการ')
    const drains = office.campaigns.sweepSources.find(({ name }) => name === 'deliveries due')
    const due = async () => (await drains?.findLost())?.map(({ payload }) => payload)
    expect(await due()).not.toContainEqual({ runId })

    office.turnClock(opening.getTime() - office.clock.now().getTime())
    expect(await due()).toContainEqual({ runId })
    await office.simulator.control('/faults', [{ endpoint: 'multicast', mode: 'status', status: 429 }])
    await office.drain(runId)
    expect(await listed('deferred')).toBe(false)
    expect(await listed('sending')).toBe(true)
    await office.simulator.control('/faults', [])
    office.turnClock(60_000)
    await office.drain(runId)
    expect(await reached(people)).toBe(4)
    expect(await office.run(runId)).toMatchObject({ state: 'done', reason: null })
  }, 60_000)

  test('what a person tries again waits too', async () => {
    const { people, friday, runId } = await planned()
    await office.simulator.control('/faults', [{ endpoint: 'multicast', mode: 'status', status: 403 }])
    await office.drain(runId)
    await office.simulator.control('/faults', [])
    office.turnClock(hourMs)
    const again = expectStatus(200, await office.steer(`/runs/${runId}/retry`))
    expect(again).toMatchObject({ state: 'deferred', dueAt: monday(friday).toISOString() })
    await office.drain(runId)
    expect(await reached(people)).toBe(0)
    office.turnClock(monday(friday).getTime() - office.clock.now().getTime())
    await office.drain(runId)
    expect(await reached(people)).toBe(4)
  }, 60_000)

  test('what is left of a slow run goes on at the opening, at its distance', async () => {
    const { people, friday, runId } = await planned({ spreadMinutes: 60 })
    await office.drain(runId)
    office.turnClock(hourMs / 3)
    await office.drain(runId)
    expect(await reached(people)).toBe(2)
    office.turnClock(hourMs / 3)
    await office.drain(runId)
    expect(await reached(people)).toBe(2)
    expect(await office.run(runId)).toMatchObject({ state: 'sending', dueAt: monday(friday) })
    office.turnClock(monday(friday).getTime() - office.clock.now().getTime())
    await office.drain(runId)
    expect(await reached(people)).toBe(3)
    office.turnClock(hourMs / 3)
    await office.drain(runId)
    expect(await reached(people)).toBe(4)
  }, 60_000)

  test('what has been tried is tried on with its key, which would not live until the opening', async () => {
    const { people, runId } = await planned()
    await office.simulator.control('/faults', [{ endpoint: 'multicast', mode: 'status', status: 500, times: 1 }])
    await office.drain(runId)
    office.turnClock(hourMs)
    await office.drain(runId)
    expect(await reached(people)).toBe(4)
    expect((await office.run(runId)).state).toBe('done')
  }, 60_000)
})
