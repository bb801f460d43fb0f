import type { QuestionResult } from '../../contracts/polls.ts'
import type { PollLanguage } from '../../contracts/question-steps.ts'
import { shorten } from '../../line/flex/words.ts'
import { summarize } from './result-words.ts'

export type CardQuestion =
  | { text: string; isHidden: true }
  | { text: string; answered: number | null; rows: { label: string; percent: number }[]; summary?: string }

/** One question's result as the result card and the picture take it; the same figures as everywhere, fewer where room is short. */
export function toCardQuestion(result: QuestionResult, language: PollLanguage, wordsAtMost: number): CardQuestion {
  const text = shorten(result.text, 200)
  if (result.isHidden) return { text, isHidden: true }
  const rows = (result.kind === 'nps' ? groupNps(result, language) : result.rows)
    .flatMap(({ label, percent }) => (percent === null ? [] : [{ label: shorten(label, 120), percent }]))
    .slice(0, 12)
  const summary = summarize(result, language, wordsAtMost)
  return { text, answered: result.answered, rows, ...(summary && { summary: shorten(summary, 300) }) }
}

const cardBytes = 21_500 // of LINE's 30,000 a bubble: the rest is for title, counts, the figures of the ITA and what the office will do
const mostCards = 5 // messages of one push

/** Questions in order, as many to a card as LINE takes; what five cards do not hold is counted as more. */
export function dealCards(questions: readonly CardQuestion[]): { cards: CardQuestion[][]; more: number } {
  const cards: CardQuestion[][] = []
  let room = 0
  for (const question of questions) {
    const bytes = bytesOf(question)
    if (bytes > room) {
      cards.push([])
      room = cardBytes
    }
    cards.at(-1)?.push(question)
    room -= bytes
  }
  return { cards: cards.slice(0, mostCards), more: cards.slice(mostCards).flat().length }
}

/** As Flex JSON: words of a bar stand in 640 bytes of boxes, a question's in 800 with its count and summary. */
function bytesOf(question: CardQuestion): number {
  if ('isHidden' in question) return Buffer.byteLength(question.text) + 800
  const { text, summary, rows } = question
  return Buffer.byteLength([text, summary, ...rows.map(({ label }) => label)].join('')) + 800 + rows.length * 640
}

type Row = Pick<QuestionResult['rows'][number], 'label' | 'percent'>

/** Eleven steps as the three groups that the score is made of, where there is no room for eleven. */
function groupNps({ rows, answered }: QuestionResult, language: PollLanguage): Row[] {
  return npsGroups.map(({ label, has }) => {
    const own = rows.filter(({ key }) => has(Number(key)))
    if (!answered || own.some(({ percent }) => percent === null)) return { label: label[language], percent: null }
    // Of the counts: percents that were rounded one by one add up to another figure.
    const count = own.reduce((sum, row) => sum + (row.count ?? 0), 0)
    return { label: label[language], percent: Math.round((count / answered) * 1000) / 10 }
  })
}

const npsGroups: { label: Record<PollLanguage, string>; has(step: number): boolean }[] = [
  { label: { th: 'ไม่แนะนำ 0–6', en: 'Advise against 0–6' }, has: (step) => step <= 6 },
  { label: { th: 'เป็นกลาง 7–8', en: 'Neither 7–8' }, has: (step) => step === 7 || step === 8 },
  { label: { th: 'แนะนำ 9–10', en: 'Recommend 9–10' }, has: (step) => step >= 9 },
]
