import { randomUUID } from 'node:crypto'
import {
  LineArgumentRefused,
  LineMonthlyLimit,
  LineRateLimited,
  LineRejected,
  LineUnauthorized,
} from '../../line/errors.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { daysBefore, type Retention } from '../../platform/retention.ts'
import * as messages from './message-repo.ts'
import { type OfficerDeps, type OfficerNews, tellOfficerRequest } from './needs.ts'
import * as repo from './repo.ts'
import { giveUpAfterMs, judgeTry, type MessageVerdict, type TryOutcome } from './rules.ts'

const leaseMs = 60_000 // a call to LINE takes 10 s at most, a mail 40 s

type Claim = messages.MessageRow & { channel: 'line' | 'mail'; to: string; fence: string; firstTriedAt: Date }

/**
 * Tells officers what waits for them, each topic once. As with cards: the row and its retry key exist before the first call, a
 * claim has a lease and a fence, what has become of a message is in the row alone.
 */
export function createMessageService(deps: OfficerDeps) {
  /** In the caller's transaction, so that nobody is told of what was rolled back. */
  async function tell(tx: Tx, userIds: string[], news: OfficerNews): Promise<void> {
    if (userIds.length === 0) return
    const ids = await messages.insertMessages(tx, userIds, news, deps.clock.now())
    await deps.enqueue(
      tx,
      ids.map((id) => tellOfficerRequest(id)),
    )
  }

  async function send(id: string): Promise<void> {
    const claim = await deps.database.transaction((tx) => take(tx, id))
    if (!claim) return
    const outcome = claim.channel === 'line' ? await push(claim) : await mail(claim)
    await deps.database.transaction((tx) => settle(tx, claim, outcome))
  }

  /** Takes a due message for a minute. The first claim freezes the way and the address; a lease that ran out hides an unclear end. */
  async function take(tx: Tx, id: string): Promise<Claim | undefined> {
    const found = await messages.lockMessage(tx, id)
    const now = deps.clock.now()
    if (found?.state !== 'queued' || found.nextTryAt > now) return undefined
    if (found.leaseUntil && found.leaseUntil >= now) return undefined
    const isAbandoned = found.leaseUntil !== null
    if (found.firstTriedAt && now.getTime() - found.firstTriedAt.getTime() >= giveUpAfterMs) {
      const state = found.channel === 'line' && (isAbandoned || found.tryCount > 0) ? 'unknown' : 'failed'
      await messages.updateMessage(tx, id, { state, ...closed('GAVE_UP', now) })
      return undefined
    }
    const way = found.firstTriedAt ? { channel: found.channel, to: found.to } : await findWay(tx, found)
    if (!way?.channel || !way.to) {
      await messages.updateMessage(tx, id, { state: 'listed', finishedAt: now })
      return undefined
    }
    const claimed = {
      channel: way.channel,
      to: way.to,
      fence: randomUUID(),
      firstTriedAt: found.firstTriedAt ?? now,
      tryCount: found.tryCount + (isAbandoned ? 1 : 0),
    }
    await messages.updateMessage(tx, id, { ...claimed, leaseUntil: new Date(now.getTime() + leaseMs) })
    return { ...found, ...claimed }
  }

  async function findWay(tx: Tx, { userId, channel }: messages.MessageRow) {
    const link = channel === 'mail' ? undefined : await repo.findLink(tx, { userId })
    if (link) return { channel: 'line' as const, to: link.lineUserId }
    const officer = deps.mailer && (await repo.findOfficer(tx, userId))
    // The addresses of the demo's people lead nowhere.
    return officer && !officer.isDemo ? { channel: 'mail' as const, to: officer.email } : undefined
  }

  async function push({ to, line, retryKey }: Claim): Promise<TryOutcome> {
    try {
      await deps.line.push({ to, messages: line, retryKey })
      return { kind: 'accepted' }
    } catch (error) {
      return outcomeOf(error)
    }
  }

  async function mail({ id, to, mail: { subject, text } }: Claim): Promise<TryOutcome> {
    if (!deps.mailer) return { kind: 'refused', code: 'MAIL_NOT_SET' }
    return deps.mailer.send({ id, to, subject, text })
  }

  async function settle(tx: Tx, claim: Claim, outcome: TryOutcome): Promise<void> {
    const now = deps.clock.now()
    const verdict = judgeTry(outcome, { ...claim, canMail: deps.mailer !== undefined }, now)
    if (!(await messages.settleMessage(tx, { id: claim.id, fence: claim.fence }, changeOf(verdict, now)))) return
    if (verdict.state === 'by_mail') await deps.enqueue(tx, [tellOfficerRequest(claim.id)])
    if (verdict.state === 'failed' || verdict.state === 'unknown')
      deps.log.warn({ messageId: claim.id, ...verdict }, 'an officer could not be told; it stands in the console')
  }

  const listDue = () => messages.listDueMessages(deps.database.prisma, deps.clock.now())

  /** What was said is in the console and the audit log; the messages themselves are let go after a month. */
  const retention: Retention = {
    name: 'messages to officers',
    apply: async (tx, now) =>
      (await messages.deleteMessagesBefore(tx, daysBefore(now, 30))) + (await repo.deleteLinkCodesBefore(tx, now)),
  }

  return { tell, send, listDue, retention }
}

export type MessageService = ReturnType<typeof createMessageService>

function changeOf(verdict: MessageVerdict, now: Date) {
  switch (verdict.state) {
    case 'accepted':
      return { state: verdict.state, ...closed(null, now) }
    case 'queued':
      return { tryCount: verdict.tryCount, nextTryAt: verdict.nextTryAt, errorCode: verdict.code, leaseUntil: null }
    case 'by_mail':
      return {
        channel: 'mail' as const,
        to: null,
        firstTriedAt: null,
        leaseUntil: null,
        nextTryAt: now,
        errorCode: verdict.code,
      }
    default:
      return { state: verdict.state, ...closed(verdict.code, now) }
  }
}

/** The address is kept no longer than it is needed. */
const closed = (errorCode: string | null, now: Date) => ({ to: null, leaseUntil: null, errorCode, finishedAt: now })

function outcomeOf(error: unknown): TryOutcome {
  if (error instanceof LineRejected) return { kind: 'refused', code: `LINE_HTTP_${error.httpStatus}` }
  if (error instanceof LineArgumentRefused) return { kind: 'refused', code: 'LINE_HTTP_400' }
  if (error instanceof LineRateLimited || error instanceof LineMonthlyLimit || error instanceof LineUnauthorized)
    return { kind: 'not_now', code: error.code }
  // LineUnreachable, and anything nobody foresaw: LINE may have acted, so the same key is used again.
  return { kind: 'unclear', code: error instanceof AppError ? error.code : 'UNEXPECTED' }
}
