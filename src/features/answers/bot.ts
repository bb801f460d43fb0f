import type { BotContext, EventOf } from '../../bot/bot-context.ts'
import type { Bot } from '../../bot/create-bot.ts'
import { postbacks } from './cards.ts'
import type { AnswersService, Asker } from './service.ts'
import { isTopic } from './topic-rules.ts'

/** The 1:1 chat. Its text handler answers whatever is typed, so it is registered after those of all other features. */
export function registerAnswersBot(bot: Bot, service: AnswersService): void {
  bot.onPostback(postbacks.menu, async (context) => {
    const asker = askerOf(context)
    if (asker) context.reply(...(await service.menu(asker)))
  })

  bot.onPostback(postbacks.help, async (context) => {
    const asker = askerOf(context)
    if (asker) context.reply(...(await service.help(asker)))
  })

  bot.onPostback(postbacks.topic, async (context, values) => {
    const asker = askerOf(context)
    const name = values.get('name')
    if (!asker) return
    // A button of an older release may name an item that is no more.
    if (!isTopic(name)) context.reply(...(await service.menu(asker)))
    else context.reply(...(await service.answerTopic(asker, name, Number(values.get('page') ?? 0))))
  })

  bot.onPostback(postbacks.card, async (context, values) => {
    const asker = askerOf(context)
    if (asker) context.reply(...(await service.showCard(asker, values.get('id') ?? '')))
  })

  bot.onPostback(postbacks.search, async (context, values) => {
    const asker = askerOf(context)
    const page = Number(values.get('page') ?? 0)
    if (asker) context.reply(...(await service.searchOn(asker, values.get('words') ?? '', page)))
  })

  // The phone has turned to another tab of the rich menu by itself; there is nothing to say.
  bot.onPostback(postbacks.tab, async () => {})

  // A sticker or a picture: the same answer as to a word we do not know. Nothing of it is fetched or kept.
  bot.on('message', async (context) => {
    const asker = askerOf(context)
    if (asker && context.event.text === undefined) context.reply(...(await service.menu(asker)))
  })

  bot.onText(async (context, text) => {
    const asker = askerOf(context)
    if (!asker) return false
    context.reply(...(await service.answerText(asker, text)))
    return true
  })
}

/** Whoever writes or taps in their own chat. The same button tapped in a group, where a card can be forwarded to, does nothing. */
function askerOf({ event, tx }: BotContext<EventOf<'message'> | EventOf<'postback'>>): Asker | undefined {
  const { kind, userId } = event.source
  return kind === 'user' && userId ? { userId, tx } : undefined
}
