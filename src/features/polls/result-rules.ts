import { type Question, type QuestionResult, scaleScores } from '../../contracts/polls.ts'
import { type PollLanguage, stepsOf } from '../../contracts/question-steps.ts'
import { type Cell, countOf } from './cell-rules.ts'
import { thresholdOf } from './room-rules.ts'
import { optionsOf, type Shade, shadeCuts, shadeOf } from './suppression-rules.ts'
import type { Sums } from './tally-rules.ts'

type Row = QuestionResult['rows'][number]
type Band = NonNullable<QuestionResult['band']>

export type Frame = { language: PollLanguage; threshold: number }
/** A cut as it was declared: its options in order, each with its cell. */
export type CutCell = { key: string; label: string; cell: Cell }

const otherLabel = { th: 'อื่น ๆ', en: 'Other' } as const
const otherKey = ''
const mostWords = 60

/**
 * A question's result after all rules of suppression, for everybody and by the declared cut. The only way from sums to anything
 * that is shown: API, export, picture, card and screen all ask here.
 */
export function showQuestion(
  question: Question,
  cells: { whole: Cell; cuts: readonly CutCell[] },
  frame: Frame & { themes?: readonly string[] },
): { whole: QuestionResult; cuts: { key: string; label: string; result: QuestionResult }[] } {
  const { whole, cuts } = cells
  const parts = cuts.map(({ cell }) => cell)
  const shades = shadeCuts(question, whole, parts, frame.threshold)
  return {
    whole: draw(question, whole, shadeOf(question, whole, frame.threshold), frame),
    cuts: cuts.map(({ key, label, cell }, place) => ({
      key,
      label,
      result: draw(question, cell, shades[place] as Shade, frame),
    })),
  }
}

/** In an open room k alone rules, on the screen and after the close: people see one another, and each answer appears as it comes. */
export function showRoomQuestion(question: Question, cell: Cell, frame: Frame): QuestionResult {
  if (cell.answered < thresholdOf(question, frame.threshold)) return hidden(question)
  // Words and texts have passed the presenter.
  if (question.kind === 'word' || question.kind === 'text') {
    return shown(question, cell, { rows: countWords(cell.sums, 1) })
  }
  return drawFigures(question, cell, frame)
}

function draw(question: Question, cell: Cell, shade: Shade, frame: Frame & { themes?: readonly string[] }) {
  if (shade === 'hidden') return hidden(question)
  if (question.kind === 'word') return shownIfAny(question, cell, countWords(cell.sums, frame.threshold))
  if (question.kind === 'text') return shownIfAny(question, cell, (frame.themes ?? []).map(toTheme))
  return shade === 'exact' ? drawFigures(question, cell, frame) : drawCoarse(question, cell, frame)
}

function drawFigures(question: Question, cell: Cell, frame: Frame): QuestionResult {
  const rows = rowsOf(question, cell, frame)
  return shown(question, cell, { rows, mean: meanOf(question, cell) })
}

function drawCoarse(question: Question, cell: Cell, frame: Frame): QuestionResult {
  const mean = meanOf(question, cell)
  if (mean !== null) {
    const rows = rowsOf(question, cell, frame).map(withoutFigures)
    return shown(question, cell, { rows, band: question.kind === 'nps' ? npsBandOf(mean) : bandOf(mean) })
  }
  if (question.kind === 'ranking' || question.kind === 'points') {
    return shown(question, cell, { rows: rowsOf(question, cell, frame).map(withoutFigures) })
  }
  const rows = mergeSmall(rowsOf(question, cell, frame), cell.answered, frame.language)
  return rows.length < 2 ? hidden(question) : shown(question, cell, { rows })
}

