import { type Fields, readFields, readList, readText } from '../ui/read.ts'

export type Person = { userId: string; displayName: string; isFriend: boolean; isBlocked: boolean }
export type GroupChat = { groupId: string; groupName: string; memberIds: string[]; isBotMember: boolean }
export type SimulatorState = { bot: { userId: string; displayName: string }; people: Person[]; groups: GroupChat[] }
export type ChatItem = { id: string; from: string; at: string; message: Fields; kind: 'message' | 'notice' }

/** Reads `GET /_sim/state`; an entry without an id is left out. */
export function readSimulatorState(value: unknown): SimulatorState {
  const fields = readFields(value)
  const bot = readFields(fields.bot)
  return {
    bot: { userId: readText(bot.userId) ?? 'bot', displayName: readText(bot.displayName) ?? 'สุจริต' },
    people: readList(fields.users).map(readPerson).filter(isGiven),
    groups: readList(fields.groups).map(readGroup).filter(isGiven),
  }
}

/** Reads `GET /_sim/chats/:chatId/messages`, oldest first. */
export function readChatItems(value: unknown): ChatItem[] {
  return readList(readFields(value).items).map(readItem).filter(isGiven)
}

function readPerson(value: unknown): Person | undefined {
  const fields = readFields(value)
  const userId = readText(fields.userId)
  if (!userId) return undefined
  const displayName = readText(fields.displayName) || userId
  return { userId, displayName, isFriend: fields.isFriend === true, isBlocked: fields.isBlocked === true }
}

function readGroup(value: unknown): GroupChat | undefined {
  const fields = readFields(value)
  const groupId = readText(fields.groupId)
  if (!groupId) return undefined
  const memberIds = readList(fields.memberIds).filter((id) => typeof id === 'string')
  return {
    groupId,
    groupName: readText(fields.groupName) || groupId,
    memberIds,
    isBotMember: fields.isBotMember === true,
  }
}

function readItem(value: unknown): ChatItem | undefined {
  const fields = readFields(value)
  const id = readText(fields.id)
  const at = readText(fields.at)
  if (!id || !at || Number.isNaN(Date.parse(at))) return undefined
  const kind = fields.kind === 'notice' ? 'notice' : 'message'
  return { id, from: readText(fields.from) ?? '', at, message: readFields(fields.message), kind }
}

function isGiven<T>(value: T | undefined): value is T {
  return value !== undefined
}
