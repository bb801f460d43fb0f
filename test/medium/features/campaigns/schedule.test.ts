import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ScheduleSpec } from '../../../../src/contracts/api/campaigns.ts'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const atTen = { time: '10:00', timeZone: 'Asia/Bangkok' }
const daily: ScheduleSpec = { kind: 'daily', ...atTen }
const hours = { opens: '08:30', closes: '16:30' }

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
  // Years without any holiday, so that a test means the same on whatever day it is run.
  const year = office.clock.now().getUTCFullYear()
  await office.database.prisma.calendarYear.createMany({ data: [0, 1, 2, 3].map((count) => ({ year: year + count })) })
})
afterAll(() => office.close())
beforeEach(async () => {
  await setWindow(false)
})

/** Turns the clock to the next time Bangkok shows this weekday and hour. */
function turnTo(weekday: number, time: string): void {
  const now = office.clock.now().getTime()
  const wall = new Date(now + 7 * hourMs)
  const [hour, minute] = time.split(':').map(Number) as [number, number]
  const then = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate(), hour, minute) - 7 * hourMs
  const days = (weekday - wall.getUTCDay() + 7) % 7
  const at = then + days * dayMs
  office.turnClock((at <= now ? at + 7 * dayMs : at) - now)
}
const setWindow = async (isOn: boolean) =>
  expectStatus(200, await office.call(office.people.owner, '/calendar/window', { isOn, ...hours }, {}, 'PUT'))
const runsOf = async (campaignId: string) =>
  office.database.prisma.run.findMany({ where: { campaignId }, orderBy: { scheduledFor: 'asc' } })
const statesOf = async (campaignId: string) => (await runsOf(campaignId)).map(({ state }) => state)
const day = (at: Date) => new Date(at.getTime() + 7 * hourMs).toISOString().slice(0, 10)
async function comingRun(campaignId: string) {
  return office.database.prisma.run.findFirstOrThrow({
    where: { campaignId, isTest: false, releasedBy: null, state: { in: ['planned', 'deferred'] } },
  })
}
async function startDaily(schedule: ScheduleSpec = daily) {
  const group = await office.addGroup()
  return { group, ...(await office.schedule({ audience: { groups: [group] }, schedule })) }
}
/** Starts the coming run at its time, and sends it. */
async function fire(campaignId: string): Promise<string> {
  const { id, dueAt } = await comingRun(campaignId)
  office.turnClock(Math.max(0, dueAt.getTime() - office.clock.now().getTime()))
  await office.runJob('start-run', id)
  await office.drain(id)
  return id
}
const watch = async () => {
  const source = office.campaigns.sweepSources.find(({ name }) => name === 'campaigns without a coming run')
  return (await source?.findLost())?.map(({ payload }) => (payload as { campaignId: string }).campaignId)
}

