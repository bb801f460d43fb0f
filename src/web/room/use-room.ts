import { useEffect, useSyncExternalStore } from 'react'
import type { RoomStream, StreamState } from './room-stream.ts'

export function useRoom(stream: RoomStream): StreamState {
  useEffect(() => stream.connect(), [stream])
  return useSyncExternalStore(stream.subscribe, stream.get)
}
