import type { WebhookEvent } from '../line/events/webhook-event.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'

const afterMs = 1000 // an answer that is there within a second needs no sign, and each costs a call (LINE: 100 a second)

/**
 * Shows a person in their 1:1 chat that an answer is on its way, when it takes longer than a second from when their message
 * reached us: in a rush most of that passes in the queue. Groups have no such sign. It is a courtesy: whatever becomes of the call, the answer comes as it would have.
 */
export function createLoadingSign(deps: {
  showLoading(userId: string): Promise<unknown>
  log: Pick<Log, 'debug'>
  clock: Clock
  afterMs?: number
}) {
  return async function whileAnswering<Result>(
    event: WebhookEvent,
    answer: () => Promise<Result>,
    receivedAt: Date,
  ): Promise<Result> {
    const userId = waitingPerson(event)
    if (!userId) return answer()
    const waitedMs = deps.clock.now().getTime() - receivedAt.getTime()
    const timer = setTimeout(
      () => {
        deps.showLoading(userId).catch((error: unknown) => deps.log.debug({ err: error }, 'no loading sign was shown'))
      },
      leftOf(deps.afterMs ?? afterMs, waitedMs),
    )
    try {
      return await answer()
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Somebody who wrote or tapped in their own chat and whom we may answer. */
function waitingPerson(event: WebhookEvent): string | undefined {
  if (event.type !== 'message' && event.type !== 'postback') return undefined
  if (event.mode === 'standby' || event.source.kind !== 'user' || !event.replyToken) return undefined
  return event.source.userId
}

/** Never longer than the whole: received by a clock that is ahead of ours, the message has just come. */
const leftOf = (wholeMs: number, waitedMs: number) => Math.min(wholeMs, Math.max(0, wholeMs - waitedMs))
