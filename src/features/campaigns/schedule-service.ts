import type { Tx } from '../../platform/db/open-database.ts'
import type { CampaignRow } from './campaign-repo.ts'
import * as campaignRows from './campaign-repo.ts'
import { type CampaignDeps, startRunRequest } from './needs.ts'
import { isTooLate } from './rules.ts'
import type { RunRow } from './run-repo.ts'
import * as runRows from './run-repo.ts'
import * as schedules from './schedule-repo.ts'
import {
  findMoves,
  followingFiring,
  isFixed,
  isRecurring,
  laterOf,
  latestFiring,
  listComing,
  nextFiring,
  type OfficeCalendar,
  sendingTime,
} from './schedule-rules.ts'
import { createSeriesSteps } from './series-service.ts'

export type CalendarRunView = {
  runId: string | null
  campaignId: string
  campaignName: string
  scheduledFor: Date
  dueAt: Date
  state: RunRow['state']
  reason: string | null
}

const outlookMs = 400 * 86_400_000 // moves are told for a year and a month

/**
 * The runs that schedules bring. A recurring campaign has one coming run at any time; whatever ends its wait (start, hold,
 * cancel) plans the following one in the same transaction. The caller holds the campaign's lock.
 */
export function createScheduleService(deps: CampaignDeps) {
  const steps = createSeriesSteps(deps)

  /** What follows a run of a schedule: the next one, or the end, where a series has sent its last card. */
  async function goOn(tx: Tx, campaign: CampaignRow): Promise<void> {
    if (await steps.isDone(tx, campaign)) await campaignRows.updateCampaign(tx, campaign.id, { nextRunAt: null })
    else await planFollowing(tx, campaign)
    await campaignRows.completeCampaignWithoutRuns(tx, campaign.id)
  }

  /** The run that follows; of the firings missed since `since` only the latest. None: the schedule has ended. */
  async function planFollowing(tx: Tx, campaign: CampaignRow, since = deps.clock.now()): Promise<void> {
    if (!isRecurring(campaign.schedule) || !['scheduled', 'paused'].includes(campaign.state)) return
    if (await schedules.findComingRun(tx, campaign.id)) return
    const now = deps.clock.now()
    const calendar = await deps.officeCalendar(tx)
    const last = await schedules.findLastFiring(tx, campaign.id)
    const scheduledFor =
      latestFiring(campaign.schedule, since, now, calendar) ??
      followingFiring(campaign.schedule, last, laterOf(last ?? now, now), calendar)
    if (!scheduledFor) {
      await campaignRows.updateCampaign(tx, campaign.id, { nextRunAt: null })
      return
    }
    const run = await runRows.insertRun(tx, { campaignId: campaign.id, scheduledFor })
    await announce(tx, run)
  }

  /** For the watchdog: a campaign whose coming run has got lost gets it again. */
  async function planMissing(campaignId: string): Promise<void> {
    await deps.database.transaction(async (tx) => {
      const campaign = await campaignRows.lockCampaign(tx, campaignId)
      if (campaign?.state !== 'scheduled') return
      await planFollowing(tx, campaign, await schedules.findLastFiring(tx, campaignId))
      await campaignRows.completeCampaignWithoutRuns(tx, campaignId)
    })
  }

  /**
   * A due run as it stands now: it speaks for the latest of the firings that were missed, and its `dueAt` is when the window
   * let it go, since waiting for the window is not being late. Undefined when it has been deferred.
   */
  async function settle(tx: Tx, found: RunRow, campaign: CampaignRow): Promise<RunRow | undefined> {
    if (found.isTest) return found
    const now = deps.clock.now()
    const calendar = await deps.officeCalendar(tx)
    const timeFor = (at: Date) => sendingTime(campaign.isUrgent, at, calendar)
    let run = { ...found, dueAt: timeFor(found.dueAt) }
    // A released run is a person's: it has its follower already.
    if (isTooLate(run, now) && run.releasedBy === null) {
      const latest = latestFiring(campaign.schedule, run.scheduledFor, now, calendar)
      if (latest) run = { ...(await schedules.moveRunTo(tx, run.id, latest)), dueAt: timeFor(latest) }
    }
    if (isTooLate(run, now)) return run
    const goesAt = timeFor(laterOf(run.dueAt, now))
    if (goesAt <= now) return run
    await announce(
      tx,
      await runRows.updateRun(tx, run.id, { state: 'deferred', dueAt: goesAt, reason: 'outside_window' }),
    )
    return undefined
  }

  /** Firings that came while the campaign was paused were not wanted: the run that waited goes on to the next one. */
  async function skipPaused(tx: Tx, campaign: CampaignRow): Promise<void> {
    const run = await schedules.findComingRun(tx, campaign.id)
    const now = deps.clock.now()
    if (!run || !isRecurring(campaign.schedule) || run.dueAt > now) return
    await moveOrEnd(tx, run, nextFiring(campaign.schedule, now, await deps.officeCalendar(tx)))
  }

  async function moveOrEnd(tx: Tx, run: RunRow, scheduledFor: Date | undefined): Promise<void> {
    if (scheduledFor) return announce(tx, await schedules.moveRunTo(tx, run.id, scheduledFor))
    await runRows.updateRun(tx, run.id, { state: 'cancelled', reason: 'schedule_ended', finishedAt: deps.clock.now() })
    await campaignRows.updateCampaign(tx, run.campaignId, { nextRunAt: null })
    await campaignRows.completeCampaignWithoutRuns(tx, run.campaignId)
  }

  /** Brings coming runs in line with a changed calendar. The start that was asked for earlier finds the run not due yet. */
  async function moveRuns(tx: Tx, change: { before: OfficeCalendar; after: OfficeCalendar }) {
    const now = deps.clock.now()
    const until = new Date(now.getTime() + outlookMs)
    const moved = []
    for (const { campaign: seen } of await schedules.listOutlooks(tx, ['scheduled', 'paused'])) {
      const campaign = (await campaignRows.lockCampaign(tx, seen.id)) as CampaignRow
      const run = await schedules.findComingRun(tx, campaign.id)
      const last = await schedules.findLastFiring(tx, campaign.id)
      if (!run && !isRecurring(campaign.schedule)) continue
      const range = { last, now, until }
      const before = listComing(campaign, run, range, change.before)
      const after = listComing(campaign, run, range, change.after)
      if (run) await followCalendar(tx, { campaign, run, last }, change.after)
      for (const move of findMoves(before, after))
        moved.push({ campaignId: campaign.id, campaignName: campaign.name, ...move })
    }
    return moved
  }

  async function followCalendar(
    tx: Tx,
    { campaign, run, last }: schedules.Outlook & { run: RunRow },
    calendar: OfficeCalendar,
  ): Promise<void> {
    const now = deps.clock.now()
    if (run.state === 'deferred') {
      const dueAt = sendingTime(campaign.isUrgent, laterOf(run.scheduledFor, now), calendar)
      if (dueAt.getTime() !== run.dueAt.getTime()) await announce(tx, await runRows.updateRun(tx, run.id, { dueAt }))
      return
    }
    if (isFixed(run, campaign.schedule, now)) return
    const next = followingFiring(campaign.schedule, last, laterOf(last ?? now, now), calendar)
    if (next?.getTime() !== run.scheduledFor.getTime()) await moveOrEnd(tx, run, next)
  }

  async function announce(tx: Tx, run: RunRow): Promise<void> {
    await campaignRows.updateCampaign(tx, run.campaignId, { nextRunAt: run.dueAt })
    await deps.enqueue(tx, [startRunRequest(run.id, run.dueAt)])
  }

  /** Every run of a range: those that are there, and those that the schedules of scheduled campaigns will bring. */
  async function listCalendar(tx: Tx, { from, to }: { from: Date; to: Date }): Promise<CalendarRunView[]> {
    const now = deps.clock.now()
    const calendar = await deps.officeCalendar(tx)
    const there = (await schedules.listRunsBetween(tx, from, to)).map(({ id, campaign, ...run }) => ({
      ...run,
      runId: id,
      campaignName: campaign.name,
    }))
    const computed = (await schedules.listOutlooks(tx, ['scheduled'])).flatMap(({ campaign, run, last }) => {
      if (!run && !isRecurring(campaign.schedule)) return []
      return listComing(campaign, run, { last, now, until: to }, calendar).map((firing) => {
        const isThere = run?.scheduledFor.getTime() === firing.scheduledFor.getTime()
        const row = isThere
          ? { runId: run.id, state: run.state, reason: run.reason }
          : { runId: null, state: 'planned' as const, reason: null }
        return { ...firing, ...row, campaignId: campaign.id, campaignName: campaign.name }
      })
    })
    const isInRange = ({ dueAt }: CalendarRunView) => dueAt >= from && dueAt <= to
    return [...there, ...computed.filter(isInRange)].toSorted(inOrder)
  }

  const listUnplanned = () => schedules.listUnplannedCampaigns(deps.database.prisma)

  return { goOn, planMissing, settle, skipPaused, moveRuns, listCalendar, listUnplanned }
}

export type ScheduleService = ReturnType<typeof createScheduleService>

type Placed = Pick<CalendarRunView, 'dueAt' | 'campaignId' | 'scheduledFor'>

/** By time; at one time always in the same order, so that pages meet. */
export const inOrder = (a: Placed, b: Placed): number =>
  a.dueAt.getTime() - b.dueAt.getTime() ||
  (a.campaignId < b.campaignId ? -1 : a.campaignId > b.campaignId ? 1 : 0) ||
  a.scheduledFor.getTime() - b.scheduledFor.getTime()
