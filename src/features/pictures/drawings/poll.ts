import type { PictureData } from '../../../contracts/picture-templates.ts'
import { shorten, writeFigure } from '../../../line/flex/words.ts'
import { column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import { labelledBars, lineOfBar } from './bars.ts'
import { lock } from './marks.ts'
import { framePicture, type Page, rule } from './page.ts'

// Lines, of so many letters each, that have room for questions in brief. The card below a picture has them all.
const room = {
  square: { lines: 9, letters: 56 },
  portrait: { lines: 17, letters: 58 },
  story: { lines: 24, letters: 48 },
}
const mostBeside = 2 // in a wide picture
// Of two questions with more answers than these the first of each stands for the others.
const mostRows = 7

/** What a poll found, after suppression: bars, a summary, or the reason why nothing is shown. */
export function drawPollResult(page: Page, card: PictureData<'poll-result'>): PictureTree {
  const { colors, scale } = page
  const t = phrases[card.language]
  const { counts } = card
  const ita = card.ita === null ? undefined : drawIta(page, card.ita, t)
  const shown = card.questions.slice(0, countFitting(page, card))
  const rowCount = shown.reduce((sum, { rows }) => sum + rows.length, 0)
  const isBrief = !page.isWide && (shown.length > 2 || (shown.length === 2 && rowCount > mostRows))
  // The line of the ITA stands where the count of answers would: that count goes beside the mean.
  const isTight = isBrief || (ita !== undefined && !page.isTall)
  const questions = shown.map((question, index) => drawQuestion(page, question, { index, isBrief, isTight, t }))
  const left = leftOut(card, shown.length)
  return framePicture(page, {
    ...card,
    isCentered: true,
    isLongTitle: true,
    kicker: t.kicker,
    aside: counts && t.counts(writeFigure(counts.cast), writeFigure(counts.eligible)),
    body: [
      row({ gap: 14, alignItems: 'center', flexShrink: 0, flexWrap: 'wrap' }, [
        lock(scale.head, colors.slate),
        words(card.levelLabel, { fontSize: scale.foot, color: colors.slate }, { field: 'levelLabel', lines: 1 }),
        words(t.threshold(writeFigure(card.threshold)), { fontSize: scale.foot, color: colors.slate, marginLeft: 14 }),
      ]),
      page.isWide
        ? row({ gap: 48, flexGrow: 1, flexBasis: 0, minHeight: 0 }, [...questions, ita])
        : column({ gap: isBrief ? 28 : scale.gap, flexShrink: 0 }, questions),
      ...(left === undefined ? [] : [words(left, moreStyle(page))]),
      ...(ita && page.isTall ? [rule(colors.line)] : []),
      ...(ita && !page.isWide ? [ita] : []),
    ],
  })
}

function countFitting({ size }: Page, { questions, ita }: PictureData<'poll-result'>): number {
  if (size === 'wide') return ita ? mostBeside - 1 : mostBeside
  const { lines, letters } = room[size]
  const linesOf = (said: string | null) => Math.ceil((said ?? '').length / letters)
  let left = ita ? lines - itaLines : lines
  const full = questions.findIndex(({ text, summary }) => {
    left -= linesOf(text) + Math.max(1, linesOf(summary)) + 1
    return left < 0
  })
  return full === -1 ? questions.length : Math.max(1, full)
}

/** How much of it is drawn, where that is not all: one of several cards has but its own part of the poll below it. */
function leftOut({ questions, more, series, language }: PictureData<'poll-result'>, shown: number): string | undefined {
  const t = phrases[language]
  const own = questions.length - shown
  if (series) return own > 0 ? t.moreOfCard(shown, own) : undefined
  const all = own + (more ?? 0)
  return all > 0 ? t.more(shown, all) : undefined
}

const moreStyle = ({ colors, scale }: Page) => ({ fontSize: scale.foot, fontWeight: 600, color: colors.blue }) as const

const mostIta = 3
const itaLines = 6 // with the room around them

/** The ITA's figures in words, apart from the bars: three of them, or where there is little height one, and how many more there are. */
function drawIta(page: Page, ita: NonNullable<PictureData<'poll-result'>['ita']>, t: Phrases): PictureTree {
  const { colors, scale, isTall, isWide } = page
  const small = { fontSize: scale.foot, color: colors.slate, lineHeight: 1.35 }
  const said = ita.items.map(({ no, title, instrument, score }) => {
    // One line each where there is room for no more.
    return { name: `${no} ${shorten(title, isTall ? 28 : 44)} (${instrument})`, figure: score.toFixed(2) }
  })
  const [first] = said
  if (!isTall) {
    const more = said.length > 1 ? ` · ${t.itaMore(said.length - 1)}` : ''
    return words(`${t.ita(ita.fiscalYear)} · ${first?.name} ${first?.figure}${more}`, {
      ...small,
      ...(isWide && share),
    })
  }
  return column({ gap: 4, flexShrink: 0 }, [
    words(t.ita(ita.fiscalYear), { ...small, fontWeight: 600 }),
    ...said
      .slice(0, mostIta)
      .map(({ name, figure }, place) =>
        row({ justifyContent: 'space-between', alignItems: 'flex-end', gap: 24, flexShrink: 0 }, [
          words(name, { ...small, flexShrink: 1 }, { field: `ita.items.${place}.title`, lines: 2 }),
          words(figure, { ...small, fontWeight: 700 }),
        ]),
      ),
    said.length > mostIta ? words(t.itaMore(said.length - mostIta), small) : undefined,
  ])
}

type Question = PictureData<'poll-result'>['questions'][number]

function drawQuestion(
  page: Page,
  question: Question,
  { index, isBrief, isTight, t }: { index: number; isBrief: boolean; isTight: boolean; t: Phrases },
): PictureTree {
  const { colors, scale, isWide } = page
  const field = `questions.${index}`
  const quiet = { fontSize: scale.foot, color: colors.slate }
  const answered = question.answered ? t.answered(writeFigure(question.answered)) : undefined
  const summary = isTight ? [question.summary, answered].filter(Boolean).join(' · ') : question.summary
  return column({ gap: isWide || isBrief ? 10 : 18, flexShrink: 0, ...(isWide && share) }, [
    words(
      question.text,
      { fontSize: isBrief ? scale.foot + 2 : scale.head, fontWeight: 700, lineHeight: 1.35 },
      { field: `${field}.text` },
    ),
    isTight || !answered ? undefined : words(answered, quiet),
    ...drawRows(page, question, field, isBrief),
    summary ? words(summary, { fontSize: scale.foot + (isBrief ? 0 : 2) }, { field: `${field}.summary` }) : undefined,
    question.isHidden
      ? // One wording whatever the rule, so that it does not tell which one hid the answer.
        words(t.hidden, { fontSize: scale.foot + 2, color: colors.slate })
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

const phrases = {
  th: {
    kicker: 'ผลแบบสำรวจ',
    threshold: (k: string) => `แสดงเมื่อมีผู้ตอบ ${k} คนขึ้นไป`,
    counts: (cast: string, eligible: string) => `ตอบแล้ว ${cast} จาก ${eligible} คน`,
    answered: (count: string) => `ผู้ตอบ ${count} คน`,
    hidden: 'ไม่แสดงผล เพื่อรักษาความลับของผู้ตอบ',
    ita: (year: number) => `ITA ปีงบประมาณ พ.ศ. ${year} (คนละเครื่องมือ)`,
    itaMore: (left: number) => `และอีก ${left} รายการ`,
    more: (shown: number, more: number) => `แสดง ${shown} จาก ${shown + more} ข้อ ผลทุกข้ออยู่ในการ์ดแจ้งผลทาง LINE`,
    moreOfCard: (shown: number, more: number) => `แสดง ${shown} จาก ${shown + more} ข้อของการ์ดใบนี้`,
  },
  en: {
    kicker: 'Poll result',
    threshold: (k: string) => `Shown from ${k} answers on`,
    counts: (cast: string, eligible: string) => `${cast} of ${eligible} answered`,
    answered: (count: string) => `${count} answered`,
    hidden: 'Not shown, to keep the answers of those who gave them confidential.',
    ita: (year: number) => `ITA, fiscal year B.E. ${year} (a different survey)`,
    itaMore: (left: number) => `and ${left} more`,
    more: (shown: number, more: number) =>
      `${shown} of ${shown + more} questions. The result card in LINE has them all.`,
    moreOfCard: (shown: number, more: number) => `${shown} of the ${shown + more} questions of this card.`,
  },
}
type Phrases = (typeof phrases)['th']