describe('a recurring campaign', () => {
  test('has one coming run from its approval on, and says its schedule in words', async () => {
    turnTo(1, '09:00')
    const { campaignId } = await startDaily()
    const campaign = await office.seeCampaign(campaignId)
    const [run] = await runsOf(campaignId)
    expect(campaign).toMatchObject({ state: 'scheduled', scheduleText: 'ทุกวัน เวลา 10.00 น.' })
    expect(campaign.nextRunAt).toBe(run?.dueAt.toISOString())
    expect(run?.scheduledFor.getTime()).toBe(office.clock.now().getTime() + hourMs)
  })

  test('sends at every firing and plans the following run as each starts', async () => {
    turnTo(1, '09:00')
    const { campaignId, group } = await startDaily()
    for (let count = 0; count < 3; count += 1) await fire(campaignId)
    expect(await office.counts([group])).toEqual([3])
    expect(await statesOf(campaignId)).toEqual(['done', 'done', 'done', 'planned'])
    const times = (await runsOf(campaignId)).map(({ scheduledFor }) => scheduledFor.getTime())
    expect(times.slice(1).map((at, index) => at - (times[index] as number))).toEqual([dayMs, dayMs, dayMs])
    expect(await office.seeCampaign(campaignId)).toMatchObject({ state: 'scheduled' })
  })

  test('is completed after its last day', async () => {
    turnTo(1, '09:00')
    const tomorrow = day(new Date(office.clock.now().getTime() + dayMs))
    const { campaignId, group } = await startDaily({ ...daily, endsOn: tomorrow } as ScheduleSpec)
    await fire(campaignId)
    expect(await office.seeCampaign(campaignId)).toMatchObject({ state: 'scheduled' })
    await fire(campaignId)
    expect(await office.counts([group])).toEqual([2])
    expect(await office.seeCampaign(campaignId)).toMatchObject({ state: 'completed', nextRunAt: null })
    expect(await watch()).toEqual([])
  })

  test('goes on with the following run when a person cancels the coming one', async () => {
    turnTo(1, '09:00')
    const { campaignId, runId } = await startDaily()
    expectStatus(200, await office.steer(`/runs/${runId}/cancel`))
    await office.drain(runId)
    expect(await statesOf(campaignId)).toEqual(['cancelled', 'planned'])
    expect((await comingRun(campaignId)).scheduledFor.getTime()).toBe(office.clock.now().getTime() + hourMs + dayMs)
  })

  test('plans the following run while one is held', async () => {
    turnTo(1, '09:00')
    const { campaignId, runId } = await startDaily()
    office.turnClock(2 * hourMs)
    await office.runJob('start-run', runId)
    expect(await office.run(runId)).toMatchObject({ state: 'held', reason: 'late' })
    expect(await statesOf(campaignId)).toEqual(['held', 'planned'])
  })

  test('goes on with the following run while a released one still waits', async () => {
    turnTo(1, '09:00')
    const { campaignId, runId, group } = await startDaily()
    office.turnClock(2 * hourMs)
    await office.runJob('start-run', runId)
    expectStatus(200, await office.steer(`/runs/${runId}/release`))
    await fire(campaignId)
    expect(await statesOf(campaignId)).toEqual(['planned', 'done', 'planned'])
    expect(await office.counts([group])).toEqual([1])
    expect(await watch()).toEqual([])
  })

  test('keeps only the latest of the firings missed while nothing ran, held when that is late', async () => {
    turnTo(1, '09:00')
    const { campaignId, runId, group } = await startDaily()
    const planned = (await office.run(runId)).scheduledFor.getTime()
    office.turnClock(3 * dayMs + 2 * hourMs)
    await office.runJob('start-run', runId)
    const held = await office.run(runId)
    expect(held).toMatchObject({ state: 'held', reason: 'late' })
    expect(held.scheduledFor.getTime()).toBe(planned + 3 * dayMs)
    expect(await statesOf(campaignId)).toEqual(['held', 'planned'])
    expect(await office.counts([group])).toEqual([0])
  })

  test('sends the latest of the missed firings when that is not late', async () => {
    turnTo(1, '09:00')
    const { campaignId, runId, group } = await startDaily()
    office.turnClock(3 * dayMs + hourMs + 60_000)
    await office.runJob('start-run', runId)
    await office.drain(runId)
    expect(await office.counts([group])).toEqual([1])
    expect(await statesOf(campaignId)).toEqual(['done', 'planned'])
  })

  test('makes up for no firing that came while it was paused', async () => {
    turnTo(1, '09:00')
    const { campaignId, runId } = await startDaily()
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/pause`))
    office.turnClock(2 * dayMs + 2 * hourMs)
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/resume`))
    await office.runJob('start-run', runId)
    const run = await office.run(runId)
    expect(run.state).toBe('planned')
    expect(run.scheduledFor > office.clock.now()).toBe(true)
  })

  test('of a schedule that has ended before its approval cannot be approved', async () => {
    turnTo(1, '09:00')
    const group = await office.addGroup()
    const schedule = { ...daily, endsOn: day(office.clock.now()) } as ScheduleSpec
    const { id } = expectStatus(201, await office.draft({ audience: { groups: [group] }, schedule }))
    expectStatus(200, await office.call(office.people.editor, `/campaigns/${id}/submit`, {}))
    office.turnClock(dayMs)
    const refused = await office.steer(`/campaigns/${id}/approve`)
    expect([refused.status, refused.body.code]).toEqual([422, 'SCHEDULE_NEVER_FIRES'])
    expect(await office.seeCampaign(id)).toMatchObject({ state: 'pending_approval', runs: [] })
  })
})

