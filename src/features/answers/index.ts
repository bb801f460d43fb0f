import type { Bot } from '../../bot/create-bot.ts'
import { registerAnswersBot } from './bot.ts'
import { createCards, dataOfTopic } from './cards.ts'
import { createMenuLinkService, type MenuLinkDeps } from './menu-link-service.ts'
import type { AnswersDeps } from './needs.ts'
import { createRichMenuJobs } from './rich-menu-jobs.ts'
import { createRichMenuService, type RichMenuDeps } from './rich-menu-service.ts'
import { createAnswersService } from './service.ts'

export { richMenuJobs, richMenuSchedule } from './rich-menu-jobs.ts'

/** What the bot answers in a 1:1 chat: the menu, its items, and cards found by what is typed. */
export function createAnswers(deps: AnswersDeps) {
  const service = createAnswersService(deps, createCards(deps))
  return { registerBot: (bot: Bot) => registerAnswersBot(bot, service) }
}

/** The same menu as LINE's own, at the foot of the chat on phones, in the language of each person. */
export function createRichMenu(
  deps: Omit<RichMenuDeps, 'dataOf'> & MenuLinkDeps & Parameters<typeof createRichMenuJobs>[0],
) {
  const menus = createRichMenuService({ ...deps, dataOf: dataOfTopic })
  return createRichMenuJobs(deps, { menus, links: createMenuLinkService(deps) })
}
