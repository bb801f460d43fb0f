import { standardColors } from '../../contracts/colors.ts'
import { column, drawing, type PictureTree, row, words } from '../../platform/pictures/picture-tree.ts'
import { type MenuPage, richMenuSize, richMenuTabs, tabHeight, tabLabels, tabTopics } from './rich-menu-rules.ts'
import { type TopicName, topicLabels } from './topic-rules.ts'

// A menu of 2,500 px is 390 px wide on a phone: 100 here are 16 there.
const labelSize = 100
const tabSize = 92
const iconSize = 176

/** Drawn on a grid of 24 with one stroke, as the icons of the web pages are. */
const icons: Record<TopicName, string> = {
  today:
    '<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M8 3v4M16 3v4M4 10h16"/><circle cx="12" cy="15" r="1.6"/>',
  dosDonts:
    '<circle cx="8" cy="8.5" r="5"/><path d="M5.8 8.6l1.6 1.6 2.9-3.2"/><circle cx="16.5" cy="16.5" r="4.5"/><path d="M14.4 16.5h4.2"/>',
  budget: '<path d="M12 3a9 9 0 1 0 9 9h-9z"/><path d="M15.5 3.6a9 9 0 0 1 4.9 4.9h-4.9z"/>',
  ita: '<path d="M3 20h18"/><path d="M5.5 20v-7h3v7M10.5 20V9h3v11M15.5 20V5h3v15"/>',
  polls: '<path d="M4 6.5l1.4 1.4L8 5M4 13.5l1.4 1.4L8 12M11 7h9M11 14h9M11 20h9"/><path d="M4 20h4"/>',
  feedback:
    '<path d="M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z"/><path d="M8 9.5h8M8 13h5"/>',
  quiz: '<circle cx="12" cy="12" r="9"/><path d="M9.6 9.4a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2 1-1.2 1.9"/><path d="M12 16.6v.1"/>',
  settings:
    '<path d="M4 7h8M17 7h3M4 17h3M12 17h8"/><circle cx="14.5" cy="7" r="2.5"/><circle cx="9.5" cy="17" r="2.5"/>',
}

/** The colours of the office’s pictures, as far as the menu has them. */
export type MenuColors = Record<'ink' | 'navy' | 'saffron' | 'slate' | 'mist' | 'line' | 'paper', string>

/** The picture of one page. The same words and colours as the pictures of the cards it leads to. */
export function drawPage({ tab, language }: MenuPage, colors: MenuColors = standardColors): PictureTree {
  const [first, second, third, fourth] = tabTopics[tab] as [TopicName, TopicName, TopicName, TopicName]
  const line = (style: object) => ({ ...style, backgroundColor: colors.line })
  const rowOf = (left: TopicName, right: TopicName) =>
    row({ flexGrow: 1, width: '100%' }, [
      drawTopic(topicLabels[left][language], icons[left], colors),
      column(line({ width: 4, height: '100%' }), []),
      drawTopic(topicLabels[right][language], icons[right], colors),
    ])
  return column({ ...richMenuSize, backgroundColor: colors.paper }, [
    row(
      { width: '100%', height: tabHeight, backgroundColor: colors.mist },
      richMenuTabs.map((name) => drawHead(tabLabels[name][language], name === tab, colors)),
    ),
    rowOf(first, second),
    column(line({ width: '100%', height: 4 }), []),
    rowOf(third, fourth),
  ])
}

/** The open tab is paper like what lies below it, and marked by a bar as well as by its colour. */
function drawHead(label: string, isOpen: boolean, colors: MenuColors): PictureTree {
  return column(
    {
      width: richMenuSize.width / richMenuTabs.length,
      height: '100%',
      backgroundColor: isOpen ? colors.paper : colors.mist,
      alignItems: 'center',
    },
    [
      column({ width: '100%', height: 14, backgroundColor: isOpen ? colors.saffron : colors.line }, []),
      column({ flexGrow: 1, justifyContent: 'center' }, [
        words(label, {
          fontSize: tabSize,
          fontWeight: isOpen ? 700 : 400,
          color: isOpen ? colors.navy : colors.slate,
        }),
      ]),
    ],
  )
}

function drawTopic(label: string, icon: string, colors: MenuColors): PictureTree {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${colors.navy}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${icon}</svg>`
  return row({ flexGrow: 1, flexBasis: 0, height: '100%', alignItems: 'center', paddingLeft: 90, paddingRight: 20 }, [
    drawing(svg, { width: iconSize, height: iconSize }),
    column({ width: 56, flexShrink: 0 }, []),
    words(label, { fontSize: labelSize, fontWeight: 700, color: colors.ink }),
  ])
}
