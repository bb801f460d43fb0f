import { expect, test } from 'vitest'
import { addPlanned, type PlannedRecipient } from '../../../../src/features/campaigns/rules.ts'
import { statisticsDays, statsUnitOf } from '../../../../src/features/campaigns/statistics-rules.ts'

const runId = 'ffffffff-ffff-7fff-bfff-ffffffffffff'
const people = (count: number, state: PlannedRecipient['state'] = 'planned') =>
  Array.from({ length: count }, (_, index) => ({ kind: 'person' as const, chatId: `U${index}`, state, reason: null }))
const counted = (recipients: PlannedRecipient[]) => addPlanned({ groups: 0, people: 0 }, recipients)

test('a name is made where LINE may have something to say, and fits its 30 characters', () => {
  expect(statsUnitOf(runId, counted(people(20)))).toMatch(/^[A-Za-z0-9_]{1,30}$/)
  expect(statsUnitOf(runId, counted([...people(19), ...people(5, 'skipped')]))).toBeNull()
  expect(statsUnitOf(runId, counted([{ kind: 'group', chatId: 'C1', state: 'planned', reason: null }]))).not.toBeNull()
  expect(statsUnitOf(runId, counted(people(20)))).not.toBe(statsUnitOf(runId.replace('7', '6'), counted(people(20))))
})

test('days are those of UTC+9, from the start of the run, 30 at most', () => {
  const started = new Date('2026-11-24T15:30:00Z')
  expect(statisticsDays(started, new Date('2026-11-26T00:00:00Z'))).toEqual({ from: '20261125', to: '20261126' })
  expect(statisticsDays(started, new Date('2027-03-01T00:00:00Z'))).toEqual({ from: '20261125', to: '20261224' })
  expect(statisticsDays(started, new Date('2026-11-20T00:00:00Z'))).toEqual({ from: '20261125', to: '20261125' })
})
