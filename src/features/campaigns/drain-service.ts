import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { LineMonthlyLimit, LineRateLimited, LineRejected, LineUnauthorized } from '../../line/errors.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { AppError } from '../../platform/errors.ts'
import * as deliveries from './delivery-repo.ts'
import type { CampaignDeps } from './needs.ts'
import * as repo from './repo.ts'
import { type CallOutcome, giveUpAfterMs, judge } from './rules.ts'

const claimLimit = 500 // rows a claim: one row a job reached 0.2–0.4 of a bare SDK loop, 500 reach 0.8–1.1
const callsAtOnce = 32
const leaseMs = 30_000
const callMs = 12_000 // LINE's deadline of 10 s and the mark: a call is begun only while this much of the lease is left
const markEvery = 100

type Claim = { runId: string; fence: string; leaseUntil: number; messages: OutgoingMessage[] }

/** Sends what a run has due: claim, call LINE with the stored retry key, mark the outcomes. Any number of drains may run at once. */
export function createDrainService(deps: CampaignDeps) {
  const { pool } = deps.senderDatabase

  /** Works until nothing of the run is due or the signal says stop; then closes the run when nothing is open. */
  async function drain(runId: string, signal: AbortSignal): Promise<void> {
    const run = await deliveries.readRun(pool, runId)
    if (!run) return
    await deliveries.expireDeliveries(
      pool,
      runId,
      new Date(deps.clock.now().getTime() - giveUpAfterMs),
      deps.clock.now(),
    )
    while (!signal.aborted && (await drainBatch(runId, run.messages, signal))) {}
    await finishRun(runId)
  }

  /** False when nothing was due, or LINE wants a pause: the sweeper starts the next drain when rows are due again. */
  async function drainBatch(runId: string, messages: OutgoingMessage[], signal: AbortSignal): Promise<boolean> {
    const now = deps.clock.now()
    const fence = randomUUID()
    const claimed = await withClient((client) =>
      deliveries.claimDeliveries(client, { runId, fence, now, leaseMs, limit: claimLimit }),
    )
    if (claimed.length === 0) return false
    return sendAll({ runId, fence, leaseUntil: now.getTime() + leaseMs, messages }, claimed, signal)
  }

  async function sendAll(claim: Claim, claimed: deliveries.ClaimedDelivery[], signal: AbortSignal): Promise<boolean> {
    const left = [...claimed]
    let judged: deliveries.Judged[] = []
    let stop = false

    async function worker(): Promise<void> {
      while (left.length > 0 && !stop && !signal.aborted && deps.clock.now().getTime() < claim.leaseUntil - callMs) {
        const delivery = left.shift() as deliveries.ClaimedDelivery
        const outcome = await call(delivery, claim.messages)
        // LINE wants fewer calls, or the month is spent: what is left of this batch goes back untried.
        if (outcome.kind === 'rate_limited' || outcome.kind === 'monthly_limit' || outcome.kind === 'unauthorized')
          stop = true
        judged.push(judgeOne(delivery, outcome))
        if (judged.length >= markEvery) await mark()
        if (outcome.kind === 'monthly_limit') await pauseIfQuotaSpent(claim.runId)
        if (outcome.kind === 'rejected' && delivery.to[0]?.startsWith('C'))
          await deps.database.transaction((tx) => deps.checkGroupLater(tx, delivery.to[0] as string))
      }
    }

    async function mark(): Promise<void> {
      const batch = judged
      judged = []
      await markAll(claim.fence, batch)
    }

    await Promise.all(Array.from({ length: Math.min(callsAtOnce, left.length) }, worker))
    await mark()
    await deliveries.releaseClaim(
      pool,
      claim.fence,
      left.map((delivery) => delivery.id),
    )
    return !stop
  }

  async function call(delivery: deliveries.ClaimedDelivery, messages: OutgoingMessage[]): Promise<CallOutcome> {
    const { retryKey, to } = delivery
    try {
      const accepted =
        delivery.endpoint === 'push'
          ? await deps.line.push({ to: to[0] as string, messages, retryKey })
          : await deps.line.multicast({ to, messages, retryKey })
      return {
        kind: 'accepted',
        requestId: accepted.requestId ?? null,
        acceptedRequestId: accepted.acceptedRequestId ?? null,
      }
    } catch (error) {
      return outcomeOf(error)
    }
  }

  function judgeOne(delivery: deliveries.ClaimedDelivery, outcome: CallOutcome): deliveries.Judged {
    deps.metrics.deliveries.inc({ endpoint: delivery.endpoint, outcome: outcome.kind })
    return { delivery, verdict: judge(outcome, { ...delivery, recipientCount: delivery.to.length }, deps.clock.now()) }
  }

  async function markAll(fence: string, judged: deliveries.Judged[]): Promise<void> {
    const now = deps.clock.now()
    await deliveries.markDeliveries(
      pool,
      fence,
      judged.filter(({ verdict }) => verdict.state !== 'split'),
      now,
    )
    for (const { delivery, verdict } of judged) {
      if (verdict.state === 'split')
        await withClient((client) => deliveries.splitDelivery(client, fence, delivery, now))
    }
  }

  /** LINE says the month is used up. When its own figures agree, a person has to buy or wait; otherwise another delivery holds the rest. */
  async function pauseIfQuotaSpent(runId: string): Promise<void> {
    if (!(await deps.line.isQuotaSpent())) return
    await deps.database.transaction(async (tx) => {
      const run = await repo.lockRun(tx, runId)
      if (run?.state === 'sending') await repo.updateRun(tx, runId, { state: 'paused', reason: 'monthly_limit' })
    })
  }

  /** Done when no request is open; the campaign is completed with its last run. */
  async function finishRun(runId: string): Promise<void> {
    await deps.database.transaction(async (tx) => {
      const run = await repo.lockRun(tx, runId)
      if (!run || run.finishedAt || !['sending', 'cancelled'].includes(run.state)) return
      if (run.state === 'cancelled') await repo.cancelDeliveries(tx, runId, deps.clock.now())
      if (await repo.hasOpenDeliveries(tx, runId)) return
      await repo.updateRun(tx, runId, {
        finishedAt: deps.clock.now(),
        ...(run.state === 'sending' && { state: 'done' }),
      })
      if (run.isTest) return
      const campaign = await repo.lockCampaign(tx, run.campaignId)
      if (campaign?.state === 'scheduled' && !(await repo.hasOpenRuns(tx, campaign.id))) {
        await repo.updateCampaign(tx, campaign.id, { state: 'completed', nextRunAt: null })
      }
    })
  }

  async function withClient<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    try {
      return await work(client)
    } finally {
      client.release()
    }
  }

  return { drain }
}

function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof LineRejected) return { kind: 'rejected', httpStatus: error.httpStatus, detail: error.message }
  if (error instanceof LineRateLimited) return { kind: 'rate_limited' }
  if (error instanceof LineMonthlyLimit) return { kind: 'monthly_limit' }
  if (error instanceof LineUnauthorized) return { kind: 'unauthorized' }
  // LineUnreachable, and anything nobody foresaw: LINE may have acted, so the same key is used again.
  return { kind: 'unreachable', code: error instanceof AppError ? error.code : 'UNEXPECTED' }
}
