import type { BotContext, EventOf } from '../../bot/bot-context.ts'
import type { Bot } from '../../bot/create-bot.ts'
import { isSeriesName } from '../../contracts/muted-series.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Person } from './answers.ts'
import { preferencePostbacks as names, type PreferenceAnswers } from './preference-answers.ts'

const typed = {
  settings: ['ตั้งค่า', 'การตั้งค่า', 'settings', 'setting'],
  myData: ['ข้อมูลของฉัน', 'mydata'],
} as const

/** ตั้งค่า: what a person decides for themselves. */
export function registerPreferenceBot(bot: Bot, answers: PreferenceAnswers): void {
  function onButton(name: string, answer: (person: Person, values: URLSearchParams) => Promise<OutgoingMessage[]>) {
    bot.onPostback(name, async ({ event, tx, reply }, values) => {
      const person = personOf(event, tx)
      if (person) reply(...(await answer(person, values)))
    })
  }
  onButton(names.settings, answers.settings)
  onButton(names.language, (person, values) => answers.setLanguage(person, values.get('to')))
  onButton(names.quiet, (person, values) => answers.setQuiet(person, values.get('to')))
  onButton(names.series, answers.series)
  onButton(names.setSeries, (person, values) => {
    const name = values.get('name')
    return isSeriesName(name) ? answers.setSeries(person, name, values.get('to')) : answers.series(person)
  })
  onButton(names.myData, answers.myData)
  onButton(names.copy, answers.copy)

  bot.onText(async ({ event, tx, reply }, text) => {
    const person = personOf(event, tx)
    const said = text.replace(/\s+/g, '').toLowerCase()
    const answer = (Object.keys(typed) as (keyof typeof typed)[]).find((name) =>
      (typed[name] as readonly string[]).includes(said),
    )
    if (!person || !answer) return false
    reply(...(await answers[answer](person)))
    return true
  })
}

/** Buttons and words of a 1:1 chat alone: a card forwarded to a group answers nobody there. */
export function personOf(event: EventOf<'message'> | EventOf<'postback'>, tx: BotContext['tx']): Person | undefined {
  const { kind, userId } = event.source
  return kind === 'user' && userId ? { userId, at: event.happenedAt, tx } : undefined
}
