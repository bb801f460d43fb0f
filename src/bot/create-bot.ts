import type { WebhookEvent } from '../line/events/webhook-event.ts'
import type { OutgoingMessage } from '../line/messages/outgoing-message.ts'
import type { Tx } from '../platform/db/open-database.ts'
import { StartError } from '../platform/errors.ts'
import type { BotContext, EventOf, Handler } from './bot-context.ts'
import { readPostbackData } from './postback-data.ts'

export type BotReply = { replyToken: string; messages: OutgoingMessage[] }
export type BotOutcome = { kind: 'handled'; reply?: BotReply } | { kind: 'skipped' }

export type Bot = {
  /** Events of one type. Several features may listen to the same type; they run in the order they were added. */
  on<Type extends WebhookEvent['type']>(type: Type, handler: Handler<EventOf<Type>>): void
  /** The postback of a button, by its route name: exactly one feature answers. @throws StartError on a second. */
  onPostback(
    name: string,
    handler: (context: BotContext<EventOf<'postback'>>, values: URLSearchParams) => Promise<void>,
  ): void
  /** Text that a person types in 1:1 chat: asked in order, the first that says it has answered ends the search. */
  onText(handler: (context: BotContext<EventOf<'message'>>, text: string) => Promise<boolean>): void
  handle(event: WebhookEvent, tx: Tx): Promise<BotOutcome>
}

const maxMessages = 5 // LINE: one reply carries up to 5 objects

/** Asks an event for its key and runs that key's handlers. Effects go to the transaction, words to one reply. */
export function createBot(): Bot {
  const byType = new Map<WebhookEvent['type'], Handler[]>()
  const byPostback = new Map<string, Parameters<Bot['onPostback']>[1]>()
  const byText: Parameters<Bot['onText']>[0][] = []

  async function run(context: BotContext): Promise<boolean> {
    const { event } = context
    const handlers = byType.get(event.type) ?? []
    for (const handler of handlers) await handler(context)
    if (event.type === 'postback')
      return (await runPostback(context as BotContext<EventOf<'postback'>>)) || handlers.length > 0
    if (event.type === 'message')
      return (await runText(context as BotContext<EventOf<'message'>>)) || handlers.length > 0
    return handlers.length > 0
  }

  async function runPostback(context: BotContext<EventOf<'postback'>>): Promise<boolean> {
    const { name, values } = readPostbackData(context.event.data)
    const handler = byPostback.get(name)
    await handler?.(context, values)
    return handler !== undefined
  }

  async function runText(context: BotContext<EventOf<'message'>>): Promise<boolean> {
    const { text } = context.event
    if (text === undefined) return false
    for (const handler of byText) if (await handler(context, text)) return true
    return false
  }

  return {
    on(type, handler) {
      byType.set(type, [...(byType.get(type) ?? []), handler as Handler])
    },
    onPostback(name, handler) {
      if (byPostback.has(name))
        throw new StartError(`Postback "${name}" has two handlers. Rename one in its feature's bot.ts.`)
      byPostback.set(name, handler)
    },
    onText(handler) {
      byText.push(handler)
    },
    async handle(event, tx) {
      // standby: another module serves this chat and we must say nothing
      if (event.type === 'unknown' || event.mode === 'standby') return { kind: 'skipped' }
      const messages: OutgoingMessage[] = []
      const isHandled = await run({ event, tx, reply: (...more) => void messages.push(...more) })
      if (!isHandled) return { kind: 'skipped' }
      const replyToken = 'replyToken' in event ? event.replyToken : undefined
      if (messages.length === 0 || !replyToken) return { kind: 'handled' }
      return { kind: 'handled', reply: { replyToken, messages: messages.slice(0, maxMessages) } }
    },
  }
}
