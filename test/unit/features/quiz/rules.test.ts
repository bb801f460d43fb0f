import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { showItem, showQuestion } from '../../../../src/features/quiz/awareness-rules.ts'
import { chooseQuestions, currentStreak, nextStreak, weekOf } from '../../../../src/features/quiz/rules.ts'
import { isToRepeat, scheduleNext } from '../../../../src/features/quiz/schedule.ts'

const dayMs = 86_400_000

describe('the week', () => {
  test('begins on Monday at midnight in Bangkok', () => {
    expect(weekOf(new Date('2026-11-22T16:59:59Z'))).toBe('2026-11-16')
    expect(weekOf(new Date('2026-11-22T17:00:00Z'))).toBe('2026-11-23')
    expect(weekOf(new Date('2026-11-29T16:59:59Z'))).toBe('2026-11-23')
  })
})

describe('the questions of a week', () => {
  const questions = ['a', 'b', 'c', 'd', 'e'].map((code) => ({ code, cardCode: code }))

  test('come from the whole deck before any of them comes again', () => {
    const asked = new Map<string, string>()
    for (const week of ['2026-11-02', '2026-11-09']) {
      for (const code of chooseQuestions(questions, asked)) asked.set(code, week)
    }
    expect([...asked.keys()].toSorted()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('are never two of one card', () => {
    const twins = [...questions.slice(0, 2), { code: 'a2', cardCode: 'a' }]
    expect(chooseQuestions(twins, new Map())).toEqual(['a', 'b'])
  })
})

describe('the schedule', () => {
  const now = new Date('2026-11-23T03:00:00Z')

  test('brings back what was missed within days, and later each time it was known', () => {
    const missed = scheduleNext(undefined, false, now)
    expect(missed.dueAt.getTime() - now.getTime()).toBeLessThanOrEqual(3 * dayMs)
    expect(missed.missCount).toBe(1)
    let schedule = missed
    let waited = 0
    for (let turn = 0; turn < 4; turn += 1) {
      const next = scheduleNext(schedule, true, schedule.dueAt)
      const wait = next.dueAt.getTime() - schedule.dueAt.getTime()
      expect(wait).toBeGreaterThan(waited)
      waited = wait
      schedule = next
    }
  })

  test('repeats what was missed until it has settled, and never what was always known', () => {
    const known = scheduleNext(undefined, true, now)
    expect(isToRepeat(known, new Date(now.getTime() + 400 * dayMs))).toBe(false)
    let schedule = scheduleNext(undefined, false, now)
    let turns = 0
    while (isToRepeat(schedule, schedule.dueAt) && turns < 20) {
      schedule = scheduleNext(schedule, true, schedule.dueAt)
      turns += 1
    }
    expect(turns).toBeGreaterThan(1)
    expect(turns).toBeLessThan(10)
  })
})

test('a streak grows by a week at a time and is over once a week is left out', () => {
  expect(nextStreak(undefined, '2026-11-23')).toBe(1)
  expect(nextStreak({ weeks: 3, lastWeek: '2026-11-16' }, '2026-11-23')).toBe(4)
  expect(nextStreak({ weeks: 3, lastWeek: '2026-11-23' }, '2026-11-23')).toBe(3)
  expect(nextStreak({ weeks: 3, lastWeek: '2026-11-09' }, '2026-11-23')).toBe(1)
  expect(currentStreak({ weeks: 3, lastWeek: '2026-11-09' }, '2026-11-23')).toBe(0)
  expect(currentStreak({ weeks: 3, lastWeek: '2026-11-16' }, '2026-11-23')).toBe(3)
})

describe('what the office may see', () => {
  const hidden = { people: null, percent: null, band: null }
  const count = (peopleCount: number, rightCount: number) => ({ questionCode: 'q', peopleCount, rightCount })

  test('is nothing of fewer than five people, however they answered', () => {
    for (const [people, right] of [
      [0, 0],
      [1, 1],
      [4, 0],
      [4, 4],
    ] as const) {
      expect(showQuestion(count(people, right))).toEqual(hidden)
    }
    expect(showQuestion(count(5, 3))).toEqual({ people: 5, percent: 60, band: null })
  })

  test('is a band where everybody or nobody of fewer than twenty knew it', () => {
    expect(showQuestion(count(5, 5))).toEqual({ people: 5, percent: null, band: '75-100' })
    expect(showQuestion(count(19, 0))).toEqual({ people: 19, percent: null, band: '0-24' })
    expect(showQuestion(count(20, 20))).toEqual({ people: 20, percent: 100, band: null })
  })

  test('of an ITA item tells nothing about a question that is hidden', () => {
    const counts = fc.record({ peopleCount: fc.nat(40), share: fc.nat(100) }).map(({ peopleCount, share }) => ({
      questionCode: 'q',
      peopleCount,
      rightCount: Math.floor((peopleCount * share) / 100),
    }))
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 4 }), fc.nat(4), fc.nat(4), (shown, people, right) => {
        const small = count(people, Math.min(people, right))
        expect(showItem([...shown, small])).toEqual(showItem(shown))
      }),
    )
  })

  test('of an ITA item is a band as soon as one of its questions is', () => {
    expect(showItem([count(6, 6), count(30, 12)])).toEqual({ people: null, percent: null, band: '50-74' })
  })
})
