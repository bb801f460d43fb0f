import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { Question } from '../../contracts/polls.ts'
import { may } from '../../contracts/roles.ts'
import type { RoomState } from '../../contracts/room.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { cellOf } from './cell-rules.ts'
import { labelOfLevel } from './promise-rules.ts'
import { showRoomQuestion } from './result-rules.ts'
import type { RoomDeps } from './room-needs.ts'
import { createRemoteKeys } from './room-remote-key.ts'
import * as repo from './room-repo.ts'
import { type Act, planAct, thresholdOf } from './room-rules.ts'

export type RoomView = RoomState
/** Who asks to steer: somebody signed in, or a phone with the presenter's key. */
export type Presenter = { code: string; actor: Actor | undefined; key: string | undefined }

/** How many devices answered anything in the room stands among the sums as this option of no question. */
export const roomPool = ''

const codesTried = 20

/** The stage of open rooms: what the screen shows, and who may change it. */
export function createRoomService(deps: RoomDeps) {
  const { clock, audit, publicUrl } = deps
  const remoteKeys = createRemoteKeys(deps.lastingKey('room-remote'))
  const pollIds = new Map<string, string>()

  /** Gives a poll its room, in the transaction that publishes it. */
  async function createRoom(tx: Tx, pollId: string): Promise<void> {
    for (let tried = 0; tried < codesTried; tried += 1) {
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      if (await repo.insertRoom(tx, { pollId, code })) return
      if (await repo.findRoom(tx, { pollId })) return
    }
    throw new AppError('ROOM_CODES_SPENT', 'No free room code was found. Close rooms that are over.', { status: 503 })
  }

  async function view(tx: Tx, code: string): Promise<RoomView> {
    return show(tx, known(await repo.findRoom(tx, { code })))
  }

  async function viewOfPoll(tx: Tx, pollId: string): Promise<RoomView | undefined> {
    const room = await repo.findRoom(tx, { pollId })
    return room && show(tx, room)
  }

  async function findPollId(tx: Tx, code: string): Promise<string | undefined> {
    return (await repo.findRoom(tx, { code }))?.pollId
  }

  /** The same from memory where it is known: a code is given once, and phones ask by the thousand. */
  async function recallPollId(code: string): Promise<string | undefined> {
    const known = pollIds.get(code)
    if (known || !/^\d{6}$/.test(code)) return known
    const found = await findPollId(deps.database.prisma, code)
    if (found) pollIds.set(code, found)
    return found
  }

  async function list(tx: Tx) {
    return (await repo.listOpenRooms(tx)).map(({ pollId, code, poll }) => ({
      pollId,
      code,
      title: poll.title,
      state: stateOf(poll),
      screenUrl: `${publicUrl}/screen/${code}`,
      joinUrl: joinUrl(code),
    }))
  }

  async function steer(tx: Tx, presenter: Presenter, act: Act): Promise<RoomView> {
    return change(tx, presenter, `room.${act}`, async (room, question) => {
      const planned = planAct(room, act, questionsOf(room).length)
      if (act !== 'reset') return planned
      await repo.dropAnswers(tx, room.pollId, question.key)
      const rounds = { ...roundsOf(room), [question.key]: roundOf(room, question) + 1 }
      return { ...planned, rounds }
    })
  }

  async function setTimer(tx: Tx, presenter: Presenter, seconds: number | null): Promise<RoomView> {
    return change(tx, presenter, 'room.timer', async () =>
      seconds === null
        ? { timerEndsAt: null }
        : { timerEndsAt: new Date(clock.now().getTime() + seconds * 1000), isLocked: false },
    )
  }

  async function change(
    tx: Tx,
    presenter: Presenter,
    action: string,
    plan: (room: repo.RoomRow, question: Question) => Promise<repo.RoomChange | undefined>,
  ): Promise<RoomView> {
    const room = mustBeOpen(await repo.lockRoom(tx, presenter.code))
    const actorId = await mustPresent(tx, presenter, room.pollId)
    const question = questionOf(room)
    const planned = await plan(room, question)
    if (!planned) return show(tx, room)
    await repo.changeRoom(tx, room.pollId, planned)
    const changed = await viewOfPoll(tx, room.pollId)
    await audit.record(tx, { actorId, action, subject: room.pollId, data: { question: question.key } })
    return changed as RoomView
  }

  /** A link for the presenter's phone. A phone that has one is given the same time again, in the same officer's name. */
  async function remote(tx: Tx, presenter: Presenter): Promise<{ remoteUrl: string }> {
    const room = known(await repo.findRoom(tx, { code: presenter.code }))
    const key =
      presenter.key ?? remoteKeys.issue(room.pollId, await mustPresent(tx, presenter, room.pollId), clock.now())
    await mustPresent(tx, { ...presenter, key }, room.pollId)
    return { remoteUrl: `${publicUrl}/screen/${room.code}?remote#${key}` }
  }

  async function listWaiting(tx: Tx, presenter: Presenter) {
    const room = known(await repo.findRoom(tx, { code: presenter.code }))
    await mustPresent(tx, presenter, room.pollId)
    return repo.listWaiting(tx, room.pollId, questionOf(room).key)
  }

  /** Words count under what the presenter calls them; texts under a theme. Neither the words nor the id go into the audit. */
  async function settle(tx: Tx, presenter: Presenter, id: string, label: string | null): Promise<RoomView> {
    const room = known(await repo.lockRoom(tx, presenter.code))
    const actorId = await mustPresent(tx, presenter, room.pollId)
    const question = await repo.takeWaiting(tx, room.pollId, id)
    if (question === undefined) return show(tx, room) // settled on another phone a moment ago
    if (label !== null) await repo.addToSum(tx, room.pollId, question, label)
    await repo.changeRoom(tx, room.pollId)
    const changed = await viewOfPoll(tx, room.pollId)
    await audit.record(tx, {
      actorId,
      action: 'room.settle',
      subject: room.pollId,
      data: { question, shown: label !== null },
    })
    return changed as RoomView
  }

  /** A key is good for as long as the officer who showed it may present: their closing or demotion ends it at once. */
  async function mustPresent(tx: Tx, { actor, key }: Presenter, pollId: string): Promise<string> {
    const byKey = key === undefined ? undefined : remoteKeys.read(pollId, key, clock.now())
    const role = byKey === undefined ? undefined : await deps.findRole(tx, byKey)
    if (byKey !== undefined && role && may(role, 'rooms.present')) return byKey
    if (key === undefined && actor && may(actor.role, 'rooms.present')) return actor.userId
    if (key !== undefined) {
      throw new AppError('ROOM_KEY_INVALID', 'The key is of another room or has ended. Scan the screen’s code anew.', {
        status: 403,
      })
    }
    throw actor
      ? new AppError('FORBIDDEN', `Role ${actor.role} lacks rooms.present.`, { status: 403 })
      : new AppError('UNAUTHORIZED', 'Only the presenter steers a room.', { status: 401 })
  }

  async function show(tx: Tx, room: repo.RoomRow): Promise<RoomView> {
    const { poll } = room
    const question = questionOf(room)
    const language = poll.language === 'en' ? 'en' : 'th'
    const rows = await repo.listSums(tx, room.pollId, ['', question.key])
    const participants = cellOf(rows, '').answered
    const isAsked = poll.state === 'open' || poll.state === 'closed'
    return {
      code: room.code,
      title: poll.title,
      language,
      joinUrl: joinUrl(room.code),
      badge: labelOfLevel('room', language),
      promise: poll.promise,
      promises: poll.promises as RoomState['promises'],
      returnsOn: poll.returnsOn && calendarDay(poll.returnsOn),
      version: room.version,
      state: stateOf(poll),
      questionNo: room.question + 1,
      questionCount: questionsOf(room).length,
      question,
      round: roundOf(room, question),
      isRevealed: room.isRevealed,
      isLocked: room.isLocked,
      timerEndsAt: room.timerEndsAt?.toISOString() ?? null,
      sentAt: clock.now().toISOString(),
      participants: participants >= poll.threshold ? participants : null,
      result:
        room.isRevealed && isAsked
          ? showRoomQuestion(question, cellOf(rows, question.key), { language, threshold: poll.threshold })
          : null,
      threshold: thresholdOf(question, poll.threshold),
    }
  }

  const joinUrl = (code: string) => `${publicUrl}/join/${code}`

  return { createRoom, view, viewOfPoll, findPollId, recallPollId, list, steer, setTimer, remote, listWaiting, settle }
}

export type RoomService = ReturnType<typeof createRoomService>

const stateOf = ({ state }: repo.RoomPoll): RoomState['state'] =>
  state === 'open' || state === 'closed' ? state : 'waiting'

export const questionsOf = ({ poll }: repo.RoomRow): Question[] => z.array(Question).min(1).parse(poll.questions)
const roundsOf = ({ rounds }: repo.RoomRow) => z.record(z.string(), z.number().int()).parse(rounds)
/** How often this question was begun anew. */
export const roundOf = (room: repo.RoomRow, { key }: Question): number => roundsOf(room)[key] ?? 0
export const questionOf = (room: repo.RoomRow): Question => questionsOf(room)[room.question] as Question

export function known(room: repo.RoomRow | undefined): repo.RoomRow {
  if (room) return room
  throw new AppError('ROOM_UNKNOWN', 'There is no room with this code. Look at the screen again.', { status: 404 })
}

export function mustBeOpen(found: repo.RoomRow | undefined): repo.RoomRow {
  const room = known(found)
  if (room.poll.state === 'open') return room
  throw new AppError('ROOM_NOT_OPEN', 'The room takes no answers: its poll is not open.', { status: 409 })
}
