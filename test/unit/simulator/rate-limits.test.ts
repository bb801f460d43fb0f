import { expect, test } from 'vitest'
import { createRateLimits } from '../../../src/simulator/rate-limits.ts'

function limitsAt(startMs: number) {
  let nowMs = startMs
  const limits = createRateLimits({ now: () => new Date(nowMs) })
  return { limits, wait: (byMs: number) => (nowMs += byMs) }
}
const ten = { count: 10, perMs: 1000 }
const allowed = (take: () => boolean, tries: number) => Array.from({ length: tries }, take).filter(Boolean).length

test('a full bucket lets its count through at once, then what time gives back', () => {
  const { limits, wait } = limitsAt(0)
  const take = () => limits.take('push', ten)
  expect(allowed(take, 15)).toBe(10)
  wait(250)
  expect(allowed(take, 15)).toBe(2)
  // The half that was left over is not lost: 2.5 and 2.5 make 5.
  wait(250)
  expect(allowed(take, 15)).toBe(3)
})

test('a bucket never holds more than its count, and each endpoint has its own', () => {
  const { limits, wait } = limitsAt(0)
  expect(allowed(() => limits.take('push', ten), 20)).toBe(10)
  expect(allowed(() => limits.take('reply', ten), 20)).toBe(10)
  wait(60_000)
  expect(allowed(() => limits.take('push', ten), 20)).toBe(10)
})

test('a clock set back gives nothing and takes nothing', () => {
  const { limits, wait } = limitsAt(100_000)
  expect(allowed(() => limits.take('push', ten), 4)).toBe(4)
  wait(-50_000)
  expect(allowed(() => limits.take('push', ten), 20)).toBe(6)
})
