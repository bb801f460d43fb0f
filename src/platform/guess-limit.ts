import { RateLimiterMemory } from 'rate-limiter-flexible'

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
