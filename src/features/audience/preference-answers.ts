import { postbackData } from '../../bot/postback-data.ts'
import type { Locale } from '../../contracts/error-words.ts'
import { type SeriesName, seriesNames } from '../../contracts/muted-series.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Person } from './answers.ts'
import { button, type Cards, postbacks, say } from './cards.ts'
import type { AudienceDeps } from './needs.ts'
import { languageOf, type OwnData, type OwnRecord, type PreferenceService } from './preference-service.ts'
import { preferenceWords } from './preference-words.ts'
import { cutText } from './rules.ts'

export const preferencePostbacks = {
  settings: 'settings',
  language: 'set-language',
  quiet: 'set-quiet',
  series: 'series',
  setSeries: 'set-series',
  myData: 'my-data',
  copy: 'my-data-copy',
} as const

const longestText = 5000 // LINE: characters of a text message
const mostTexts = 4 // of five messages of a reply one is the card that leads on

type Parts = { preferences: PreferenceService; cards: Cards; agencyName: AudienceDeps['agencyName'] }

/** What a person sees of their settings and data. Whoever has not read the notice in force is shown it first. */
export function createPreferenceAnswers({ preferences, cards, agencyName }: Parts) {
  const noticeFirst = async ({ tx }: Person) => [cards.welcome(await agencyName(tx))]

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

  async function series(person: Person): Promise<OutgoingMessage[]> {
    const own = await preferences.find(person.tx, person.userId)
    return own ? [await seriesCard(person, own)] : noticeFirst(person)
  }

  async function setSeries(person: Person, name: SeriesName, to: string | null): Promise<OutgoingMessage[]> {
    const own = await preferences.setSeries(person.tx, person.userId, name, to === 'on')
    return own ? [say(preferenceWords[languageOf(own)].saved), await seriesCard(person, own)] : noticeFirst(person)
  }

  async function seriesCard({ tx }: Person, own: OwnRecord): Promise<OutgoingMessage> {
    const language = languageOf(own)
    const said = preferenceWords[language]
    return cards.panel({
      agency: await agencyName(tx),
      language,
      kicker: said.kicker,
      title: said.seriesTitle,
      text: said.seriesText,
      buttons: [
        ...seriesNames.map((name) => {
          const isWanted = !own.mutedSeries.includes(name)
          const label = (isWanted ? said.seriesOn : said.seriesOff)(said.seriesNames[name])
          return button(label, postbackData(preferencePostbacks.setSeries, { name, to: isWanted ? 'off' : 'on' }))
        }),
        button(said.title, preferencePostbacks.settings),
      ],
    })
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

  return { settings, setLanguage, setQuiet, series, setSeries, myData, copy }
}

export type PreferenceAnswers = ReturnType<typeof createPreferenceAnswers>

function describe({ record, messageCount, quiz }: OwnData, language: Locale): string {
  const said = preferenceWords[language]
  return said.data({
    name: record.displayName ?? said.none,
    state: said.states[record.state],
    unit: record.unit?.nameTh ?? said.none,
    joined: new Intl.DateTimeFormat(language === 'th' ? 'th-TH-u-ca-buddhist' : 'en-GB', {
      dateStyle: 'medium',
      timeZone: 'Asia/Bangkok',
    }).format(record.joinedAt),
    messages: messageCount,
    quiz: Array.isArray(quiz.schedule) ? quiz.schedule.length : 0,
  })
}

function toCopy({ userId, at }: Person, { record, messageCount, quiz }: OwnData) {
  const { displayName, state, unit, tags, noticeVersion, noticeAt, joinedAt, language, isQuiet, mutedSeries } = record
  return {
    copiedOn: calendarDay(at),
    lineUserId: userId,
    displayName,
    state,
    unit: unit?.nameTh ?? null,
    tags,
    notice: { version: noticeVersion, acknowledgedAt: noticeAt },
    joinedAt,
    settings: { language: language ?? 'th', isQuiet, mutedSeries },
    messagesSentToYou: messageCount,
    quiz,
  }
}
