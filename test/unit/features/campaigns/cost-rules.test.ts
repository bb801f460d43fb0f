import { expect, test } from 'vitest'
import { countCost } from '../../../../src/features/campaigns/cost-rules.ts'

const members = [
  { kind: 'group' as const, chatId: 'C1', isPublicOnly: false, messages: 40 },
  { kind: 'group' as const, chatId: 'C2', isPublicOnly: true, messages: 200 },
  { kind: 'group' as const, chatId: 'C3', isPublicOnly: false, messages: null },
  { kind: 'person' as const, chatId: 'U1', isPublicOnly: false, messages: 1 },
]

test('a run costs its people and the members of its groups', () => {
  expect(countCost(members, true)).toBe(241)
})

test('a group that gets only public cards costs nothing of any other', () => {
  expect(countCost(members, false)).toBe(41)
})
