import type { Role } from '../../contracts/roles.ts'
import { AppError } from '../../platform/errors.ts'

export type Approver = { userId: string; role: Role }
export type Standing = { principalId: string; deputyId: string }

/**
 * Who is asked to approve: every approver but the author, or the owners where there is none. While somebody stands in for one
 * of them the deputy is asked in their place, unless the deputy is the author. Nobody is asked twice.
 */
export function whoIsAsked(approvers: readonly Approver[], standings: readonly Standing[], authorId: string): string[] {
  const asked = (role: Role) =>
    approvers
      .filter((one) => one.role === role && one.userId !== authorId)
      .flatMap(({ userId }) => {
        const deputies = standings
          .filter(({ principalId, deputyId }) => principalId === userId && deputyId !== authorId)
          .map(({ deputyId }) => deputyId)
        return deputies.length > 0 ? deputies : [userId]
      })
  const first = asked('approver')
  return [...new Set(first.length > 0 ? first : asked('owner'))]
}

const longestMs = 366 * 86_400_000

/** @throws DEPUTY_PERIOD_INVALID (422) when it is over, ends before it begins, or is longer than a year. */
export function checkPeriod({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, now: Date): void {
  const lengthMs = endsAt.getTime() - startsAt.getTime()
  if (lengthMs > 0 && lengthMs <= longestMs && endsAt > now) return
  throw new AppError('DEPUTY_PERIOD_INVALID', 'A period ends after it begins, lies ahead and has 366 days at most.', {
    status: 422,
  })
}

/** How one try to tell an officer ended. */
export type TryOutcome =
  | { kind: 'accepted' }
  | { kind: 'refused'; code: string }
  /** Nothing was sent, and it may be tried again: too many calls, the month is spent, a token that is not taken. */
  | { kind: 'not_now'; code: string }
  | { kind: 'unclear'; code: string }

export type MessageVerdict =
  | { state: 'accepted' }
  | { state: 'failed' | 'unknown'; code: string }
  | { state: 'by_mail'; code: string }
  | { state: 'queued'; tryCount: number; nextTryAt: Date; code: string }

// What no wait mends: among them the very token whose failing is to be told.
const mendedByPeople = ['LINE_MONTHLY_LIMIT', 'LINE_UNAUTHORIZED']

// 23 h, not 24: LINE forgets a retry key 24 h after the first request, and the clocks may differ.
export const giveUpAfterMs = 23 * 3_600_000

/**
 * What becomes of a message after a try. The same retry key each time; after an unclear end never another way, which could tell
 * it twice. `tryCount` counts unclear ends. What LINE refuses for good, or until somebody pays or renews the token, goes by mail
 * where there is one: an approver who hears of it late has not been asked.
 */
export function judgeTry(
  outcome: TryOutcome,
  message: { channel: 'line' | 'mail'; tryCount: number; firstTriedAt: Date; canMail: boolean },
  now: Date,
): MessageVerdict {
  const { channel, tryCount, firstTriedAt } = message
  if (outcome.kind === 'accepted') return { state: 'accepted' }
  const { code } = outcome
  const isClear = channel === 'mail' || tryCount === 0
  const mayMail = channel === 'line' && isClear && message.canMail
  if (outcome.kind === 'refused') {
    if (mayMail) return { state: 'by_mail', code }
    return { state: isClear ? 'failed' : 'unknown', code }
  }
  if (mendedByPeople.includes(code) && mayMail) return { state: 'by_mail', code }
  const isUnclear = outcome.kind === 'unclear'
  const nextTryAt = new Date(now.getTime() + (isUnclear ? Math.min(2_000 * 2 ** tryCount, 3_600_000) : 60_000))
  if (nextTryAt.getTime() - firstTriedAt.getTime() < giveUpAfterMs)
    return { state: 'queued', tryCount: tryCount + (isUnclear ? 1 : 0), nextTryAt, code }
  if (isUnclear || !isClear) return { state: channel === 'mail' ? 'failed' : 'unknown', code }
  return mayMail ? { state: 'by_mail', code } : { state: 'failed', code }
}
