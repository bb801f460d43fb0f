import { expect, test } from 'vitest'
import { AudienceRule } from '../../../src/contracts/api/audience-rule.ts'

const everyone = { everyone: true, via: 'people' }
const nest = (depth: number): unknown => (depth === 1 ? everyone : { and: [nest(depth - 1)] })
const accepts = (rule: unknown) => AudienceRule.safeParse(rule).success

test('a rule is five levels deep at most', () => {
  expect(accepts(nest(5))).toBe(true)
  expect(accepts(nest(6))).toBe(false)
})

test('a rule nested 20,000 deep is refused, not a full stack', () => {
  let deep: unknown = everyone
  for (let level = 0; level < 20_000; level++) deep = { of: deep, except: everyone }
  expect(accepts(deep)).toBe(false)
})

test('a rule has fifty parts at most', () => {
  const or = (count: number) => ({ or: Array(count).fill(everyone) })
  expect(accepts({ and: [or(20), or(20), or(5)] })).toBe(true) // 1 + 21 + 21 + 6 = 49
  expect(accepts({ and: [or(20), or(20), or(7)] })).toBe(false)
})

test.each([
  {},
  { and: [] },
  { units: [] },
  { units: ['not-an-id'] },
  { everyone: false },
  { of: everyone },
  { ...everyone, tags: ['a'] },
  { and: [everyone], or: [everyone] },
  { joinedAfter: 'yesterday' },
])('%j is no rule', (rule) => {
  expect(accepts(rule)).toBe(false)
})
