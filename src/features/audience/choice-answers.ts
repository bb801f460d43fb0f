import { postbackData } from '../../bot/postback-data.ts'
import type { Locale } from '../../contracts/error-words.ts'
import { isTopic } from '../../contracts/muted-series.ts'
import { shortenTo } from '../../contracts/templates/fields.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Person } from './answers.ts'
import { button, type Cards } from './cards.ts'
import { pageSeries, pageWith } from './choice-pages.ts'
import type { AudienceDeps } from './needs.ts'
import { preferencePostbacks } from './preference-postbacks.ts'
import { type Choice, languageOf, type OwnRecord, type PreferenceService } from './preference-service.ts'
import { preferenceWords } from './preference-words.ts'

// Of the 200 letters a series may have; a card holds 1,000 in all.
const longestName = 100

type Parts = { preferences: PreferenceService; cards: Cards; agencyName: AudienceDeps['agencyName'] }

/** Which series and which topics a person gets in their own chat, and the buttons that change it. */
export function createChoiceAnswers({ preferences, cards, agencyName }: Parts) {
  const noticeFirst = async ({ tx, language }: Person) => cards.noticeFirst({ agency: await agencyName(tx), language })

  /** The series; the topics where they are asked for, and where nothing is sent as a series. */
  async function series(person: Person, values = new URLSearchParams()): Promise<OutgoingMessage[]> {
    const own = await preferences.find(person.tx, person.userId)
    if (!own) return noticeFirst(person)
    const page = Number(values.get('page') ?? 0)
    return [await choiceCard(person, own, { isByTopic: values.get('by') === 'topic', pageOf: () => page })]
  }

  async function setSeries(person: Person, key: string, to: string | null): Promise<OutgoingMessage[]> {
    const own = await preferences.setSeries(person.tx, person.userId, key, to === 'on')
    if (!own) return noticeFirst(person)
    // What was stopped moves to the front, what was taken up again behind it: they see what they have changed.
    const pageOf = (series: Choice[]) => pageWith(series, (choice) => choice.key === key)
    return [await choiceCard(person, own, { isByTopic: isTopic(key), pageOf })]
  }

  async function choiceCard(
    { tx }: Person,
    own: OwnRecord,
    { isByTopic, pageOf }: { isByTopic: boolean; pageOf(series: Choice[]): number },
  ): Promise<OutgoingMessage> {
    const language = languageOf(own)
    const said = preferenceWords[language]
    const choices = await preferences.listChoices(tx, own)
    const isOfTopics = isByTopic || choices.series.length === 0
    const { shown, nextPage } = isOfTopics
      ? { shown: choices.topics, nextPage: null }
      : pageSeries(choices.series, pageOf(choices.series))
    const named = shown.map((choice) => ({ ...choice, name: shortenTo(longestName, nameOfChoice(choice, language)) }))
    const states = named.map(({ name, isMuted }) => `• ${(isMuted ? said.isOff : said.isOn)(name)}`)
    const other = isOfTopics
      ? choices.series.length > 0 && button(said.bySeries, preferencePostbacks.series)
      : button(said.byTopic, postbackData(preferencePostbacks.series, { by: 'topic' }))
    return cards.panel({
      agency: await agencyName(tx),
      language,
      kicker: said.kicker,
      title: isOfTopics ? said.topicsTitle : said.seriesTitle,
      text: [...states, '', said.choiceText].join('\n'),
      buttons: [
        ...named.map(({ key, name, isMuted }) => {
          const label = (isMuted ? said.turnOn : said.turnOff)(name)
          return button(label, postbackData(preferencePostbacks.setSeries, { name: key, to: isMuted ? 'on' : 'off' }))
        }),
        ...(nextPage === null
          ? []
          : [button(said.moreSeries, postbackData(preferencePostbacks.series, { page: String(nextPage) }))]),
        ...(other ? [other] : []),
        button(said.title, preferencePostbacks.settings),
      ],
    })
  }

  return { series, setSeries }
}

/** As its author called it, or in the reader's language. */
export function nameOfChoice({ key, name }: Choice, language: Locale): string {
  return name ?? (isTopic(key) ? preferenceWords[language].topicNames[key] : key)
}
