import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import * as repo from './cost-repo.ts'
import { countCost } from './cost-rules.ts'
import type { CampaignDeps } from './needs.ts'
import type { CampaignRow } from './repo.ts'

/**
 * What runs cost in LINE messages. Nothing is booked anywhere: a reservation is computed from runs and recipients whenever
 * somebody asks, so it cannot drift from them.
 */
export function createCostService(deps: CampaignDeps) {
  /** One run of a campaign, were it planned now. */
  async function costOf(tx: Tx, { audience, messages }: CampaignRow): Promise<number> {
    const { members } = await deps.resolveAudience(tx, audience)
    return countCost(members, await isPublic(tx, messages))
  }

  /** What runs will still cost before a time: of those being sent the rest, of approved ones all, and of those awaiting approval. */
  async function countComing(tx: Tx, before: Date) {
    const open = await repo.listOpenRuns(tx, before)
    const [running, waiting] = [open.filter(isStarted), open.filter((run) => !isStarted(run))]
    const runCounts = new Map<string, number>()
    for (const { campaignId } of waiting) runCounts.set(campaignId, (runCounts.get(campaignId) ?? 0) + 1)
    let planned = 0
    for (const campaign of await repo.listCampaignsById(tx, [...runCounts.keys()])) {
      planned += (await costOf(tx, campaign)) * (runCounts.get(campaign.id) as number)
    }
    let awaiting = 0
    for (const campaign of await repo.listAwaitingApproval(tx)) {
      if (firesBefore(campaign, before)) awaiting += await costOf(tx, campaign)
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

function firesBefore({ schedule }: CampaignRow, before: Date): boolean {
  return schedule.kind !== 'once' || new Date(schedule.at) < before
}
