import type { BotContext, EventOf } from '../../bot/bot-context.ts'
import type { Bot } from '../../bot/create-bot.ts'
import { typedWord } from '../../contracts/typed-word.ts'
import { postbacks } from './cards.ts'
import type { QuizService } from './service.ts'

const typed = ['แบบทดสอบความรู้', 'แบบทดสอบ', 'ทำแบบทดสอบ', 'ควิซ', 'quiz', 'knowledgequiz', 'test']

/** The quiz in the 1:1 chat. */
export function registerQuizBot(bot: Bot, service: QuizService): void {
  bot.onPostback(postbacks.quiz, async (context) => {
    const asker = askerOf(context)
    if (asker) context.reply(...(await service.next(asker)))
  })

  bot.onPostback(postbacks.pick, async (context, values) => {
    const asker = askerOf(context)
    const read = (name: string, otherwise: number) => Number(values.get(name) ?? otherwise)
    const picked = { code: values.get('q') ?? '', option: read('o', -1), version: read('v', 1) }
    if (asker) context.reply(...(await service.pick(asker, picked)))
  })

  bot.onText(async (context, text) => {
    const asker = askerOf(context)
    if (!asker || !typed.includes(typedWord(text))) return false
    context.reply(...(await service.next(asker)))
    return true
  })
}

/** A question forwarded to a group is nobody's: tapped there it does nothing. */
function askerOf({ event, tx }: BotContext<EventOf<'message'> | EventOf<'postback'>>) {
  const { kind, userId } = event.source
  return kind === 'user' && userId ? { userId, tx } : undefined
}
