import { createHash } from 'node:crypto'
import type { JournalEntry, RecordEntries, Room, SendEntry } from './entries.ts'
import { messageIdOf } from './ids.ts'

export type LedgerItem = Omit<SendEntry, 'k'>
export type Body = { hash: string; json: string; isKnown: boolean }

export type Ledger = Room & {
  /** The body a list of messages is kept under; `isKnown` when such a list was accepted before. */
  bodyOf(messages: unknown[]): Body
  accept(item: LedgerItem, messages: unknown[]): void
  /** The request accepted under this key in the last 24 h. */
  findAccepted(retryKey: string, now: Date): LedgerItem | undefined
  messagesOf(item: LedgerItem): unknown[]
  /** What reached somebody, oldest first. */
  items(filter?: { to?: string | undefined; sinceMs?: number | undefined }): Generator<LedgerItem>
  toJson(item: LedgerItem): string
}

// https://developers.line.biz/en/docs/messaging-api/retrying-api-request
const retryKeyKeptMs = 24 * 60 * 60 * 1000

/**
 * Every accepted request. Messages are kept once per distinct content and recipients share the world's strings, so that a
 * card to 1,000,000 people is 2,000 short items and not 2,000 cards.
 */
export function createLedger(record: RecordEntries, canonicalId: (id: string) => string): Ledger {
  const bodies = new Map<string, string>()
  const accepted = new Map<string, LedgerItem>()
  let items: LedgerItem[] = []

  function bodyOf(messages: unknown[]): Body {
    const json = JSON.stringify(messages)
    const hash = createHash('sha256').update(json).digest('base64url')
    return { hash, json, isKnown: bodies.has(hash) }
  }

  function accept(item: LedgerItem, messages: unknown[]) {
    const entry: SendEntry = { k: 'send', ...item }
    if (bodies.has(item.body)) record(entry)
    else record({ k: 'body', hash: item.body, messages }, entry)
  }

  function apply(entry: JournalEntry) {
    if (entry.k === 'body') bodies.set(entry.hash, JSON.stringify(entry.messages))
    if (entry.k !== 'send') return
    const { k: _, ...item } = entry
    item.to = typeof item.to === 'string' ? canonicalId(item.to) : item.to.map(canonicalId)
    items.push(item)
    // Set anew, not updated in place: keys must lie in the order of their time for `forgetOldKeys`.
    if (item.retryKey) accepted.delete(item.retryKey)
    if (item.retryKey) accepted.set(item.retryKey, item)
  }

  function forgetOldKeys(now: Date) {
    for (const [key, item] of accepted) {
      if (now.getTime() - item.at < retryKeyKeptMs) return
      accepted.delete(key)
    }
  }

  function findAccepted(retryKey: string, now: Date) {
    forgetOldKeys(now)
    const item = accepted.get(retryKey)
    return item && now.getTime() - item.at < retryKeyKeptMs ? item : undefined
  }

  function* list({ to, sinceMs = 0 }: { to?: string | undefined; sinceMs?: number | undefined } = {}) {
    for (const item of items) {
      if (item.reached === 0 || item.at < sinceMs) continue
      if (to === undefined || item.to === to || (Array.isArray(item.to) && item.to.includes(to))) yield item
    }
  }

  function bodyJsonOf(item: LedgerItem): string {
    const json = bodies.get(item.body)
    if (json === undefined) throw new Error(`The journal holds no body ${item.body}. Was a line taken out of it?`)
    return json
  }

  function toJson(item: LedgerItem): string {
    const head = JSON.stringify({ id: messageIdOf(item.first), endpoint: item.endpoint, to: item.to })
    const tail = JSON.stringify({
      retryKey: item.retryKey ?? null,
      requestId: item.requestId,
      notificationDisabled: item.isSilent ?? false,
      at: new Date(item.at).toISOString(),
    })
    return `${head.slice(0, -1)},"messages":${bodyJsonOf(item)},${tail.slice(1)}`
  }

  return {
    apply,
    clear() {
      bodies.clear()
      accepted.clear()
      items = []
    },
    bodyOf,
    accept,
    findAccepted,
    messagesOf: (item) => JSON.parse(bodyJsonOf(item)) as unknown[],
    items: list,
    toJson,
  }
}
