import type { WebhookEvent } from '../line/events/webhook-event.ts'
import type { OutgoingMessage } from '../line/messages/outgoing-message.ts'
import type { Tx } from '../platform/db/open-database.ts'

export type EventOf<Type extends WebhookEvent['type']> = Extract<WebhookEvent, { type: Type }>

/** One event being handled: what a handler writes goes into `tx`, what it says goes out once that is committed. */
export type BotContext<Event extends WebhookEvent = WebhookEvent> = {
  event: Event
  tx: Tx
  /** Adds to the one reply of this event (at most 5 messages in all). Ignored where the event has no reply token. */
  reply(...messages: OutgoingMessage[]): void
}

export type Handler<Event extends WebhookEvent = WebhookEvent> = (context: BotContext<Event>) => Promise<void>
