import { describe, expect, test } from 'vitest'
import { isTakingAnswers, planAct, type StageState, thresholdOf } from '../../../../src/features/polls/room-rules.ts'

const stage: StageState = { question: 1, isRevealed: true, isLocked: false, timerEndsAt: null }
const timed: StageState = { ...stage, timerEndsAt: new Date('2026-11-25T03:00:00Z') }

describe('planAct', () => {
  test.each([
    ['next', stage, { question: 2, isLocked: false, timerEndsAt: null }],
    ['previous', stage, { question: 0, isLocked: false, timerEndsAt: null }],
    ['next', { ...stage, question: 2 }, undefined],
    ['previous', { ...stage, question: 0 }, undefined],
    ['hide', stage, { isRevealed: false }],
    ['hide', { ...stage, isRevealed: false }, undefined],
    ['reveal', { ...stage, isRevealed: false }, { isRevealed: true }],
    ['reveal', stage, undefined],
    ['lock', stage, { isLocked: true }],
    ['lock', { ...stage, isLocked: true }, undefined],
    ['unlock', { ...stage, isLocked: true }, { isLocked: false, timerEndsAt: null }],
    ['unlock', timed, { isLocked: false, timerEndsAt: null }],
    ['unlock', stage, undefined],
    ['reset', timed, { isLocked: false, timerEndsAt: null }],
  ] as const)('%s, with three questions, from %o changes %o', (act, from, change) => {
    expect(planAct(from, act, 3)).toEqual(change)
  })

  test('keeps a hidden result hidden over the next question', () => {
    expect(planAct({ ...stage, isRevealed: false }, 'next', 3)).not.toHaveProperty('isRevealed')
  })
})

describe('isTakingAnswers', () => {
  test.each([
    [-1, true],
    [1_499, true], // sent in the last second, on its way for a moment
    [1_500, false],
  ])('%i ms after the timer is %o', (afterMs, isTaking) => {
    const now = new Date((timed.timerEndsAt as Date).getTime() + afterMs)
    expect(isTakingAnswers(timed, now)).toBe(isTaking)
  })

  test('is false while the presenter has locked it, whatever the timer', () => {
    expect(isTakingAnswers({ ...timed, isLocked: true }, new Date(0))).toBe(false)
  })
})

test('texts are held until ten answered, or until k where that is more', () => {
  expect([
    thresholdOf({ kind: 'text' }, 5),
    thresholdOf({ kind: 'text' }, 20),
    thresholdOf({ kind: 'word' }, 5),
  ]).toEqual([10, 20, 5])
})
