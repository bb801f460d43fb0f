import { z } from 'zod'
import { At, Id, words } from './common.ts'

const via = z.enum(['groups', 'people', 'both']).default('groups').describe('reached through groups, 1:1, or both')

// One condition a leaf, so that nobody has to know whether two beside each other mean "and" or "or".
const AudienceLeaf = z.union([
  z.strictObject({ everyone: z.literal(true), via }),
  z.strictObject({ units: z.array(Id).min(1).max(1000), via }),
  z.strictObject({ groups: z.array(Id).min(1).max(1000) }),
  z.strictObject({ tags: z.array(words(60)).min(1).max(100).describe('people with one of these tags') }),
  z.strictObject({ joinedAfter: At.describe('people who joined at this time or later') }),
  z.strictObject({ joinedBefore: At.describe('people who joined before this time') }),
])
export type AudienceLeaf = z.infer<typeof AudienceLeaf>

export type AudienceRule =
  | AudienceLeaf
  | { and: AudienceRule[] }
  | { or: AudienceRule[] }
  | { of: AudienceRule; except: AudienceRule }

// Depth is bounded by how the schema is made: a body nested 100,000 deep ends at the fifth level, not at the end of the stack.
const depthLimit = 5
const sizeLimit = 50

function ruleOfDepth(depth: number): z.ZodType<AudienceRule> {
  if (depth === 1) return AudienceLeaf
  const inner = z.lazy(() => ruleOfDepth(depth - 1))
  const several = z.array(inner).min(1).max(20)
  return z.union([
    AudienceLeaf,
    z.strictObject({ and: several }),
    z.strictObject({ or: several }),
    z.strictObject({ of: inner, except: inner }),
  ])
}

/** Who is meant: conditions joined by and, or, except; at most 5 levels and 50 parts. */
export const AudienceRule = ruleOfDepth(depthLimit).refine((rule) => countParts(rule) <= sizeLimit, {
  error: `has more than ${sizeLimit} parts`,
})

/** The rules directly inside a rule; none for a condition. */
export function partsOf(rule: AudienceRule): AudienceRule[] {
  if ('and' in rule) return rule.and
  if ('or' in rule) return rule.or
  return 'of' in rule ? [rule.of, rule.except] : []
}

function countParts(rule: AudienceRule): number {
  return partsOf(rule).reduce((count, part) => count + countParts(part), 1)
}
