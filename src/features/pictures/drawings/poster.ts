import type { PictureData } from '../../../contracts/picture-templates.ts'
import { countLetters } from '../../../platform/pictures/count-letters.ts'
import { column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import { cross, tick } from './marks.ts'
import { framePicture, type Page } from './page.ts'

/** ควรทำ and ไม่ควรทำ, one above the other; side by side where the picture is wide. */
export function drawDosDonts(page: Page, card: PictureData<'dos-donts'>): PictureTree {
  const { colors, scale } = page
  const mark = scale.body * 1.7
  const panels = [
    panel(page, {
      mark: tick(mark, colors.leaf, colors.white),
      label: 'ควรทำ',
      color: colors.leaf,
      ground: colors.leafMist,
      text: card.do,
      field: 'do',
    }),
    panel(page, {
      mark: cross(mark, colors.clay, colors.white),
      label: 'ไม่ควรทำ',
      color: colors.clay,
      ground: colors.clayMist,
      text: card.dont,
      field: 'dont',
    }),
  ]
  const place = { flexGrow: 1, flexBasis: 0, minHeight: 0, gap: scale.gap }
  return framePicture(page, {
    ...card,
    isLongTitle: countLetters(card.title) > lettersOfOneLine,
    kicker: 'ควรทำ · ไม่ควรทำ',
    aside: card.series,
    body: [page.isWide ? row(place, panels) : column(place, panels)],
  })
}

// What fits one line at full size: a longer title is set on one line of the smaller one, and leaves its second to the panels.
const lettersOfOneLine = 22

type Panel = { mark: PictureTree; label: string; color: string; ground: string; text: string; field: string }

function panel({ scale, isWide }: Page, { mark, label, color, ground, text, field }: Panel): PictureTree {
  const name = words(label, { fontSize: scale.head, fontWeight: 700, color, lineHeight: 1.35 })
  const body = words(text, { fontSize: scale.body, fontWeight: 600, flexShrink: isWide ? 0 : 1 }, { field })
  const box = {
    flexGrow: 1,
    flexBasis: isWide ? 0 : ('auto' as const), // the longer of the two has more of the height
    minWidth: 0,
    ...(isWide ? { minHeight: 0 } : { flexShrink: 0 }),
    backgroundColor: ground,
    borderRadius: 32,
    padding: isWide ? 28 : 40,
    ...(!isWide && { paddingTop: 24, paddingBottom: 24 }),
  }
  if (isWide)
    return column({ ...box, gap: 10 }, [row({ alignItems: 'center', gap: 18, flexShrink: 0 }, [mark, name]), body])
  return row({ ...box, gap: 32, alignItems: 'center' }, [
    mark,
    column({ flexGrow: 1, flexBasis: 0, minWidth: 0, gap: 2 }, [name, body]),
  ])
}
