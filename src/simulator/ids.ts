import { createHash, randomBytes } from 'node:crypto'
import type { JournalEntry, Room } from './entries.ts'

export const randomUserId = () => `U${randomBytes(16).toString('hex')}`
export const randomGroupId = () => `C${randomBytes(16).toString('hex')}`

/** The bot of a channel keeps its id from start to start without being stored. */
export function describeBot(channelId: string) {
  const hash = createHash('sha256').update(`bot:${channelId}`).digest('hex')
  return {
    userId: `U${hash.slice(0, 32)}`,
    basicId: `@${BigInt(`0x${hash.slice(32, 48)}`)
      .toString(36)
      .slice(0, 8)}`,
    displayName: 'บอตสุจริต',
  }
}
export type Bot = ReturnType<typeof describeBot>

// LINE's message ids are digits, 18 of them now. Ours are these two and a number that only grows.
const messageIdPrefix = '56'
export const messageIdOf = (number: number) => `${messageIdPrefix}${number}`

export type MessageNumbers = Room & { take(count: number, atMs: number): number }

/** Numbers for messages, typed and sent alike: they sort by time, also after a restart or when the clock is set back. */
export function createMessageNumbers(): MessageNumbers {
  let next = 0
  return {
    take(count, atMs) {
      // Milliseconds times 1,000 stay below 2^53 until the year 2255.
      const first = Math.max(next, atMs * 1000)
      next = first + count
      return first
    },
    apply(entry: JournalEntry) {
      if (entry.k === 'send') next = Math.max(next, entry.first + 5)
    },
    clear() {},
  }
}
