import { type Question, type QuestionResult, scaleScores } from '../../contracts/polls.ts'
import { stepsOf } from '../../contracts/question-steps.ts'

/** Sums by option of one question; '' is how many answered it. */
export type RoomSums = Readonly<Record<string, number>>

/** PRIVACY 5.1: fewer texts than this are never shown, whatever k is. */
const textThreshold = 10

export const roomBadge = { th: 'ห้องประชุม (ไม่ต้องเข้าสู่ระบบ)', en: 'Meeting room (no sign-in)' } as const

/**
 * What a room may be shown of a question's answers. Rooms have two rules alone: nothing until k answered, then each at once.
 * `isHidden` beside the one wording, since a zero or a count below k would tell something.
 */
export function showResult(
  question: Question,
  sums: RoomSums,
  { threshold, language }: { threshold: number; language: 'th' | 'en' },
): QuestionResult {
  const answered = sums[''] ?? 0
  const base = { key: question.key, kind: question.kind, text: question.text, mean: null, band: null }
  if (answered < thresholdOf(question, threshold)) return { ...base, isHidden: true, answered: null, rows: [] }

  const steps = stepsOf(question, language)
  const shown = { ...base, isHidden: false, answered }
  const counts = steps.map(({ key, text }) => ({ key, label: text, count: sums[key] ?? 0 }))
  switch (question.kind) {
    case 'word':
    case 'text':
      return { ...shown, rows: listOwnWords(sums) }
    case 'ranking':
    case 'points':
      return { ...shown, rows: shareOut(counts) }
    default:
      return {
        ...shown,
        rows: counts.map((row) => ({ ...row, percent: (row.count * 100) / answered })),
        mean: meanOf(question, counts),
      }
  }
}

export const thresholdOf = ({ kind }: Pick<Question, 'kind'>, threshold: number) =>
  kind === 'text' ? Math.max(threshold, textThreshold) : threshold

type Count = { key: string; label: string; count: number }

/** Ranking and 100 points: each option's share of all points given, the most first. */
function shareOut(counts: Count[]) {
  const all = Math.max(
    counts.reduce((sum, { count }) => sum + count, 0),
    1,
  )
  return counts
    .map(({ key, label, count }) => ({ key, label, count: null, percent: (count * 100) / all }))
    .toSorted((a, b) => b.percent - a.percent)
}

function listOwnWords(sums: RoomSums) {
  return Object.entries(sums)
    .filter(([option]) => option !== '')
    .map(([option, count]) => ({ key: option, label: option, count, percent: null }))
    .toSorted((a, b) => b.count - a.count || a.label.localeCompare(b.label, 'th'))
}

/** Scale and agreement on 0–100, NPS from −100 to 100. */
function meanOf(question: Question, counts: Count[]): number | null {
  const worth = worthOf(question)
  if (!worth) return null
  const answers = counts.reduce((sum, { count }) => sum + count, 0)
  if (answers === 0) return null
  return counts.reduce((sum, { key, count }) => sum + worth(Number(key)) * count, 0) / answers
}

function worthOf(question: Question): ((value: number) => number) | undefined {
  switch (question.kind) {
    case 'scale':
      return (value) => (question.isReversed ? 100 - (scaleScores[value] ?? 0) : (scaleScores[value] ?? 0))
    case 'agreement':
      return (value) => ((value - 1) * 100) / (question.steps - 1)
    case 'nps':
      return (value) => (value >= 9 ? 100 : value <= 6 ? -100 : 0)
    default:
      return undefined
  }
}

export type StageState = {
  question: number
  isRevealed: boolean
  isLocked: boolean
  timerEndsAt: Date | null
}
export const acts = ['next', 'previous', 'hide', 'reveal', 'lock', 'unlock', 'reset'] as const
export type Act = (typeof acts)[number]

/**
 * What a presenter's act changes; undefined when it changes nothing, such as `next` on the last question. A hidden result
 * stays hidden over the next questions: whoever hides wants every one revealed by hand.
 */
export function planAct(stage: StageState, act: Act, questionCount: number): Partial<StageState> | undefined {
  const turnTo = (question: number) =>
    question >= 0 && question < questionCount ? { question, isLocked: false, timerEndsAt: null } : undefined
  switch (act) {
    case 'next':
      return turnTo(stage.question + 1)
    case 'previous':
      return turnTo(stage.question - 1)
    case 'hide':
      return stage.isRevealed ? { isRevealed: false } : undefined
    case 'reveal':
      return stage.isRevealed ? undefined : { isRevealed: true }
    case 'lock':
      return stage.isLocked ? undefined : { isLocked: true }
    case 'unlock':
      return stage.isLocked || stage.timerEndsAt ? { isLocked: false, timerEndsAt: null } : undefined
    case 'reset':
      return { isLocked: false, timerEndsAt: null }
  }
}

// An answer sent in the last second of the countdown is on its way for a moment.
const graceMs = 1_500

export function isTakingAnswers(
  { isLocked, timerEndsAt }: Pick<StageState, 'isLocked' | 'timerEndsAt'>,
  now: Date,
): boolean {
  return !isLocked && (timerEndsAt === null || now.getTime() < timerEndsAt.getTime() + graceMs)
}
