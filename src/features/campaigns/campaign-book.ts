import { actorIdOf } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { orBusy } from './campaign-lock.ts'
import type { CampaignRow } from './campaign-repo.ts'
import * as campaignRows from './campaign-repo.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import type { CampaignDeps } from './needs.ts'
import type { ProgressCounts } from './recipient-repo.ts'
import * as recipientRows from './recipient-repo.ts'
import { type CampaignMove, moveCampaign } from './rules.ts'
import type { RunRow } from './run-repo.ts'
import * as runRows from './run-repo.ts'

const shownRuns = 30 // counting the recipients of a year of daily runs would outlast a statement

export type RunView = { run: RunRow; progress: ProgressCounts }
export type CampaignView = { campaign: CampaignRow; runs: RunView[] }

/** What drafting, deciding and steering have in common: a campaign locked for a move, seen, and entered in the audit chain. */
export function createCampaignBook(deps: CampaignDeps) {
  const { measureMembers } = createCorrectedRun(deps)

  async function checkAudience(tx: Tx, campaign: Pick<CampaignRow, 'audience' | 'correctsRunId'>) {
    const size = await measureMembers(tx, campaign)
    if (size.unknownIds.length > 0) {
      throw new AppError('AUDIENCE_UNKNOWN', 'Some ids of the audience name nothing.', {
        status: 422,
        data: { ids: size.unknownIds },
      })
    }
    return size
  }

  async function lock(tx: Tx, id: string): Promise<CampaignRow> {
    const campaign = await orBusy(campaignRows.lockCampaign(tx, id))
    if (!campaign) throw notFound(id)
    return campaign
  }

  async function lockForMove(tx: Tx, id: string, move: CampaignMove) {
    const campaign = await lock(tx, id)
    return { campaign, state: moveCampaign(move, campaign.state) }
  }

  async function find(tx: Tx, id: string): Promise<CampaignRow> {
    const campaign = await campaignRows.findCampaign(tx, id)
    if (!campaign) throw notFound(id)
    return campaign
  }

  async function view(tx: Tx, id: string): Promise<CampaignView> {
    const campaign = await find(tx, id)
    const runs = await runRows.listLatestRuns(tx, id, shownRuns)
    const progress = await recipientRows.countProgress(
      tx,
      runs.map((run) => run.id),
    )
    return { campaign, runs: runs.map((run) => ({ run, progress: progress.get(run.id) as ProgressCounts })) }
  }

  function record(
    tx: Tx,
    actor: Actor,
    action: string,
    subject: string,
    data?: Record<string, unknown>,
  ): Promise<void> {
    return deps.audit.record(tx, { actorId: actorIdOf(actor), action, subject, ...(data && { data }) })
  }

  return { checkAudience, lock, lockForMove, find, view, record }
}

function notFound(id: string): AppError {
  return new AppError('NOT_FOUND', `There is no campaign ${id}.`, { status: 404 })
}