function rowsOf(question: Question, cell: Cell, { language }: Frame): Row[] {
  const labels = new Map(stepsOf(question, language).map(({ key, text }) => [key, text]))
  const isShare = question.kind === 'ranking' || question.kind === 'points'
  const all = isShare ? Object.values(cell.sums).reduce((sum, points) => sum + points, 0) : cell.answered
  const rows = optionsOf(question).map((key) => ({
    key,
    label: labels.get(key) ?? key,
    count: isShare ? null : countOf(cell, key),
    percent: percentOf(countOf(cell, key), all),
  }))
  return isShare ? rows.toSorted((a, b) => b.percent - a.percent) : rows
}

/** Options that fewer than two people chose become one row, and so do more until that row is no single person's either. */
function mergeSmall(rows: Row[], answered: number, language: PollLanguage): Row[] {
  const bySize = rows.toSorted((a, b) => (a.count ?? 0) - (b.count ?? 0))
  const merged = new Set(bySize.filter(({ count }) => (count ?? 0) < 2))
  const sumOf = (list: Iterable<Row>) => [...list].reduce((sum, { count }) => sum + (count ?? 0), 0)
  for (const row of bySize) if (sumOf(merged) === 1) merged.add(row)
  const kept = rows.filter((row) => !merged.has(row))
  const count = sumOf(merged)
  if (count === 0) return kept // nobody chose them: there is nothing to add up
  return [...kept, { key: otherKey, label: otherLabel[language], count, percent: percentOf(count, answered) }]
}

/** Scale and agreement from 0 to 100, the recommendation score from −100 to 100; null where there is none. */
function meanOf(question: Question, { answered, sums }: Cell): number | null {
  if (answered === 0) return null
  const average = (scoreOf: (value: number) => number) =>
    round(Object.entries(sums).reduce((sum, [value, count]) => sum + scoreOf(Number(value)) * count, 0) / answered)
  switch (question.kind) {
    case 'scale':
      return average((value) => scaleScores[question.isReversed ? 3 - value : value] ?? 0)
    case 'agreement':
      return average((value) => ((value - 1) / (question.steps - 1)) * 100)
    case 'nps':
      return average((value) => (value >= 9 ? 100 : value <= 6 ? -100 : 0))
    default:
      return null
  }
}

function bandOf(score: number): Band {
  if (score < 25) return '0-24'
  if (score < 50) return '25-49'
  return score < 75 ? '50-74' : '75-100'
}

/** On its own line from −100 to 100: a band of 50 to 74 would read as praise where as many advise against as for. */
function npsBandOf(score: number): Band {
  if (score < -50) return '−100…−51'
  if (score < 0) return '−50…−1'
  return score < 50 ? '0…49' : '50…100'
}

function countWords(sums: Sums, least: number): Row[] {
  return Object.entries(sums)
    .filter(([, count]) => count >= least)
    .toSorted(([a, many], [b, more]) => more - many || a.localeCompare(b, 'th'))
    .slice(0, mostWords)
    .map(([word, count]) => ({ key: word, label: word, count, percent: null }))
}

const toTheme = (label: string, place: number): Row => ({ key: `t${place + 1}`, label, count: null, percent: null })
const withoutFigures = (row: Row): Row => ({ ...row, count: null, percent: null })

function shown(
  question: Question,
  cell: Cell,
  parts: { rows: Row[]; mean?: number | null; band?: Band },
): QuestionResult {
  const { rows, mean = null, band = null } = parts
  const { key, kind, text } = question
  return { key, kind, text, isHidden: false, answered: cell.answered, rows, mean, band }
}

const shownIfAny = (question: Question, cell: Cell, rows: Row[]) =>
  rows.length === 0 ? hidden(question) : shown(question, cell, { rows })

function hidden({ key, kind, text }: Question): QuestionResult {
  return { key, kind, text, isHidden: true, answered: null, rows: [], mean: null, band: null }
}

const percentOf = (part: number, whole: number) => (whole === 0 ? 0 : round((part / whole) * 100))
const round = (value: number) => Math.round(value * 10) / 10
