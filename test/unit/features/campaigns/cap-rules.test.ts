import { expect, test } from 'vitest'
import { capWindows, spareFull } from '../../../../src/features/campaigns/cap-rules.ts'
import type { PlannedRecipient } from '../../../../src/features/campaigns/rules.ts'

test.each([
  ['2026-11-25T16:59:59Z', '2026-11-24T17:00:00.000Z', '2026-11-18T17:00:00.000Z'],
  ['2026-11-25T17:00:00Z', '2026-11-25T17:00:00.000Z', '2026-11-19T17:00:00.000Z'],
])('at %s the day and the week begin at midnight in Bangkok', (now, day, week) => {
  const { dayStart, weekStart } = capWindows(new Date(now))
  expect([dayStart.toISOString(), weekStart.toISOString()]).toEqual([day, week])
})

test('a full chat is skipped with its reason, and one that is skipped already keeps its own', () => {
  const planned = (chatId: string): PlannedRecipient => ({ kind: 'group', chatId, state: 'planned', reason: null })
  const outside: PlannedRecipient = { ...planned('C3'), state: 'skipped', reason: 'outsiders' }
  expect(spareFull([planned('C1'), planned('C2'), outside], new Set(['C2', 'C3']))).toEqual([
    planned('C1'),
    { ...planned('C2'), state: 'skipped', reason: 'cap' },
    outside,
  ])
})
