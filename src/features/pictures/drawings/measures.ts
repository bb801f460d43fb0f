import type { PictureData } from '../../../contracts/picture-templates.ts'
import { writeDate, writeFigure } from '../../../line/flex/words.ts'
import { column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import { bar, pill } from './bars.ts'
import { alertMark, clock, ring, tick } from './marks.ts'
import { framePicture, type Page } from './page.ts'

type State = PictureData<'measure-update'>['state']

const stateWords: Record<State, string> = {
  not_started: 'ยังไม่เริ่ม',
  in_progress: 'กำลังดำเนินการ',
  done: 'แล้วเสร็จ',
  delayed: 'ล่าช้า',
}

function stateMark({ colors }: Page, state: State, size: number): PictureTree {
  if (state === 'done') return tick(size, colors.leaf, colors.white)
  if (state === 'delayed') return alertMark(size, colors.clay, colors.white)
  return state === 'in_progress' ? clock(size, colors.blue) : ring(size, colors.slate)
}

function stateColor({ colors }: Page, state: State): string {
  return { done: colors.leaf, delayed: colors.clay, in_progress: colors.blue, not_started: colors.slate }[state]
}

/** The measures of a year on one line of time, with owner, deadline and how far each has come. */
export function drawTimeline(page: Page, card: PictureData<'measure-timeline'>): PictureTree {
  const half = Math.ceil(card.measures.length / 2)
  const ends = [card.measures.length - 1, ...(page.isWide ? [half - 1] : [])]
  const steps = card.measures.map((measure, index) => step(page, measure, index, ends.includes(index)))
  const list = { flexGrow: 1, flexBasis: 0, minHeight: 0, minWidth: 0 } as const
  return framePicture(page, {
    ...card,
    kicker: 'มาตรการส่งเสริมคุณธรรมและความโปร่งใส',
    body: [
      page.isWide
        ? row({ gap: 48, ...list }, [column(list, steps.slice(0, half)), column(list, steps.slice(half))])
        : column(list, steps),
    ],
  })
}

function step(
  page: Page,
  measure: PictureData<'measure-timeline'>['measures'][number],
  index: number,
  isLast: boolean,
): PictureTree {
  const { colors, scale, isWide } = page
  const size = page.size === 'story' ? 52 : 40
  const fontSize = page.size === 'story' ? scale.foot : 28
  const due = measure.dueDate && !isWide ? `ภายใน ${writeDate(measure.dueDate)}` : null
  const facts = [measure.owner, due, stateWords[measure.state]].filter(Boolean).join(' · ')
  return row({ gap: 22, flexGrow: 1, flexShrink: 0 }, [
    column({ width: size, alignItems: 'center', flexShrink: 0, gap: 6 }, [
      stateMark(page, measure.state, size),
      isLast ? undefined : row({ width: 4, flexGrow: 1, minHeight: 8, backgroundColor: colors.line }, []),
    ]),
    column({ flexGrow: 1, flexBasis: 0, minWidth: 0, gap: 6, paddingBottom: isWide ? 6 : 8 }, [
      row({ justifyContent: 'space-between', gap: 20 }, [
        words(
          measure.title,
          { fontSize, fontWeight: 600, lineHeight: 1.3, flexShrink: 1 },
          { field: `measures.${index}.title`, lines: isWide ? 3 : 2 },
        ),
        measure.percent === null
          ? undefined
          : words(`${writeFigure(measure.percent)}%`, { fontSize, fontWeight: 700, lineHeight: 1.3 }),
      ]),
      measure.percent === null
        ? undefined
        : bar(page, { percent: measure.percent, color: stateColor(page, measure.state), height: 10 }),
      words(
        facts,
        { fontSize: 28, color: colors.slate, lineHeight: 1.3 },
        { field: `measures.${index}.owner`, lines: 2 },
      ),
    ]),
  ])
}

/** One measure: where it stands, what was the issue, what has come of it. */
export function drawMeasure(page: Page, card: PictureData<'measure-update'>): PictureTree {
  const { colors, scale } = page
  const state = pill(
    page,
    stateWords[card.state],
    { ground: colors.mist, color: stateColor(page, card.state) },
    stateMark(page, card.state, scale.head),
  )
  const owner = `ผู้รับผิดชอบ ${card.owner}${card.dueDate ? ` · ภายใน ${writeDate(card.dueDate)}` : ''}`
  const panels = [
    panel(page, 'ประเด็น', card.issue, 'issue'),
    panel(page, 'ผลที่ได้', card.result, 'result'),
    panel(page, 'ขั้นต่อไป', card.nextStep, 'nextStep'),
  ]
  return framePicture(page, {
    ...card,
    isCentered: true,
    isLongTitle: true,
    kicker: 'ความคืบหน้ามาตรการ',
    body: [
      row({ flexShrink: 0, alignItems: 'center', gap: 24, flexWrap: 'wrap' }, [
        state,
        words(owner, { fontSize: scale.foot, color: colors.slate, flexShrink: 1 }, { field: 'owner', lines: 2 }),
      ]),
      page.isWide
        ? row({ gap: 24, flexShrink: 0, alignItems: 'stretch' }, panels)
        : column({ gap: 16, flexShrink: 0 }, panels),
    ],
  })
}

function panel(
  { colors, scale, size }: Page,
  label: string,
  text: string | null,
  field: string,
): PictureTree | undefined {
  if (text === null) return undefined
  const isSquare = size === 'square' // the label stands beside its text: a square has no height to give away
  const box = {
    flexShrink: 0,
    backgroundColor: colors.mist,
    borderRadius: 32,
    padding: isSquare || size === 'wide' ? 20 : 28,
  }
  const parts = [
    words(label, {
      fontSize: scale.foot,
      fontWeight: 700,
      color: colors.blue,
      lineHeight: 1.45,
      ...(isSquare && { width: 130 }),
    }),
    words(text, { fontSize: isSquare ? 32 : scale.head, lineHeight: 1.35, flexShrink: 1 }, { field }),
  ]
  if (isSquare) return row({ ...box, gap: 20 }, parts)
  return column({ ...box, ...(size === 'wide' && { flexGrow: 1, flexBasis: 0, minWidth: 0 }) }, parts)
}
