import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import * as repo from './cost-repo.ts'
import { countCost } from './cost-rules.ts'
import type { CampaignDeps } from './needs.ts'
import type { CampaignRow } from './repo.ts'
import { listComing, type OfficeCalendar } from './schedule-rules.ts'
import type { ScheduleService } from './schedule-service.ts'
import { createSeriesSteps } from './series-service.ts'

/**
 * What runs cost in LINE messages. Nothing is booked anywhere: a reservation is computed from runs and recipients whenever
 * somebody asks, so it cannot drift from them.
 */
export function createCostService(deps: CampaignDeps, schedules: Pick<ScheduleService, 'listCalendar'>) {
  const { findMembers } = createCorrectedRun(deps)
  const steps = createSeriesSteps(deps)

  /** One run of a campaign, were it planned now. */
  async function costOf(tx: Tx, campaign: CampaignRow): Promise<number> {
    const members = await steps.narrow(tx, campaign, (await findMembers(tx, campaign)).members)
    return countCost(members, await isPublic(tx, campaign.messages))
  }

  /** What runs will still cost before a time: of those being sent the rest, of approved ones all, and of those awaiting approval. */
  async function countComing(tx: Tx, before: Date) {
    const open = await repo.listOpenRuns(tx, before)
    const [running, waiting] = [open.filter(isStarted), open.filter((run) => !isStarted(run))]
    const runCounts = new Map<string, number>()
    // Firings that recurring schedules still bring this month have no row yet.
    const toCome = (await schedules.listCalendar(tx, { from: deps.clock.now(), to: before })).filter(
      ({ runId }) => !runId,
    )
    for (const { campaignId } of [...waiting, ...toCome])
      runCounts.set(campaignId, (runCounts.get(campaignId) ?? 0) + 1)
    let planned = 0
    for (const campaign of await repo.listCampaignsById(tx, [...runCounts.keys()])) {
      planned += (await costOf(tx, campaign)) * (runCounts.get(campaign.id) as number)
    }
    let awaiting = 0
    const calendar = await deps.officeCalendar(tx)
    for (const campaign of await repo.listAwaitingApproval(tx)) {
      const firings = countFirings(campaign, { now: deps.clock.now(), before }, calendar)
      if (firings > 0) awaiting += firings * (await costOf(tx, campaign))
    }
    return { started: await countUnsent(tx, running), planned, awaiting }
  }

  async function countUnsent(tx: Tx, runs: { id: string }[]): Promise<number> {
    if (runs.length === 0) return 0
    const { people, groupChatIds } = await repo.listUnsent(
      tx,
      runs.map(({ id }) => id),
    )
    return people + (await deps.countMembers(tx, groupChatIds))
  }

  async function isPublic(tx: Tx, specs: CampaignRow['messages']): Promise<boolean> {
    try {
      for (const spec of specs) {
        if (!deps.isPublicTemplate((await deps.resolveMessage(tx, spec)).template)) return false
      }
      return true
    } catch (error) {
      // A card that is gone holds its run when that is due. Until then the larger figure is the safe one.
      if (error instanceof AppError && error.status < 500) return true
      throw error
    }
  }

  return { costOf, countComing }
}

export type CostService = ReturnType<typeof createCostService>

const isStarted = ({ state }: { state: string }) => state === 'sending' || state === 'paused'

function countFirings(
  campaign: CampaignRow,
  { now, before }: { now: Date; before: Date },
  calendar: OfficeCalendar,
): number {
  const { schedule } = campaign
  if (schedule.kind === 'now') return 1
  if (schedule.kind === 'once') return new Date(schedule.at) < before ? 1 : 0
  return listComing(campaign, undefined, { last: undefined, now, until: before }, calendar).length
}
