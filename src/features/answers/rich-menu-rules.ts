import type { RichMenu } from '../../line/messages/rich-menu.ts'
import { type TopicName, topicLabels } from './topic-rules.ts'

/** Half as high as wide: in a chat the menu takes a quarter of the screen and leaves the rest to the answers. */
export const richMenuSize = { width: 2500, height: 1250 } as const
export const tabHeight = 230
const cell = { width: richMenuSize.width / 2, height: (richMenuSize.height - tabHeight) / 2 }

export const richMenuTabs = ['know', 'take'] as const
export type RichMenuTab = (typeof richMenuTabs)[number]

export const tabLabels: Record<RichMenuTab, string> = { know: 'เรื่องน่ารู้', take: 'มีส่วนร่วม' }

export const tabTopics: Record<RichMenuTab, readonly TopicName[]> = {
  know: ['today', 'dosDonts', 'budget', 'ita'],
  take: ['polls', 'feedback', 'quiz', 'settings'],
}

/** Ours among the menus of a channel, whatever else somebody has made there. */
export const ownPrefix = 'sucharit/'

export const aliasOf = (tab: RichMenuTab) => `sucharit-${tab}`

/** The name carries what the menu looks like and does, so that the same menu is known again and made once. */
export const nameOf = (tab: RichMenuTab, hash: string) => `${ownPrefix}${tab}/${hash}`

/** The menu of one tab: the row of tabs above, and its topics two by two. What a tap sends is what the buttons of cards send. */
export function layOutTab(tab: RichMenuTab, name: string, dataOf: (topic: TopicName) => string): RichMenu {
  const tabWidth = richMenuSize.width / richMenuTabs.length
  const tabs = richMenuTabs.map((other, index) => ({
    bounds: { x: index * tabWidth, y: 0, width: tabWidth, height: tabHeight },
    action: {
      type: 'richmenuswitch' as const,
      label: tabLabels[other],
      richMenuAliasId: aliasOf(other),
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
      label: topicLabels[topic].th,
      data: dataOf(topic),
      displayText: topicLabels[topic].th,
    },
  }))
  return { size: richMenuSize, selected: true, name, chatBarText: 'เมนู', areas: [...tabs, ...topics] }
}
