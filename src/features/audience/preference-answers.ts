import { postbackData } from '../../bot/postback-data.ts'
import type { Locale } from '../../contracts/error-words.ts'
import { shortenTo } from '../../contracts/templates/fields.ts'
import { writeDate } from '../../line/flex/words.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Person } from './answers.ts'
import { button, type Cards, postbacks, say } from './cards.ts'
import { createChoiceAnswers, nameOfChoice } from './choice-answers.ts'
import type { AudienceDeps } from './needs.ts'
import { preferencePostbacks } from './preference-postbacks.ts'
import { languageOf, type OwnData, type OwnRecord, type PreferenceService } from './preference-service.ts'
import { preferenceWords } from './preference-words.ts'
import { cutText } from './rules.ts'

const longestText = 5000 // LINE: characters of a text message
const mostTexts = 4 // of five messages of a reply one is the card that leads on

type Parts = { preferences: PreferenceService; cards: Cards; agencyName: AudienceDeps['agencyName'] }

/** What a person sees of their settings and data. Whoever has read no notice yet is shown it first. */
export function createPreferenceAnswers({ preferences, cards, agencyName }: Parts) {
  const noticeFirst = async ({ tx, language }: Person) => cards.noticeFirst({ agency: await agencyName(tx), language })

  async function settings(person: Person): Promise<OutgoingMessage[]> {
    const own = await preferences.find(person.tx, person.userId)
    return own ? [await settingsCard(person, own)] : noticeFirst(person)
  }

  async function settingsCard({ tx }: Person, own: OwnRecord): Promise<OutgoingMessage> {
    const language = languageOf(own)
    const said = preferenceWords[language]
    const other: Locale = language === 'th' ? 'en' : 'th'
    return cards.panel({
      agency: await agencyName(tx),
      language,
      kicker: said.kicker,
      title: said.title,
      text: said.summary(own.unit?.nameTh ?? null, own.isQuiet),
      buttons: [
        button(said.unit, postbacks.units),
        button(said.otherLanguage, postbackData(preferencePostbacks.language, { to: other })),
        own.isQuiet
          ? button(said.quietOff, postbackData(preferencePostbacks.quiet, { to: 'off' }))
          : button(said.quietOn, postbackData(preferencePostbacks.quiet, { to: 'on' })),
        button(said.series, preferencePostbacks.series),
        button(said.myData, preferencePostbacks.myData),
        button(said.notice, postbacks.notice),
        button(said.help, postbacks.help),
        button(said.menu, postbacks.menu),
      ],
    })
  }

  /** After a change: that it is kept, and the settings as they are now. */
  async function changed(person: Person, own: OwnRecord | undefined): Promise<OutgoingMessage[]> {
    if (!own) return noticeFirst(person)
    return [say(preferenceWords[languageOf(own)].saved), await settingsCard(person, own)]
  }

  async function setLanguage(person: Person, to: string | null): Promise<OutgoingMessage[]> {
    return changed(person, await preferences.setLanguage(person.tx, person.userId, to === 'en' ? 'en' : 'th'))
  }

  async function setQuiet(person: Person, to: string | null): Promise<OutgoingMessage[]> {
    return changed(person, await preferences.setQuiet(person.tx, person.userId, to === 'on'))
  }

  async function myData(person: Person): Promise<OutgoingMessage[]> {
    const own = await preferences.ownData(person.tx, person.userId)
    const language = languageOf(own?.record)
    const said = preferenceWords[language]
    const agency = await agencyName(person.tx)
    const toMenu = button(said.menu, postbacks.menu)
    if (!own) {
      const [title, text] = [said.nothing, said.nothingText]
      return [cards.panel({ agency, language, kicker: said.kicker, title, text, buttons: [toMenu] })]
    }
    const buttons = [button(said.copy, preferencePostbacks.copy), button(said.erase, postbacks.eraseAsk), toMenu]
    const text = describe(own, language)
    return [cards.panel({ agency, language, kicker: said.kicker, title: said.dataTitle, text, buttons })]
  }

  /** A copy to keep and to take elsewhere: text, so that it needs no address that others could open. */
  async function copy(person: Person): Promise<OutgoingMessage[]> {
    const own = await preferences.ownData(person.tx, person.userId)
    if (!own) return myData(person)
    const texts = cutText(JSON.stringify(toCopy(person, own), null, 1), longestText).slice(0, mostTexts)
    return [...texts.map(say), ...(await myData(person))]
  }

  return { settings, setLanguage, setQuiet, ...createChoiceAnswers({ preferences, cards, agencyName }), myData, copy }
}

export type PreferenceAnswers = ReturnType<typeof createPreferenceAnswers>

function describe({ record, messageCount, quiz, muted }: OwnData, language: Locale): string {
  const said = preferenceWords[language]
  return said.data({
    name: record.displayName ?? said.none,
    state: said.states[record.state],
    unit: record.unit?.nameTh ?? said.none,
    joined: writeDate(record.joinedAt.toISOString(), language),
    messages: messageCount,
    isQuiet: record.isQuiet,
    quiz: Array.isArray(quiz.schedule) ? quiz.schedule.length : 0,
    muted: shortenTo(300, muted.map((choice) => nameOfChoice(choice, language)).join(', ')) || said.none,
  })
}

function toCopy({ userId, at }: Person, { record, messageCount, quiz, muted }: OwnData) {
  const { displayName, state, unit, unitConfirmedAt, tags, noticeVersion, noticeAt, joinedAt, language, isQuiet } =
    record
  const mutedSeries = muted.map((choice) => ({ id: choice.key, name: nameOfChoice(choice, languageOf(record)) }))
  return {
    copiedOn: calendarDay(at),
    lineUserId: userId,
    displayName,
    state,
    unit: unit?.nameTh ?? null,
    unitConfirmedAt,
    tags,
    notice: { version: noticeVersion, acknowledgedAt: noticeAt },
    joinedAt,
    settings: { language: language ?? 'th', isQuiet, mutedSeries },
    messagesSentToYou: messageCount,
    quiz,
  }
}
