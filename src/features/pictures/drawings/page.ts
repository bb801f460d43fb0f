import { type PictureSizeName, pictureSizes } from '../../../contracts/picture-templates.ts'
import { bitmap, column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import type { Colors } from '../look-rules.ts'

/** Type and spacing of a size. 1040 px are about 300 in a chat: nothing under 28 can be read there. */
export type Scale = { title: number; body: number; head: number; foot: number; margin: number; gap: number }

const scales: Record<PictureSizeName, Scale> = {
  square: { title: 64, body: 46, head: 38, foot: 30, margin: 60, gap: 32 },
  portrait: { title: 64, body: 46, head: 38, foot: 30, margin: 60, gap: 36 },
  wide: { title: 44, body: 32, head: 28, foot: 28, margin: 44, gap: 16 },
  story: { title: 76, body: 60, head: 48, foot: 36, margin: 72, gap: 56 },
}

/** What every drawing is given beside its data. */
export type Look = {
  colors: Colors
  agency: string
  /** In which it is drawn: what names no fiscal year of its own holds in this one. */
  fiscalYear: number
  logo?: Uint8Array
  isDraft: boolean
  /** Closer together, type as large as ever: what does not fit otherwise. */
  isTight?: boolean
}
export type Page = Look & {
  size: PictureSizeName
  width: number
  height: number
  scale: Scale
  isWide: boolean
  /** There is height to give away: few words are set larger. */
  isTall: boolean
}

export function openPage(size: PictureSizeName, look: Look): Page {
  const isTall = size === 'story' || size === 'portrait'
  return { ...look, size, ...pictureSizes[size], scale: scales[size], isWide: size === 'wide', isTall }
}

/** Width between the margins. */
export const innerWidth = ({ width, scale }: Page) => width - 2 * scale.margin

type Frame = {
  kicker: string
  title: string
  /** At the right of the kicker: which of a series, or the date of the figures. */
  aside?: string | null | undefined
  badge?: string | null
  source?: string | null
  fiscalYear?: number | null
  /** Of the words around the data. */
  language?: 'th' | 'en'
  body: PictureTree[]
  /** A title that may be a whole sentence: smaller, of three lines. */
  isLongTitle?: boolean
  /** Nothing in the body grows: it stands in the middle of a tall picture. */
  isCentered?: boolean
}

/** What all pictures share: bands, kicker, title, and the foot that names office, source and fiscal year. They are forwarded alone. */
export function framePicture(page: Page, frame: Frame): PictureTree {
  const { colors, scale, isTight } = page
  const gap = isTight ? scale.gap / 2 : scale.gap
  const body = frame.isCentered && page.isTall ? [spacer(1), ...frame.body, spacer(2)] : frame.body
  return column({ width: '100%', height: '100%', backgroundColor: colors.paper, color: colors.ink }, [
    ...bands(page, frame.badge),
    column(
      {
        flexGrow: 1,
        flexBasis: 0,
        minHeight: 0,
        paddingLeft: scale.margin,
        paddingRight: scale.margin,
        paddingTop: scale.margin * 0.7,
        paddingBottom: scale.margin * 0.6,
      },
      [
        heading(page, frame),
        column({ flexGrow: 1, flexBasis: 0, minHeight: 0, gap, paddingTop: gap, paddingBottom: gap }, body),
        foot(page, frame),
      ],
    ),
  ])
}

// Room that goes first when the words need it.
const spacer = (share: number) => row({ flexGrow: share, flexShrink: 1 }, [])

function bands({ colors, scale, isDraft }: Page, badge: string | null | undefined): PictureTree[] {
  const text = [isDraft && 'ร่าง · ยังไม่อนุมัติให้เผยแพร่', badge].filter(Boolean).join(' · ')
  if (text === '') return []
  const ground = isDraft ? colors.clay : colors.slate
  return [
    row({ flexShrink: 0, justifyContent: 'center', backgroundColor: ground, paddingTop: 5, paddingBottom: 5 }, [
      words(text, { fontSize: scale.foot, fontWeight: 600, color: colors.white }, { field: 'badge', lines: 1 }),
    ]),
  ]
}

function heading({ colors, scale, logo }: Page, { kicker, title, aside, isLongTitle }: Frame): PictureTree {
  const corner = [
    aside ? words(aside, { fontSize: scale.foot, color: colors.slate }, { field: 'series', lines: 1 }) : undefined,
    logo ? bitmap(logo, { width: scale.title * 1.3, height: scale.title * 1.3 }) : undefined,
  ]
  return column({ flexShrink: 0, gap: 12 }, [
    row({ justifyContent: 'space-between', alignItems: 'center', gap: aside || logo ? 20 : 0 }, [
      row({ alignItems: 'center', gap: 16, flexShrink: 1, minWidth: 0 }, [
        row({ width: 14, height: scale.head, backgroundColor: colors.saffron, borderRadius: 7, flexShrink: 0 }, []),
        words(kicker, { fontSize: scale.head, fontWeight: 600, color: colors.blue, flexShrink: 1, lineHeight: 1.35 }),
      ]),
      row({ alignItems: 'center', gap: 20, flexShrink: 0 }, corner),
    ]),
    words(
      title,
      { fontSize: isLongTitle ? scale.title * 0.75 : scale.title, fontWeight: 700, lineHeight: 1.35 },
      { field: 'title', lines: isLongTitle ? 3 : 2 },
    ),
  ])
}

const origins = {
  th: { source: 'ที่มา:', year: (year: number) => `ปีงบประมาณ พ.ศ. ${year}` },
  en: { source: 'Source:', year: (year: number) => `Fiscal year B.E. ${year}` },
}

/** What names no source is the office's own word, and holds in this fiscal year: both are told of every picture. */
function foot(page: Page, { source, fiscalYear, language = 'th' }: Frame): PictureTree {
  const { colors, scale, agency, isWide } = page
  const said = origins[language]
  const from = `${said.source} ${source ?? agency} · ${said.year(fiscalYear ?? page.fiscalYear)}`
  const office = source
    ? words(agency, { fontSize: scale.foot, fontWeight: 600, color: colors.slate }, { field: 'agency', lines: 1 })
    : undefined
  const origin = words(
    from,
    {
      fontSize: scale.foot,
      color: colors.slate,
      lineHeight: 1.35,
      flexShrink: 1,
      ...(isWide && source && { textAlign: 'right' as const }),
    },
    { field: 'source', lines: 3 },
  )
  return column({ flexShrink: 0, gap: 14 }, [
    rule(colors.line),
    isWide ? row({ justifyContent: 'space-between', gap: 40 }, [office, origin]) : column({ gap: 0 }, [office, origin]),
  ])
}

export function rule(color: string): PictureTree {
  return row({ height: 3, flexShrink: 0, backgroundColor: color }, [])
}
