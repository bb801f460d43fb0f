import type { RoomState } from '../../contracts/room.ts'

export type StreamState = {
  room: RoomState | undefined
  isLive: boolean
  /** There is no such room, or no longer. */
  isUnknown: boolean
  /** What to add to this machine's clock to have the server's: meeting rooms' machines are minutes off. */
  clockAheadMs: number
}

export type RoomStream = ReturnType<typeof createRoomStream>

// EventSource gives up for good on an answer that is no stream (a proxy's 502): it is opened anew, at a different moment on
// each of a thousand phones.
const reopenAfterMs = 1_000
const reopenSpreadMs = 2_000

/** A room as it is now. The whole state comes with every event, so that whoever was away has caught up with the first. */
export function createRoomStream(code: string, view: 'screen' | 'join') {
  let state: StreamState = { room: undefined, isLive: true, isUnknown: false, clockAheadMs: 0 }
  const subscribers = new Set<() => void>()

  function set(change: Partial<StreamState>): void {
    state = { ...state, ...change }
    for (const tell of subscribers) tell()
  }

  function take(room: RoomState): void {
    if (state.room && room.version < state.room.version) return // an older one that arrives late
    set({ room, isLive: true, isUnknown: false, clockAheadMs: Date.parse(room.sentAt) - Date.now() })
  }

  function connect(): () => void {
    let source: EventSource
    let timer: ReturnType<typeof setTimeout> | undefined
    function open(): void {
      source = new EventSource(`/api/v1/rooms/${code}/events?view=${view}`)
      source.addEventListener('change', (event) => take(JSON.parse(event.data)))
      source.onerror = () => {
        set({ isLive: false })
        if (source.readyState !== EventSource.CLOSED) return // it tries again by itself
        clearTimeout(timer)
        timer = setTimeout(reopen, reopenAfterMs + Math.random() * reopenSpreadMs)
      }
    }
    async function reopen(): Promise<void> {
      const answer = await fetch(`/api/v1/rooms/${code}`).catch(() => undefined)
      if (answer?.status === 404) set({ isUnknown: true })
      else open()
    }
    open()
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }

  return {
    get: () => state,
    subscribe: (tell: () => void) => {
      subscribers.add(tell)
      return () => subscribers.delete(tell)
    },
    /** Takes a state that came as the answer of a request. */
    take,
    connect,
  }
}
