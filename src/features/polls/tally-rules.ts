import type { Answer, Question } from '../../contracts/polls.ts'
import { wordsOf } from './word-rules.ts'

/** Sums by option of one question in one cell; '' is how many have answered it. */
export type Sums = Record<string, number>

/**
 * What one answer adds to the sums of its question, beside the one that says it was answered. Ranking adds Borda points (n − 1
 * for the first, 0 for the last), points add themselves, a word adds one for each person who wrote it.
 */
export function countAnswer(question: Question, answer: Answer): Sums {
  if ('option' in answer) return { [answer.option]: 1 }
  if ('options' in answer) return Object.fromEntries(answer.options.map((key) => [key, 1]))
  if ('value' in answer) return { [String(answer.value)]: 1 }
  if ('order' in answer)
    return Object.fromEntries(answer.order.map((key, place) => [key, answer.order.length - 1 - place]))
  if ('points' in answer) return { ...answer.points }
  if ('words' in answer && question.kind === 'word') {
    return Object.fromEntries(wordsOf(answer.words).map((word) => [word, 1]))
  }
  return {} // a text is kept as a text
}

export type TallyRow = { question: string; cut: string; option: string; count: number }

/** Adds up rows of one key into one, so that a batch is one statement with each row once. */
export function createTally() {
  const rows = new Map<string, TallyRow>()

  function add(question: string, cut: string, option: string, count: number): void {
    const key = JSON.stringify([question, cut, option])
    const row = rows.get(key) ?? { question, cut, option, count: 0 }
    row.count += count
    rows.set(key, row)
  }

  return {
    /** Everybody's sums and, where the voter named one, those of a cut. */
    addAnswer(question: Question, answer: Answer, cut: string | undefined): void {
      const sums = Object.entries({ ...countAnswer(question, answer), '': 1 })
      for (const cell of cut === undefined ? [''] : ['', cut]) {
        for (const [option, count] of sums) add(question.key, cell, option, count)
      }
    },
    /** How many have been counted in a pool: the row of no question. */
    addVoter: (pool: string): void => add('', '', pool, 1),
    rows: (): TallyRow[] => [...rows.values()],
  }
}
