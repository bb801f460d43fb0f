import type { PictureData } from '../../../contracts/picture-templates.ts'
import { writeChange, writeFigure, writeScore } from '../../../line/flex/words.ts'
import { column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import { bar, labelledBars, pill } from './bars.ts'
import { trend } from './marks.ts'
import { framePicture, innerWidth, type Page } from './page.ts'

type Previous = { fiscalYear: number; score: number } | null

/** ITA of a year: the total first, then each instrument as paired bars against the target. */
export function drawItaSummary(page: Page, card: PictureData<'ita-summary'>): PictureTree {
  const { scale } = page
  const target = card.target?.score ?? null
  const bars = card.instruments.map(({ code, name, score, previousScore, note }, index) =>
    labelledBars(page, {
      label: page.isTall ? `${code} ${name}` : code,
      figure: writeScore(score),
      field: `instruments.${index}.name`,
      fontSize: page.isTall ? scale.head : scale.foot,
      target,
      bars: pairedBars(page, score, previousScore, { story: 32, portrait: 24, square: 12, wide: 12 }[page.size]),
      ...(page.isTall ? { note } : { aside: note }),
    }),
  )
  const number = bigNumber(page, card.score, card.previous, card.level)
  const notes = [
    yearKey(page, card.fiscalYear, card.previous?.fiscalYear),
    card.target ? targetKey(page, card.target.score) : undefined,
  ]
  return framePicture(page, {
    ...card,
    kicker: 'การประเมินคุณธรรมและความโปร่งใส',
    title: `ผล ITA ปีงบประมาณ ${card.fiscalYear}`,
    body: page.isWide
      ? split(page, column({ gap: 16, flexShrink: 0 }, [number, keys(page, notes)]), bars)
      : split(page, number, [...bars, keys(page, notes)]),
  })
}

// As many items as these are set large: there is room for a line or two of each.
const fewItems = { square: 1, portrait: 2, wide: 0, story: 4 }
// Lines of items, of so many letters each, that have room. Of more items the ones with the lowest scores are drawn: the card below
// has them all.
const roomForItems = {
  square: { lines: 6, letters: 52 },
  portrait: { lines: 11, letters: 52 },
  wide: { lines: 6, letters: 28 },
  story: { lines: 14, letters: 44 },
}

/** One indicator: its score against target and last year, and the items it is made of. */
export function drawItaIndicator(page: Page, card: PictureData<'ita-indicator'>): PictureTree {
  const { colors, scale, isWide } = page
  const target = card.target?.score ?? null
  const { shown, left } = lowestItems(page, card)
  const isLarge = shown.length <= fewItems[page.size]
  const items = shown.map(({ title, score, index }) =>
    labelledBars(page, {
      label: title,
      figure: writeScore(score),
      field: `items.${index}.title`,
      fontSize: isLarge ? scale.head : scale.foot,
      target,
      bars: [{ percent: score, color: colorOf(page, score, target), height: isWide ? 14 : isLarge ? 30 : 18 }],
    }),
  )
  const text = card.text ? words(card.text, { fontSize: scale.head }, { field: 'text' }) : undefined
  const level = target === null ? null : card.score >= target ? 'ถึงเป้าหมาย' : 'ต่ำกว่าเป้าหมาย'
  // Without items the two years have the room to themselves.
  const years = shown.length === 0 && card.previous ? yearsOf(page, card, card.previous, target) : undefined
  const whole = bar(page, { percent: card.score, color: colors.blue, height: page.isTall ? 36 : 24 }, target)
  const note = card.note
    ? words(card.note, { fontSize: scale.foot, color: colors.slate }, { field: 'note', lines: 2 })
    : undefined
  const notes = [
    target === null ? undefined : targetKey(page, target),
    left > 0
      ? words(`${shown.length} ข้อที่ได้คะแนนน้อยที่สุด จาก ${card.items.length} ข้อ`, { fontSize: 28, color: colors.slate })
      : undefined,
  ].filter((one) => one !== undefined)
  return framePicture(page, {
    ...card,
    kicker: `ITA · ตัวชี้วัดที่ ${card.no} (${card.instrument})`,
    body: split(
      page,
      column({ gap: 20, flexShrink: 0 }, [
        bigNumber(page, card.score, card.previous, level),
        isWide || years ? undefined : whole,
        note,
      ]),
      [...(years ?? []), ...(notes.length === 0 ? [] : [keys(page, notes)]), ...items, ...(text ? [text] : [])],
    ),
  })
}

/** In the order they are given, each with its place there. */
function lowestItems({ size }: Page, { items, note }: PictureData<'ita-indicator'>) {
  const { lines, letters } = roomForItems[size]
  let room = note ? lines - 2 : lines
  const placed = items.map((item, index) => ({ ...item, index }))
  const lowest = placed
    .toSorted((a, b) => a.score - b.score)
    .filter(({ title }, place) => {
      room -= 1 + Math.ceil(title.length / letters) // the bar is as high as a line
      return place === 0 || room >= 0
    })
  return { shown: lowest.toSorted((a, b) => a.index - b.index), left: items.length - lowest.length }
}

function yearsOf(
  page: Page,
  { score, fiscalYear }: { score: number; fiscalYear: number },
  previous: NonNullable<Previous>,
  target: number | null,
): PictureTree[] {
  const { colors, isWide } = page
  const height = isWide ? 20 : 36
  const line = (year: number, percent: number, color: string) =>
    labelledBars(page, {
      label: `พ.ศ. ${year}`,
      figure: writeScore(percent),
      field: 'fiscalYear',
      target,
      bars: [{ percent, color, height }],
    })
  return [line(previous.fiscalYear, previous.score, colors.slate), line(fiscalYear, score, colors.blue)]
}

/** The ten indicators of two years as paired bars with the change in figures. */
export function drawItaComparison(page: Page, card: PictureData<'ita-comparison'>): PictureTree {
  const rows = card.indicators.map((indicator, index) => comparisonRow(page, indicator, index, card.target))
  const notes = page.isWide
    ? [changeKey(page, card)] // no bars, so no colours and no line to explain
    : [
        yearKey(page, card.fiscalYear, card.previousYear),
        card.target === null ? undefined : targetKey(page, card.target),
      ]
  const half = Math.ceil(rows.length / 2)
  const list = {
    gap: page.isWide ? 8 : 0,
    flexGrow: 1,
    flexBasis: 0,
    minHeight: 0,
    justifyContent: 'space-between',
  } as const
  return framePicture(page, {
    ...card,
    kicker: 'ผลการประเมิน ITA รายตัวชี้วัด',
    body: [
      page.isWide
        ? row({ gap: 16, flexGrow: 1, flexBasis: 0, minHeight: 0 }, [
            column({ ...list, minWidth: 0 }, rows.slice(0, half)),
            column({ ...list, minWidth: 0 }, rows.slice(half)),
          ])
        : column(list, rows),
      ...(notes.length > 0 ? [keys(page, notes)] : []),
    ],
  })
}

type Indicator = PictureData<'ita-comparison'>['indicators'][number]

function comparisonRow(page: Page, indicator: Indicator, index: number, target: number | null): PictureTree {
  const { no, title, score, previousScore } = indicator
  const fontSize = page.size === 'story' ? 32 : 28
  const height = { story: 24, portrait: 16, square: 11, wide: 0 }[page.size]
  const label = words(
    `${no} ${title}`,
    {
      fontSize,
      fontWeight: 600,
      lineHeight: 1.2,
      ...(page.isWide ? { flexGrow: 1, flexBasis: 0 } : { width: fontSize * 12.5 }),
    },
    { field: `indicators.${index}.title`, lines: 2 },
  )
  // A wide picture has two columns of five and no room for bars: the figures and the change say it.
  const bars = page.isWide
    ? undefined
    : column(
        { gap: 4, flexGrow: 1, flexBasis: 0, minWidth: 0 },
        pairedBars(page, score, previousScore, height).map((each) => bar(page, each, target)),
      )
  return row({ alignItems: 'center', gap: page.isWide ? 4 : 18, flexShrink: 0 }, [
    label,
    bars,
    words(
      writeScore(score),
      { fontSize, fontWeight: 700, width: fontSize * (page.isWide ? 3.3 : 3.6), textAlign: 'right' },
      { lines: 1 },
    ),
    changeOf(page, score, previousScore, fontSize),
  ])
}

function changeOf(page: Page, score: number, previous: number | null, fontSize: number): PictureTree {
  const { colors } = page
  const change = previous === null ? null : Math.round((score - previous) * 100) / 100
  const place = {
    width: fontSize * (page.isWide ? 3.5 : 3.9),
    gap: 8,
    alignItems: 'center',
    justifyContent: 'flex-end',
    flexShrink: 0,
  } as const
  if (change === null) return row(place, [])
  const color = change === 0 ? colors.slate : change > 0 ? colors.leaf : colors.clay
  const figure = `${change > 0 ? '+' : ''}${change.toFixed(2).replace('-', '−')}`
  return row(place, [
    page.isWide ? undefined : trend(18, change, color),
    words(figure, { fontSize, color, fontWeight: 600 }, { lines: 1 }),
  ])
}

function pairedBars({ colors }: Page, score: number, previous: number | null, height: number) {
  const now = { percent: score, color: colors.blue, height }
  return previous === null ? [now] : [{ percent: previous, color: colors.slate, height: Math.round(height * 0.7) }, now]
}

/** Blue where the target is met, clay where it is not: the figure and the line beside it say the same. */
function colorOf({ colors }: Page, score: number, target: number | null): string {
  return target !== null && score < target ? colors.clay : colors.blue
}

function bigNumber(page: Page, score: number, previous: Previous, level: string | null): PictureTree {
  const { colors, scale, isWide } = page
  const points = previous === null ? 0 : score - previous.score
  const tone = points < 0 ? colors.clay : colors.leaf
  return column({ gap: isWide ? 10 : 6, flexShrink: 0 }, [
    row({ alignItems: 'center', gap: 28, flexWrap: 'wrap' }, [
      words(writeScore(score), {
        fontSize: scale.title * (page.size === 'square' ? 1.7 : 2),
        fontWeight: 700,
        lineHeight: 1.1,
        color: colors.navy,
      }),
      column({ gap: 6 }, [
        words('คะแนน (เต็ม 100)', { fontSize: scale.foot, color: colors.slate, lineHeight: 1.2 }),
        level ? row({}, [pill(page, level, { ground: colors.mist, color: colors.navy })]) : undefined,
      ]),
    ]),
    previous
      ? row({ alignItems: 'center', gap: 14 }, [
          trend(scale.foot, Math.sign(Math.round(points * 100)), tone),
          words(`${writeChange(score, previous.score)} จาก${isWide ? ' ' : 'ปีงบประมาณ '}พ.ศ. ${previous.fiscalYear}`, {
            fontSize: scale.foot,
            fontWeight: 600,
            color: tone,
            flexShrink: 1,
            lineHeight: 1.35,
          }),
        ])
      : undefined,
  ])
}

/** The number above the bars, or at their left where the picture is wide. */
function split(page: Page, number: PictureTree, rest: PictureTree[]): PictureTree[] {
  if (!page.isWide)
    return [
      number,
      column({ gap: page.scale.gap * (page.isTall ? 1 : 0.6), flexGrow: 1, flexBasis: 0, minHeight: 0 }, rest),
    ]
  return [
    row({ gap: 56, flexGrow: 1, flexBasis: 0, minHeight: 0 }, [
      column({ width: innerWidth(page) * 0.46, flexShrink: 0, justifyContent: 'center' }, [number]),
      column({ flexGrow: 1, flexBasis: 0, minWidth: 0, gap: 14, justifyContent: 'center' }, rest),
    ]),
  ]
}

function yearKey(page: Page, year: number, before: number | undefined): PictureTree {
  const { colors } = page
  const one = (label: string, color: string) =>
    row({ gap: 12, alignItems: 'center' }, [
      row({ width: 36, height: 14, borderRadius: 7, backgroundColor: color }, []),
      words(label, { fontSize: 28, color: colors.slate }),
    ])
  return row({ gap: 28, flexShrink: 0 }, [
    before ? one(`พ.ศ. ${before}`, colors.slate) : undefined,
    one(`พ.ศ. ${year}`, colors.blue),
  ])
}

function changeKey({ colors }: Page, { previousYear, target }: PictureData<'ita-comparison'>): PictureTree {
  const aim = target === null ? '' : ` · เป้าหมาย ${writeFigure(target)} คะแนน`
  return words(`เปลี่ยนแปลงจากปีงบประมาณ พ.ศ. ${previousYear}${aim}`, { fontSize: 28, color: colors.slate })
}

function targetKey({ colors }: Page, target: number): PictureTree {
  return row({ gap: 12, alignItems: 'center', flexShrink: 0 }, [
    row({ width: 4, height: 28, backgroundColor: colors.ink }, []),
    words(`เป้าหมาย ${writeFigure(target)}`, { fontSize: 28, color: colors.slate }),
  ])
}

function keys(page: Page, notes: (PictureTree | undefined)[]): PictureTree {
  return row({ gap: page.isWide ? 24 : 40, flexShrink: 0, flexWrap: 'wrap' }, notes)
}
