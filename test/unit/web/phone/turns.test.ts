import { describe, expect, test } from 'vitest'
import { createTurns } from '../../../../src/web/phone/turns.ts'

describe('createTurns', () => {
  test('runs no more than its number at a time', async () => {
    const turns = createTurns({ atOnce: 2 })
    let running = 0
    let most = 0
    const work = async () => {
      running++
      most = Math.max(most, running)
      await Promise.resolve()
      running--
    }
    await Promise.all(Array.from({ length: 20 }, (_, index) => turns.take(`${index}`, work)))
    expect(most).toBe(2)
  })

  test('runs a key asked for again while it runs exactly once more', async () => {
    const turns = createTurns({ atOnce: 4 })
    const first = Promise.withResolvers<void>()
    let runs = 0
    const work = () => {
      runs++
      return runs === 1 ? first.promise : Promise.resolve()
    }
    const asked = [turns.take('a', work), turns.take('a', work), turns.take('a', work)]
    first.resolve()
    await Promise.all(asked)
    expect(runs).toBe(2)
  })

  test('goes on after work that failed', async () => {
    const turns = createTurns({ atOnce: 1 })
    await expect(turns.take('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await turns.take('b', async () => {})
  })
})
