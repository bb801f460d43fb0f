import { expect, test } from 'vitest'
import type { AudienceRule } from '../../../src/contracts/api/audience-rule.ts'
import { readRule, writeRule } from '../../../src/web/console/pages/audience/rule-fields.ts'

const units: AudienceRule = { units: ['u1', 'u2'], via: 'both' }
const groups: AudienceRule = { groups: ['g1'] }

test.each([units, groups, { or: [units, groups] }])(
  'a rule of units and groups goes into the form and comes out the same: %j',
  (rule) => {
    const fields = readRule(rule)
    expect(fields && writeRule(fields)).toEqual(rule)
  },
)

test.each<AudienceRule>([
  { everyone: true, via: 'groups' },
  { tags: ['ใหม่'] },
  { and: [units, groups] },
  { of: units, except: groups },
  { or: [units, units] },
  { or: [groups, { tags: ['ใหม่'] }] },
])('a rule that the form cannot hold whole is not put into it: %j', (rule) => {
  expect(readRule(rule)).toBeUndefined()
})

test('a form without a choice is no rule', () => {
  expect(writeRule({ unitIds: [], groupIds: [], via: 'groups' })).toBeUndefined()
})
