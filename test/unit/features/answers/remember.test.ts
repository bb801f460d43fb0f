import { describe, expect, test } from 'vitest'
import { rememberFor } from '../../../../src/features/answers/remember.ts'
import type { Tx } from '../../../../src/platform/db/open-database.ts'

describe('what is remembered for a second', () => {
  const tx = {} as Tx
  function office() {
    let nowMs = 1_000_000
    let asked = 0
    const read = rememberFor(1000, { now: () => new Date(nowMs) }, async () => {
      asked += 1
      if (asked === 3) throw new Error('away')
      return `name ${asked}`
    })
    return {
      read: () => read(tx),
      turnClock(byMs: number) {
        nowMs += byMs
      },
    }
  }

  test('is asked once within it and again after it', async () => {
    const { read, turnClock } = office()
    expect(await read()).toBe('name 1')
    turnClock(999)
    expect(await read()).toBe('name 1')
    turnClock(1)
    expect(await read()).toBe('name 2')
  })

  test('is asked again when the clock was set back, and after a failure', async () => {
    const { read, turnClock } = office()
    await read()
    turnClock(-3_600_000)
    expect(await read()).toBe('name 2')
    turnClock(1000)
    await expect(read()).rejects.toThrow('away')
    expect(await read()).toBe('name 4')
  })
})
