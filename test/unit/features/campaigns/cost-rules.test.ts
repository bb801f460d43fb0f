import { expect, test } from 'vitest'
import { nobody, rankOf, sizeOfRun, withPage } from '../../../../src/features/campaigns/cost-rules.ts'

const groups = [
  { kind: 'group' as const, chatId: 'C1', isPublicOnly: false, messages: 40 },
  { kind: 'group' as const, chatId: 'C2', isPublicOnly: true, messages: 200 },
  { kind: 'group' as const, chatId: 'C3', isPublicOnly: false, messages: null },
]
const people = [{ kind: 'person' as const, chatId: 'U1', isPublicOnly: false, messages: 1 }]
const size = withPage(withPage(nobody, groups), people)

test('a run costs its people and the members of its groups', () => {
  expect(sizeOfRun(size, true)).toEqual({ chats: 4, messages: 241 })
})

test('a group that gets only public cards costs nothing of any other', () => {
  expect(sizeOfRun(size, false)).toEqual({ chats: 3, messages: 41 })
})

test.each([
  ['alert', { isUrgent: true, correctsRunId: null }, ['poll-invite']],
  ['alert', { isUrgent: false, correctsRunId: 'run' }, ['notice']],
  ['poll_invitation', { isUrgent: false, correctsRunId: null }, ['notice', 'poll-invite']],
  ['card', { isUrgent: false, correctsRunId: null }, ['poll-result']],
] as const)('a %s is known by what it is and carries', (rank, campaign, templates) => {
  expect(rankOf(campaign, templates)).toBe(rank)
})
