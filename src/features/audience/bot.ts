import type { BotContext, EventOf } from '../../bot/bot-context.ts'
import type { Bot } from '../../bot/create-bot.ts'
import type { Locale } from '../../contracts/error-words.ts'
import { typedWord } from '../../contracts/typed-word.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { createAnswers, type Person } from './answers.ts'
import { type Cards, type Next, postbacks, say } from './cards.ts'
import type { GroupService } from './group-service.ts'
import { readInviteCode } from './invite-code.ts'
import type { AudienceDeps } from './needs.ts'
import type { PersonService } from './person-service.ts'
import { createPreferenceAnswers } from './preference-answers.ts'
import { openPerson, registerPreferenceBot } from './preference-bot.ts'
import type { PreferenceService } from './preference-service.ts'
import type { UnitService } from './unit-service.ts'
import { asksForToday, groupWords, labels } from './words.ts'

type BotParts = {
  groups: GroupService
  people: PersonService
  units: UnitService
  preferences: PreferenceService
  cards: Cards
  agencyName: AudienceDeps['agencyName']
  findTodaysCard: AudienceDeps['findTodaysCard']
}

/** The bot's side of the audience: who joins and leaves, who people are, and what they decide for themselves. */
export function registerAudienceBot(bot: Bot, parts: BotParts): void {
  listenToGroups(bot, parts)
  listenToPeople(bot, parts)
  registerPreferenceBot(bot, parts.preferences, createPreferenceAnswers(parts))
}

function listenToGroups(bot: Bot, { groups, cards, agencyName, findTodaysCard }: BotParts): void {
  bot.on('join', async ({ event, tx, reply }) => {
    const { groupId } = event.source
    if (groupId && (await groups.join(tx, groupId, event.happenedAt)))
      reply(say(groupWords.greeting(await agencyName(tx))))
  })

  bot.on('leave', async ({ event, tx }) => {
    const { groupId } = event.source
    if (groupId) await groups.leave(tx, groupId, event.happenedAt)
  })

  bot.on('memberJoined', async ({ event, tx }) => {
    const { groupId } = event.source
    if (groupId) await groups.changeMembers(tx, groupId, { joined: event.userIds, at: event.happenedAt })
  })

  bot.on('memberLeft', async ({ event, tx }) => {
    const { groupId } = event.source
    if (groupId) await groups.changeMembers(tx, groupId, { joined: [], at: event.happenedAt })
  })

  // Only a message that calls the bot gets this far; an edit of one is not answered a second time.
  bot.on('message', async ({ event, tx, reply }) => {
    const { groupId } = event.source
    if (!groupId || !event.mentionsBot) return
    const group = await groups.see(tx, groupId, event.happenedAt)
    const isForToday = group?.state === 'approved' && event.text !== undefined && asksForToday(event.text)
    reply((isForToday && (await findTodaysCard(tx))) || cards.mention(await agencyName(tx)))
  })

  // A message was taken back. There is no copy to delete: nothing that people write outlives its own inbox row, which is
  // handled and blanked before this event, since both are of one chat. Listening marks the event as done instead of unknown.
  bot.on('unsend', async () => {})
}

function listenToPeople(bot: Bot, parts: BotParts): void {
  const { people, cards, preferences, agencyName } = parts

  bot.on('follow', async ({ event, tx, reply }) => {
    const { userId } = event.source
    if (!userId || !(await people.follow(tx, userId, event.happenedAt))) return
    const { language } = await preferences.findReader(tx, userId)
    reply(cards.welcome({ agency: await agencyName(tx), language }))
  })

  bot.on('unfollow', async ({ event, tx }) => {
    const { userId } = event.source
    if (userId) await people.unfollow(tx, userId, event.happenedAt)
  })

  const answers = createAnswers(parts)
  type Asked = BotContext<EventOf<'message'> | EventOf<'postback'>>

  /** Buttons of a 1:1 chat. The same button tapped in a group, where a card can be forwarded to, does nothing. */
  function onButton(
    name: string,
    answer: (person: Person, values: URLSearchParams) => Promise<OutgoingMessage[]>,
  ): void {
    bot.onPostback(name, (context, values) =>
      answerWith(context, (person) => answer(person, values), languageIn(values)),
    )
  }

  /** `language` is that of the button, where it names one. */
  async function answerWith(
    context: Asked,
    answer: (person: Person) => Promise<OutgoingMessage[]>,
    language?: Locale,
  ): Promise<void> {
    const known = await openPerson(context, preferences)
    const person = known && { ...known, ...(language && { language }) }
    if (person) context.reply(...(await leadOn(person, await answer(person))))
  }

  /** LINE for PC shows nothing but the messages: where these have no button, a card of buttons ends the reply. */
  async function leadOn({ tx, language }: Person, messages: OutgoingMessage[]): Promise<OutgoingMessage[]> {
    const hasButtons = messages.some(({ type }) => type === 'flex')
    return hasButtons ? messages : [...messages, cards.leadOn({ agency: await agencyName(tx), language })]
  }
  onButton(postbacks.acknowledge, (person, values) =>
    answers.acknowledge(person, {
      version: values.get('version') ?? '',
      language: languageIn(values),
      next: nextIn(values),
    }),
  )
  onButton(postbacks.pickUnit, (person, values) => answers.pickUnit(person, values.get('code') ?? ''))
  onButton(postbacks.sameUnit, (person, values) => answers.sameUnit(person, values.get('id') ?? ''))
  onButton(postbacks.otherUnit, (person, values) => answers.otherUnit(person, values.get('id') ?? ''))
  onButton(postbacks.units, (person, values) => answers.units(person, Number(values.get('page') ?? 0)))
  onButton(postbacks.eraseConfirm, (person, values) =>
    answers.eraseConfirm(person, Number(values.get('at') ?? Number.NaN)),
  )
  onButton(postbacks.eraseAsk, answers.eraseAsk)
  onButton(postbacks.notice, (person, values) => answers.notice(person, nextIn(values)))

  const typed = new Map<string, (person: Person) => Promise<OutgoingMessage[]>>()
  for (const said of Object.values(labels)) {
    typed.set(typedWord(said.notice), (person) => answers.notice(person))
    typed.set(typedWord(said.units), (person) => answers.units(person, 0))
    typed.set(typedWord(said.erase), answers.eraseAsk)
  }

  bot.onText(async (context, text) => {
    if (context.event.source.kind !== 'user') return false
    const code = readInviteCode(text)
    const answer = code ? (person: Person) => answers.invite(person, code) : typed.get(typedWord(text))
    if (answer) await answerWith(context, answer)
    return answer !== undefined
  })
}

const nextIn = (values: URLSearchParams): Next | undefined => (values.get('next') === 'quiz' ? 'quiz' : undefined)

/** The language a button carries; those of an older release carry none. */
function languageIn(values: URLSearchParams): Locale | undefined {
  const language = values.get('language')
  return language === 'th' || language === 'en' ? language : undefined
}
