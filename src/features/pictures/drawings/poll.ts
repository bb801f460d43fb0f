import type { PictureData } from '../../../contracts/picture-templates.ts'
import { writeFigure } from '../../../line/flex/words.ts'
import { column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import { labelledBars, lineOfBar } from './bars.ts'
import { lock } from './marks.ts'
import { framePicture, type Page } from './page.ts'

/** What a poll found, after suppression: bars, a summary, or the reason why nothing is shown. */
export function drawPollResult(page: Page, card: PictureData<'poll-result'>): PictureTree {
  const { colors, scale } = page
  const counts = card.counts
    ? `ตอบแล้ว ${writeFigure(card.counts.cast)} จาก ${writeFigure(card.counts.eligible)} ท่าน`
    : undefined
  const isBrief = !page.isWide && card.questions.length > 2
  const questions = card.questions.map((question, index) => drawQuestion(page, question, index, isBrief))
  return framePicture(page, {
    ...card,
    isCentered: true,
    isLongTitle: true,
    source: card.source ?? `แสดงเมื่อมีผู้ตอบตั้งแต่ ${card.threshold} ท่านขึ้นไป`,
    kicker: 'ผลแบบสำรวจ',
    aside: counts,
    body: [
      row({ gap: 14, alignItems: 'center', flexShrink: 0 }, [
        lock(scale.head, colors.slate),
        words(card.levelLabel, { fontSize: scale.foot, color: colors.slate }, { field: 'levelLabel', lines: 1 }),
      ]),
      page.isWide
        ? row({ gap: 48, flexGrow: 1, flexBasis: 0, minHeight: 0 }, questions)
        : column({ gap: isBrief ? 28 : scale.gap, flexShrink: 0 }, questions),
    ],
  })
}

type Question = PictureData<'poll-result'>['questions'][number]

function drawQuestion(page: Page, question: Question, index: number, isBrief: boolean): PictureTree {
  const { colors, scale, isWide } = page
  const field = `questions.${index}`
  const quiet = { fontSize: scale.foot, color: colors.slate }
  const answered = question.answered ? `ผู้ตอบ ${writeFigure(question.answered)} ท่าน` : undefined
  const summary = isBrief ? [question.summary, answered].filter(Boolean).join(' · ') : question.summary
  return column({ gap: isWide || isBrief ? 10 : 18, flexShrink: 0, ...(isWide && share) }, [
    words(
      question.text,
      { fontSize: isBrief ? scale.foot + 2 : scale.head, fontWeight: 700, lineHeight: 1.35 },
      { field: `${field}.text` },
    ),
    isBrief || !answered ? undefined : words(answered, quiet),
    ...drawRows(page, question, field, isBrief),
    summary ? words(summary, { fontSize: scale.foot + (isBrief ? 0 : 2) }, { field: `${field}.summary` }) : undefined,
    question.isHidden
      ? // One wording whatever the rule, so that it does not tell which one hid the answer (PRIVACY 5.1).
        words('ไม่แสดงผล เพื่อรักษาความลับของผู้ตอบ', { fontSize: scale.foot + 2, color: colors.slate })
      : undefined,
  ])
}

const share = { flexGrow: 1, flexBasis: 0, minWidth: 0 } as const

/** Bars under their words; beside them where there are many. In brief a mean stands for its spread, and the first for the others. */
function drawRows(page: Page, { rows, summary }: Question, field: string, isBrief: boolean): PictureTree[] {
  const { colors, scale, isWide } = page
  const most = Math.max(...rows.map(({ percent }) => percent))
  const first = rows.findIndex(({ percent }) => percent === most)
  const shown = rows.map((line, at) => ({ ...line, at })).filter(({ at }) => !isBrief || (!summary && at === first))
  const isDense = !isWide && (isBrief || shown.length > 3)
  return shown.map(({ label, percent, at }) => {
    const line = { label, figure: `${writeFigure(percent)}%`, field: `${field}.rows.${at}.label`, fontSize: scale.foot }
    const color = percent === most ? colors.blue : colors.slate
    return isDense
      ? lineOfBar(page, line, { percent, color, height: 22 })
      : labelledBars(page, { ...line, bars: [{ percent, color, height: isWide ? 14 : 24 }] })
  })
}
