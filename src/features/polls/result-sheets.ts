import type { QuestionResult } from '../../contracts/polls.ts'
import type { PollLanguage } from '../../contracts/question-steps.ts'
import type { Cell, Sheet } from '../../platform/sheets/write-sheet.ts'
import type { Comparison } from './comparison-service.ts'
import { textThreshold } from './flush-rules.ts'
import type { ResultView } from './result-service.ts'
import { noteWords, rangeOf } from './result-words.ts'

const headings = {
  th: ['กลุ่ม', 'คำถาม', 'ผู้ตอบ', 'คำตอบ', 'จำนวน', 'ร้อยละ', 'ค่าเฉลี่ย', 'หมายเหตุ'],
  en: ['Group', 'Question', 'Answered', 'Answer', 'Count', 'Percent', 'Mean', 'Note'],
} as const
const labels = {
  th: {
    everybody: 'ทุกคน',
    k: (k: number) => `แสดงผลเมื่อมีผู้ตอบตั้งแต่ ${k} คนขึ้นไป (ข้อความ ${Math.max(k, textThreshold)} คน)`,
    ita: (year: number) => `ITA ปีงบประมาณ พ.ศ. ${year} (คนละเครื่องมือ)`,
    sheet: 'ผลแบบสำรวจ',
  },
  en: {
    everybody: 'Everybody',
    k: (k: number) => `Shown from ${k} answers on (text from ${Math.max(k, textThreshold)})`,
    ita: (year: number) => `ITA, fiscal year ${year} B.E. (another instrument)`,
    sheet: 'Results',
  },
} as const

/** The result as the API gives it, cell for cell: nothing is added here that it does not hold. */
export function drawResult(result: ResultView, language: PollLanguage): Sheet {
  const words = labels[language]
  const parts = [{ label: words.everybody, questions: result.questions }, ...result.cuts]
  return {
    name: words.sheet,
    widths: [24, 50, 10, 40, 10, 10, 14, 60],
    rows: [
      [...headings[language]],
      [result.title, result.participation, null, null, null, null, null, words.k(result.threshold)],
      ...(result.note ? [[null, null, null, null, null, null, null, result.note]] : []),
      ...(result.lateReason
        ? [[null, null, null, null, null, null, null, noteWords.late[language](result.lateReason)]]
        : []),
      ...(result.ita?.items ?? []).map(({ no, titleTh, instrument, score }): Cell[] => [
        words.ita(result.ita?.fiscalYear ?? 0),
        `${no} ${titleTh}`,
        null,
        instrument,
        null,
        null,
        score,
        result.ita?.note ?? null,
      ]),
      ...parts.flatMap(({ label, questions }) =>
        questions.flatMap((question) => drawQuestion(label, question, language)),
      ),
    ],
  }
}

const comparisonWords = {
  th: {
    sheet: 'เทียบรอบ',
    headings: ['คำถาม', 'คำตอบ', 'รอบก่อน: ผู้ตอบ', 'ร้อยละ', 'ค่าเฉลี่ย', 'รอบนี้: ผู้ตอบ', 'ร้อยละ', 'ค่าเฉลี่ย', 'หมายเหตุ'],
  },
  en: {
    sheet: 'Compared',
    headings: ['Question', 'Answer', 'Before: answered', 'Percent', 'Mean', 'Now: answered', 'Percent', 'Mean', 'Note'],
  },
} as const

/** This round beside the one it repeats, as the API gives it; nothing where it repeats none. */
export function drawComparison(comparison: Comparison, language: PollLanguage): Sheet | undefined {
  const { before, note, threshold, questions } = comparison
  if (before === null) return undefined
  const { sheet, headings } = comparisonWords[language]
  const first = [before.title, null, null, null, null, null, null, null, note ?? labels[language].k(threshold)]
  return {
    name: sheet,
    widths: [50, 40, 16, 10, 14, 16, 10, 14, 60],
    rows: [[...headings], first, ...questions.flatMap((pair) => drawPair(pair, language))],
  }
}

function drawPair({ before, after }: Comparison['questions'][number], language: PollLanguage): Cell[][] {
  const meanOf = ({ mean, band }: QuestionResult) => mean ?? band
  const head = [after.text, null, before.answered, null, meanOf(before), after.answered, null, meanOf(after)]
  const percentIn = ({ rows }: QuestionResult, wanted: string) =>
    rows.find(({ key }) => key === wanted)?.percent ?? null
  const rows = [...new Map([...after.rows, ...before.rows].map(({ key, label }) => [key, label]))]
  return [
    [...head, rangeOf(after, language)],
    ...rows.map(([key, label]): Cell[] => [
      ...[after.text, label, null, percentIn(before, key), null],
      ...[null, percentIn(after, key), null, null],
    ]),
  ]
}

function drawQuestion(group: string, question: QuestionResult, language: PollLanguage): Cell[][] {
  const { text, answered, mean, band, rows } = question
  if (question.isHidden) return [[group, text, null, null, null, null, null, noteWords.hidden[language]]]
  const first: Cell[] = [group, text, answered, null, null, null, mean ?? band, rangeOf(question, language)]
  return [first, ...rows.map((row): Cell[] => [group, text, null, row.label, row.count, row.percent, null, null])]
}
