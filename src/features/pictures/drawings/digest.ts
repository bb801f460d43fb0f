import type { PictureData } from '../../../contracts/picture-templates.ts'
import { column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import { tick } from './marks.ts'
import { framePicture, type Page } from './page.ts'

// What a tall picture has room for in larger letters.
const fewLines = 6

/** What was sent, what was asked, and what the office did about it. */
export function drawDigest(page: Page, card: PictureData<'digest'>): PictureTree {
  const { colors, scale } = page
  const isBrief = page.isTall && card.asked.length + card.answered.length <= fewLines
  const fontSize = isBrief ? scale.head : scale.foot
  const asked = section(page, 'เรื่องที่ถาม', card.asked, 'asked', fontSize, () =>
    row(
      {
        width: 12,
        height: 12,
        borderRadius: 6,
        marginTop: fontSize * 0.55,
        backgroundColor: colors.blue,
        flexShrink: 0,
      },
      [],
    ),
  )
  const answered = section(page, 'สิ่งที่หน่วยงานดำเนินการแล้ว', card.answered, 'answered', fontSize, () =>
    tick(fontSize * 1.15, colors.leaf, colors.white),
  )
  const lists = [asked, answered].filter((list) => list !== undefined)
  return framePicture(page, {
    ...card,
    isCentered: true,
    kicker: 'สรุปประจำเดือน',
    aside: card.period,
    body: [
      row(
        { gap: 20, flexShrink: 0 },
        card.counts.map(({ value, label }, index) => count(page, value, label, index)),
      ),
      page.isWide
        ? row({ gap: 40, flexGrow: 1, flexBasis: 0, minHeight: 0 }, lists)
        : column({ gap: scale.gap * 0.6, flexShrink: 0 }, lists),
    ],
  })
}

function count({ colors, scale, isWide }: Page, value: string, label: string, index: number): PictureTree {
  const box = {
    flexGrow: 1,
    flexBasis: 0,
    minWidth: 0,
    backgroundColor: colors.mist,
    borderRadius: 32,
    alignItems: 'center',
  } as const
  const parts = [
    words(
      value,
      { fontSize: scale.title, fontWeight: 700, color: colors.navy, lineHeight: 1.2 },
      { field: `counts.${index}.value`, lines: 1 },
    ),
    words(
      label,
      { fontSize: 28, color: colors.slate, textAlign: 'center', lineHeight: 1.3 },
      { field: `counts.${index}.label`, lines: 2 },
    ),
  ]
  return isWide
    ? row({ ...box, gap: 16, padding: 8, justifyContent: 'center' }, parts)
    : column({ ...box, padding: 14 }, parts)
}

function section(
  { colors, scale }: Page,
  title: string,
  lines: string[],
  field: string,
  fontSize: number,
  mark: () => PictureTree,
): PictureTree | undefined {
  if (lines.length === 0) return undefined
  return column({ gap: 6, flexShrink: 0, ...(scale.margin < 60 && { flexGrow: 1, flexBasis: 0, minWidth: 0 }) }, [
    words(title, { fontSize: Math.max(scale.head, fontSize), fontWeight: 700, color: colors.navy, lineHeight: 1.3 }),
    ...lines.map((line, index) =>
      row({ gap: 18, flexShrink: 0 }, [
        mark(),
        words(
          line,
          { fontSize, flexShrink: 1, flexGrow: 1, flexBasis: 0, minWidth: 0, lineHeight: 1.35 },
          { field: `${field}.${index}` },
        ),
      ]),
    ),
  ])
}
