import { postbackData } from '../../bot/postback-data.ts'
import type { Locale } from '../../contracts/error-words.ts'
import { shortenTo } from '../../contracts/templates/fields.ts'
import { checkMessages } from '../../line/messages/check-messages.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { remember } from './remember.ts'
import type { IndexedCard } from './search-rules.ts'
import { type TopicName, topicLabels, topicNames } from './topic-rules.ts'
import { words } from './words.ts'

export const postbacks = {
  menu: 'menu',
  help: 'help',
  topic: 'topic',
  card: 'card',
  search: 'search',
  quiz: 'quiz',
  settings: 'settings',
  tab: 'tab',
  units: 'unit-list',
} as const

type Action = { type: 'postback'; data: string; displayText: string } | { type: 'uri'; uri: string }
export type Button = { label: string; action: Action }

export const tapButton = (label: string, data: string, displayText = label): Button => ({
  label: shortenTo(24, label), // what a button of a mega bubble shows in one row
  action: { type: 'postback', data, displayText: shortenTo(300, displayText) },
})
export const linkButton = (label: string, uri: string): Button => ({
  label: shortenTo(24, label),
  action: { type: 'uri', uri },
})

/** What a tap on an item of the menu sends, on a card and on the rich menu alike. */
export function dataOfTopic(name: TopicName): string {
  return name === 'quiz' || name === 'settings' ? postbacks[name] : postbackData(postbacks.topic, { name })
}

type Panel = {
  agency: string
  language: Locale
  title: string
  text?: string | undefined
  kicker?: string
  buttons: Button[]
  /** One of its buttons carries what somebody has typed. */
  hasTypedWords?: boolean
}

/** The messages of this feature; each reply ends in a card whose buttons lead on, for LINE for PC shows nothing else. */
export function createCards(deps: { renderCard(template: string, data: unknown): OutgoingMessage }) {
  const makePanel = ({ agency, language, title, text = '', kicker = words[language].menu, buttons }: Panel) =>
    deps.renderCard('menu', {
      agency: shortenTo(80, agency), // settings take 200
      language,
      kicker,
      title: shortenTo(100, title),
      text: text || null,
      buttons,
    })
  const panelOnce = remember(makePanel, { keyOf: (shown) => JSON.stringify(shown), most: 500 })

  // What people type is not kept, not even here.
  const panel = (shown: Panel) => (shown.hasTypedWords ? makePanel(shown) : panelOnce(shown))

  const menuButton = (language: Locale) => tapButton(words[language].menu, postbacks.menu)

  const topicButton = (name: TopicName, language: Locale) => tapButton(topicLabels[name][language], dataOfTopic(name))

  const cardButton = ({ id, title }: IndexedCard) => tapButton(title, postbackData(postbacks.card, { id }), title)

  /** The cards as one message that is swiped through; what is too large together is sent one after the other. */
  const showCards = remember(
    (cards: readonly IndexedCard[]): OutgoingMessage[] => {
      const messages = cards.map(({ template, data }) => deps.renderCard(template, data))
      const bubbles = messages.flatMap((message) => (message.type === 'flex' ? [message.contents] : []))
      // A LINE image stands in no row of cards: it would be left out.
      const isRow = bubbles.length === messages.length && bubbles.every(({ type }) => type === 'bubble')
      if (bubbles.length < 2 || !isRow) return messages
      const altText = messages.map((message) => ('altText' in message ? message.altText : '')).join('\n')
      const carousel = {
        type: 'flex',
        altText: shortenTo(400, altText),
        contents: { type: 'carousel', contents: bubbles },
      } as OutgoingMessage
      return checkMessages([carousel], { allowHttpLoopback: true }).length === 0 ? [carousel] : messages
    },
    { keyOf: (cards) => cards.map(({ key }) => key).join(' '), most: 500 },
  )

  /** On a phone the words to try can be tapped; LINE for PC shows the same card without them. */
  const withExamples = (language: Locale, message: OutgoingMessage): OutgoingMessage => ({
    ...message,
    quickReply: {
      items: words[language].examples.map((text) => ({
        type: 'action',
        action: { type: 'message', label: text, text },
      })),
    },
  })

  return {
    panel,
    showCards,
    menuButton,
    topicButton,
    cardButton,
    menu: (agency: string, language: Locale, text = words[language].menuText) =>
      withExamples(
        language,
        panel({
          agency,
          language,
          title: words[language].bot,
          text,
          buttons: topicNames.map((name) => topicButton(name, language)),
        }),
      ),
  }
}

export type Cards = ReturnType<typeof createCards>
