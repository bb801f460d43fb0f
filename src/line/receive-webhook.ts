import { AppError } from '../platform/errors.ts'
import type { InboxStore } from '../platform/inbox/inbox-store.ts'
import type { Metrics } from '../platform/metrics.ts'
import { parseWebhook } from './events/parse-webhook.ts'
import { type GroupWord, sortEvents } from './events/sort-events.ts'
import type { PostbackEvent, WebhookEvent } from './events/webhook-event.ts'

/** Takes votes out of a webhook: seals them in the spool or refuses them, and resolves once that is done. */
export type ReceiveVotes = (votes: PostbackEvent[]) => Promise<void>

/**
 * The webhook's way in: signature over the raw bytes, parse, sort, store. Resolving means that LINE may be answered 200.
 * @throws SIGNATURE_INVALID (401) before anything is parsed; WEBHOOK_NOT_JSON (400); DATABASE_UNAVAILABLE (503).
 */
export function createWebhookReceiver(deps: {
  isSigned: (rawBody: Buffer, signature: string | undefined) => boolean
  inbox: InboxStore
  receiveVotes: ReceiveVotes
  /** Somebody spoke in a group. Returns at once: nothing of it may keep LINE waiting. */
  hearWords(words: GroupWord[]): void
  metrics: Metrics
}) {
  return async (rawBody: Buffer, signature: string | undefined): Promise<void> => {
    if (!deps.isSigned(rawBody, signature)) {
      throw new AppError('SIGNATURE_INVALID', 'The signature does not fit the body. Check LINE_CHANNEL_SECRET.', {
        status: 401,
      })
    }
    const { votes, dropped, words, kept } = sortEvents(parseWebhook(rawBody).events)
    await Promise.all([deps.receiveVotes(votes), deps.inbox.store(kept.map(toEntry))])
    deps.hearWords(words)
    deps.metrics.webhookEvents.inc({ fate: 'dropped' }, dropped)
    deps.metrics.webhookEvents.inc({ fate: 'kept' }, kept.length)
  }
}

function toEntry(event: WebhookEvent) {
  const { source } = event
  return {
    id: event.webhookEventId,
    chat: source.groupId ?? source.userId ?? event.webhookEventId,
    happenedAt: event.happenedAt,
    // Of an event nobody will handle nothing but its id is kept.
    payload: event.type === 'unknown' ? withoutContent(event) : event,
  }
}

function withoutContent({ webhookEventId, happenedAt, mode }: WebhookEvent) {
  return {
    type: 'unknown',
    webhookEventId,
    happenedAt,
    mode,
    isRedelivery: false,
    isPrivate: false,
    source: { kind: 'none' },
  }
}
