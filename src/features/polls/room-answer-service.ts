import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Answer, Question } from '../../contracts/polls.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { codeOf } from '../../platform/describe-error.ts'
import { AppError } from '../../platform/errors.ts'
import { isAnswerOf } from './answer-rules.ts'
import { createNetworkLimit } from './network-limit.ts'
import type { TokenNamer } from './poll-keys.ts'
import type { RoomDeps } from './room-needs.ts'
import * as repo from './room-repo.ts'
import { isTakingAnswers } from './room-rules.ts'
import { mustBeOpen, questionOf, roomPool, roundOf } from './room-service.ts'
import { addToTally, insertTexts } from './spool-repo.ts'
import { createTally } from './tally-rules.ts'
import { wordsOf } from './word-rules.ts'

export type RoomAnswer = { device: string; question: string; round: number; answer: Answer; network: string }
export type Outcome = 'counted' | 'already_answered'
/** The network as the limit's name for it: an address stands beside no answer, for no moment. */
type Waiting = RoomAnswer & { done(outcome: Outcome): void; fail(error: unknown): void }
type Fate = Outcome | AppError
type Marks = [answered: string, present: string]

const mostPerCommit = 500
// A commit costs its process some 3 ms, and two hundred of them a second a processor. Nobody sees that a tap took 25 ms longer.
const gatherMs = 25

/**
 * Counts answers of open rooms: the device's mark and the sums in one transaction. Answers that arrive within a moment share
 * it, so that a hall of a thousand costs dozens of commits and no single commit tells a device's answer.
 */
