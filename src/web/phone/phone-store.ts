import { createSimulatorClient, type Delivered, type PersonEvent, type SimulatorClient } from './simulator-client.ts'
import type { ChatItem, Fault, RichMenu, SimulatorState } from './simulator-state.ts'
import { createTurns } from './turns.ts'

export type Chat = { phase: 'loading' | 'ready' | 'failed'; items: ChatItem[] }
export type Draft = {
  id: string
  chatId: string
  event: PersonEvent & { type: 'message' }
  at: string
  state: 'sending' | 'failed'
}

export type PhoneState = {
  phase: 'loading' | 'ready' | 'failed'
  isLive: boolean
  simulator: SimulatorState | undefined
  chats: ReadonlyMap<string, Chat>
  /** Chats with news that are not loaded yet. */
  news: ReadonlySet<string>
  /** What was typed and has not come back from the simulator. */
  drafts: readonly Draft[]
  /** Rich menus that have been shown; a menu never changes under its id. */
  richMenus: ReadonlyMap<string, RichMenu>
}

export type PhoneStore = ReturnType<typeof createPhoneStore>

/** Everything the page knows, kept up to date by the simulator's stream; components subscribe to it. */
export function createPhoneStore(client: SimulatorClient = createSimulatorClient()) {
  let state: PhoneState = {
    phase: 'loading',
    isLive: true,
    simulator: undefined,
    chats: new Map(),
    news: new Set(),
    drafts: [],
    richMenus: new Map(),
  }
  const subscribers = new Set<() => void>()
  const wanted = new Set<string>()
  // A broadcast raises an event per chat: four requests at a time, one more at most for a chat that changed meanwhile.
  const turns = createTurns({ atOnce: 4 })

  function set(change: Partial<PhoneState>) {
    state = { ...state, ...change }
    for (const tell of subscribers) tell()
  }

  const loadState = () =>
    turns.take('state', async () => {
      try {
        set({ simulator: await client.loadState(), phase: 'ready' })
      } catch {
        // What is on the page stays; only a page that has nothing yet says that it failed.
        if (!state.simulator) set({ phase: 'failed' })
      }
    })

  const loadChat = (chatId: string) =>
    turns.take(chatId, async () => {
      const known = state.chats.get(chatId)
      try {
        const items = await client.loadChat(chatId)
        const news = new Set(state.news)
        news.delete(chatId)
        set({
          chats: new Map(state.chats).set(chatId, { phase: 'ready', items }),
          news,
          drafts: state.drafts.filter((draft) => !hasCome(draft, chatId, items)),
        })
      } catch {
        const failed: Chat = known?.phase === 'ready' ? known : { phase: 'failed', items: [] }
        set({ chats: new Map(state.chats).set(chatId, failed) })
      }
    })

  // A broadcast changes a thousand chats a second and the people and groups hardly ever.
  let isStateDue = false
  function loadStateSoon() {
    if (isStateDue) return
    isStateDue = true
    setTimeout(() => {
      isStateDue = false
      void loadState()
    }, 500)
  }

  function want(chatId: string) {
    if (wanted.has(chatId)) return
    wanted.add(chatId)
    void loadChat(chatId)
  }

  async function wantRichMenu(richMenuId: string): Promise<void> {
    if (state.richMenus.has(richMenuId)) return
    await turns.take(`rich menu ${richMenuId}`, async () => {
      try {
        const menu = await client.loadRichMenu(richMenuId)
        if (menu) set({ richMenus: new Map(state.richMenus).set(richMenuId, menu) })
      } catch {
        // Gone again, or the simulator is away: the next state says which menu to ask for.
      }
    })
  }

  function refresh() {
    void loadState()
    for (const chatId of wanted) void loadChat(chatId)
  }

  function connect(): () => void {
    refresh()
    return client.listen({
      onOpen: () => {
        set({ isLive: true })
        refresh()
      },
      onLost: () => set({ isLive: false }),
      onChat: (chatId) => {
        loadStateSoon()
        if (wanted.has(chatId)) void loadChat(chatId)
        else set({ news: new Set(state.news).add(chatId) })
      },
    })
  }

  async function act(event: PersonEvent): Promise<Delivered> {
    const delivered = await client.post(event)
    void loadState()
    void loadChat(chatOf(event))
    return delivered
  }

  /** Shows the words at once; a failed send stays on the page and can be tried again. */
  async function say(event: Draft['event'], id: string = crypto.randomUUID()): Promise<Delivered | undefined> {
    const draft: Draft = { id, chatId: chatOf(event), event, at: new Date().toISOString(), state: 'sending' }
    const others = () => state.drafts.filter((one) => one.id !== id)
    set({ drafts: [...others(), draft] })
    try {
      const delivered = await client.post(event)
      await loadChat(draft.chatId)
      set({ drafts: others() })
      return delivered
    } catch {
      set({ drafts: [...others(), { ...draft, state: 'failed' }] })
      return undefined
    }
  }

  async function setFaults(faults: readonly Fault[]): Promise<void> {
    await client.setFaults(faults)
    await loadState()
  }

  async function release(): Promise<void> {
    await client.release()
    await loadState()
  }

  return {
    get: () => state,
    subscribe: (tell: () => void) => {
      subscribers.add(tell)
      return () => subscribers.delete(tell)
    },
    connect,
    refresh,
    refreshState: loadState,
    setFaults,
    release,
    want,
    wantRichMenu,
    act,
    say,
    sayAgain: (draft: Draft) => say(draft.event, draft.id),
    discard: (draft: Draft) => set({ drafts: state.drafts.filter((one) => one.id !== draft.id) }),
  }
}

function chatOf(event: PersonEvent): string {
  return ('groupId' in event ? event.groupId : undefined) ?? ('userId' in event ? event.userId : '')
}

/** The stream may bring the message before its own request ends. Clocks are the same machine's; 2 s is generous. */
function hasCome(draft: Draft, chatId: string, items: readonly ChatItem[]): boolean {
  if (draft.chatId !== chatId || draft.state !== 'sending') return false
  const since = Date.parse(draft.at) - 2_000
  return items.some(
    (item) =>
      item.from === draft.event.userId &&
      Date.parse(item.at) >= since &&
      String(item.message.text ?? '').includes(draft.event.text),
  )
}
