import { postbackData } from '../../bot/postback-data.ts'
import type { Locale } from '../../contracts/error-words.ts'
import { shortenTo } from '../../contracts/templates/fields.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { noticeVersion } from './notice.ts'
import { pageUnits } from './rules.ts'
import { groupWords, labels, words } from './words.ts'

export const postbacks = {
  acknowledge: 'notice-ack',
  notice: 'notice',
  units: 'unit-list',
  pickUnit: 'unit-pick',
  sameUnit: 'unit-same',
  otherUnit: 'unit-other',
  eraseAsk: 'erase-ask',
  eraseConfirm: 'erase-confirm',
  help: 'help',
  menu: 'menu',
  settings: 'settings',
  quiz: 'quiz',
} as const

type Button = { label: string; action: { type: 'postback'; data: string; displayText: string } }

export const button = (label: string, data: string, displayText = label): Button => ({
  label: shortenTo(24, label), // what a button of a mega bubble shows in one row
  action: { type: 'postback', data, displayText },
})

/** Whose words and in which language. */
export type Shown = { agency: string; language: Locale }
/** What asked for the notice and waits for it to be read. */
export type Next = 'quiz'
type Panel = Shown & { kicker: string; title: string; text: string | null; buttons: Button[]; hasPrimary?: boolean }

export const say = (text: string): OutgoingMessage => ({ type: 'text', text })

const otherLanguage = { th: { to: 'en', label: 'English' }, en: { to: 'th', label: 'ภาษาไทย' } } as const

/** The cards of this feature. All templates are ours, so what they refuse is a mistake here, not of a caller. */
export function createCards(deps: { renderCard(template: string, data: unknown): OutgoingMessage; publicUrl: string }) {
  const privacyUrl = `${deps.publicUrl.replace(/\/$/, '')}/privacy`
  // The templates take 80 characters of an agency's name, settings take 200.
  const byline = (agency: string) => ({ agency: shortenTo(80, agency) })

  /** A card of buttons in the reader's language. */
  const panel = ({ agency, ...shown }: Panel) => deps.renderCard('menu', { ...byline(agency), ...shown })

  const menuOf = (shown: Shown, title: string, text: string | null, buttons: Button[], hasPrimary = true) =>
    panel({ ...shown, kicker: words[shown.language].kicker, title, text, buttons, hasPrimary })

  /** With a button for the other language: of somebody new nothing tells which one they read. */
  function welcome({ agency, language }: Shown, next?: Next): OutgoingMessage {
    const { to, label } = otherLanguage[language]
    const onward = next && { next }
    return deps.renderCard('welcome', {
      ...byline(agency),
      language,
      privacyUrl: language === 'en' ? `${privacyUrl}?lang=en` : privacyUrl,
      acknowledgeData: postbackData(postbacks.acknowledge, { version: noticeVersion, language, ...onward }),
      otherLanguage: { label, data: postbackData(postbacks.notice, { language: to, ...onward }) },
    })
  }

  return {
    panel,
    welcome,

    /** Why nothing was done, and the notice to read. */
    noticeFirst: (shown: Shown, why = words[shown.language].noticeFirst, next?: Next) => [
      say(why),
      welcome(shown, next),
    ],

    mention: (agency: string) =>
      deps.renderCard('notice', {
        ...byline(agency),
        title: 'บอตสุจริต',
        text: groupWords.mention(agency),
        link: { label: groupWords.notice, url: privacyUrl },
      }),

    /** After words alone: buttons that lead on. */
    leadOn: (shown: Shown) =>
      menuOf(shown, words[shown.language].leadOn, null, [
        button(labels[shown.language].menu, postbacks.menu),
        button(labels[shown.language].settings, postbacks.settings),
      ]),

    /** The notice is read: on to the quiz that asked for it. Whoever may choose a unit still can. */
    toQuiz: (shown: Shown, mayPickUnit: boolean) =>
      menuOf(shown, words[shown.language].leadOn, null, [
        button(labels[shown.language].quiz, postbacks.quiz),
        ...(mayPickUnit ? [button(labels[shown.language].units, postbacks.units)] : []),
        button(labels[shown.language].menu, postbacks.menu),
      ]),

    /** At most four cards: with words before them they fit in one reply. */
    units(shown: Shown, units: readonly { code: string; nameTh: string }[], page: number): OutgoingMessage[] {
      const { cards, nextPage } = pageUnits(units, page)
      const next =
        nextPage === null
          ? []
          : [button(words[shown.language].moreUnits, postbackData(postbacks.units, { page: String(nextPage) }))]
      return cards.map((onCard, index) => {
        const buttons = onCard.map(({ code, nameTh }) =>
          button(nameTh, postbackData(postbacks.pickUnit, { code }), shortenTo(300, nameTh)),
        )
        const last = index === cards.length - 1 ? [...next, button(labels[shown.language].menu, postbacks.menu)] : []
        return menuOf(shown, labels[shown.language].units, null, [...buttons, ...last], false)
      })
    },

    stillThere(shown: Shown, unit: { id: string; nameTh: string }) {
      const said = words[shown.language]
      return menuOf(shown, shortenTo(100, said.stillThere(unit.nameTh)), said.stillThereWhy, [
        button(said.stillYes, postbackData(postbacks.sameUnit, { id: unit.id })),
        button(said.stillNo, postbackData(postbacks.otherUnit, { id: unit.id })),
      ])
    },

    eraseAsk(shown: Shown, askedAt: Date) {
      const said = words[shown.language]
      return menuOf(shown, said.eraseTitle, said.eraseAsk, [
        button(said.eraseConfirm, postbackData(postbacks.eraseConfirm, { at: String(askedAt.getTime()) })),
        button(said.eraseCancel, postbacks.menu),
      ])
    },
  }
}

export type Cards = ReturnType<typeof createCards>
