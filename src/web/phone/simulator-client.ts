import { type Fields, readFields, readNumber } from '../ui/read.ts'
import {
  type ChatItem,
  type Fault,
  type RichMenu,
  readChatItems,
  readRichMenu,
  readSimulatorState,
  type SimulatorState,
} from './simulator-state.ts'

/** What a person on the page does, as `POST /_sim/events` takes it. */
export type PersonEvent =
  | { type: 'message'; userId: string; groupId?: string; text: string; mentionBot?: boolean }
  | {
      type: 'postback'
      userId: string
      groupId?: string
      data: string
      displayText?: string
      params?: Record<string, string>
    }
  | { type: 'richmenuswitch'; userId: string; richMenuAliasId: string; data: string }
  | { type: 'follow' | 'unfollow'; userId: string }
  | { type: 'join' | 'leave'; groupId: string }
  | { type: 'memberJoined' | 'memberLeft'; groupId: string; userId: string }
  | { type: 'unsend'; userId: string; groupId?: string; messageId: string }
  | { type: 'share'; userId: string; to: string[]; messages: Fields[] }

export type Delivered = { isDelivered: boolean; status: number }

export type SimulatorClient = {
  loadState(): Promise<SimulatorState>
  loadChat(chatId: string): Promise<ChatItem[]>
  loadRichMenu(richMenuId: string): Promise<RichMenu | undefined>
  post(event: PersonEvent): Promise<Delivered>
  /** What LINE does wrong from now on, in place of what it did before. */
  setFaults(faults: readonly Fault[]): Promise<void>
  /** Lets go of all calls that LINE keeps waiting. */
  release(): Promise<void>
  /** Calls `onChat` for each change and `onOpen` whenever the line is up (again); returns what closes it. */
  listen(handlers: { onOpen(): void; onChat(chatId: string): void; onLost(): void }): () => void
}

const answerWithinMs = 15_000
// EventSource gives up for good on an answer that is no stream (a proxy's 502): ask again ourselves.
const reopenAfterMs = 2_000

export function createSimulatorClient(base = '/_sim'): SimulatorClient {
  async function call(path: string, init: RequestInit = {}): Promise<unknown> {
    const response = await fetch(`${base}${path}`, { ...init, signal: AbortSignal.timeout(answerWithinMs) })
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    return response.json()
  }

  const send = (path: string, body: unknown) =>
    call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

  return {
    loadState: async () => readSimulatorState(await call('/state')),
    loadChat: async (chatId) => readChatItems(await call(`/chats/${encodeURIComponent(chatId)}/messages`)),
    loadRichMenu: async (richMenuId) => readRichMenu(await call(`/rich-menus/${encodeURIComponent(richMenuId)}`)),
    setFaults: async (faults) => void (await send('/faults', faults)),
    release: async () => void (await send('/release', {})),
    post: async (event) => {
      const answer = readFields(await send('/events', event))
      // An event that LINE raises no webhook for has nothing to deliver, and that is no failure.
      const isSilent = answer.webhookEventId === null
      return { isDelivered: isSilent || answer.delivered !== false, status: readNumber(answer.status) ?? 0 }
    },
    listen: ({ onOpen, onChat, onLost }) => {
      let source: EventSource
      let timer: ReturnType<typeof setTimeout> | undefined
      const open = () => {
        source = new EventSource(`${base}/stream`)
        source.onopen = onOpen
        source.onmessage = (event) => {
          const { chatId } = readFields(parseJson(event.data))
          if (typeof chatId === 'string') onChat(chatId)
        }
        source.onerror = () => {
          onLost()
          if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, reopenAfterMs)
        }
      }
      open()
      return () => {
        clearTimeout(timer)
        source.close()
      }
    },
  }
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    // A comment or keep-alive line is no news.
    return undefined
  }
}
