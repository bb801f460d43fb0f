import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { JournalEntry, RecordEntries, Room } from './entries.ts'

export type AccessTokens = Room & {
  /** Milliseconds left, or nothing when LINE would not take the token. */
  msLeft(token: string, now: Date): number | undefined
  issueStateless(now: Date): { token: string; expiresInMs: number }
  issueShortLived(now: Date): { token: string; expiresInMs: number }
  revoke(token: string): void
}

// https://developers.line.biz/en/docs/basics/channel-access-token/
const statelessMs = 15 * 60_000
const shortLivedMs = 30 * 24 * 60 * 60 * 1000
const shortLivedAtOnce = 30
/** LINE's own sample answers about a hundred years for a long-lived token. */
const longLivedMs = 3_138_007_490_000

/** Long-lived, short-lived (30 at once, the oldest is revoked) and stateless tokens. Only digests are kept. */
export function createAccessTokens(options: {
  longLived: string
  secret: string
  record: RecordEntries
}): AccessTokens {
  const longLivedHash = digest(options.longLived)
  const shortLived = new Map<string, number>()
  const revoked = new Set<string>()

  function apply(entry: JournalEntry) {
    if (entry.k === 'token') {
      shortLived.set(entry.hash, entry.expiresAt)
      const oldest = shortLived.keys().next().value
      if (shortLived.size > shortLivedAtOnce && oldest !== undefined) shortLived.delete(oldest)
    } else if (entry.k === 'revoked') {
      shortLived.delete(entry.hash)
      revoked.add(entry.hash)
    }
  }

  // Stateless as LINE means it: the token says itself when it ends, so it is good after a restart and cannot be revoked.
  function sign(payload: string): string {
    return createHmac('sha256', `stateless:${options.secret}`).update(payload).digest('base64url')
  }

  function statelessMsLeft(token: string, now: Date): number | undefined {
    const [payload = '', mac = '', more] = token.split('.')
    if (more !== undefined || !isSame(mac, sign(payload))) return undefined
    return Number.parseInt(payload, 36) - now.getTime()
  }

  function msLeft(token: string, now: Date): number | undefined {
    const hash = digest(token)
    if (hash === longLivedHash) return revoked.has(hash) ? undefined : longLivedMs
    const expiresAt = shortLived.get(hash)
    const left = expiresAt === undefined ? statelessMsLeft(token, now) : expiresAt - now.getTime()
    return left !== undefined && left > 0 ? left : undefined
  }

  return {
    apply,
    clear() {
      shortLived.clear()
      revoked.clear()
    },
    msLeft,
    issueStateless(now) {
      const payload = (now.getTime() + statelessMs).toString(36)
      return { token: `${payload}.${sign(payload)}`, expiresInMs: statelessMs }
    },
    issueShortLived(now) {
      const token = randomBytes(96).toString('base64')
      options.record({ k: 'token', hash: digest(token), expiresAt: now.getTime() + shortLivedMs })
      return { token, expiresInMs: shortLivedMs }
    },
    revoke: (token) => options.record({ k: 'revoked', hash: digest(token) }),
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
