import { describe, expect, test } from 'vitest'
import { chooseAuthority } from '../../../../src/platform/auth/choose-authority.ts'

describe('chooseAuthority', () => {
  const refusal = expect.objectContaining({ code: 'OWN_WORK', status: 403 })

  test('one’s own role needs nobody’s', () => {
    expect(chooseAuthority({ userId: 'b' }, ['a'])).toBeUndefined()
  })

  test('no writer approves, and none lends the power to', () => {
    expect(() => chooseAuthority({ userId: 'a' }, ['x', 'a'])).toThrow(refusal)
    expect(() => chooseAuthority({ userId: 'd', standsFor: ['a'] }, ['a'])).toThrow(refusal)
    expect(chooseAuthority({ userId: 'd', standsFor: ['a', 'b'] }, ['a'])).toBe('b')
  })
})
