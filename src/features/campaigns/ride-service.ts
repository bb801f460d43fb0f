import { randomUUID } from 'node:crypto'
import { LineUnreachable } from '../../line/errors.ts'
import type { GroupWord } from '../../line/events/sort-events.ts'
import { AppError } from '../../platform/errors.ts'
import { rankOf } from './cost-rules.ts'
import { markDeliveries } from './delivery-repo.ts'
import type { CampaignDeps } from './needs.ts'
import { lockPlanning } from './recipient-repo.ts'
import * as rideRows from './ride-repo.ts'
import type { Verdict } from './rules.ts'
import * as runRows from './run-repo.ts'
import { sendingTime } from './schedule-rules.ts'

const leaseMs = 30_000 // LINE's deadline is 10 s; whoever stands still for longer is taken for dead
const lookEveryMs = 5_000 // a busy office talks all day: who waits is asked at most so often, and only while somebody talks

/** Sending with the next word: a card waits for somebody to speak in its group and goes out free under that event's token. */
export function createRideService(deps: CampaignDeps) {
  const pool = deps.senderPool
  const underWay = new Set<Promise<void>>()
  let waiting = {
    groups: new Set<string>(),
    /** Outside the sending window the runs that pass it; null: all. */
    runIds: null as string[] | null,
    lookedAt: Number.NEGATIVE_INFINITY,
  }
  let looking: Promise<void> | undefined

  /** Returns at once: a webhook is not kept waiting for it. */
  function hear(words: readonly GroupWord[]): void {
    for (const word of words) {
      const answer = rideOn(word).catch((error: unknown) => {
        // The card waits for another word, or its lease ends as unknown.
        deps.log.error({ err: error }, 'a card could not go out with the word of a group')
      })
      underWay.add(answer)
      void answer.finally(() => underWay.delete(answer))
    }
  }

  async function rideOn({ groupId, replyToken }: GroupWord): Promise<void> {
    if (!(await isWaitedFor(groupId))) return
    const fence = randomUUID()
    const { runIds } = waiting
    const taken = await rideRows.takeForReply(pool, { chatId: groupId, runIds, fence, now: deps.clock.now(), leaseMs })
    // Whatever comes of it, this group is looked for anew: a token that LINE refuses is not followed by a call a word.
    waiting.groups.delete(groupId)
    if (!taken) return
    const verdict = await reply(taken, replyToken)
    deps.metrics.deliveries.inc({ endpoint: 'reply', outcome: verdict?.state ?? 'refused' })
    const now = deps.clock.now()
    if (!verdict) return rideRows.giveBackReply(pool, fence, taken.id, now)
    await markDeliveries(pool, fence, [{ delivery: taken, verdict }], now)
  }

  /** Undefined: LINE surely did not act. */
  async function reply(
    { messages, isSilent }: rideRows.TakenReply,
    replyToken: string,
  ): Promise<Exclude<Verdict, { state: 'split' | 'queued' }> | undefined> {
    try {
      const { requestId = null } = await deps.line.reply({
        replyToken,
        messages,
        ...(isSilent && { notificationDisabled: true }),
      })
      return { state: 'accepted', requestId, acceptedRequestId: null }
    } catch (error) {
      if (readReplyFailure(error) === 'refused') return undefined
      return { state: 'unknown', errorCode: 'REPLY_UNCLEAR', errorDetail: null }
    }
  }

  async function isWaitedFor(groupId: string): Promise<boolean> {
    if (deps.clock.now().getTime() - waiting.lookedAt >= lookEveryMs) {
      looking ??= look().finally(() => {
        looking = undefined
      })
      await looking
    }
    return waiting.groups.has(groupId)
  }

  async function look(): Promise<void> {
    const now = deps.clock.now()
    const { prisma } = deps.database
    // Free or not, a card at night is one that nobody wants: it waits for a word in the window.
    const isOpen = sendingTime(false, now, await deps.officeCalendar(prisma)) <= now
    const runIds = isOpen ? null : await rideRows.listUrgentRides(prisma, now)
    const groups = new Set(await rideRows.listWaitingGroups(pool, now, runIds))
    waiting = { groups, runIds, lookedAt: now.getTime() }
  }

  /** The wait is over: the groups nobody spoke in are pushed to, all of them, or, where the month does not pay for them, left out. */
  async function endRide(runId: string): Promise<void> {
    await deps.refreshQuota({ maxAgeMs: 0 })
    await deps.database.transaction(async (tx) => {
      const locked = await runRows.lockRunAndCampaign(tx, runId)
      const now = deps.clock.now()
      if (!locked?.run.ridesUntil || locked.run.ridesUntil > now || locked.run.state !== 'sending') return
      await lockPlanning(tx)
      const needs = await deps.countMembers(tx, await rideRows.listUnheardGroups(tx, runId))
      if (needs > 0 && (await deps.isQuotaShort(tx, { needs, rank: rankOf(locked.campaign, []) })))
        await rideRows.skipUnheard(tx, runId, now)
      await runRows.updateRun(tx, runId, { ridesUntil: null })
    })
  }

  return {
    hear,
    endRide,
    /** Ends once every reply under way has its outcome in its row. */
    async close() {
      await Promise.all(underWay)
    },
  }
}

export type RideService = ReturnType<typeof createRideService>

/** What a failed reply means. A reply has no retry key, so whatever is not surely refused may have arrived. */
function readReplyFailure(error: unknown): 'refused' | 'unclear' {
  return error instanceof AppError && !(error instanceof LineUnreachable) ? 'refused' : 'unclear'
}
