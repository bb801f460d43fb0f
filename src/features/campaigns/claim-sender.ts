import {
  LineArgumentRefused,
  LineMonthlyLimit,
  LineRateLimited,
  LineRejected,
  LineTurnMissed,
  LineUnauthorized,
} from '../../line/errors.ts'
import { AppError } from '../../platform/errors.ts'
import * as deliveries from './delivery-repo.ts'
import type { CampaignDeps } from './needs.ts'
import { isRefusalCode } from './refusal-rules.ts'
import { createRefusalWatch } from './refusal-service.ts'
import { type CallOutcome, judge } from './rules.ts'
import * as runRows from './run-repo.ts'

const callsAtOnce = 32
const callMs = 20_000 // 8 s for its turn, LINE's deadline of 10 s, and the mark: a call is begun only while this much of the lease is left
// A mark writes the rows of its recipients too: 100 pushes, or ten multicasts to 500 people each, are one short statement.
const markEvery = { calls: 100, recipients: 5000 }
// Whether a person has paused or cancelled the run: they do it because the card is wrong, and a bot cannot unsend.
const lookEvery = { calls: callsAtOnce, ms: 100 }
const breakAfter = 32 // calls in a row that LINE did not answer, or refused for good: the rest waits untried for the next drain

export type Claim = {
  runId: string
  fence: string
  leaseUntil: number
  body: deliveries.FrozenBody
  deliveries: deliveries.ClaimedDelivery[]
}

/** Makes the calls of a claim, 32 at once, and writes what became of them. */
export function createClaimSender(deps: CampaignDeps) {
  const pool = deps.senderPool
  const pauseIfRefused = createRefusalWatch(deps)

  /** False when a person stopped the run, LINE wants fewer calls, does not know us, is away, or the month is spent: what is left goes back untried. */
  return async function sendClaim(claim: Claim, signal: AbortSignal): Promise<boolean> {
    const left = [...claim.deliveries]
    const refusedGroups: string[] = []
    let judged: deliveries.Judged[] = []
    let judgedRecipients = 0
    let unpaid: deliveries.ClaimedDelivery | undefined
    let isStopped = false
    let unansweredInARow = 0
    let refusedInARow = 0

    const stopIfUnwanted = createLook(async () => {
      if (!(await deliveries.isSending(pool, claim.runId))) isStopped = true
    })

    async function next(): Promise<deliveries.ClaimedDelivery | undefined> {
      await stopIfUnwanted()
      const mayCall = !isStopped && !signal.aborted && deps.clock.now().getTime() < claim.leaseUntil - callMs
      return mayCall ? left.shift() : undefined
    }

    async function work(): Promise<void> {
      try {
        for (let delivery = await next(); delivery; delivery = await next()) {
          note(delivery, await call(delivery, claim.body))
          if (judged.length >= markEvery.calls || judgedRecipients >= markEvery.recipients) await mark()
        }
      } catch (error) {
        isStopped = true
        throw error
      }
    }

    function note(delivery: deliveries.ClaimedDelivery, outcome: CallOutcome): void {
      const { kind } = outcome
      deps.metrics.deliveries.inc({ endpoint: delivery.endpoint, outcome: kind })
      unansweredInARow = kind === 'unreachable' ? unansweredInARow + 1 : 0
      const verdict = judge(outcome, { ...delivery, recipientCount: delivery.to.length }, deps.clock.now())
      refusedInARow = isRefused({ verdict }) ? refusedInARow + 1 : 0
      if (['rate_limited', 'monthly_limit', 'unauthorized'].includes(kind)) isStopped = true
      if (unansweredInARow >= breakAfter || refusedInARow >= breakAfter) isStopped = true
      if (kind === 'monthly_limit') unpaid = delivery
      if (kind === 'rejected' && isGroup(delivery)) refusedGroups.push(delivery.to[0] as string)
      judged.push({ delivery, verdict })
      judgedRecipients += delivery.to.length
    }

    async function mark(): Promise<void> {
      const batch = judged
      judged = []
      judgedRecipients = 0
      await markAll(claim.fence, batch)
      if (batch.some(isRefused) && (await pauseIfRefused(claim.runId))) isStopped = true
    }

    // All of them end before this does, whatever happens to one: a failed job must leave no calls running behind it.
    const ends = await Promise.allSettled(Array.from({ length: Math.min(callsAtOnce, left.length) }, work))
    const failure = ends.find((end) => end.status === 'rejected')
    if (failure) throw failure.reason
    await mark()
    await deliveries.releaseClaim(pool, claim.fence, left)
    for (const chatId of refusedGroups) await deps.database.transaction((tx) => deps.checkGroupLater(tx, chatId))
    if (unpaid && (await isQuotaSpent(unpaid)))
      await deps.database.transaction((tx) => runRows.pauseSending(tx, claim.runId, 'monthly_limit'))
    return !isStopped
  }

  async function call(delivery: deliveries.ClaimedDelivery, body: deliveries.FrozenBody): Promise<CallOutcome> {
    const { retryKey, to } = delivery
    const sending = {
      messages: body.messages,
      retryKey,
      ...(body.isSilent && { notificationDisabled: true }),
      ...(body.statsUnit !== null && { statsUnit: body.statsUnit }),
    }
    try {
      const accepted =
        delivery.endpoint === 'push'
          ? await deps.line.push({ to: to[0] as string, ...sending })
          : await deps.line.multicast({ to, ...sending })
      return {
        kind: 'accepted',
        requestId: accepted.requestId ?? null,
        acceptedRequestId: accepted.acceptedRequestId ?? null,
      }
    } catch (error) {
      return outcomeOf(error)
    }
  }

  async function markAll(fence: string, judged: deliveries.Judged[]): Promise<void> {
    const now = deps.clock.now()
    const [split, rest] = [judged.filter(isSplit), judged.filter((one) => !isSplit(one))]
    await deliveries.markDeliveries(pool, fence, rest, now)
    for (const { delivery } of split) await deliveries.splitDelivery(pool, fence, delivery, now)
  }

  /** The month is spent when what is left does not pay for this request; otherwise another delivery holds it for the moment. */
  async function isQuotaSpent(unpaid: deliveries.ClaimedDelivery): Promise<boolean> {
    const { type, value } = await deps.line.getQuota()
    if (type === 'none' || value === undefined) return false
    const { totalUsage } = await deps.line.getQuotaConsumption()
    const cost = isGroup(unpaid)
      ? (await deps.line.getGroupMemberCount(unpaid.to[0] as string)).count
      : unpaid.to.length
    return value - totalUsage < cost
  }
}

