import { cleanText } from './clean-text.ts'
import { baseShape, eventShapes, isKnownEventType, type KnownEventType, laxShape, readSource } from './event-shapes.ts'
import { hasVotePrefix } from './sort-events.ts'
import type { EventSource, WebhookEvent } from './webhook-event.ts'

const groupTypes = new Set<KnownEventType>(['join', 'leave', 'memberJoined', 'memberLeft'])
const personTypes = new Set<KnownEventType>(['follow', 'unfollow'])

/** Reads one event by itself: whatever is wrong with it makes it `unknown` and touches no other. Never throws. */
export function readEvent(raw: unknown, deriveId: () => string): WebhookEvent {
  const source = readSource(readProperty(raw, 'source'))
  const lax = laxShape.safeParse(raw).data
  const base = baseShape.safeParse(raw)
  const common = {
    source,
    mode: lax?.mode ?? ('active' as const),
    isRedelivery: lax?.deliveryContext.isRedelivery ?? false,
  }
  const type = lax?.type
  if (base.success && isKnownEventType(type) && fitsSource(type, source)) {
    const fields = eventShapes[type].safeParse(raw)
    if (fields.success) {
      const { webhookEventId, timestamp } = base.data
      // The pair of `type` and `fields` comes from one row of `eventShapes`, which TypeScript cannot follow through the index.
      return { type, webhookEventId, happenedAt: new Date(timestamp), ...common, ...fields.data } as WebhookEvent
    }
  }
  const webhookEventId = baseShape.shape.webhookEventId.safeParse(readProperty(raw, 'webhookEventId')).data
  const timestamp = baseShape.shape.timestamp.safeParse(readProperty(raw, 'timestamp')).data
  return {
    type: 'unknown',
    originalType: type,
    isPrivate: isGroupTalk(type, source) || isVote(raw),
    webhookEventId: webhookEventId ?? deriveId(),
    happenedAt: new Date(timestamp ?? 0),
    ...common,
  }
}

function fitsSource(type: KnownEventType, source: EventSource): boolean {
  if (groupTypes.has(type)) return source.kind === 'group' || source.kind === 'room'
  if (personTypes.has(type)) return source.kind === 'user'
  return true
}

function isGroupTalk(type: string | undefined, source: EventSource): boolean {
  return (type === 'message' || type === 'messageEdited') && source.kind !== 'user'
}

function isVote(raw: unknown): boolean {
  const data = readProperty(readProperty(raw, 'postback'), 'data')
  return typeof data === 'string' && hasVotePrefix(cleanText(data))
}

function readProperty(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