export function createRoomAnswers(deps: RoomDeps & { onCounted(pollId: string): void }) {
  const rooms = new Map<string, Waiting[]>()
  const networks = createNetworkLimit(deps.clock)

  /** Resolves once the answer is committed, or was before. */
  function answer(code: string, given: RoomAnswer): Promise<Outcome> {
    return new Promise((done, fail) => {
      const waiting = rooms.get(code)
      const one = { ...given, network: networks.nameOf(code, given.network), done, fail }
      if (waiting) waiting.push(one)
      else {
        rooms.set(code, [one])
        void countAll(code)
      }
    })
  }

  async function countAll(code: string): Promise<void> {
    for (;;) {
      await wait(gatherMs)
      const group = rooms.get(code)?.splice(0, mostPerCommit) ?? []
      if (group.length === 0) break
      try {
        const { pollId, fates, isWritten, arrived } = await deps.database.transaction((tx) =>
          countGroup(tx, code, group),
        )
        for (const [network, count] of arrived) networks.spend(network, count)
        if (isWritten) await mix(code, pollId)
        if (fates.includes('counted')) deps.onCounted(pollId)
        for (const [place, { done, fail }] of group.entries()) {
          const fate = fates[place] as Fate
          if (fate instanceof AppError) fail(fate)
          else done(fate)
        }
      } catch (error) {
        for (const { fail } of group) fail(error)
      }
    }
    rooms.delete(code)
  }

  /** A transaction of its own: the one that counted wrote marks and words together, so that none is lost or taken twice. */
  async function mix(code: string, pollId: string): Promise<void> {
    try {
      await deps.database.transaction(async (tx) => {
        const room = await repo.lockRoom(tx, code)
        if (room?.poll.state === 'open') await repo.mixMarksAndWords(tx, pollId)
      })
    } catch (error) {
      // The answers are counted, and the next words in this room mix these too.
      deps.log.warn({ pollId, code: codeOf(error) }, 'words of a room could not be mixed')
    }
  }

  async function countGroup(
    tx: Tx,
    code: string,
    group: readonly Waiting[],
  ): Promise<{ pollId: string; fates: Fate[]; isWritten: boolean; arrived: Map<string, number> }> {
    const room = mustBeOpen(await repo.lockRoom(tx, code))
    const question = questionOf(room)
    const round = roundOf(room, question)
    const fates: (Fate | undefined)[] = group.map((one) => refuse(room, question, round, one))
    const nameToken = namerOf(room)
    // That a device has answered the question in this round, and that it has answered anything; both only as keyed hashes.
    const marks = group.map(({ device }, place): Marks | undefined =>
      fates[place]
        ? undefined
        : [nameToken(device, `${round}:${question.key}`).toString('hex'), nameToken(device, '').toString('hex')],
    )
    const arrived = await refuseCrowds(tx, room.pollId, group, marks, fates)
    const fresh = await repo.insertDevices(tx, room.pollId, [...new Set(marks.flatMap((mark) => mark ?? []))])

    const tally = createTally()
    const texts: string[] = []
    for (const [place, { answer }] of group.entries()) {
      const [answered, present] = marks[place] ?? []
      if (answered === undefined || present === undefined) continue
      // Taken out when counted: a second tap of the same device in this very group is the second.
      fates[place] = fresh.delete(answered) ? 'counted' : 'already_answered'
      if (fates[place] !== 'counted') continue
      if (fresh.delete(present)) tally.addVoter(roomPool)
      // Words and texts are counted as answers now, and by what they say once the presenter has read them.
      if ('words' in answer) texts.push(...wordsOf(answer.words))
      if ('text' in answer) texts.push(answer.text)
      tally.addAnswer(question, 'words' in answer ? { words: [] } : answer, undefined)
    }
    const rows = tally.rows()
    if (rows.length > 0) {
      await addToTally(tx, room.pollId, rows)
      if (texts.length > 0) {
        await insertTexts(
          tx,
          room.pollId,
          shuffle(texts).map((body) => ({ question: question.key, body })),
        )
      }
      await repo.changeRoom(tx, room.pollId)
    }
    return { pollId: room.pollId, fates: fates as Fate[], isWritten: texts.length > 0, arrived }
  }

  /** Turns away devices that the room has not seen where their network has brought its share; how many of which it lets in. */
  async function refuseCrowds(
    tx: Tx,
    pollId: string,
    group: readonly Waiting[],
    marks: (Marks | undefined)[],
    fates: (Fate | undefined)[],
  ): Promise<Map<string, number>> {
    const seen = await repo.findDevices(
      tx,
      pollId,
      marks.flatMap((mark) => mark?.[1] ?? []),
    )
    const arrived = new Map<string, number>()
    for (const [place, { network }] of group.entries()) {
      const present = marks[place]?.[1]
      if (present === undefined || seen.has(present)) continue
      const count = (arrived.get(network) ?? 0) + 1
      if (count > networks.left(network)) {
        marks[place] = undefined
        fates[place] = new AppError('ROOM_NETWORK_FULL', 'This network has brought many new devices. Wait a minute.', {
          status: 429,
        })
        continue
      }
      arrived.set(network, count)
      seen.add(present)
    }
    return arrived
  }

  function refuse(room: repo.RoomRow, question: Question, round: number, given: RoomAnswer): AppError | undefined {
    if (given.question !== question.key || given.round !== round) {
      return new AppError('ROOM_QUESTION_OVER', 'The screen shows another question by now. Answer that one.', {
        status: 409,
      })
    }
    if (!isTakingAnswers(room, deps.clock.now())) {
      return new AppError('ROOM_LOCKED', 'The presenter takes no answers at the moment.', { status: 409 })
    }
    if (!isAnswerOf(question, given.answer)) {
      return new AppError('ANSWER_INVALID', 'The question cannot have this answer. Nothing was counted.', {
        status: 400,
      })
    }
    return undefined
  }

  /** Read once for all who answer in a group: another process may have destroyed the key since. */
  function namerOf(room: repo.RoomRow): TokenNamer {
    const namer = deps.findNamer(room.pollId)
    if (namer) return namer
    throw new AppError('ROOM_NOT_OPEN', 'The key of this poll is destroyed: it takes no more answers.', { status: 409 })
  }

  return { answer }
}

export type RoomAnswers = ReturnType<typeof createRoomAnswers>

function shuffle(texts: string[]): string[] {
  for (let last = texts.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1)
    ;[texts[last], texts[other]] = [texts[other] as string, texts[last] as string]
  }
  return texts
}
