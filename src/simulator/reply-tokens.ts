import { randomBytes } from 'node:crypto'
import type { JournalEntry, RecordEntries, Room } from './entries.ts'

export type ReplyTokens = Room & {
  issue(chatId: string, eventAt: Date): string
  /** The webhook leaves now: LINE counts the minute from here, and anew when it is delivered again. */
  markSent(token: string, now: Date): void
  /** The chat a token may be used for now. */
  findChat(token: string, now: Date): string | undefined
  use(token: string): void
}

// https://developers.line.biz/en/reference/messaging-api/#send-reply-message-reply-token
const validMs = 60_000
const hopelessAfterMs = 20 * 60_000

/** Reply tokens: opaque, single use, one minute from receipt, never more than 20 minutes after the event. */
export function createReplyTokens(record: RecordEntries): ReplyTokens {
  const open = new Map<string, { chatId: string; eventAt: number; sentAt: number }>()

  function apply(entry: JournalEntry) {
    if (entry.k === 'reply') open.set(entry.token, entry)
    else if (entry.k === 'reply-used') open.delete(entry.token)
  }

  function forgetHopeless(nowMs: number) {
    for (const [token, { eventAt }] of open) {
      if (nowMs - eventAt < hopelessAfterMs) return
      open.delete(token)
    }
  }

  return {
    apply,
    clear: () => open.clear(),
    issue(chatId, eventAt) {
      forgetHopeless(eventAt.getTime())
      const token = randomBytes(16).toString('hex')
      record({ k: 'reply', token, chatId, eventAt: eventAt.getTime(), sentAt: eventAt.getTime() })
      return token
    },
    markSent(token, now) {
      const found = open.get(token)
      if (found) record({ k: 'reply', token, chatId: found.chatId, eventAt: found.eventAt, sentAt: now.getTime() })
    },
    findChat(token, now) {
      const found = open.get(token)
      if (!found) return undefined
      const isFresh = now.getTime() - found.sentAt < validMs && now.getTime() - found.eventAt < hopelessAfterMs
      return isFresh ? found.chatId : undefined
    },
    use: (token) => record({ k: 'reply-used', token }),
  }
}
