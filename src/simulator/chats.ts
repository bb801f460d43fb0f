import { type MessageNumbers, messageIdOf } from './ids.ts'
import type { Ledger } from './ledger.ts'

export type Media = { kind: 'image' | 'video' | 'audio' | 'file'; bytes: Buffer; contentType: string }
export type ChatItem = {
  id: string
  from: 'bot' | string
  at: string
  kind: 'message' | 'notice'
  message: unknown
}

export type Chats = {
  addMessage(chatId: string, userId: string, message: object, at: Date, media?: Media): string
  addNotice(chatId: string, text: string, at: Date): void
  /** The message stays as a notice that it was taken back. */
  markUnsent(chatId: string, messageId: string, text: string): void
  findTyped(chatId: string, messageId: string): { from: string } | undefined
  findContent(messageId: string): Media | 'unsent' | undefined
  /** The newest of a chat, oldest first: sent by the bot (ledger) and typed by people (memory). */
  list(chatId: string, limit: number): ChatItem[]
  announce(chatId: string): void
  onChange(listener: (chatId: string) => void): () => void
  clear(): void
}

// A phone shows a screenful; what people type is not for keeping.
const typedKept = 500

/** Chats as a phone shows them. What people type lives in memory alone and is gone with the process. */
export function createChats({ ledger, numbers }: { ledger: Ledger; numbers: MessageNumbers }): Chats {
  const typed = new Map<string, ChatItem[]>()
  const contents = new Map<string, Media | 'unsent'>()
  const listeners = new Set<(chatId: string) => void>()

  function announce(chatId: string) {
    for (const listener of listeners) listener(chatId)
  }

  function add(chatId: string, item: Omit<ChatItem, 'id' | 'at'>, at: Date): string {
    const id = messageIdOf(numbers.take(1, at.getTime()))
    const items = typed.get(chatId) ?? []
    typed.set(chatId, items)
    items.push({ id, at: at.toISOString(), ...item })
    if (items.length > typedKept) contents.delete(items.shift()?.id ?? '')
    announce(chatId)
    return id
  }

  function sentByBot(chatId: string, limit: number): ChatItem[] {
    const newest = [...ledger.items({ to: chatId })].slice(-limit)
    return newest.flatMap((item) =>
      ledger.messagesOf(item).map((message, index) => ({
        id: messageIdOf(item.first + index),
        from: 'bot',
        at: new Date(item.at).toISOString(),
        kind: 'message' as const,
        message,
      })),
    )
  }

  return {
    addMessage(chatId, userId, message, at, media) {
      const id = add(chatId, { from: userId, kind: 'message', message }, at)
      if (media) contents.set(id, media)
      return id
    },
    addNotice: (chatId, text, at) =>
      void add(chatId, { from: 'bot', kind: 'notice', message: { type: 'text', text } }, at),
    markUnsent(chatId, messageId, text) {
      const item = typed.get(chatId)?.find(({ id }) => id === messageId)
      if (item) Object.assign(item, { kind: 'notice', message: { type: 'text', text } })
      contents.set(messageId, 'unsent')
      announce(chatId)
    },
    findTyped: (chatId, messageId) => typed.get(chatId)?.find(({ id, kind }) => id === messageId && kind === 'message'),
    findContent: (messageId) => contents.get(messageId),
    list(chatId, limit) {
      const items = [...sentByBot(chatId, limit), ...(typed.get(chatId) ?? [])]
      // Ids are of one length and only grow, so they sort as text.
      return items.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(-limit)
    },
    announce,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear() {
      typed.clear()
      contents.clear()
    },
  }
}
