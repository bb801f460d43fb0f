import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Question } from '../../../../src/contracts/polls.ts'
import { addCells, type Cell } from '../../../../src/features/polls/cell-rules.ts'
import { showQuestion } from '../../../../src/features/polls/result-rules.ts'
import { mayCompare, optionsOf, shadeOf, turnoutOf } from '../../../../src/features/polls/suppression-rules.ts'

const k = 5
const options = ['o1', 'o2', 'o3'].map((key) => ({ key, text: key }))
const asked = { key: 'q1', text: 'คำถาม', required: true }
const questions: Question[] = [
  { ...asked, kind: 'single', options },
  { ...asked, kind: 'scale', isReversed: false },
  { ...asked, kind: 'agreement', steps: 5 },
  { ...asked, kind: 'nps' },
  { ...asked, kind: 'multiple', options },
  { ...asked, kind: 'ranking', options },
  { ...asked, kind: 'points', options },
  { ...asked, kind: 'word' },
  { ...asked, kind: 'text' },
]
const single = questions[0] as Question

const sumOf = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0)

/** A cell in which each option was chosen so often, by as many people as the kind of question makes of that. */
const cellOf = (question: Question, counts: number[]): Cell => {
  const of = (keys: string[]) => Object.fromEntries(keys.map((key, place) => [key, counts[place] ?? 0]))
  const used = counts.slice(0, options.length)
  switch (question.kind) {
    case 'multiple': // several options of one person, and somebody who chose the most chosen one alone
      return { answered: Math.max(...used, sumOf(used) - (counts[3] ?? 0)), sums: of(optionsOf(question)) }
    case 'ranking':
    case 'points': {
      // Each person gives 3 Borda points, or 100.
      const each = question.kind === 'ranking' ? { o1: 2, o2: 1, o3: 0 } : { o1: 60, o2: 30, o3: 10 }
      const people = used[0] ?? 0
      return { answered: people, sums: Object.fromEntries(Object.entries(each).map(([key, n]) => [key, n * people])) }
    }
    case 'word':
      return { answered: sumOf(used), sums: of(['โปร่งใส', 'ล่าช้า', 'เป็นธรรม']) }
    case 'text':
      return { answered: sumOf(used), sums: {} }
    default: {
      const keys = optionsOf(question)
      return { answered: sumOf(counts.slice(0, keys.length)), sums: of(keys) }
    }
  }
}
const show = (question: Question, parts: Cell[], rest: Cell = { answered: 0, sums: {} }) =>
  showQuestion(
    question,
    {
      whole: addCells([...parts, rest]),
      cuts: parts.map((cell, place) => ({ key: `c${place}`, label: `c${place}`, cell })),
    },
    { language: 'th', threshold: k },
  )

const question = fc.constantFrom(...questions)
const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 11, maxLength: 11 })
const sparse = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 })), { minLength: 11, maxLength: 11 })
const tree = fc.tuple(question, fc.array(fc.oneof(counts, sparse), { minLength: 1, maxLength: 6 }), sparse)

/** Whether every figure of this result can be read off exactly. */
const isExact = (result: ReturnType<typeof show>['whole']) =>
  !result.isHidden && result.rows.length > 0 && result.rows.every(({ key, count }) => key !== '' && count !== null)

