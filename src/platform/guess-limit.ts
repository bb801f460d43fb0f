import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

export type GuessLimit = {
  isSpent(who: string): Promise<boolean>
  countWrong(who: string): Promise<void>
}

/**
 * Holds back whoever tries codes or tokens out: after so many wrong ones within the time none is looked at. Kept in this
 * process's memory only, so it is forgotten with the process; the space of codes leaves nothing to win by that.
 */
export function createGuessLimit(options: { wrong: number; withinSeconds: number }): GuessLimit {
  const limiter = new RateLimiterMemory({ points: options.wrong, duration: options.withinSeconds })
  return {
    isSpent: async (who) => ((await limiter.get(who))?.consumedPoints ?? 0) >= options.wrong,
    async countWrong(who) {
      await limiter.penalty(who)
    },
  }
}

export type SharedGuessLimit = {
  /** Takes one guess of the allowance; false when none is left. Taken before the guess, so that a rush of them counts too. */
  take(who: string): Promise<boolean>
  /** A right guess costs nothing. */
  giveBack(who: string): Promise<void>
}

/**
 * The same for passwords, where the space is small and time is on the guesser's side: counted in PostgreSQL, for all web
 * processes and across restarts; in memory while the database is away. `who` is kept as a digest only.
 */
export function createSharedGuessLimit(options: {
  pool: Pool
  name: string
  guesses: number
  withinSeconds: number
}): SharedGuessLimit {
  const allowance = { points: options.guesses, duration: options.withinSeconds, keyPrefix: options.name }
  const limiter = new RateLimiterPostgres({
    ...allowance,
    storeClient: options.pool,
    storeType: 'pool',
    tableName: 'guess_count',
    tableCreated: true, // by our own migrations: this login may not make tables
    clearExpiredByTimeout: true,
    insuranceLimiter: new RateLimiterMemory(allowance),
  })
  const keyOf = (who: string) => createHash('sha256').update(who).digest('hex')
  return {
    async take(who) {
      try {
        await limiter.consume(keyOf(who))
        return true
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return false
        throw refusal
      }
    },
    async giveBack(who) {
      await limiter.reward(keyOf(who))
    },
  }
}
