import type { Bot } from '../../bot/create-bot.ts'
import type { Writing } from '../../platform/http/api-guards.ts'
import { registerQuizBot } from './bot.ts'
import { createQuizCards } from './cards.ts'
import type { QuizDeps } from './needs.ts'
import { createQuestionService } from './question-service.ts'
import { createQuizService } from './service.ts'

/** แบบทดสอบความรู้: questions with a right answer, for learning. It holds no opinion and no feedback. */
export function createQuiz(deps: QuizDeps) {
  const service = createQuizService(deps, createQuizCards(deps))
  const questions = createQuestionService(deps)
  return {
    routes: async (writing: Writing) => (await import('./routes.ts')).createQuizRoutes({ service: questions, writing }),
    registerBot: (bot: Bot) => registerQuizBot(bot, service),
    ownRecord: service.ownRecord,
  }
}