describe('showQuestion', () => {
  test('tells nothing below k: no count, no zero, no row', () => {
    for (const kind of questions) {
      const cell = cellOf(kind, [4, 0, 0, 0])
      expect(cell.answered).toBe(4)
      const { whole } = show(kind, [], cell)
      expect(whole).toEqual({ ...whole, isHidden: true, answered: null, rows: [], mean: null, band: null })
    }
  })

  test('never leaves 1 to k − 1 answers when the shown children are taken from the whole', () => {
    fc.assert(
      fc.property(tree, ([kind, lists, rest]) => {
        const { whole, cuts } = show(
          kind,
          lists.map((list) => cellOf(kind, list)),
          cellOf(kind, rest),
        )
        const shown = cuts.filter(({ result }) => !result.isHidden)
        if (shown.length === 0) return
        const left = (whole.answered ?? 0) - shown.reduce((sum, { result }) => sum + (result.answered ?? 0), 0)
        expect(left === 0 || left >= k).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('never lets what is hidden or coarse be computed from what is exact', () => {
    fc.assert(
      fc.property(tree, ([kind, lists, rest]) => {
        const parts = lists.map((list) => cellOf(kind, list))
        const { whole, cuts } = show(kind, parts, cellOf(kind, rest))
        const exact = parts.filter((_, place) => isExact((cuts[place] as (typeof cuts)[number]).result))
        if (exact.length === 0 || !isExact(whole)) return
        const others = [...parts.filter((cell) => !exact.includes(cell)), cellOf(kind, rest)]
        const remainder = addCells(others)
        expect(remainder.answered === 0 || shadeOf(kind, remainder, k) === 'exact').toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('never shows figures in which a small cell has an option of nobody, everybody or one person', () => {
    fc.assert(
      fc.property(question, sparse, (kind, list) => {
        const cell = cellOf(kind, list)
        fc.pre(cell.answered >= k && cell.answered < 20)
        const { whole } = show(kind, [], cell)
        if (whole.isHidden) return
        for (const { key, count } of whole.rows) {
          if (count === null) continue
          if (kind.kind === 'word') {
            expect(count).toBeGreaterThanOrEqual(k)
            continue
          }
          // What several options of a multiple choice add up to is no number of people.
          if (kind.kind !== 'multiple' || key !== '') expect(count).not.toBe(cell.answered)
          expect(count).not.toBe(0)
          if (kind.kind === 'single' || kind.kind === 'multiple') expect(count).toBeGreaterThan(1)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('hides a choice that five of five made, and gives a scale of theirs as a band', () => {
    expect(show(single, [], cellOf(single, [5])).whole.isHidden).toBe(true)
    const scale = questions[1] as Question
    const { whole } = show(scale, [], cellOf(scale, [5]))
    expect(whole).toMatchObject({ mean: null, band: '0-24', answered: 5 })
    expect(whole.rows.every(({ count, percent }) => count === null && percent === null)).toBe(true)
  })

  test('gives the recommendation score of few on its own line, where half against and half for is nothing', () => {
    const nps = questions[3] as Question
    const band = (byStep: Record<number, number>) =>
      show(
        nps,
        [],
        cellOf(
          nps,
          Array.from({ length: 11 }, (_, step) => byStep[step] ?? 0),
        ),
      ).whole.band
    expect(band({ 0: 6, 10: 6 })).toBe('0…49')
    expect(band({ 10: 6, 8: 4 })).toBe('50…100')
    expect(band({ 0: 6, 8: 4 })).toBe('−100…−51')
    expect(band({ 0: 4, 8: 8 })).toBe('−50…−1')
  })

  test('merges options that one person chose into others, and more until no single person is left', () => {
    const { whole } = show(single, [], cellOf(single, [9, 4, 1]))
    expect(whole.rows.map(({ label, count }) => [label, count])).toEqual([
      ['o1', 9],
      ['อื่น ๆ', 5],
    ])
  })

  test('does not put a small whole together from exact children', () => {
    const parts = [cellOf(single, [3, 3, 3]), cellOf(single, [4, 3, 0])]
    expect(show(single, parts, cellOf(single, [0, 0, 0])).cuts.some(({ result }) => result.isHidden)).toBe(true)
  })

  test('gives the order alone of ranking and points in a small cell, and figures in a large one', () => {
    const ranking: Question = { ...asked, kind: 'ranking', options }
    const small = { answered: 6, sums: { o1: 3, o2: 12, o3: 3 } }
    expect(show(ranking, [], small).whole.rows.map(({ key, percent }) => [key, percent])).toEqual([
      ['o2', null],
      ['o1', null],
      ['o3', null],
    ])
    const large = { answered: 20, sums: { o1: 10, o2: 40, o3: 10 } }
    expect(show(ranking, [], large).whole.rows[0]).toMatchObject({ key: 'o2', percent: 66.7 })
  })

  test('shows a word that k people wrote and no other, and splits words by no cut', () => {
    const word: Question = { ...asked, kind: 'word' }
    const cell = { answered: 30, sums: { โปร่งใส: 5, ล่าช้า: 4 } }
    const { whole, cuts } = show(word, [cell])
    expect(whole.rows.map(({ label }) => label)).toEqual(['โปร่งใส'])
    expect(cuts[0]?.result.isHidden).toBe(true)
  })

  test('holds text until ten have written', () => {
    const text: Question = { ...asked, kind: 'text' }
    const frame = { language: 'th' as const, threshold: k, themes: ['ควรสื่อสารมากขึ้น'] }
    const at = (answered: number) => showQuestion(text, { whole: { answered, sums: {} }, cuts: [] }, frame).whole
    expect(at(9).isHidden).toBe(true)
    expect(at(10).rows.map(({ label }) => label)).toEqual(['ควรสื่อสารมากขึ้น'])
  })
})

describe('the checks themselves', () => {
  test('a naive display of each child at k gives a sibling away: the property above would fail on it', () => {
    const failing = fc.check(
      fc.property(tree, ([kind, lists, rest]) => {
        const parts = lists.map((list) => cellOf(kind, list))
        const whole = addCells([...parts, cellOf(kind, rest)])
        const shown = parts.filter(({ answered }) => answered >= k)
        const left = whole.answered - addCells(shown).answered
        return whole.answered < k || shown.length === 0 || left === 0 || left >= k
      }),
      { numRuns: 2000 },
    )
    expect(failing.failed).toBe(true)
  })
})

describe('mayCompare', () => {
  const rounds = (membersChanged: number) => ({ before: 40, after: 41, membersChanged })
  test('refuses rounds between which one person came or left', () => {
    expect([0, 1, 4, 5].map((changed) => mayCompare(rounds(changed), k))).toEqual([true, false, false, true])
    expect(mayCompare({ before: 4, after: 40, membersChanged: 0 }, k)).toBe(false)
  })
})

describe('turnoutOf', () => {
  test('points neither at the few who have answered nor at the few who have not', () => {
    expect(turnoutOf(4, 62, k)).toEqual({ kind: 'nothing' })
    expect(turnoutOf(47, 62, k)).toEqual({ kind: 'counts', answered: 47, eligible: 62 })
    expect(turnoutOf(60, 62, k)).toEqual({ kind: 'over_90' })
    expect(turnoutOf(62, 62, k)).toEqual({ kind: 'counts', answered: 62, eligible: 62 })
    expect(turnoutOf(6, 8, k)).toEqual({ kind: 'nothing' })
  })

  test('tells the count from k on where nobody knows how many could answer', () => {
    expect(turnoutOf(4, null, k)).toEqual({ kind: 'nothing' })
    expect(turnoutOf(5, null, k)).toEqual({ kind: 'counts', answered: 5, eligible: null })
  })
})
