import { type LineAction, readAction } from '../ui/flex/actions.ts'
import { type Fields, readFields, readList, readNumber, readText } from '../ui/read.ts'

export type Person = { userId: string; displayName: string; isFriend: boolean; isBlocked: boolean }
export type GroupChat = { groupId: string; groupName: string; memberIds: string[]; isBotMember: boolean }
export type Fault = { endpoint: string; mode: string; status?: number; times?: number }
export type SimulatorState = {
  bot: { userId: string; displayName: string }
  /** The hosts whose LIFF pages stand in a sheet; none: they open in windows. */
  sheetOrigins: string[]
  people: Person[]
  groups: GroupChat[]
  richMenus: RichMenus
  loading: ReadonlySet<string>
  faults: Fault[]
  /** Calls of the service that LINE keeps waiting. */
  heldCount: number
}
export type ChatItem = { id: string; from: string; at: string; message: Fields; kind: 'message' | 'notice' }

/** Which menu stands at the foot of a friend's chat; `ofUsers` are those who see another one than the rest. */
export type RichMenus = { defaultId: string | undefined; ofUsers: Readonly<Record<string, unknown>> }
export type RichMenuArea = { left: number; top: number; width: number; height: number; action: LineAction }
export type RichMenu = {
  id: string
  width: number
  height: number
  isOpen: boolean
  barText: string
  areas: RichMenuArea[]
}

/** Reads `GET /_sim/state`; an entry without an id is left out. */
export function readSimulatorState(value: unknown): SimulatorState {
  const fields = readFields(value)
  const bot = readFields(fields.bot)
  return {
    bot: { userId: readText(bot.userId) ?? 'bot', displayName: readText(bot.displayName) ?? 'สุจริต' },
    sheetOrigins: readList(fields.sheetOrigins).filter((origin) => typeof origin === 'string'),
    people: readList(fields.users).map(readPerson).filter(isGiven),
    groups: readList(fields.groups).map(readGroup).filter(isGiven),
    richMenus: readRichMenus(fields.richMenus),
    faults: readList(fields.faults).map(readFault).filter(isGiven),
    heldCount: readList(fields.held).length,
    loading: new Set(readList(fields.loading).filter((id) => typeof id === 'string')),
  }
}

/** The menu a person sees in their chat, as LINE has it: none for those who are no friends or have blocked the bot. */
export function richMenuIdOf({ richMenus }: SimulatorState, person: Person): string | undefined {
  if (!person.isFriend || person.isBlocked) return undefined
  return readText(richMenus.ofUsers[person.userId]) ?? richMenus.defaultId
}

/** Reads `GET /_sim/rich-menus/:id`; places are shares of the picture, which is drawn at any size. */
export function readRichMenu(value: unknown): RichMenu | undefined {
  const fields = readFields(value)
  const size = readFields(fields.size)
  const [id, width, height] = [readText(fields.richMenuId), readNumber(size.width), readNumber(size.height)]
  if (!id || !width || !height) return undefined
  const areas = readList(fields.areas).flatMap((area) => {
    const bounds = readFields(readFields(area).bounds)
    const action = readAction(readFields(area).action)
    if (!action) return []
    const share = (name: string, whole: number) => (readNumber(bounds[name]) ?? 0) / whole
    const place = { left: share('x', width), top: share('y', height) }
    return [{ ...place, width: share('width', width), height: share('height', height), action }]
  })
  return { id, width, height, isOpen: fields.selected === true, barText: readText(fields.chatBarText) ?? '', areas }
}

function readRichMenus(value: unknown): RichMenus {
  const fields = readFields(value)
  return { defaultId: readText(fields.defaultId), ofUsers: readFields(fields.ofUsers) }
}

/** Reads `GET /_sim/chats/:chatId/messages`, oldest first. */
export function readChatItems(value: unknown): ChatItem[] {
  return readList(readFields(value).items).map(readItem).filter(isGiven)
}

function readFault(value: unknown): Fault | undefined {
  const fields = readFields(value)
  const [endpoint, mode] = [readText(fields.endpoint), readText(fields.mode)]
  if (!endpoint || !mode) return undefined
  const [status, times] = [readNumber(fields.status), readNumber(fields.times)]
  return { endpoint, mode, ...(status !== undefined && { status }), ...(times !== undefined && { times }) }
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
