import { describe, expect, test } from 'vitest'
import { PollDraft } from '../../../../src/contracts/api/poll-shapes.ts'
import type { Question } from '../../../../src/contracts/polls.ts'
import type { Box } from '../../../../src/features/polls/box-rules.ts'
import { findBallotProblem } from '../../../../src/features/polls/cast-rules.ts'
import { addCells, subtractCells } from '../../../../src/features/polls/cell-rules.ts'
import { planFlush } from '../../../../src/features/polls/flush-rules.ts'
import { showQuestion } from '../../../../src/features/polls/result-rules.ts'

const options = ['o1', 'constructor', 'o3'].map((key) => ({ key, text: key }))
const chosen: Question = { kind: 'single', key: 'q1', text: 'เลือก', required: true, options }
const skipped: Question = { kind: 'scale', key: 'constructor', text: 'เพียงใด', required: false, isReversed: false }
const questions = [chosen, skipped]
const answers = { q1: { option: 'o1' } }

describe('a key that every object has', () => {
  test.each([
    ['a question', { questions: [{ key: 'constructor', kind: 'scale', text: 'เพียงใด' }] }],
    ['an option', { questions: [{ kind: 'single', text: 'เลือก', options }] }],
    [
      'a part of the split',
      { questions: [{ kind: 'scale', text: 'เพียงใด' }], cut: { text: 'สังกัด', options: options.slice(0, 2) } },
    ],
  ])('is refused for %s of a draft', (_of, draft) => {
    const read = (poll: string) => PollDraft.safeParse(JSON.parse(poll)).success
    const poll = JSON.stringify({ title: 'ความเห็น', ...draft })
    expect([read(poll), read(poll.replaceAll('"constructor"', '"o2"'))]).toEqual([false, true])
  })

  test('of a question that was left out is no answer, at the cast and at the count', () => {
    expect(findBallotProblem({ questions, cut: null }, { part: 'score', answers })).toBeUndefined()
    const opened = Array.from({ length: 5 }, (_, n) => ({
      id: `${n}`,
      box: { token: `t${n}`, pool: 'score', answers },
    }))
    const count = (anonymity: string, boxes: { id: string; box: Box }[]) =>
      planFlush(
        boxes,
        { anonymity, questions, threshold: 5, cutKeys: [] },
        { isCounted: () => false, isClosing: true, shuffle: (items) => [...items] },
      )
    expect(count('ballot', opened).rows).toEqual([
      { question: '', cut: '', option: 'score', count: 5 },
      { question: 'q1', cut: '', option: 'o1', count: 5 },
      { question: 'q1', cut: '', option: '', count: 5 },
    ])
    const inChat = opened.map(({ id, box }) => ({ id, box: { ...box, pool: 'constructor', answers } }))
    expect(count('chat', inChat).rows).toEqual([])
  })

  test('of an option that nobody chose is a count of 0', () => {
    const whole = { answered: 40, sums: { o1: 30, o3: 10 } }
    const shown = showQuestion(chosen, { whole, cuts: [] }, { language: 'th', threshold: 5 }).whole
    expect(shown.rows.map(({ count, percent }) => [count, percent])).toEqual([
      [30, 75],
      [0, 0],
      [10, 25],
    ])
    const few = showQuestion(
      chosen,
      { whole: { answered: 12, sums: { o1: 6, o3: 6 } }, cuts: [] },
      { language: 'th', threshold: 5 },
    ).whole
    expect(few.rows.map(({ key, count }) => [key, count])).toEqual([
      ['o1', 6],
      ['o3', 6],
    ])
  })

  test('is added up like any other where one cell has it alone', () => {
    const some = { answered: 3, sums: { constructor: 3 } }
    const none = { answered: 2, sums: { o1: 2 } }
    expect(addCells([none, some])).toEqual({ answered: 5, sums: { o1: 2, constructor: 3 } })
    expect(subtractCells(some, none)).toEqual({ answered: 1, sums: { o1: -2, constructor: 3 } })
  })
})