/** Looks before the first call and then every so often; calls that are about to be made wait for a look under way. */
function createLook(look: () => Promise<void>): () => Promise<void> {
  let callsSince = lookEvery.calls
  let lookedAt = 0
  let looking: Promise<void> | undefined
  return async () => {
    const isDue = callsSince >= lookEvery.calls || performance.now() - lookedAt >= lookEvery.ms
    if (isDue && !looking) {
      looking = look().finally(() => {
        looking = undefined
      })
      callsSince = 0
      lookedAt = performance.now()
    }
    await looking
    callsSince += 1
  }
}

const isGroup = ({ to }: deliveries.ClaimedDelivery) => to[0]?.startsWith('C') ?? false
const isRefused = ({ verdict }: Pick<deliveries.Judged, 'verdict'>) =>
  verdict.state === 'split' || ('errorCode' in verdict && isRefusalCode(verdict.errorCode))
const isSplit = ({ verdict }: deliveries.Judged) => verdict.state === 'split'

function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof LineRejected) return { kind: 'rejected', httpStatus: error.httpStatus, detail: error.message }
  // Our own guard said what LINE would have said: nothing was sent.
  if (error instanceof LineArgumentRefused) return { kind: 'rejected', httpStatus: 400, detail: error.message }
  if (error instanceof LineRateLimited || error instanceof LineTurnMissed) return { kind: 'rate_limited' }
  if (error instanceof LineMonthlyLimit) return { kind: 'monthly_limit' }
  if (error instanceof LineUnauthorized) return { kind: 'unauthorized' }
  // LineUnreachable, and anything nobody foresaw: LINE may have acted, so the same key is used again.
  return { kind: 'unreachable', code: error instanceof AppError ? error.code : 'UNEXPECTED' }
}
