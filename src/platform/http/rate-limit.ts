import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/**
 * So many of something within a time, by who asks: in this process's memory, under a key that ends with it, so that not even a
 * memory dump of tomorrow has the address.
 */
export function createRateLimit(options: { points: number; withinSeconds: number }) {
  const limiter = new RateLimiterMemory({ points: options.points, duration: options.withinSeconds })
  const key = createSecretKey(randomBytes(32)) // a Buffer costs 20 µs at each use
  return {
    /** False once it is too much. */
    async take(who: string): Promise<boolean> {
      try {
        await limiter.consume(createHmac('sha256', key).update(who).digest('base64'))
        return true
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return false
        throw refusal
      }
    },
  }
}