describe('a run that was cancelled before its time', () => {
  const revise = async (campaignId: string, change: object) => {
    expectStatus(200, await office.call(office.people.editor, `/campaigns/${campaignId}`, change, {}, 'PATCH'))
    expectStatus(200, await office.call(office.people.editor, `/campaigns/${campaignId}/submit`, {}))
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/approve`))
  }

  test('does not hold back the firings of the schedule that its campaign is revised to', async () => {
    turnTo(1, '09:00')
    const dayOfMonth = Number(day(new Date(office.clock.now().getTime() + 20 * dayMs)).slice(8))
    const { campaignId, runId, group } = await startDaily({ kind: 'monthly', day: dayOfMonth, ...atTen })
    expectStatus(200, await office.steer(`/runs/${runId}/cancel`))
    await revise(campaignId, { schedule: daily })
    const { scheduledFor } = await office.run(await fire(campaignId))
    expect(await office.counts([group])).toEqual([1])
    expect((await comingRun(campaignId)).scheduledFor.getTime()).toBe(scheduledFor.getTime() + dayMs)
  })

  test('is not taken for the run of a campaign that is approved anew for the same time', async () => {
    const group = await office.addGroup()
    const at = new Date(office.clock.now().getTime() + hourMs).toISOString()
    const schedule = { kind: 'once' as const, at }
    const { campaignId, runId } = await office.schedule({ audience: { groups: [group] }, schedule })
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/pause`))
    expectStatus(200, await office.steer(`/runs/${runId}/cancel`))
    await revise(campaignId, { name: 'แก้ไขแล้ว', schedule })
    await fire(campaignId)
    expect(await office.counts([group])).toEqual([1])
    expect(await office.seeCampaign(campaignId)).toMatchObject({ state: 'completed', nextRunAt: null })
  })

  test('of a time that passed unapproved makes way for the late run of its approval', async () => {
    const group = await office.addGroup()
    const schedule = { kind: 'once' as const, at: new Date(office.clock.now().getTime() + hourMs).toISOString() }
    const { id } = expectStatus(201, await office.draft({ audience: { groups: [group] }, schedule }))
    expectStatus(200, await office.call(office.people.editor, `/campaigns/${id}/submit`, {}))
    office.turnClock(hourMs)
    await office.handleJob('approval-due', { campaignId: id })
    const [missed] = await runsOf(id)
    expectStatus(200, await office.steer(`/runs/${missed?.id}/cancel`))
    expectStatus(200, await office.steer(`/campaigns/${id}/approve`))
    await fire(id)
    expect(await office.counts([group])).toEqual([1])
  })
})

describe('a test at the very millisecond of a firing', () => {
  const putTest = (campaignId: string, scheduledFor: Date) =>
    office.database.prisma.run.create({ data: { campaignId, scheduledFor, dueAt: scheduledFor, isTest: true } })

  test('makes way for a firing that moves there', async () => {
    const { campaignId } = await startDaily()
    const { id, scheduledFor } = await comingRun(campaignId)
    const next = new Date(scheduledFor.getTime() + dayMs)
    for (const at of [next, new Date(next.getTime() + 1)]) await putTest(campaignId, at)
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/pause`))
    office.turnClock(next.getTime() - 1000 - office.clock.now().getTime())
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/resume`))
    expect((await comingRun(campaignId)).id).toBe(id)
    expect((await runsOf(campaignId)).map((run) => [run.isTest, run.scheduledFor.getTime() - next.getTime()])).toEqual([
      [false, 0],
      [true, 1],
      [true, 2],
    ])
  })

  test('makes way for a firing that is planned there', async () => {
    const { campaignId } = await startDaily()
    const { scheduledFor } = await comingRun(campaignId)
    const next = new Date(scheduledFor.getTime() + dayMs)
    await putTest(campaignId, next)
    await fire(campaignId)
    expect(await comingRun(campaignId)).toMatchObject({ isTest: false, scheduledFor: next })
  })
})

