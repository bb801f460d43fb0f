export type Loading = {
  start(chatId: string, until: Date): void
  /** A message has come: the dots are gone. */
  stop(chatId: string): void
  /** Chats whose phone shows the dots now. */
  list(now: Date): string[]
  clear(): void
}

/** Who is shown that an answer is on its way: of this moment alone, so in memory. */
export function createLoading(): Loading {
  const endsAt = new Map<string, number>()
  return {
    start: (chatId, until) => void endsAt.set(chatId, until.getTime()),
    stop: (chatId) => void endsAt.delete(chatId),
    list: (now) => [...endsAt].filter(([, at]) => at > now.getTime()).map(([chatId]) => chatId),
    clear: () => endsAt.clear(),
  }
}
