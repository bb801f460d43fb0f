import { AppError } from '../../platform/errors.ts'

export type CampaignState = 'draft' | 'pending_approval' | 'scheduled' | 'paused' | 'completed' | 'cancelled'
export type RunState = 'planned' | 'deferred' | 'held' | 'sending' | 'paused' | 'done' | 'cancelled'

const campaignMoves = {
  submit: { from: ['draft'], to: 'pending_approval' },
  approve: { from: ['pending_approval'], to: 'scheduled' },
  reject: { from: ['pending_approval'], to: 'draft' },
  /** Whatever is changed of it needs approval again. */
  revise: { from: ['draft', 'pending_approval', 'scheduled', 'paused'], to: 'draft' },
  pause: { from: ['scheduled'], to: 'paused' },
  resume: { from: ['paused'], to: 'scheduled' },
  cancel: { from: ['draft', 'pending_approval', 'scheduled', 'paused'], to: 'cancelled' },
} as const satisfies Record<string, { from: CampaignState[]; to: CampaignState }>
export type CampaignMove = keyof typeof campaignMoves

const runMoves = {
  release: { from: ['held'], to: 'planned' },
  pause: { from: ['sending'], to: 'paused' },
  resume: { from: ['paused'], to: 'sending' },
  cancel: { from: ['planned', 'deferred', 'held', 'sending', 'paused'], to: 'cancelled' },
  /** Of a paused run the rest goes on with those who failed. */
  retry: { from: ['done', 'paused'], to: 'sending' },
} as const satisfies Record<string, { from: RunState[]; to: RunState }>
export type RunMove = keyof typeof runMoves

/** A run put off has begun, and its rows wait for the opening: to people it is `deferred`, like one that has not begun. */
export function toShownState({ state, reason }: { state: RunState; reason: string | null }): RunState {
  return state === 'sending' && reason === 'outside_window' ? 'deferred' : state
}

/** The state a campaign takes by a move. @throws WRONG_STATE (409) with the present state. */
export function moveCampaign(move: CampaignMove, state: CampaignState): CampaignState {
  return take(campaignMoves[move], move, state)
}

/** The state a run takes by a move. @throws WRONG_STATE (409) with the present state; RUN_CANCELLED (409): a person said no to the rest. */
export function moveRun(move: RunMove, state: RunState): RunState {
  if (move === 'retry' && state === 'cancelled')
    throw new AppError('RUN_CANCELLED', 'A cancelled run is not tried again. Make a new campaign.', { status: 409 })
  return take(runMoves[move], move, state)
}

function take<S extends string>(rule: { from: readonly S[]; to: S }, move: string, state: S): S {
  if (rule.from.includes(state)) return rule.to
  throw new AppError('WRONG_STATE', `"${move}" needs ${rule.from.join(' or ')}, not ${state}.`, {
    status: 409,
    data: { state },
  })
}

/** Nobody approves what they wrote themselves. @throws OWN_WORK (403) */
export function checkFourEyes(authorId: string, approverId: string): void {
  if (authorId === approverId)
    throw new AppError('OWN_WORK', 'The author cannot approve their own work.', { status: 403 })
}

/** A run that would go out later than promised waits for a person. A release makes it due anew, and late anew after that. */
export function isTooLate(run: { dueAt: Date; lateAfterMs: number }, now: Date): boolean {
  return now.getTime() - run.dueAt.getTime() > run.lateAfterMs
}

// Half an office day: longer than any run takes with LINE answering, and short of the evening or the weekend.
const staleAfterMs = 4 * 3_600_000

/** What a run has not tried by now (the machine or LINE was away) is old news: a person decides whether it still goes out. */
export function isStale(run: { dueAt: Date; hasUntried: boolean }, now: Date): boolean {
  return run.hasUntried && now.getTime() - run.dueAt.getTime() > staleAfterMs
}

export type PlannedRecipient = {
  kind: 'group' | 'person'
  chatId: string
  state: 'planned' | 'skipped'
  reason: string | null
}
/** One request to LINE; `afterMs`: how long after the start it is due, at once where it is not said. */
export type PlannedDelivery = { endpoint: 'push' | 'multicast'; chatIds: string[]; afterMs?: number }

/** How many a run goes to. */
export type PlannedCount = { groups: number; people: number }

export function addPlanned(count: PlannedCount, recipients: readonly PlannedRecipient[]): PlannedCount {
  const planned = recipients.filter(({ state }) => state === 'planned')
  const groups = planned.filter(({ kind }) => kind === 'group').length
  return { groups: count.groups + groups, people: count.people + planned.length - groups }
}