describe('two schedulers at once', () => {
  test('start a due run once and plan one that follows', async () => {
    turnTo(1, '09:00')
    const { campaignId, runId, group } = await startDaily()
    office.turnClock(hourMs)
    await Promise.all(Array.from({ length: 6 }, () => office.runJob('start-run', runId)))
    await office.drain(runId)
    expect(await office.counts([group])).toEqual([1])
    expect(await statesOf(campaignId)).toEqual(['done', 'planned'])
  })

  test('plan a lost run once', async () => {
    const { campaignId, runId } = await startDaily()
    await office.database.prisma.run.delete({ where: { id: runId } })
    await Promise.all(Array.from({ length: 6 }, () => office.planCampaign(campaignId)))
    expect(await statesOf(campaignId)).toEqual(['planned'])
  })
})

describe('[R20] a clock that jumps', () => {
  test('back by an hour fires nothing a second time', async () => {
    turnTo(1, '09:00')
    const { campaignId, group } = await startDaily()
    await fire(campaignId)
    office.turnClock(-hourMs)
    await sweep()
    office.turnClock(hourMs)
    await sweep()
    expect(await office.counts([group])).toEqual([1])
    expect(await statesOf(campaignId)).toEqual(['done', 'planned'])
  })

  test('forward past a firing holds it for a person, and the following one comes at its time', async () => {
    turnTo(1, '09:00')
    const { campaignId, runId, group } = await startDaily()
    office.turnClock(2 * hourMs)
    await sweep()
    await sweep()
    expect(await office.counts([group])).toEqual([0])
    expect(await office.run(runId)).toMatchObject({ state: 'held', reason: 'late' })
    await fire(campaignId)
    expect(await office.counts([group])).toEqual([1])
    expect(await statesOf(campaignId)).toEqual(['held', 'done', 'planned'])
  })

  test('as clocks go back in New York: 01:30 comes twice that night and fires once', async () => {
    turnToClocksBack('05:00') // 01:00 there, an hour before
    const { campaignId, group } = await startDaily({ kind: 'daily', time: '01:30', timeZone: 'America/New_York' })
    await fire(campaignId)
    office.turnClock(hourMs)
    await sweep()
    expect(await office.counts([group])).toEqual([1])
    await fire(campaignId)
    const [first, second] = (await runsOf(campaignId)).map(({ scheduledFor }) => scheduledFor.getTime())
    expect((second as number) - (first as number)).toBe(25 * hourMs)
    expect(await office.counts([group])).toEqual([2])
  })

  /** What the sweeper of every process does at this moment: all due runs and plans, and the drains they ask for. */
  async function sweep(): Promise<void> {
    const lost = async (name: string) =>
      (await office.campaigns.sweepSources.find((source) => source.name === name)?.findLost())?.map(
        ({ payload }) => payload as { runId: string; campaignId: string },
      ) ?? []
    for (const { campaignId } of await lost('campaigns without a coming run')) await office.planCampaign(campaignId)
    for (const { runId } of await lost('runs due')) await office.runJob('start-run', runId)
    for (const { runId } of await lost('deliveries due')) await office.drain(runId)
  }

  /** The next first Sunday of November, at this time of UTC. */
  function turnToClocksBack(time: string): void {
    const now = office.clock.now()
    const sundayOf = (year: number) => {
      const first = new Date(`${year}-11-01T${time}:00Z`)
      return first.getTime() + ((7 - first.getUTCDay()) % 7) * dayMs
    }
    const at = [0, 1]
      .map((count) => sundayOf(now.getUTCFullYear() + count))
      .find((one) => one > now.getTime()) as number
    office.turnClock(at - now.getTime())
  }
})

