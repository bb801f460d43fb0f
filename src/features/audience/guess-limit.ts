import { RateLimiterMemory } from 'rate-limiter-flexible'

const guessesPerHour = 10
const hourInSeconds = 3600

/**
 * Holds back whoever tries codes out: after ten wrong ones within an hour none is looked at. Kept in this process's memory
 * only, so it is forgotten with the process; 30^8 codes leave nothing to win by that.
 */
export function createGuessLimit() {
  const limiter = new RateLimiterMemory({ points: guessesPerHour, duration: hourInSeconds })
  return {
    async isSpent(userId: string): Promise<boolean> {
      return ((await limiter.get(userId))?.consumedPoints ?? 0) >= guessesPerHour
    },
    async countWrong(userId: string): Promise<void> {
      await limiter.penalty(userId)
    },
  }
}

export type GuessLimit = ReturnType<typeof createGuessLimit>
