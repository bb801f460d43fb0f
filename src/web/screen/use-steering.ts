import { useEffect, useState } from 'react'
import type { RoomState } from '../../contracts/room.ts'
import type { RoomStream } from '../room/room-stream.ts'
import { type Act, enterAsPresenter, type Presenter } from './presenter.ts'

export type Steering = {
  presenter: Presenter
  isRefused: boolean
  act(act: Act): void
  toggleTimer(): void
}

const timerSeconds = 60

/** What a presenter may do with the room; undefined for everybody else, `isKnown` once that is decided. */
export function useSteering(stream: RoomStream, code: string): { isKnown: boolean; steering: Steering | undefined } {
  const [entered, setEntered] = useState<{ presenter: Presenter | undefined }>()
  const [isRefused, setRefused] = useState(false)

  useEffect(() => {
    let isGone = false
    void enterAsPresenter(code).then((presenter) => isGone || setEntered({ presenter }))
    return () => {
      isGone = true
    }
  }, [code])

  const presenter = entered?.presenter
  async function run(work: () => Promise<RoomState>): Promise<void> {
    try {
      stream.take(await work())
      setRefused(false)
    } catch {
      setRefused(true)
    }
  }
  return {
    isKnown: entered !== undefined,
    steering: presenter && {
      presenter,
      isRefused,
      act: (act) => void run(() => presenter.steer(act)),
      toggleTimer: () => {
        const isRunning = stream.get().room?.timerEndsAt != null
        void run(() => presenter.setTimer(isRunning ? null : timerSeconds))
      },
    },
  }
}
