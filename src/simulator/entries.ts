import type { RichMenu } from '../line/messages/rich-menu.ts'

/** One line of the journal each. `k` is short because a million recipients are carried as lines like these. Times are milliseconds. */
export type JournalEntry =
  | UserEntry
  | { k: 'friend'; userId: string; isFriend: boolean; isBlocked: boolean }
  | { k: 'wrote'; userId: string; at: number }
  | { k: 'group'; groupId: string; groupName: string; memberIds: string[]; isBotMember: boolean }
  | { k: 'members'; groupId: string; joined?: string[]; left?: string[] }
  | { k: 'bot'; groupId: string; isMember: boolean }
  | SettingsEntry
  | { k: 'body'; hash: string; messages: unknown[] }
  | SendEntry
  | { k: 'reply'; token: string; chatId: string; eventAt: number; sentAt: number }
  | { k: 'reply-used'; token: string }
  | { k: 'token'; hash: string; expiresAt: number }
  | { k: 'revoked'; hash: string }
  | RichMenuEntry

export type RichMenuEntry =
  | { k: 'rich-menu'; richMenuId: string; menu: RichMenu }
  | { k: 'rich-menu-image'; richMenuId: string; contentType: string; base64: string }
  | { k: 'rich-menu-gone'; richMenuId: string }
  /** Without a menu: the alias, the default or the person's own link is gone. */
  | { k: 'rich-menu-alias'; aliasId: string; richMenuId?: string }
  | { k: 'rich-menu-default'; richMenuId?: string }
  | { k: 'rich-menu-link'; userId: string; richMenuId?: string }

export type UserEntry = {
  k: 'user'
  userId: string
  displayName: string
  isFriend: boolean
  pictureUrl?: string | undefined
  statusMessage?: string | undefined
  language?: string | undefined
}

export type SettingsEntry = {
  k: 'settings'
  at: number
  quota?: number | null | undefined
  consumption?: number | undefined
  limits?: 'on' | 'off' | undefined
  verified?: boolean | undefined
  redelivery?: 'on' | 'off' | undefined
  webhook?: 'on' | 'off' | undefined
  chatMode?: 'bot' | 'chat' | undefined
  sharePicker?: 'on' | 'off' | undefined
}

/** An accepted request. The messages are a `body` entry, written once however many requests carry them. */
export type SendEntry = {
  k: 'send'
  /** Number of the first message; the others follow it. */
  first: number
  endpoint: 'push' | 'multicast' | 'reply'
  /** Whom it reached: of a multicast those alone who are friends. */
  to: string | string[]
  /** People reached: none when the person has blocked the bot, and LINE answers 200 all the same. */
  reached: number
  /** What it costs of the quota: nothing for a reply. */
  cost: number
  body: string
  retryKey?: string | undefined
  /** notificationDisabled: it arrives without a sound. */
  isSilent?: true
  /** customAggregationUnits: what its statistics are added up under. */
  unit?: string
  requestId: string
  at: number
}

/** A part of the simulator's memory that is rebuilt from the journal. */
export type Room = { apply(entry: JournalEntry): void; clear(): void }
/** Writes to the journal, then tells every room. */
export type RecordEntries = (...entries: JournalEntry[]) => void
