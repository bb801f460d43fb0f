import type { Writing } from '../../platform/http/api-guards.ts'
import type { LiveEvent } from '../../platform/live/create-live.ts'
import { createRoomAnswers } from './room-answer-service.ts'
import { createRoomEdge } from './room-edge-routes.ts'
import type { RoomDeps } from './room-needs.ts'
import { createRoomService, type RoomService } from './room-service.ts'

/** ห้องประชุม: a poll led from a big screen and answered on any phone. */
export function createRooms(deps: RoomDeps) {
  const service = createRoomService(deps)
  const live = deps.openLive({ channel: 'sucharit_room', load: (topic) => loadEvent(deps, service, topic) })
  const answers = createRoomAnswers({ ...deps, onCounted: live.wake })
  return {
    routes: async (writing: Writing) =>
      (await import('./room-routes.ts')).createRoomRoutes({ service, answers, live, writing }),
    edge: () => createRoomEdge({ service, live }),
    /** Gives a published poll its room and code, in the transaction that publishes it. */
    createRoom: service.createRoom,
    /** The poll was opened or closed: screens show it. Called after the commit. */
    wake: live.wake,
    close: live.close,
  }
}

/**
 * What screens and phones are sent. Phones get no figures: nobody answers after others, and a hall's network is spared. Screens
 * follow every vote, ten times a second, and show what is promised only while they wait.
 */
async function loadEvent(deps: RoomDeps, service: RoomService, topic: string): Promise<LiveEvent | undefined> {
  const [pollId = '', view] = topic.split('/')
  const state = await service.viewOfPoll(deps.database.prisma, pollId)
  if (!state) return undefined
  const shown =
    view === 'join'
      ? { ...state, result: null, participants: null }
      : { ...state, promises: null, promise: state.state === 'waiting' ? state.promise : [] }
  return {
    key: JSON.stringify({ ...shown, sentAt: '', version: 0 }),
    version: state.version,
    // A phone that comes in during a countdown sets its clock by this.
    write: () => JSON.stringify({ ...shown, sentAt: deps.clock.now().toISOString() }),
  }
}