describe('the watchdog', () => {
  test('finds a scheduled campaign without a coming run, has it planned, and is content', async () => {
    turnTo(1, '09:00')
    const { campaignId, runId } = await startDaily()
    expect(await watch()).toEqual([])
    await office.database.prisma.run.delete({ where: { id: runId } })
    expect(await watch()).toEqual([campaignId])
    await office.planCampaign(campaignId)
    expect(await watch()).toEqual([])
    expect((await comingRun(campaignId)).scheduledFor.getTime()).toBe(office.clock.now().getTime() + hourMs)
  })

  test('brings of several firings that were missed the latest', async () => {
    turnTo(1, '09:00')
    const { campaignId } = await startDaily()
    const first = await fire(campaignId)
    await office.database.prisma.run.delete({ where: { id: (await comingRun(campaignId)).id } })
    office.turnClock(3 * dayMs + hourMs)
    await office.planCampaign(campaignId)
    const { scheduledFor } = await office.run(first)
    expect((await comingRun(campaignId)).scheduledFor.getTime()).toBe(scheduledFor.getTime() + 3 * dayMs)
  })
})

describe('outside the sending window', () => {
  test('a due run is deferred to the next opening and then goes by itself', async () => {
    turnTo(5, '17:00')
    await setWindow(true)
    const group = await office.addGroup()
    const { runId, campaignId } = await office.schedule({ audience: { groups: [group] } })
    await office.runJob('start-run', runId)
    const deferred = await office.run(runId)
    expect(deferred).toMatchObject({ state: 'deferred', reason: 'outside_window' })
    expect(deferred.dueAt.getTime()).toBe(office.clock.now().getTime() + 2 * dayMs + 15.5 * hourMs) // Monday 08.30
    await office.runJob('start-run', runId)
    expect(await office.counts([group])).toEqual([0])

    await fire(campaignId)
    expect(await office.counts([group])).toEqual([1])
    expect(await office.seeCampaign(campaignId)).toMatchObject({ state: 'completed' })
  })

  test('a run is not late when nothing ran until shortly after the opening', async () => {
    turnTo(5, '17:00')
    await setWindow(true)
    const group = await office.addGroup()
    const { runId } = await office.schedule({ audience: { groups: [group] } })
    office.turnClock(2 * dayMs + 15.5 * hourMs + 10 * 60_000) // Monday 08.40
    await office.runJob('start-run', runId)
    expect((await office.run(runId)).state).toBe('sending')
  })

  test('a run is late when nothing ran until long after the opening', async () => {
    turnTo(5, '17:00')
    await setWindow(true)
    const group = await office.addGroup()
    const { runId } = await office.schedule({ audience: { groups: [group] } })
    office.turnClock(2 * dayMs + 17 * hourMs)
    await office.runJob('start-run', runId)
    expect(await office.run(runId)).toMatchObject({ state: 'held', reason: 'late' })
  })

  test('an urgent run passes', async () => {
    turnTo(6, '20:00')
    await setWindow(true)
    const group = await office.addGroup()
    const { id } = expectStatus(
      201,
      await office.call(office.people.owner, '/campaigns', {
        name: 'ด่วน',
        message: { template: 'notice', data: { title: 'ด่วน', text: 'ข้อความ' } },
        audience: { groups: [group] },
        schedule: { kind: 'now' },
        urgent: true,
      }),
    )
    expectStatus(200, await office.call(office.people.owner, `/campaigns/${id}/submit`, {}))
    const { runs } = expectStatus(200, await office.steer(`/campaigns/${id}/approve`))
    await office.runJob('start-run', runs[0].id)
    expect((await office.run(runs[0].id)).state).toBe('sending')
  })

  test('daily firings of a weekend go out as one on Monday, and Monday’s own follows', async () => {
    turnTo(6, '09:00')
    await setWindow(true)
    const { campaignId, group } = await startDaily()
    const saturday = await comingRun(campaignId)
    office.turnClock(hourMs)
    await office.runJob('start-run', saturday.id)
    await fire(campaignId)
    await fire(campaignId)
    expect(await office.counts([group])).toEqual([2])
    expect((await runsOf(campaignId)).map(({ scheduledFor }) => scheduledFor.getTime())).toEqual([
      saturday.scheduledFor.getTime(),
      saturday.scheduledFor.getTime() + 2 * dayMs,
      saturday.scheduledFor.getTime() + 3 * dayMs,
    ])
  })
})

