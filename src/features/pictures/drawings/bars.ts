import { column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import type { Page } from './page.ts'

type Bar = { percent: number; color: string; height: number }

/** A bar measured from zero in a track of 100, with a thin line at the target where there is one. */
export function bar({ colors }: Page, { percent, color, height }: Bar, target?: number | null): PictureTree {
  const share = `${Math.min(100, Math.max(0, percent))}%` as const
  return row({ position: 'relative', height, flexShrink: 0, backgroundColor: colors.line, borderRadius: height / 2 }, [
    row({ width: share, height, backgroundColor: color, borderRadius: height / 2 }, []),
    target == null
      ? undefined
      : row(
          {
            position: 'absolute',
            left: `${target}%`,
            top: -5,
            width: 4,
            height: height + 10,
            backgroundColor: colors.ink,
          },
          [],
        ),
  ])
}

/** A line of words with its figure at the right, over one or two bars. */
export function labelledBars(
  page: Page,
  line: {
    label: string
    figure: string
    field: string
    bars: Bar[]
    target?: number | null
    note?: string | null | undefined
    /** Behind the label, where there is no room for a note of its own line. */
    aside?: string | null | undefined
    fontSize?: number
  },
): PictureTree {
  const { colors, scale } = page
  const fontSize = line.fontSize ?? scale.head
  const quiet = { fontSize: scale.foot, color: colors.slate, lineHeight: 1.35 } as const
  const noteOf = { field: `${line.field}.note`, lines: line.aside ? 3 : 2 }
  return column({ flexShrink: 0, gap: 8 }, [
    row({ justifyContent: 'space-between', alignItems: 'flex-end', gap: 24 }, [
      words(
        line.label,
        { fontSize, fontWeight: 600, flexShrink: 1, lineHeight: 1.35 },
        { field: line.field, lines: 3 },
      ),
      line.aside
        ? words(line.aside, { ...quiet, fontSize: 28, lineHeight: 1.25, flexGrow: 1, flexShrink: 1 }, noteOf)
        : undefined,
      words(line.figure, { fontSize, fontWeight: 700, lineHeight: 1.35 }),
    ]),
    ...line.bars.map((each) => bar(page, each, line.target)),
    line.note ? words(line.note, quiet, noteOf) : undefined,
  ])
}

/** Words, bar and figure on one line: half the height of labelled bars, for where there are many. */
export function lineOfBar(
  page: Page,
  line: { label: string; figure: string; field: string; fontSize: number },
  one: Bar,
): PictureTree {
  const { fontSize, field } = line
  return row({ alignItems: 'center', gap: 24, flexShrink: 0 }, [
    row({ width: '44%', flexShrink: 0 }, [
      words(line.label, { fontSize, fontWeight: 600, flexShrink: 1, lineHeight: 1.4 }, { field, lines: 2 }),
    ]),
    column({ flexGrow: 1, flexBasis: 0, minWidth: 0 }, [bar(page, one)]),
    row({ width: fontSize * 3.4, flexShrink: 0, justifyContent: 'flex-end' }, [
      words(line.figure, { fontSize, fontWeight: 700, lineHeight: 1.4 }),
    ]),
  ])
}

/** A coloured word in a rounded box, such as a level or a state. */
export function pill(
  page: Page,
  text: string,
  paint: { ground: string; color: string },
  mark?: PictureTree,
): PictureTree {
  return row(
    {
      alignItems: 'center',
      gap: 12,
      flexShrink: 0,
      backgroundColor: paint.ground,
      borderRadius: 999,
      paddingLeft: 24,
      paddingRight: 26,
      paddingTop: 4,
      paddingBottom: 4,
    },
    [mark, words(text, { fontSize: page.scale.head, fontWeight: 600, color: paint.color }, { lines: 1 })],
  )
}
