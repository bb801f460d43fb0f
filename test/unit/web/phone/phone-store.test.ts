import { describe, expect, test } from 'vitest'
import { createPhoneStore } from '../../../../src/web/phone/phone-store.ts'
import type { PersonEvent, SimulatorClient } from '../../../../src/web/phone/simulator-client.ts'
import type { ChatItem } from '../../../../src/web/phone/simulator-state.ts'
import { until } from '../../../support/until.ts'

const item = (id: string, text: string, from = 'bot'): ChatItem => ({
  id,
  from,
  at: new Date().toISOString(),
  kind: 'message',
  message: { type: 'text', text },
})

function createFake() {
  const chats: Record<string, ChatItem[]> = {}
  const posted: PersonEvent[] = []
  const loads: string[] = []
  const fake = {
    chats,
    posted,
    loads,
    isDown: false,
    handlers: undefined as Parameters<SimulatorClient['listen']>[0] | undefined,
  }
  const answer = async <T>(value: T): Promise<T> => {
    if (fake.isDown) throw new Error('down')
    return value
  }
  const client: SimulatorClient = {
    loadState: () =>
      answer({
        bot: { userId: 'B', displayName: 'สุจริต' },
        sheetOrigins: [],
        people: [],
        groups: [],
        richMenus: { defaultId: undefined, ofUsers: {} },
        faults: [],
        heldCount: 0,
        loading: new Set<string>(),
      }),
    loadRichMenu: () => answer(undefined),
    setFaults: () => answer(undefined),
    release: () => answer(undefined),
    loadChat: (chatId) => {
      loads.push(chatId)
      return answer([...(chats[chatId] ?? [])])
    },
    post: async (event) => {
      await answer(undefined)
      posted.push(event)
      if (event.type === 'message')
        chats[event.groupId ?? event.userId] = [
          ...(chats[event.groupId ?? event.userId] ?? []),
          item(`${posted.length}`, event.text, event.userId),
        ]
      return { isDelivered: true, status: 200 }
    },
    listen: (handlers) => {
      fake.handlers = handlers
      return () => {}
    },
  }
  return { fake, store: createPhoneStore(client) }
}

const said = { type: 'message', userId: 'U1', groupId: 'C1', text: 'สวัสดี' } as const
const soon = { withinMs: 2_000 }

describe('createPhoneStore', () => {
  test('loads a chat that comes into view once, and again when the stream names it', async () => {
    const { fake, store } = createFake()
    store.connect()
    store.want('C1')
    store.want('C1')
    await until(() => store.get().chats.get('C1')?.phase === 'ready', soon)
    expect(fake.loads).toEqual(['C1'])
    fake.chats.C1 = [item('1', 'การ์ด')]
    fake.handlers?.onChat('C1')
    await until(() => store.get().chats.get('C1')?.items.length === 1, soon)
  })

  test('marks news of a chat out of view without loading it', () => {
    const { fake, store } = createFake()
    store.connect()
    fake.handlers?.onChat('C9')
    expect(store.get().news.has('C9')).toBe(true)
    expect(fake.loads).toEqual([])
  })

  test('says that the simulator is away, keeps what it has, and catches up when it is back', async () => {
    const { fake, store } = createFake()
    store.connect()
    store.want('C1')
    await until(() => store.get().phase === 'ready' && store.get().chats.get('C1'), soon)
    fake.isDown = true
    fake.handlers?.onLost()
    store.refresh()
    await until(() => fake.loads.length === 2, soon)
    expect(store.get()).toMatchObject({ isLive: false, phase: 'ready' })
    fake.isDown = false
    fake.chats.C1 = [item('1', 'ระหว่างขาดการเชื่อมต่อ')]
    fake.handlers?.onOpen()
    await until(() => store.get().chats.get('C1')?.items.length === 1, soon)
    expect(store.get().isLive).toBe(true)
  })

  test('fails in words when nothing was ever loaded', async () => {
    const { fake, store } = createFake()
    fake.isDown = true
    store.connect()
    await until(() => store.get().phase === 'failed', soon)
  })

  test('shows typed words at once and drops the draft when they are in the chat', async () => {
    const { store } = createFake()
    const sent = store.say(said)
    expect(store.get().drafts).toMatchObject([{ chatId: 'C1', state: 'sending' }])
    await sent
    expect(store.get().drafts).toEqual([])
    expect(store.get().chats.get('C1')?.items).toHaveLength(1)
  })

  test('keeps words that could not be sent, to be sent again or deleted', async () => {
    const { fake, store } = createFake()
    fake.isDown = true
    await store.say(said)
    await store.say({ ...said, text: 'สอง' })
    const [first, second] = store.get().drafts
    expect([first?.state, second?.state]).toEqual(['failed', 'failed'])
    fake.isDown = false
    if (!first || !second) return
    await store.sayAgain(first)
    store.discard(second)
    expect(store.get().drafts).toEqual([])
    expect(fake.posted).toEqual([said])
  })
})
