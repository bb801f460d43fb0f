import type { Clock } from '../platform/clock.ts'

export type RateLimit = { count: number; perMs: number }

// https://developers.line.biz/en/reference/messaging-api/#rate-limits
export const commonLimit: RateLimit = { count: 2000, perMs: 1000 }
export const multicastLimit: RateLimit = { count: 200, perMs: 1000 }
export const shortLivedTokenLimit: RateLimit = { count: 370, perMs: 1000 }
export const webhookEndpointLimit: RateLimit = { count: 1000, perMs: 60_000 }
export const webhookTestLimit: RateLimit = { count: 60, perMs: 60 * 60_000 }

export const loadingLimit: RateLimit = { count: 100, perMs: 1000 }
export const richMenuListLimit: RateLimit = { count: 10, perMs: 1000 }
export const richMenuChangeLimit: RateLimit = { count: 100, perMs: 60 * 60_000 }

export const insightLimit: RateLimit = { count: 60, perMs: 60 * 60_000 }

export type RateLimits = { take(endpoint: string, limit: RateLimit): boolean; clear(): void }

/** A token bucket per endpoint, full at first, as LINE counts: whatever the caller's address or body. */
export function createRateLimits(clock: Clock): RateLimits {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take(endpoint, { count, perMs }) {
      const at = clock.now().getTime()
      const bucket = buckets.get(endpoint) ?? { tokens: count, at }
      const refill = (Math.max(0, at - bucket.at) * count) / perMs
      const tokens = Math.min(count, bucket.tokens + refill)
      const isAllowed = tokens >= 1
      buckets.set(endpoint, { tokens: isAllowed ? tokens - 1 : tokens, at })
      return isAllowed
    },
    clear: () => buckets.clear(),
  }
}
