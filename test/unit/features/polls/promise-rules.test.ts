import { expect, test } from 'vitest'
import { areProved, Proofs } from '../../../../src/contracts/api/poll-shapes.ts'
import { levelOf } from '../../../../src/features/polls/promise-rules.ts'

const proved = { vectors: true, storage: true, review: true, certificate: true }

test.each([
  ['all is proved, drawn ahead, on a host apart', {}, 'ballot'],
  ['one visit', { isOneVisit: true }, 'ballot_interim'],
  ['something is not proved', { areProofsComplete: false }, 'ballot_interim'],
  ['the host is not apart', { isBallotHostApart: false }, 'ballot_interim'],
  ['it is asked in the chat', { anonymity: 'chat' }, 'chat'],
  ['it is asked in a room', { anonymity: 'room' }, 'room'],
] as const)('a poll wears its badge when %s', (_when, more, level) => {
  const poll = { anonymity: 'ballot', isOneVisit: false, areProofsComplete: true, isBallotHostApart: true } as const
  expect(levelOf({ ...poll, ...more })).toBe(level)
})

test.each(Object.keys(proved))('without the proof of %s nothing is proved', (name) => {
  expect(areProved(proved)).toBe(true)
  expect(areProved({ ...proved, [name]: false })).toBe(false)
})

test('proofs recorded before certificates were asked for prove nothing of them', () => {
  const { certificate: _certificate, ...older } = proved
  expect(areProved(Proofs.parse(older))).toBe(false)
})
