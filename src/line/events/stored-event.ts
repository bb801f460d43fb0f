import { z } from 'zod'
import type { WebhookEvent } from './webhook-event.ts'

const StoredEvent = z.looseObject({ type: z.string(), webhookEventId: z.string(), happenedAt: z.iso.datetime() })

/**
 * An event as it came back from the inbox. Its fields were parsed one by one before it was stored by this program, so only
 * the frame is checked again: a row may be older than this code.
 */
export function reviveEvent(payload: unknown): WebhookEvent {
  const event = StoredEvent.parse(payload)
  return { ...event, happenedAt: new Date(event.happenedAt) } as unknown as WebhookEvent
}
