import { endOfMonth } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { CampaignRow } from './campaign-repo.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import * as repo from './cost-repo.ts'
import { type AudienceSize, nobody, type Precedence, rankOf, sizeOfRun, withPage } from './cost-rules.ts'
import type { CampaignDeps } from './needs.ts'
import { laterOf, listComing, type OfficeCalendar, sendingTime } from './schedule-rules.ts'
import type { ScheduleService } from './schedule-service.ts'
import { createSeriesSteps } from './series-service.ts'

/**
 * What runs cost in LINE messages. Nothing is booked anywhere: a reservation is computed from runs and recipients whenever
 * somebody asks, so it cannot drift from them.
 */
export function createCostService(deps: CampaignDeps, schedules: Pick<ScheduleService, 'listCalendar'>) {
  const { measureMembers, readMembers } = createCorrectedRun(deps)
  const steps = createSeriesSteps(deps)

  /** Of a series per person those who are due now, each as often as they are; of any other campaign everybody. */
  async function measure(tx: Tx, campaign: CampaignRow): Promise<AudienceSize> {
    const series = await steps.find(tx, campaign.messages)
    if (series?.kind !== 'per_person') return measureMembers(tx, campaign)
    const due = await steps.listSteps(tx, campaign, series, readMembers(tx, campaign))
    return due.reduce((size, { members }) => withPage(size, members), nobody)
  }

  /** One run of a campaign, were it planned now, and its rank. Caps may make it less: those are known on its day. */
  async function weigh(tx: Tx, campaign: CampaignRow): Promise<{ cost: number; rank: Precedence }> {
    const size = await measure(tx, campaign)
    const cards = await listCards(tx, campaign)
    // A card that is gone holds its run when that is due. Until then the larger figure is the safe one.
    const isPublic = cards === undefined || cards.every(deps.isPublicCard)
    return {
      cost: sizeOfRun(size, isPublic).messages,
      rank: rankOf(
        campaign,
        (cards ?? []).map(({ template }) => template),
      ),
    }
  }

  /** What a campaign needs of this month's quota were it approved now: all its firings. */
  async function weighMonth(tx: Tx, campaign: CampaignRow): Promise<{ needs: number; rank: Precedence }> {
    const { cost, rank } = await weigh(tx, campaign)
    const now = deps.clock.now()
    const firings = countFirings(campaign, { now, before: endOfMonth(now) }, await deps.officeCalendar(tx))
    return { needs: campaign.rideMinutes === null ? cost * firings : 0, rank }
  }

  /** What will still be sent before a time: to officers, of runs being sent the rest, of approved ones all, and of those awaiting approval. */
  async function countComing(tx: Tx, before: Date) {
    const now = deps.clock.now()
    const calendar = await deps.officeCalendar(tx)
    const open = await repo.listOpenRuns(tx, before)
    const running = open.filter(isStarted)
    const waiting = open.filter((run) => !isStarted(run) && goesAt(run, now, calendar) < before)
    // Firings that recurring schedules still bring this month have no row yet.
    const toCome = (await schedules.listCalendar(tx, { from: now, to: before })).filter(({ runId }) => !runId)
    const runCounts = countBy([...waiting, ...toCome])
    const heldCounts = countBy(waiting.filter(({ state }) => state === 'held'))
    const [planned, held] = [noCosts(), noCosts()]
    for (const campaign of await repo.listCampaignsById(tx, [...runCounts.keys()])) {
      if (campaign.rideMinutes !== null) continue
      const { cost, rank } = await weigh(tx, campaign)
      planned[rank] += cost * (runCounts.get(campaign.id) ?? 0)
      held[rank] += cost * (heldCounts.get(campaign.id) ?? 0)
    }
    let awaiting = 0
    for (const campaign of await repo.listAwaitingApproval(tx)) {
      const firings = countFirings(campaign, { now, before }, calendar)
      if (firings > 0 && campaign.rideMinutes === null) awaiting += firings * (await weigh(tx, campaign)).cost
    }
    return {
      notices: await countNotices(tx, before),
      started: await countUnsent(tx, running),
      planned,
      held,
      awaiting,
    }
  }

  /** What goes before everything else: officers being told, approvers to be reminded, copies to testers. */
  async function countNotices(tx: Tx, before: Date): Promise<number> {
    let reminders = 0
    for (const { remindAt, authorId } of await repo.listAwaitingApproval(tx))
      if (remindAt && remindAt < before) reminders += await deps.countAsked(tx, authorId)
    return (await deps.countOfficerMessages(tx)) + (await repo.countUnsentTests(tx)) + reminders
  }

  async function countUnsent(tx: Tx, runs: { id: string }[]): Promise<number> {
    if (runs.length === 0) return 0
    const { people, groupChatIds } = await repo.listUnsent(
      tx,
      runs.map(({ id }) => id),
    )
    return people + (await deps.countMembers(tx, groupChatIds))
  }

  /** Undefined when one of the cards is gone. */
  async function listCards(tx: Tx, campaign: CampaignRow) {
    try {
      const contentId = await steps.nextContent(tx, campaign)
      const cards: { template: string; data: unknown }[] = []
      for (const spec of campaign.messages) {
        const card = 'seriesId' in spec && contentId ? { contentId } : spec
        cards.push(await deps.resolveMessage(tx, card))
      }
      return cards
    } catch (error) {
      if (error instanceof AppError && error.status < 500) return undefined
      throw error
    }
  }

  return { weigh, weighMonth, countComing }
}

export type CostService = ReturnType<typeof createCostService>

const noCosts = (): Record<Precedence, number> => ({ alert: 0, poll_invitation: 0, card: 0 })

function countBy(runs: { campaignId: string }[]): Map<string, number> {
  return new Map([...Map.groupBy(runs, ({ campaignId }) => campaignId)].map(([id, some]) => [id, some.length]))
}

const isStarted = ({ state }: { state: string }) => state === 'sending' || state === 'paused'

/** When a run that has not begun may go out; one that is held is reckoned with at its own time, whenever somebody releases it. */
function goesAt(run: repo.OpenRun, now: Date, calendar: OfficeCalendar): Date {
  return run.state === 'held' ? run.dueAt : sendingTime(run.isUrgent, laterOf(run.dueAt, now), calendar)
}

function countFirings(
  campaign: CampaignRow,
  { now, before }: { now: Date; before: Date },
  calendar: OfficeCalendar,
): number {
  const { schedule, isUrgent } = campaign
  const isBefore = (at: Date) => sendingTime(isUrgent, at, calendar) < before
  if (schedule.kind === 'now') return isBefore(now) ? 1 : 0
  if (schedule.kind === 'once') return isBefore(new Date(schedule.at)) ? 1 : 0
  const coming = listComing(campaign, undefined, { last: undefined, now, until: before }, calendar)
  return coming.filter(({ dueAt }) => dueAt < before).length
}
