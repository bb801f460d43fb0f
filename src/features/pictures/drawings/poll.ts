import type { PictureData } from '../../../contracts/picture-templates.ts'
import { writeFigure } from '../../../line/flex/words.ts'
import { column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import { labelledBars } from './bars.ts'
import { lock } from './marks.ts'
import { framePicture, type Page } from './page.ts'

/** What a poll found, after suppression: bars, a summary, or the reason why nothing is shown. */
export function drawPollResult(page: Page, card: PictureData<'poll-result'>): PictureTree {
  const { colors, scale } = page
  const counts = card.counts
    ? `ตอบแล้ว ${writeFigure(card.counts.cast)} จาก ${writeFigure(card.counts.eligible)} ท่าน`
    : undefined
  const questions = card.questions.map((question, index) => drawQuestion(page, question, index))
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
        : column({ gap: scale.gap, flexShrink: 0 }, questions),
    ],
  })
}

type Question = PictureData<'poll-result'>['questions'][number]

function drawQuestion(page: Page, question: Question, index: number): PictureTree {
  const { colors, scale, isWide } = page
  const field = `questions.${index}`
  const most = Math.max(...question.rows.map(({ percent }) => percent))
  return column({ gap: isWide ? 10 : 18, flexShrink: 0, ...(isWide && { flexGrow: 1, flexBasis: 0, minWidth: 0 }) }, [
    words(question.text, { fontSize: scale.head, fontWeight: 700, lineHeight: 1.35 }, { field: `${field}.text` }),
    ...question.rows.map(({ label, percent }, at) =>
      labelledBars(page, {
        label,
        figure: `${writeFigure(percent)}%`,
        field: `${field}.rows.${at}.label`,
        fontSize: scale.foot,
        bars: [{ percent, color: percent === most ? colors.blue : colors.slate, height: isWide ? 14 : 24 }],
      }),
    ),
    question.summary ? words(question.summary, { fontSize: scale.foot + 2 }, { field: `${field}.summary` }) : undefined,
    question.isHidden
      ? // One wording whatever the rule, so that it does not tell which one hid the answer (PRIVACY 5.1).
        words('ไม่แสดงผล เพื่อรักษาความลับของผู้ตอบ', { fontSize: scale.foot + 2, color: colors.slate })
      : undefined,
  ])
}