describe('a holiday added later', () => {
  test('says which coming runs move, and they go then', async () => {
    turnTo(1, '09:00')
    await setWindow(true)
    const { campaignId, runId, group } = await startDaily({ kind: 'weekly', weekdays: [2], ...atTen })
    const tuesday = day((await office.run(runId)).dueAt)
    const { movedRuns } = expectStatus(
      200,
      await office.call(office.people.editor, `/calendar/days/${tuesday}`, { name: 'วันหยุดพิเศษ' }, {}, 'PUT'),
    )
    const wednesday = new Date(Date.parse(`${tuesday}T01:30:00Z`) + dayMs)
    const mine = movedRuns.filter((moved: { campaignId: string }) => moved.campaignId === campaignId)
    expect(mine).toEqual([
      {
        campaignId,
        campaignName: 'ทดสอบการส่ง',
        from: `${tuesday}T03:00:00.000Z`,
        to: wednesday.toISOString(),
      },
    ])
    office.turnClock(dayMs + hourMs)
    await office.runJob('start-run', runId)
    expect(await office.run(runId)).toMatchObject({ state: 'deferred', dueAt: wednesday })
    await fire(campaignId)
    expect(await office.counts([group])).toEqual([1])
  })

  test('moves the run that is planned for a first working day, and a removed one moves it back', async () => {
    const { campaignId, runId } = await startDaily({ kind: 'first_working_day', ...atTen })
    const planned = await office.run(runId)
    const date = day(planned.scheduledFor)
    const put = await office.call(office.people.editor, `/calendar/days/${date}`, { name: 'หยุด' }, {}, 'PUT')
    expect(expectStatus(200, put).movedRuns).toContainEqual(expect.objectContaining({ campaignId }))
    const moved = await office.run(runId)
    expect(moved.scheduledFor > planned.scheduledFor).toBe(true)
    expect(await office.seeCampaign(campaignId)).toMatchObject({ nextRunAt: moved.dueAt.toISOString() })
    expectStatus(200, await office.call(office.people.editor, `/calendar/days/${date}`, undefined, {}, 'DELETE'))
    expect((await office.run(runId)).scheduledFor).toEqual(planned.scheduledFor)
  })

  test('brings no second run to a month that has had its own', async () => {
    const { campaignId } = await startDaily({ kind: 'first_working_day', ...atTen })
    const first = await office.run(await fire(campaignId))
    const date = day(first.scheduledFor)
    expectStatus(
      200,
      await office.call(office.people.editor, `/calendar/days/${date}`, { name: 'ประกาศช้า' }, {}, 'PUT'),
    )
    const next = await comingRun(campaignId)
    expect(day(next.scheduledFor).slice(0, 7) > date.slice(0, 7)).toBe(true)
  })
})

