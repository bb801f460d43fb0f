import { describe, expect, test } from 'vitest'

/**
 * One row of the list of attacks. The same attacker looks at what the product leaves and at what a naive implementation leaves:
 * from the first nothing is learnt, from the second something is, else the test could not fail.
 */
export function attack<Evidence>(
  number: number,
  what: string,
  on: {
    learn(evidence: Evidence): unknown[] | Promise<unknown[]>
    ours(): Evidence | Promise<Evidence>
    naive(): Evidence | Promise<Evidence>
  },
): void {
  describe(`[attack ${number}] ${what}`, () => {
    test('learns nothing here', async () => {
      expect(await on.learn(await on.ours())).toEqual([])
    })
    test('would learn it from a naive implementation', async () => {
      expect(await on.learn(await on.naive())).not.toEqual([])
    })
  })
}
