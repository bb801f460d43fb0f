import type { Locale } from '../../contracts/error-words.ts'
import type { RichMenu } from '../../line/messages/rich-menu.ts'
import { type TopicName, topicLabels } from './topic-rules.ts'

/** Half as high as wide: in a chat the menu takes a quarter of the screen and leaves the rest to the answers. */
export const richMenuSize = { width: 2500, height: 1250 } as const
export const tabHeight = 230
const cell = { width: richMenuSize.width / 2, height: (richMenuSize.height - tabHeight) / 2 }

export const richMenuTabs = ['know', 'take'] as const
export type RichMenuTab = (typeof richMenuTabs)[number]

/** One menu of LINE's: a tab in a language. */
export type MenuPage = { tab: RichMenuTab; language: Locale }

export const menuPages: readonly MenuPage[] = (['th', 'en'] as const).flatMap((language) =>
  richMenuTabs.map((tab) => ({ tab, language })),
)

export const tabLabels: Record<RichMenuTab, Record<Locale, string>> = {
  know: { th: 'เรื่องน่ารู้', en: 'Good to know' },
  take: { th: 'มีส่วนร่วม', en: 'Take part' },
}

const barTexts: Record<Locale, string> = { th: 'เมนู', en: 'Menu' }

export const tabTopics: Record<RichMenuTab, readonly TopicName[]> = {
  know: ['today', 'dosDonts', 'budget', 'ita'],
  take: ['polls', 'feedback', 'quiz', 'settings'],
}

/** Ours among the menus of a channel, whatever else somebody has made there. */
export const ownPrefix = 'sucharit/'

/** Thai has no ending, as it had none when it was the only language. */
export const keyOf = ({ tab, language }: MenuPage) => (language === 'th' ? tab : `${tab}-${language}`)

export const aliasOf = (page: MenuPage) => `sucharit-${keyOf(page)}`

/** The menu that somebody who reads this language begins with. */
export const firstAliasOf = (language: Locale) => aliasOf({ tab: richMenuTabs[0], language })

/** The name carries what the menu looks like and does, so that the same menu is known again and made once. */
export const nameOf = (page: MenuPage, hash: string) => `${ownPrefix}${keyOf(page)}/${hash}`

/** The menu of one page: the row of tabs above, and its topics two by two. What a tap sends is what the buttons of cards send. */
export function layOutPage({ tab, language }: MenuPage, name: string, dataOf: (topic: TopicName) => string): RichMenu {
  const tabWidth = richMenuSize.width / richMenuTabs.length
  const tabs = richMenuTabs.map((other, index) => ({
    bounds: { x: index * tabWidth, y: 0, width: tabWidth, height: tabHeight },
    action: {
      type: 'richmenuswitch' as const,
      label: tabLabels[other][language],
      richMenuAliasId: aliasOf({ tab: other, language }),
      data: `tab?to=${other}`,
    },
  }))
  const topics = tabTopics[tab].map((topic, index) => ({
    bounds: {
      x: (index % 2) * cell.width,
      y: tabHeight + Math.floor(index / 2) * cell.height,
      ...cell,
    },
    action: {
      type: 'postback' as const,
      label: topicLabels[topic][language],
      data: dataOf(topic),
      displayText: topicLabels[topic][language],
    },
  }))
  return { size: richMenuSize, selected: true, name, chatBarText: barTexts[language], areas: [...tabs, ...topics] }
}
