import type { Bot } from '../../bot/create-bot.ts'
import { registerAnswersBot } from './bot.ts'
import { createCards } from './cards.ts'
import type { AnswersDeps } from './needs.ts'
import { createAnswersService } from './service.ts'

/** What the bot answers in a 1:1 chat: the menu, its items, and cards found by what is typed. */
export function createAnswers(deps: AnswersDeps) {
  const service = createAnswersService(deps, createCards(deps))
  return { registerBot: (bot: Bot) => registerAnswersBot(bot, service) }
}