describe('the calendar of runs', () => {
  const see = async (from: Date, to: Date, campaignId: string) => {
    const range = `from=${from.toISOString()}&to=${to.toISOString()}`
    const { items } = expectStatus(200, await office.call(office.people.editor, `/calendar/runs?${range}`))
    return items.filter((item: { campaignId: string }) => item.campaignId === campaignId)
  }

  test('shows what is there and what will come, each when it really goes', async () => {
    turnTo(5, '09:00')
    await setWindow(true)
    const { campaignId, runId } = await startDaily()
    const from = office.clock.now()
    const foretold = await see(from, new Date(from.getTime() + 5 * dayMs), campaignId)
    expect(foretold.map((item: { runId: string | null }) => item.runId)).toEqual([runId, null, null, null])
    for (let count = 0; count < 4; count += 1) {
      const { id, dueAt } = await comingRun(campaignId)
      office.turnClock(Math.max(0, dueAt.getTime() - office.clock.now().getTime()))
      await office.runJob('start-run', id) // Saturday's is deferred by this
      await fire(campaignId).catch(() => undefined)
      if ((await runsOf(campaignId)).filter(({ state }) => state === 'done').length >= 4) break
    }
    const fired = (await runsOf(campaignId)).filter(({ startedAt }) => startedAt).slice(0, 4)
    expect(fired.map(({ startedAt }) => startedAt?.toISOString())).toEqual(
      foretold.map((item: { dueAt: string }) => item.dueAt),
    )
    const seen = await see(from, office.clock.now(), campaignId)
    expect(seen.slice(0, 4).map((item: { runId: string }) => item.runId)).toEqual(fired.map(({ id }) => id))
  })

  test('is the list of runs of a range too: those to come marked by no id, with counts, page by page', async () => {
    turnTo(5, '09:00')
    await setWindow(true)
    const ids = [(await startDaily()).campaignId, (await startDaily()).campaignId]
    await fire(ids[0] as string)
    const from = new Date(office.clock.now().getTime() - dayMs)
    const range = `from=${from.toISOString()}&to=${new Date(from.getTime() + 6 * dayMs).toISOString()}`
    const read = (path: string) => office.call(office.people.editor, path)
    const calendar = expectStatus(200, await read(`/calendar/runs?${range}`)).items
    const listed: Record<string, unknown>[] = []
    let cursor: string | null = ''
    for (let pages = 0; cursor !== null && pages < 500; pages += 1) {
      const page: { items: Record<string, unknown>[]; nextCursor: string | null } = expectStatus(
        200,
        await read(`/runs?${range}&limit=2${cursor && `&cursor=${cursor}`}`),
      )
      expect(page.items.length).toBeLessThanOrEqual(2)
      listed.push(...page.items)
      cursor = page.nextCursor
    }
    const shape = ({ campaignId, campaignName, scheduledFor, dueAt, state, ...one }: Record<string, unknown>) => {
      return { id: one.id ?? one.runId ?? null, campaignId, campaignName, scheduledFor, dueAt, state }
    }
    expect(listed.map(shape)).toEqual(calendar.map(shape))
    const own = listed.filter(({ campaignId }) => ids.includes(campaignId as string))
    expect(own.filter(({ id }) => id === null).length).toBeGreaterThan(2)
    expect(own.find(({ startedAt }) => startedAt !== null)).toMatchObject({ progress: { total: 1 } })
    expect(own.find(({ id }) => id === null)).toMatchObject({ state: 'planned', progress: { total: 0 } })
  })

  test('refuses a range of more than 400 days, half a range, and the cursor of another list', async () => {
    const range = 'from=2026-01-01T00:00:00Z&to=2027-06-01T00:00:00Z'
    const statusOf = async (path: string) => (await office.call(office.people.editor, path)).status
    expect(await statusOf(`/calendar/runs?${range}`)).toBe(400)
    expect(await statusOf(`/runs?${range}`)).toBe(400)
    expect(await statusOf('/runs?from=2026-01-01T00:00:00Z')).toBe(400)
    expect(await statusOf('/runs?cursor=1.0190a0b0-0000-7000-8000-000000000000.1')).toBe(400)
    const month = 'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z'
    expect(await statusOf(`/runs?${month}&cursor=0190a0b0-0000-7000-8000-000000000000`)).toBe(400)
  })
})
