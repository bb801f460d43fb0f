import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { type CampaignView, createCampaignBook } from './campaign-book.ts'
import * as campaignRows from './campaign-repo.ts'
import { type CampaignDeps, drainRequest, startRunRequest } from './needs.ts'
import { cancelDeliveries } from './recipient-repo.ts'
import type { RunRow } from './run-repo.ts'
import * as runRows from './run-repo.ts'
import type { ScheduleService } from './schedule-service.ts'
import { createWindowService } from './window-service.ts'

/** Pausing, resuming and cancelling a campaign with all its runs. */
export function createSteeringService(deps: CampaignDeps, schedules: Pick<ScheduleService, 'skipPaused'>) {
  const { lockForMove, view, record } = createCampaignBook(deps)
  const windows = createWindowService(deps)

  async function pause(tx: Tx, actor: Actor, id: string): Promise<CampaignView> {
    const { state } = await lockForMove(tx, id, 'pause')
    await campaignRows.updateCampaign(tx, id, { state })
    await eachRun(tx, id, 'sending', (run) =>
      runRows.updateRun(tx, run.id, { state: 'paused', reason: 'campaign_paused' }),
    )
    await record(tx, actor, 'campaign.pause', id)
    return view(tx, id)
  }

  async function resume(tx: Tx, actor: Actor, id: string): Promise<CampaignView> {
    const { campaign, state } = await lockForMove(tx, id, 'resume')
    await campaignRows.updateCampaign(tx, id, { state })
    await eachRun(tx, id, 'paused', async (run) => {
      if (run.reason !== 'campaign_paused') return
      const { row } = await windows.goOn(tx, run, campaign)
      await runRows.updateRun(tx, run.id, { state: 'sending', ...row, resumedAt: deps.clock.now() })
      await deps.enqueue(tx, [drainRequest(run.id)])
    })
    await schedules.skipPaused(tx, campaign)
    await eachRun(tx, id, 'planned', (run) => deps.enqueue(tx, [startRunRequest(run.id, run.dueAt)]))
    // Its last run may have been cancelled meanwhile.
    await campaignRows.completeCampaignWithoutRuns(tx, id)
    await record(tx, actor, 'campaign.resume', id)
    return view(tx, id)
  }

  async function cancel(tx: Tx, actor: Actor, id: string): Promise<CampaignView> {
    const { state } = await lockForMove(tx, id, 'cancel')
    await campaignRows.updateCampaign(tx, id, { state, nextRunAt: null, remindAt: null, approveBy: null })
    for (const run of await runRows.listOpenRunsOf(tx, id)) {
      await runRows.updateRun(tx, run.id, { state: 'cancelled', reason: 'campaign_cancelled' })
      await cancelDeliveries(tx, run.id, deps.clock.now())
    }
    await record(tx, actor, 'campaign.cancel', id)
    return view(tx, id)
  }

  async function eachRun(
    tx: Tx,
    campaignId: string,
    state: RunRow['state'],
    act: (run: RunRow) => Promise<unknown>,
  ): Promise<void> {
    for (const run of await runRows.listOpenRunsOf(tx, campaignId)) if (run.state === state) await act(run)
  }

  return { pause, resume, cancel }
}

export type SteeringService = ReturnType<typeof createSteeringService>
