import type { QuestionResult } from '../../contracts/polls.ts'
import type { PollLanguage } from '../../contracts/question-steps.ts'
import { summarize } from './result-words.ts'

/** One question's result as the result card and the picture take it; the same figures as everywhere, fewer where room is short. */
export function toCardQuestion(result: QuestionResult, language: PollLanguage, wordsAtMost: number) {
  const text = result.text.slice(0, 200)
  if (result.isHidden) return { text, isHidden: true }
  const rows = (result.kind === 'nps' ? groupNps(result.rows, language) : result.rows)
    .flatMap(({ label, percent }) => (percent === null ? [] : [{ label: label.slice(0, 120), percent }]))
    .slice(0, 12)
  const summary = summarize(result, language, wordsAtMost)?.slice(0, 300)
  return { text, answered: result.answered, rows, ...(summary && { summary }) }
}

type Row = Pick<QuestionResult['rows'][number], 'label' | 'percent'>

/** Eleven steps as the three groups that the score is made of, where there is no room for eleven. */
function groupNps(rows: QuestionResult['rows'], language: PollLanguage): Row[] {
  return npsGroups.map(({ label, has }) => {
    const own = rows.filter(({ key }) => has(Number(key)))
    if (own.some(({ percent }) => percent === null)) return { label: label[language], percent: null }
    const percent = own.reduce((sum, row) => sum + (row.percent ?? 0), 0)
    return { label: label[language], percent: Math.round(percent * 10) / 10 }
  })
}

const npsGroups: { label: Record<PollLanguage, string>; has(step: number): boolean }[] = [
  { label: { th: 'ไม่แนะนำ 0–6', en: 'Advise against 0–6' }, has: (step) => step <= 6 },
  { label: { th: 'เฉย ๆ 7–8', en: 'Neither 7–8' }, has: (step) => step === 7 || step === 8 },
  { label: { th: 'แนะนำ 9–10', en: 'Recommend 9–10' }, has: (step) => step >= 9 },
]
