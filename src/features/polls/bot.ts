import type { Bot } from '../../bot/create-bot.ts'
import { typedWord } from '../../contracts/typed-word.ts'
import { chatWord } from './answer-back-service.ts'
import { type OutcomeService, outcomeWords } from './outcome-service.ts'
import { askPostback } from './question-card.ts'
import type { VoteService } from './vote-service.ts'

/** Asking in the 1:1 chat. What is tapped there as an answer never comes this way: votes are taken out at the edge. */
export function registerPollBot(bot: Bot, votes: VoteService, outcomes: OutcomeService): void {
  bot.onText(async ({ event, tx, reply }, text) => {
    const { kind, userId } = event.source
    const word = typedWord(text)
    if (kind !== 'user' || !userId || (word !== chatWord && !outcomeWords.includes(word))) return false
    reply(...(await (word === chatWord ? votes.askOpen(tx, userId) : outcomes.tell(tx, userId))))
    return true
  })

  bot.onPostback(askPostback, async ({ event, tx, reply }, values) => {
    const { kind, userId } = event.source
    const place = Number(values.get('question') ?? 0)
    const pollId = values.get('poll') ?? ''
    if (kind !== 'user' || !userId || !Number.isInteger(place) || !/^[0-9a-f-]{36}$/.test(pollId)) return
    reply(...(await votes.ask(tx, userId, pollId, place)))
  })
}
