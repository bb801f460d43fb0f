import { describe, expect, test } from 'vitest'
import { findRefusal, stateOf } from '../../../../src/features/users/rules.ts'

const owner = { id: 'a', role: 'owner', state: 'active' } as const

describe('findRefusal', () => {
  test.each([
    ['another owner of two is made a viewer', { actorId: 'b', roleAfter: 'viewer', activeOwners: 2 }, undefined],
    ['the only owner is made a viewer', { actorId: 'b', roleAfter: 'viewer', activeOwners: 1 }, 'LAST_OWNER'],
    ['the only owner is closed', { actorId: 'b', roleAfter: null, activeOwners: 1 }, 'LAST_OWNER'],
    ['one changes the own role', { actorId: 'a', roleAfter: 'viewer', activeOwners: 2 }, 'OWN_ACCOUNT'],
    ['one closes the own account', { actorId: 'a', roleAfter: null, activeOwners: 2 }, 'OWN_ACCOUNT'],
    ['nothing changes', { actorId: 'a', roleAfter: 'owner', activeOwners: 1 }, undefined],
  ] as const)('%s', (_name, change, refusal) => {
    expect(findRefusal({ officer: owner, ...change })).toBe(refusal)
  })

  test('an owner who has never signed in keeps nobody out', () => {
    const invited = { ...owner, state: 'invited' } as const
    expect(findRefusal({ officer: invited, actorId: 'b', roleAfter: null, activeOwners: 1 })).toBeUndefined()
  })
})

test('a demo officer needs no password to be active; closed wins over everything', () => {
  expect(stateOf({ disabledAt: null, hasPassword: false, isDemo: true })).toBe('active')
  expect(stateOf({ disabledAt: null, hasPassword: false, isDemo: false })).toBe('invited')
  expect(stateOf({ disabledAt: new Date(), hasPassword: true, isDemo: true })).toBe('closed')
})
