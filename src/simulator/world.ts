import type { JournalEntry, RecordEntries, Room } from './entries.ts'

export type SimulatedUser = {
  userId: string
  displayName: string
  isFriend: boolean
  isBlocked: boolean
  pictureUrl?: string | undefined
  statusMessage?: string | undefined
  language?: string | undefined
  /** When somebody who is no friend last wrote 1:1. */
  wroteAt?: number
}
export type SimulatedGroup = { groupId: string; groupName: string; memberIds: Set<string>; isBotMember: boolean }

export type World = Room & {
  findUser(userId: string): SimulatedUser | undefined
  findGroup(groupId: string): SimulatedGroup | undefined
  users(): Iterable<SimulatedUser>
  groups(): Iterable<SimulatedGroup>
  /** Whether a push arrives: a friend who has not blocked the bot, or somebody who wrote to it in the last 7 days. */
  isReachable(user: SimulatedUser, now: Date): boolean
  markWrote(user: SimulatedUser, now: Date): void
}

// https://developers.line.biz/en/reference/messaging-api/#send-push-message
const openForMs = 7 * 24 * 60 * 60 * 1000

/** People, groups and who is in them. */
export function createWorld(record: RecordEntries): World {
  const users = new Map<string, SimulatedUser>()
  const groups = new Map<string, SimulatedGroup>()

  function apply(entry: JournalEntry) {
    if (entry.k === 'user') {
      const { k: _, ...profile } = entry
      users.set(entry.userId, { ...profile, isBlocked: false })
    } else if (entry.k === 'friend') {
      const user = users.get(entry.userId)
      if (user) Object.assign(user, { isFriend: entry.isFriend, isBlocked: entry.isBlocked })
    } else if (entry.k === 'wrote') {
      const user = users.get(entry.userId)
      if (user) user.wroteAt = entry.at
    } else if (entry.k === 'group') {
      const { k: _, memberIds, ...group } = entry
      groups.set(entry.groupId, { ...group, memberIds: new Set(memberIds) })
    } else if (entry.k === 'members') {
      const members = groups.get(entry.groupId)?.memberIds
      for (const userId of entry.joined ?? []) members?.add(userId)
      for (const userId of entry.left ?? []) members?.delete(userId)
    } else if (entry.k === 'bot') {
      const group = groups.get(entry.groupId)
      if (group) group.isBotMember = entry.isMember
    }
  }

  function isReachable(user: SimulatedUser, now: Date) {
    if (user.isBlocked) return false
    return user.isFriend || (user.wroteAt !== undefined && now.getTime() - user.wroteAt < openForMs)
  }

  function markWrote(user: SimulatedUser, now: Date) {
    // A friend is reachable anyway: no line for every word typed.
    if (!user.isFriend) record({ k: 'wrote', userId: user.userId, at: now.getTime() })
  }

  return {
    apply,
    clear() {
      users.clear()
      groups.clear()
    },
    findUser: (userId) => users.get(userId),
    findGroup: (groupId) => groups.get(groupId),
    users: () => users.values(),
    groups: () => groups.values(),
    isReachable,
    markWrote,
  }
}
