import { randomUUID } from 'node:crypto'
import { createClaimSender } from './claim-sender.ts'
import * as deliveries from './delivery-repo.ts'
import type { CampaignDeps } from './needs.ts'
import { batchLateMs } from './pace-rules.ts'
import * as repo from './repo.ts'
import { giveUpAfterMs, isStale } from './rules.ts'

const claimLimit = 500 // rows a claim: one row a job reached 0.2–0.4 of a bare SDK loop, 500 reach 0.8–1.1
const leaseMs = 30_000

/** Sends what a run has due: claim, call LINE with the stored retry key, mark the outcomes. Any number of drains may run at once. */
export function createDrainService(deps: CampaignDeps) {
  const { pool } = deps.senderDatabase
  const sendClaim = createClaimSender(deps)

  /** Works until nothing of the run is due or the signal says stop; then closes the run when nothing is open. */
  async function drain(runId: string, signal: AbortSignal): Promise<void> {
    const run = await deliveries.readRun(pool, runId)
    if (!run) return
    const now = deps.clock.now()
    if (isStale(run, now)) await deps.database.transaction((tx) => repo.pauseSending(tx, runId, 'late'))
    if (run.batchMs !== null) await deliveries.moveLateBatches(pool, runId, { now, lateMs: batchLateMs })
    await deliveries.expireDeliveries(pool, runId, new Date(now.getTime() - giveUpAfterMs), now)
    while (!signal.aborted && (await drainBatch(runId, run, signal))) {}
    await finishRun(runId)
  }

  /** False when nothing was due, or LINE wants a pause: the sweeper starts the next drain when rows are due again. */
  async function drainBatch(runId: string, body: deliveries.FrozenBody, signal: AbortSignal): Promise<boolean> {
    const now = deps.clock.now()
    const fence = randomUUID()
    const triedSince = new Date(now.getTime() - giveUpAfterMs)
    const claimed = await deliveries.claimDeliveries(pool, {
      runId,
      fence,
      now,
      triedSince,
      leaseMs,
      limit: claimLimit,
    })
    if (claimed.length === 0) return false
    return sendClaim({ runId, fence, leaseUntil: now.getTime() + leaseMs, body, deliveries: claimed }, signal)
  }

  /** Done when no request is open; the campaign is completed with its last run. */
  async function finishRun(runId: string): Promise<void> {
    await deps.database.transaction(async (tx) => {
      const run = (await repo.lockRunAndCampaign(tx, runId))?.run
      if (!run || run.finishedAt || !['sending', 'cancelled'].includes(run.state)) return
      const now = deps.clock.now()
      if (run.state === 'cancelled') await repo.cancelDeliveries(tx, runId, now)
      if (await repo.hasOpenDeliveries(tx, runId)) return
      await repo.updateRun(tx, runId, { finishedAt: now, ...(run.state === 'sending' && { state: 'done' }) })
      if (!run.isTest) await repo.completeCampaignWithoutRuns(tx, run.campaignId)
    })
  }

  return { drain }
}
