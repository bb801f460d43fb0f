import type { Question } from '../../contracts/polls.ts'
import { textThreshold } from './flush-rules.ts'

/** A question of texts is held until ten, whatever k is. */
export const thresholdOf = ({ kind }: Pick<Question, 'kind'>, threshold: number) =>
  kind === 'text' ? Math.max(threshold, textThreshold) : threshold

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