/** Under five people in their own chats: what was opened there would tell who opened it, so nothing is counted. */
export function isTooFewToCount({ groups, people }: PlannedCount): boolean {
  return groups === 0 && people < 5
}

const multicastLimit = 500 // LINE: multicast takes 1..500 user ids, never a group

/** One request per group; people together, 500 a request. A chat named twice appears once. */
export function planDeliveries(recipients: PlannedRecipient[]): PlannedDelivery[] {
  const byChat = new Map(recipients.map((recipient) => [recipient.chatId, recipient]))
  const planned = [...byChat.values()].filter((recipient) => recipient.state === 'planned')
  const groups = planned
    .filter((recipient) => recipient.kind === 'group')
    .map(({ chatId }) => ({ endpoint: 'push' as const, chatIds: [chatId] }))
  const people = planned.filter((recipient) => recipient.kind === 'person').map(({ chatId }) => chatId)
  const multicasts: PlannedDelivery[] = []
  for (let start = 0; start < people.length; start += multicastLimit) {
    const chatIds = people.slice(start, start + multicastLimit)
    multicasts.push({ endpoint: chatIds.length === 1 ? 'push' : 'multicast', chatIds })
  }
  return [...groups, ...multicasts]
}

/** How one call to LINE ended. */
export type CallOutcome =
  | { kind: 'accepted'; requestId: string | null; acceptedRequestId: string | null }
  | { kind: 'unreachable'; code: string }
  | { kind: 'rate_limited' }
  | { kind: 'unauthorized' }
  | { kind: 'monthly_limit' }
  | { kind: 'rejected'; httpStatus: number; detail: string }

export type Verdict =
  | { state: 'accepted'; requestId: string | null; acceptedRequestId: string | null }
  | { state: 'failed' | 'unknown'; errorCode: string; errorDetail: string | null }
  | { state: 'split' }
  | { state: 'queued'; nextTryAt: Date; tryCount: number; errorCode: string }

// 23 h, not 24: LINE forgets a retry key 24 h after the first request, and the clocks may differ. After that the same
// key would count as new and the message could arrive twice.
export const giveUpAfterMs = 23 * 3_600_000

export const unauthorizedWaitMs = 60_000

/**
 * What becomes of a delivery after a call (as LINE recommends for retry keys): same key on every retry, never a new one after
 * an unclear end. `tryCount` counts the tries with an unclear end; a 429 or 401 says that LINE did not act and counts nothing.
 */
export function judge(
  outcome: CallOutcome,
  delivery: { tryCount: number; firstTriedAt: Date; recipientCount: number; endpoint: 'push' | 'multicast' },
  now: Date,
): Verdict {
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'accepted', requestId: outcome.requestId, acceptedRequestId: outcome.acceptedRequestId }
    case 'rejected':
      // An earlier try ended unclear, so somebody may have the message already: neither a split nor a person's retry, both
      // under new keys, may follow.
      if (delivery.tryCount > 0)
        return { state: 'unknown', errorCode: `LINE_HTTP_${outcome.httpStatus}`, errorDetail: outcome.detail }
      if (outcome.httpStatus === 400 && delivery.endpoint === 'multicast' && delivery.recipientCount > 1)
        return { state: 'split' }
      return { state: 'failed', errorCode: `LINE_HTTP_${outcome.httpStatus}`, errorDetail: outcome.detail }
    case 'rate_limited':
      // Refused before acting: the wait is short, and no try is used up.
      return later(delivery, now, 2_000, delivery.tryCount, 'LINE_RATE_LIMITED')
    case 'monthly_limit':
      return later(delivery, now, 60_000, delivery.tryCount, 'LINE_MONTHLY_LIMIT')
    case 'unauthorized':
      return later(delivery, now, unauthorizedWaitMs, delivery.tryCount, 'LINE_UNAUTHORIZED')
    case 'unreachable':
      return later(delivery, now, backoffMs(delivery.tryCount), delivery.tryCount + 1, outcome.code)
  }
}

/** 2 s, doubling to 1 h. */
export function backoffMs(tryCount: number): number {
  return Math.min(2_000 * 2 ** tryCount, 3_600_000)
}

function later(
  delivery: { firstTriedAt: Date },
  now: Date,
  waitMs: number,
  tryCount: number,
  errorCode: string,
): Verdict {
  const nextTryAt = new Date(now.getTime() + waitMs)
  if (nextTryAt.getTime() - delivery.firstTriedAt.getTime() >= giveUpAfterMs)
    // Never an unclear end: nobody has the message, and a person may try again under a new key.
    return { state: tryCount === 0 ? 'failed' : 'unknown', errorCode, errorDetail: null }
  return { state: 'queued', nextTryAt, tryCount, errorCode }
}
