import { createHmac, timingSafeEqual } from 'node:crypto'

const lastsMs = 12 * 3_600_000 // a working day with its evening; a hearing is never longer

/**
 * A key with which a phone steers one room in the name of the officer who showed it. Nothing of it is stored: it is signed,
 * and ends by its own time or with the poll.
 */
export function createRemoteKeys(secret: Buffer) {
  const sign = (pollId: string, rest: string) =>
    createHmac('sha256', secret).update(`room-remote/v1|${pollId}|${rest}`).digest()

  return {
    issue(pollId: string, userId: string, now: Date): string {
      const rest = `${Buffer.from(userId).toString('base64url')}.${now.getTime() + lastsMs}`
      return `${rest}.${sign(pollId, rest).toString('base64url')}`
    },
    /** Whose key it is; undefined when it is not of this room or has ended. */
    read(pollId: string, key: string, now: Date): string | undefined {
      const [user = '', endsAt = '', signature = ''] = key.split('.')
      const given = Buffer.from(signature, 'base64url')
      const right = sign(pollId, `${user}.${endsAt}`)
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      return Number(endsAt) > now.getTime() ? Buffer.from(user, 'base64url').toString() : undefined
    },
  }
}
