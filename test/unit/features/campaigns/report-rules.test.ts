import { describe, expect, test } from 'vitest'
import { estimateEnd, explain, ratePerSecond, tookMs } from '../../../../src/features/campaigns/report-rules.ts'

const now = new Date('2026-11-25T10:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)

describe('the rate', () => {
  test('is that of the last minute', () => {
    expect(ratePerSecond(1200, ago(3_600_000), now)).toBe(20)
  })
  test('is that since the start where less than a minute has passed, and never of less than a second', () => {
    expect(ratePerSecond(100, ago(10_000), now)).toBe(10)
    expect(ratePerSecond(100, ago(10), now)).toBe(100)
  })
  test('is nothing before the start', () => {
    expect(ratePerSecond(0, null, now)).toBe(0)
  })
})

describe('the estimate of the end', () => {
  test('is when the rest is sent at this rate', () => {
    expect(estimateEnd({ left: 300, ratePerSecond: 20, lastBatchAt: null }, now)).toEqual(
      new Date('2026-11-25T10:00:15Z'),
    )
  })
  test.each([
    [0, 20],
    [300, 0],
  ])('is unknown with %i left at %i a second', (left, rate) => {
    expect(estimateEnd({ left, ratePerSecond: rate, lastBatchAt: null }, now)).toBeNull()
  })
  test('is the time of the last batch of a slowed run, and the rate again once that has passed', () => {
    const inAnHour = new Date(now.getTime() + 3_600_000)
    expect(estimateEnd({ left: 300, ratePerSecond: 20, lastBatchAt: inAnHour }, now)).toEqual(inAnHour)
    expect(estimateEnd({ left: 300, ratePerSecond: 20, lastBatchAt: ago(1) }, now)).toEqual(
      new Date('2026-11-25T10:00:15Z'),
    )
    expect(estimateEnd({ left: 0, ratePerSecond: 20, lastBatchAt: inAnHour }, now)).toBeNull()
  })
})

test('a run took from its start to its end, or until now', () => {
  expect(tookMs({ startedAt: ago(9000), finishedAt: ago(4000) }, now)).toBe(5000)
  expect(tookMs({ startedAt: ago(9000), finishedAt: null }, now)).toBe(9000)
  expect(tookMs({ startedAt: null, finishedAt: null }, now)).toBeNull()
})

test('reasons of one state come with their words, the most frequent first', () => {
  const counts = [
    { state: 'skipped' as const, code: 'blocked', count: 2 },
    { state: 'skipped' as const, code: 'left', count: 5 },
    { state: 'failed' as const, code: 'LINE_HTTP_400', count: 1 },
    { state: 'planned' as const, code: null, count: 7 },
  ]
  expect(explain(counts, 'skipped', 'th').map(({ code, count }) => [code, count])).toEqual([
    ['left', 5],
    ['blocked', 2],
  ])
  expect(explain(counts, 'planned', 'en')).toEqual([
    { code: 'queued', count: 7, text: 'Waiting for its turn. Nothing to do.' },
  ])
  expect(explain(counts, 'unknown', 'th')).toEqual([])
})
