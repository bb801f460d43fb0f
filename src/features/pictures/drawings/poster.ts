import type { PictureData } from '../../../contracts/picture-templates.ts'
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
    kicker: 'ควรทำ · ไม่ควรทำ',
    aside: card.series,
    body: [page.isWide ? row(place, panels) : column(place, panels)],
  })
}

type Panel = { mark: PictureTree; label: string; color: string; ground: string; text: string; field: string }

function panel({ scale, isWide }: Page, { mark, label, color, ground, text, field }: Panel): PictureTree {
  const name = words(label, { fontSize: scale.head, fontWeight: 700, color, lineHeight: 1.35 })
  const body = words(text, { fontSize: scale.body, fontWeight: 600, flexShrink: isWide ? 0 : 1 }, { field })
  const box = {
    flexGrow: 1,
    flexBasis: 0,
    minWidth: 0,
    minHeight: 0,
    backgroundColor: ground,
    borderRadius: 32,
    padding: isWide ? 28 : 40,
  }
  if (isWide)
    return column({ ...box, gap: 10 }, [row({ alignItems: 'center', gap: 18, flexShrink: 0 }, [mark, name]), body])
  return row({ ...box, gap: 32, alignItems: 'center' }, [
    mark,
    column({ flexGrow: 1, flexBasis: 0, minWidth: 0, gap: 2 }, [name, body]),
  ])
}

/** A notice or a rule in a few sentences, with numbered steps where it has any. */
export function drawMessage(page: Page, card: PictureData<'no-gift'> | PictureData<'notice'>): PictureTree {
  const { scale } = page
  const steps = 'steps' in card ? card.steps : []
  const kicker = 'steps' in card ? 'No Gift Policy · งดรับของขวัญ' : 'ประกาศ'
  const text = words(card.text, { fontSize: steps.length > 0 ? scale.head : scale.body }, { field: 'text' })
  const listed = steps.map((step, index) => numbered(page, index + 1, step))
  return framePicture(page, {
    ...card,
    isCentered: true,
    kicker,
    body:
      page.isWide && steps.length > 0
        ? [
            row({ gap: 40, flexGrow: 1, flexBasis: 0, minHeight: 0 }, [
              column(half, [text]),
              column({ ...half, gap: 10 }, listed),
            ]),
          ]
        : [text, ...listed],
  })
}

const half = { flexGrow: 1, flexBasis: 0, minWidth: 0 } as const

function numbered({ colors, scale }: Page, no: number, step: string): PictureTree {
  const size = scale.head * 1.5
  return row({ gap: 24, alignItems: 'center', flexShrink: 0 }, [
    row(
      {
        width: size,
        height: size,
        borderRadius: size / 2,
        backgroundColor: colors.navy,
        flexShrink: 0,
        justifyContent: 'center',
        alignItems: 'center',
      },
      [words(String(no), { fontSize: Math.max(28, scale.head * 0.9), fontWeight: 700, color: colors.white })],
    ),
    words(
      step,
      { fontSize: scale.head, fontWeight: 600, flexShrink: 1, lineHeight: 1.35 },
      { field: `steps.${no - 1}` },
    ),
  ])
}
