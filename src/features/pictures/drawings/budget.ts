import type { PictureData } from '../../../contracts/picture-templates.ts'
import { writeBaht, writeDate, writeFigure, writeShare } from '../../../line/flex/words.ts'
import { column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import { bar, labelledBars } from './bars.ts'
import { donut } from './marks.ts'
import { framePicture, innerWidth, type Page } from './page.ts'

/** Plan against spending: a ring for the whole, a bar for each category. */
export function drawBudget(page: Page, card: PictureData<'budget-summary'>): PictureTree {
  const { scale, isWide, isTight } = page
  const bars = card.categories.map((category, index) => categoryBar(page, category, index, card.targetPercent))
  const whole = row({ gap: isWide ? 28 : 48, alignItems: 'center', flexShrink: 0 }, [
    ring(page, card),
    facts(page, card),
  ])
  const target = card.targetPercent === null ? undefined : targetLine(page, card.targetPercent)
  const list = column(
    {
      gap: isTight ? 4 : isWide ? 12 : scale.gap * 0.5,
      flexGrow: 1,
      flexBasis: 0,
      minWidth: 0,
      minHeight: 0,
      justifyContent: isTight ? 'space-evenly' : isWide ? 'center' : 'flex-start',
    },
    [...bars, target],
  )
  return framePicture(page, {
    ...card,
    isLongTitle: true,
    kicker: 'งบประมาณของหน่วยงาน',
    aside: `ณ ${writeDate(card.date)}`,
    body: isWide
      ? [
          row({ gap: 48, flexGrow: 1, flexBasis: 0, minHeight: 0, alignItems: 'stretch' }, [
            column({ width: innerWidth(page) * 0.52, flexShrink: 0, justifyContent: 'center' }, [whole]),
            list,
          ]),
        ]
      : [whole, list],
  })
}

type Category = PictureData<'budget-summary'>['categories'][number]

function categoryBar(
  page: Page,
  { name, allocated, spent }: Category,
  index: number,
  target: number | null,
): PictureTree {
  const { colors, scale, isWide, isTight } = page
  const figure = `ร้อยละ ${writeShare(spent, allocated)}`
  const field = `categories.${index}.name`
  const percent = (Number(spent) / Math.max(1, Number(allocated))) * 100
  if (page.size === 'square') {
    return row({ gap: 24, alignItems: 'center', flexShrink: 0 }, [
      words(name, { fontSize: scale.foot, fontWeight: 600, width: 290, lineHeight: 1.25 }, { field, lines: 2 }),
      column({ flexGrow: 1, flexBasis: 0 }, [bar(page, { percent, color: colors.blue, height: 18 }, target)]),
      words(
        figure,
        { fontSize: scale.foot, fontWeight: 700, width: 190, textAlign: 'right', ...(isTight && { lineHeight: 1.25 }) },
        { lines: 1 },
      ),
    ])
  }
  return labelledBars(page, {
    label: name,
    figure,
    field,
    fontSize: scale.foot,
    target,
    bars: [{ percent, color: colors.blue, height: isWide ? 14 : 20 }],
    note: page.size === 'story' ? `${writeBaht(spent)} จาก ${writeBaht(allocated)}` : null,
  })
}

function ring(page: Page, { allocated, spent, committed }: PictureData<'budget-summary'>): PictureTree {
  const { colors, isWide, isTight } = page
  const roomy = isWide ? 230 : page.size === 'story' ? 420 : page.size === 'square' ? 280 : 320
  const size = isTight ? roomy * 0.7 : roomy
  const share = (amount: string | null) => Number(amount ?? 0) / Number(allocated)
  return column(
    { position: 'relative', width: size, height: size, flexShrink: 0, alignItems: 'center', justifyContent: 'center' },
    [
      column({ position: 'absolute', left: 0, top: 0 }, [
        donut(size, colors.line, [
          { share: share(spent), color: colors.navy },
          { share: share(committed), color: colors.saffron },
        ]),
      ]),
      words('ร้อยละ', { fontSize: 28, color: colors.slate, lineHeight: 1.2 }),
      words(writeShare(spent, allocated), {
        fontSize: size * 0.2,
        fontWeight: 700,
        lineHeight: 1.15,
        color: colors.navy,
      }),
    ],
  )
}

function facts(page: Page, { allocated, spent, committed }: PictureData<'budget-summary'>): PictureTree {
  const { colors, isTight, isWide, size } = page
  const isOneLine = isTight === true && size === 'square' && committed !== null // three of two lines are higher than the ring
  const told = [
    { label: 'งบประมาณที่ได้รับ', amount: allocated, color: colors.line },
    { label: 'เบิกจ่ายแล้ว', amount: spent, color: colors.navy },
    ...(committed ? [{ label: 'ก่อหนี้ผูกพันแล้ว', amount: committed, color: colors.saffron }] : []),
  ]
  return column(
    { gap: isTight ? 4 : isWide ? 8 : 12, flexShrink: 1 },
    told.map((one) => fact(page, one, isOneLine)),
  )
}

type Fact = { label: string; amount: string; color: string }

function fact({ colors, scale, isWide }: Page, { label, amount, color }: Fact, isOneLine: boolean): PictureTree {
  const said = [
    words(label, { fontSize: isWide ? 28 : scale.foot, color: colors.slate, lineHeight: 1.3 }),
    words(writeBaht(amount), { fontSize: isWide ? 30 : scale.head, fontWeight: 700, lineHeight: 1.3 }, { lines: 1 }),
  ]
  return row({ gap: 16, alignItems: 'stretch' }, [
    row({ width: 10, borderRadius: 5, backgroundColor: color, flexShrink: 0 }, []),
    isOneLine
      ? row({ gap: 24, flexGrow: 1, alignItems: 'center', justifyContent: 'space-between' }, said)
      : column({}, said),
  ])
}

function targetLine({ colors }: Page, percent: number): PictureTree {
  return row({ gap: 12, alignItems: 'center', flexShrink: 0 }, [
    row({ width: 4, height: 28, backgroundColor: colors.ink }, []),
    words(`เป้าหมายเบิกจ่าย ร้อยละ ${writeFigure(percent)}`, { fontSize: 28, color: colors.slate }),
  ])
}
