import type { PictureData } from '../../../contracts/picture-templates.ts'
import { writeDate, writeDateTime, writeTopic } from '../../../line/flex/words.ts'
import { countLetters } from '../../../platform/pictures/count-letters.ts'
import { column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import { framePicture, type Page } from './page.ts'

type Fact = { label: string; text: string; field: string }
type Line = { text: string; field: string }
type Message = Omit<Parameters<typeof framePicture>[1], 'body' | 'kicker'> & {
  text?: string | null
  /** Numbered: one after the other. */
  steps?: string[]
  /** Each with a dot: in no order. */
  points?: Line[]
  facts?: Fact[]
  /** When and where come before the rest. */
  isFactsFirst?: boolean
}

export const drawNoGift = (page: Page, card: PictureData<'no-gift'>) =>
  drawMessage(page, 'No Gift Policy · งดรับของขวัญ', card)

export const drawNotice = (page: Page, card: PictureData<'notice'>) => drawMessage(page, 'ประกาศ', card)

export const drawGuide = (page: Page, { facts, ...card }: PictureData<'guide'>) =>
  drawMessage(page, writeTopic(card.topic), {
    ...card,
    facts: facts.map((fact, index) => ({ ...fact, field: `facts.${index}.text` })),
  })

const opportunityKickers = { open: 'เปิดรับสมัคร', closed: 'ปิดรับสมัครแล้ว', announced: 'ประกาศผลการคัดเลือก' } as const

/** อบรม ดูงาน ทุน: who may apply until when and how people are chosen; once it is known, who was. */
export function drawOpportunity(page: Page, card: PictureData<'opportunity'>): PictureTree {
  const { state, qualifications, criteria, seats, closesOn, result } = card
  const listed = (label: string, field: string, lines: string[]) =>
    lines.map((text, index) => ({ text: `${label}: ${text}`, field: `${field}.${index}` }))
  return drawMessage(page, opportunityKickers[state], {
    ...card,
    points: [...listed('คุณสมบัติ', 'qualifications', qualifications), ...listed('เกณฑ์', 'criteria', criteria)],
    facts: [
      seats !== null && { label: 'จำนวนที่รับ', text: `${seats} คน`, field: 'seats' },
      closesOn !== null && { label: 'วันปิดรับ', text: writeDate(closesOn), field: 'closesOn' },
      result !== null && { label: 'ผลการคัดเลือก', text: result, field: 'result' },
    ].filter((fact) => fact !== false),
  })
}

export function drawInvitation(page: Page, card: PictureData<'invitation'>): PictureTree {
  const { startsAt, place, agenda } = card
  return drawMessage(page, 'ขอเชิญประชุม', {
    ...card,
    isFactsFirst: true,
    points: agenda.map((text, index) => ({ text, field: `agenda.${index}` })),
    facts: [
      { label: 'วันและเวลา', text: writeDateTime(startsAt), field: 'startsAt' },
      { label: 'สถานที่', text: place, field: 'place' },
    ],
  })
}

// More letters than this in its list and a message is set smaller, yet above what can be read in a chat.
const roomyLetters = 220
// No more than these leave half of a picture empty unless they are set larger.
const fewLetters = { portrait: 150, story: 150, square: 90, wide: 0 }
const fewLines = { portrait: 5, story: 5, square: 3, wide: 0 }

/** A few sentences, with numbered steps, points and facts where there are any. */
function drawMessage(page: Page, kicker: string, message: Message): PictureTree {
  const { scale } = page
  const { text, steps = [], points = [], facts = [], isFactsFirst } = message
  const all = [text ?? '', ...steps, ...points.map((point) => point.text), ...facts.map((fact) => fact.text)]
  const letters = all.join('').length
  const isDense = letters > roomyLetters
  const isBrief = letters <= fewLetters[page.size] && steps.length + points.length <= fewLines[page.size]
  const fontSize = isDense ? scale.foot : isBrief ? scale.body : scale.head
  const lines = [
    ...steps.map((step, index) => numbered(page, fontSize, index + 1, step)),
    ...points.map((point) => dotted(page, fontSize, point)),
  ]
  const told = facts.length > 0 ? [factList(page, facts, isBrief && page.isTall ? scale.head : scale.foot)] : []
  const listed = isFactsFirst ? [...told, ...lines] : [...lines, ...told]
  const said = text ? [words(text, { fontSize: listed.length > 0 ? fontSize : scale.body }, { field: 'text' })] : []
  const isParted = page.isWide && lines.length > 0 && said.length + told.length > 0
  const gap = isDense ? scale.gap / 2 : scale.gap
  const list = listed.length > 0 ? [column({ gap, flexShrink: 0 }, listed)] : []
  return framePicture(page, {
    ...message,
    isLongTitle: countLetters(message.title) > lettersOfOneLine,
    isCentered: true,
    kicker,
    body: isParted
      ? [
          row({ gap: 40, flexGrow: 1, flexBasis: 0, minHeight: 0 }, [
            column({ ...half, gap: 10 }, [...said, ...told]),
            column({ ...half, gap: 10 }, lines),
          ]),
        ]
      : isFactsFirst
        ? [...list, ...said]
        : [...said, ...list],
  })
}

// What fits one line at full size; a longer title is set smaller.
const lettersOfOneLine = 22

const half = { flexGrow: 1, flexBasis: 0, minWidth: 0 } as const

function numbered({ colors }: Page, fontSize: number, no: number, step: string): PictureTree {
  const size = fontSize * 1.5
  const box = {
    ...{ width: size, height: size, borderRadius: size / 2, backgroundColor: colors.navy, flexShrink: 0 },
    ...({ justifyContent: 'center', alignItems: 'center' } as const),
  }
  return row({ gap: 24, alignItems: 'center', flexShrink: 0 }, [
    row(box, [words(String(no), { fontSize: Math.max(28, fontSize * 0.9), fontWeight: 700, color: colors.white })]),
    words(step, { ...inLine, fontSize, fontWeight: 600 }, { field: `steps.${no - 1}` }),
  ])
}

const inLine = { flexShrink: 1, flexGrow: 1, flexBasis: 0, minWidth: 0, lineHeight: 1.35 } as const

function dotted({ colors }: Page, fontSize: number, { text, field }: Line): PictureTree {
  const size = 16
  const dot = { width: size, height: size, borderRadius: size / 2, backgroundColor: colors.blue, flexShrink: 0 }
  return row({ gap: 24, flexShrink: 0 }, [
    row({ ...dot, marginTop: fontSize * 0.5 }, []),
    words(text, { ...inLine, fontSize }, { field }),
  ])
}

/** Label and answer side by side, on one quiet ground. */
function factList({ colors }: Page, facts: Fact[], fontSize: number): PictureTree {
  const ground = { backgroundColor: colors.mist, borderRadius: 24, paddingLeft: 28, paddingRight: 28 }
  return column(
    { ...ground, flexShrink: 0, gap: 4, paddingTop: 14, paddingBottom: 14 },
    facts.map(({ label, text, field }) =>
      row({ gap: 24, flexShrink: 0 }, [
        words(label, { fontSize, color: colors.slate, width: fontSize * 7, lineHeight: 1.35 }),
        words(text, { ...inLine, fontSize, fontWeight: 600 }, { field }),
      ]),
    ),
  )
}
