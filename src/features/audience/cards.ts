import { postbackData } from '../../bot/postback-data.ts'
import type { Locale } from '../../contracts/error-words.ts'
import { shortenTo } from '../../contracts/template-fields.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { noticeVersion } from './notice.ts'
import { pageUnits } from './rules.ts'
import { labels, words } from './words.ts'

export const postbacks = {
  acknowledge: 'notice-ack',
  notice: 'notice',
  units: 'unit-list',
  pickUnit: 'unit-pick',
  eraseAsk: 'erase-ask',
  eraseConfirm: 'erase-confirm',
  help: 'help',
  menu: 'menu',
  settings: 'settings',
} as const

type Button = { label: string; action: { type: 'postback'; data: string; displayText: string } }

export const button = (label: string, data: string, displayText = label): Button => ({
  label: shortenTo(24, label), // what a button of a mega bubble shows in one row
  action: { type: 'postback', data, displayText },
})

type Panel = { agency: string; language: Locale; kicker: string; title: string; text: string; buttons: Button[] }

export const say = (text: string): OutgoingMessage => ({ type: 'text', text })

/** The cards of this feature. All templates are ours, so what they refuse is a mistake here, not of a caller. */
export function createCards(deps: { renderCard(template: string, data: unknown): OutgoingMessage; publicUrl: string }) {
  const privacyUrl = `${deps.publicUrl.replace(/\/$/, '')}/privacy`
  // The templates take 80 characters of an agency's name, settings take 200.
  const byline = (agency: string) => ({ agency: shortenTo(80, agency) })

  const menuOf = (agency: string, title: string, text: string | null, buttons: Button[]) =>
    deps.renderCard('menu', { ...byline(agency), title, text, buttons })

  return {
    welcome: (agency: string) =>
      deps.renderCard('welcome', {
        ...byline(agency),
        privacyUrl,
        acknowledgeData: postbackData(postbacks.acknowledge, { version: noticeVersion }),
      }),

    mention: (agency: string) =>
      deps.renderCard('notice', {
        ...byline(agency),
        title: 'บอตสุจริต',
        text: words.mention(agency),
        link: { label: labels.notice, url: privacyUrl },
      }),

    /** After words alone: buttons that lead on. */
    leadOn: (agency: string) =>
      menuOf(agency, 'ต้องการทำอะไรต่อ', null, [
        button(labels.menu, postbacks.menu),
        button(labels.settings, postbacks.settings),
      ]),

    /** A card of buttons in the reader's language. */
    panel: ({ agency, ...panel }: Panel) => deps.renderCard('menu', { ...byline(agency), ...panel }),

    /** At most four cards: with words before them they fit in one reply. */
    units(agency: string, units: readonly { code: string; nameTh: string }[], page: number): OutgoingMessage[] {
      const { cards, nextPage } = pageUnits(units, page)
      return cards.map((shown, index) => {
        const buttons = shown.map(({ code, nameTh }) =>
          button(nameTh, postbackData(postbacks.pickUnit, { code }), shortenTo(300, nameTh)),
        )
        const isLast = index === cards.length - 1
        const next =
          isLast && nextPage !== null
            ? [button('หน่วยงานถัดไป', postbackData(postbacks.units, { page: String(nextPage) }))]
            : []
        return menuOf(agency, labels.units, null, [...buttons, ...next])
      })
    },

    eraseAsk: (agency: string, askedAt: Date) =>
      menuOf(agency, 'ลบข้อมูลของท่าน', words.eraseAsk, [
        button('ยืนยันการลบข้อมูล', postbackData(postbacks.eraseConfirm, { at: String(askedAt.getTime()) })),
        button('ไม่ลบ', postbacks.menu),
      ]),
  }
}

export type Cards = ReturnType<typeof createCards>
