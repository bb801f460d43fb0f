import { randomUUID } from 'node:crypto'
import * as campaignRows from './campaign-repo.ts'
import { type Claim, createClaimSender } from './claim-sender.ts'
import * as deliveries from './delivery-repo.ts'
import type { CampaignDeps } from './needs.ts'
import { batchLateMs } from './pace-rules.ts'
import * as recipientRows from './recipient-repo.ts'
import { expireReplies } from './ride-repo.ts'
import type { RideService } from './ride-service.ts'
import { giveUpAfterMs, isStale } from './rules.ts'
import * as runRows from './run-repo.ts'
import { createWindowService } from './window-service.ts'

const claimLimit = 500 // rows a claim: one row a job reached 0.2–0.4 of a bare SDK loop, 500 reach 0.8–1.1
const multicastLimit = 60 // of up to 500 people each: no statement takes long, and no process holds many people
const leaseMs = 30_000

/** Sends what a run has due: claim, call LINE with the stored retry key, mark the outcomes. Any number of drains may run at once. */
export function createDrainService(deps: CampaignDeps, rides: Pick<RideService, 'endRide'>) {
  const pool = deps.senderPool
  const sendClaim = createClaimSender(deps)
  const windows = createWindowService(deps)

  /** Works until nothing of the run is due or the signal says stop; then closes the run when nothing is open. */
  async function drain(runId: string, signal: AbortSignal): Promise<void> {
    const run = await deliveries.readRun(pool, runId)
    if (!run) return
    const now = deps.clock.now()
    if (isStale(run, now)) await deps.database.transaction((tx) => runRows.pauseSending(tx, runId, 'late'))
    if (run.batchMs !== null) await deliveries.moveLateBatches(pool, runId, { now, lateMs: batchLateMs })
    await deliveries.expireDeliveries(pool, runId, new Date(now.getTime() - giveUpAfterMs), now)
    await expireReplies(pool, runId, now)
    if (run.ridesUntil && run.ridesUntil <= now) await rides.endRide(runId)
    await windows.keep(runId, run)
    await drainDue(runId, run, signal)
    await finishRun(runId)
  }

  /** Ends when nothing is due, or LINE wants a pause: the sweeper starts the next drain when rows are due again. */
  async function drainDue(runId: string, run: deliveries.DrainedRun, signal: AbortSignal): Promise<void> {
    let claim = signal.aborted ? undefined : await takeClaim(runId, run)
    while (claim) {
      // A claim reads and freezes its people, up to 30,000: that is done for the next while this one is sent.
      const ahead = signal.aborted ? undefined : takeClaim(runId, run)
      const [sent, next] = await Promise.allSettled([sendClaim(claim, signal), ahead])
      const isOver = signal.aborted || sent.status === 'rejected' || !sent.value
      if (isOver && next.status === 'fulfilled' && next.value)
        await deliveries.releaseClaim(pool, next.value.fence, next.value.deliveries)
      for (const end of [sent, next]) if (end.status === 'rejected') throw end.reason
      if (isOver) return
      claim = next.status === 'fulfilled' && next.value ? next.value : await takeClaim(runId, run)
    }
  }

  async function takeClaim(runId: string, run: deliveries.DrainedRun): Promise<Claim | undefined> {
    const now = deps.clock.now()
    const fence = randomUUID()
    const triedSince = new Date(now.getTime() - giveUpAfterMs)
    const limit = run.hasMulticasts ? multicastLimit : claimLimit
    const claimed = await deliveries.claimDeliveries(pool, { runId, fence, now, triedSince, leaseMs, limit })
    if (claimed.length === 0) return undefined
    return { runId, fence, leaseUntil: now.getTime() + leaseMs, body: run, deliveries: claimed }
  }

  /** Done when no request is open; the campaign is completed with its last run. */
  async function finishRun(runId: string): Promise<void> {
    await deps.database.transaction(async (tx) => {
      const run = (await runRows.lockRunAndCampaign(tx, runId))?.run
      if (!run || run.finishedAt || !['sending', 'cancelled'].includes(run.state)) return
      const now = deps.clock.now()
      if (run.state === 'cancelled') await recipientRows.cancelDeliveries(tx, runId, now)
      if (await recipientRows.hasOpenDeliveries(tx, runId)) return
      await runRows.updateRun(tx, runId, { finishedAt: now, ...(run.state === 'sending' && { state: 'done' }) })
      if (!run.isTest) await campaignRows.completeCampaignWithoutRuns(tx, run.campaignId)
    })
  }

  return { drain }
}
