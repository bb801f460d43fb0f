import type { KeyObject } from 'node:crypto'
import { ballotContext, castBodyBytes, nonceBytes } from '../../contracts/ballot-format.ts'
import { type BallotPaper, type BallotPart, type Board, Cast } from '../../contracts/polls.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { isSignedBallot } from './blind-signature.ts'
import { toBoard } from './board-rules.ts'
import { boxBytesOf } from './box-rules.ts'
import * as repo from './cast-repo.ts'
import { findBallotProblem } from './cast-rules.ts'
import { readPublicKey } from './key-service.ts'
import type { SealFate, Spool } from './spool-service.ts'

export type CastServiceDeps = {
  database: Pick<Database, 'pool'>
  clock: Clock
  spool: Pick<Spool, 'seal'>
  /** The random bytes of the ballots that have come, sealed or counted, in base64url. */
  listTokens(pollId: string): Promise<string[]>
}

/** An open poll in memory: its frozen paper and which of its ballots have come. */
type OpenPoll = {
  paper: BallotPaper
  keys: Partial<Record<BallotPart, KeyObject>>
  boxBytes: number
  readAt: number
  /** Each used ballot with the storing of its vote, so that a repeat waits for the first and is answered alike. */
  used: Map<string, Promise<SealFate>>
}

// Only the state can change, and whoever seals a vote looks at it again under the lock.
const freshForMs = 2_000
const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Page B's side: takes ballots without a name. Nothing here knows a person, and nothing of a ballot is logged. */
export function createCastService(deps: CastServiceDeps) {
  const { pool } = deps.database
  const open = new Map<string, Promise<OpenPoll>>()

  /** The frozen poll as everybody is shown it. @throws NOT_FOUND */
  async function paper(pollId: string): Promise<BallotPaper> {
    const found = uuidShape.test(pollId) ? await repo.readPaper(pool, pollId) : undefined
    if (!found) throw notFound()
    return found
  }

  /** The list of counted ballots, once there is one. @throws NOT_FOUND */
  async function board(pollId: string): Promise<Board> {
    const found = uuidShape.test(pollId) ? await repo.readBoard(pool, pollId) : undefined
    if (!found) throw notFound()
    return toBoard(found)
  }

  /**
   * Takes a ballot: exact size and structure, a signature of this poll and part, answers by the frozen questions, and random
   * bytes that were not used. A used ballot is answered like the first time and changes nothing.
   * @throws CAST_MALFORMED, BALLOT_REFUSED, ANSWERS_INVALID (400), POLL_NOT_OPEN (409); then nothing is stored.
   */
  async function cast(body: Buffer): Promise<void> {
    const vote = readCast(body)
    const nonce = readNonce(vote)
    const poll = await findOpen(vote.poll)
    const key = poll.keys[vote.part]
    const signature = Buffer.from(vote.signature, 'base64url')
    const context = ballotContext(vote.poll, vote.part)
    if (!key || !isSignedBallot(key, { nonce, context, signature })) throw refused()
    const problem = findBallotProblem(poll.paper, vote)
    if (problem) throw new AppError('ANSWERS_INVALID', problem, { status: 400 })

    const token = nonce.toString('base64url')
    const fate = await (poll.used.get(nameOf(vote.part, token)) ?? store(poll, token, vote))
    if (fate === 'closed') throw notOpen()
  }

  function store(poll: OpenPoll, token: string, { part, answers, cut }: Cast): Promise<SealFate> {
    const name = nameOf(part, token)
    const box = { token, pool: part, answers, ...(cut !== undefined && { cut }) }
    const storing = deps.spool.seal(poll.paper.poll, box, poll.boxBytes)
    poll.used.set(name, storing)
    // What was not stored is not used: the page sends it again.
    storing.catch(() => poll.used.delete(name))
    return storing
  }

  /** The poll in memory, read again after 2 s. @throws POLL_NOT_OPEN */
  async function findOpen(pollId: string): Promise<OpenPoll> {
    const known = open.get(pollId) ?? load(pollId)
    open.set(pollId, known)
    try {
      const poll = await known
      if (deps.clock.now().getTime() - poll.readAt < freshForMs) return poll
      poll.readAt = deps.clock.now().getTime()
      poll.paper = await readOpenPaper(pollId)
      return poll
    } catch (error) {
      // Closed, or the database is away: asked again next time, and nothing of a closed poll stays in memory.
      open.delete(pollId)
      throw error
    }
  }

  async function load(pollId: string): Promise<OpenPoll> {
    const found = await readOpenPaper(pollId)
    const keys: OpenPoll['keys'] = {}
    for (const [part, spki] of Object.entries(found.keys)) keys[part as BallotPart] = readPublicKey(spki)
    const used: OpenPoll['used'] = new Map()
    // After a restart: a ballot is of one part, but its bytes do not tell of which.
    for (const token of await deps.listTokens(pollId)) {
      for (const part of Object.keys(keys)) used.set(nameOf(part, token), Promise.resolve('counted'))
    }
    const boxBytes = boxBytesOf({ anonymity: 'ballot', questions: found.questions })
    return { paper: found, keys, boxBytes, readAt: deps.clock.now().getTime(), used }
  }

  async function readOpenPaper(pollId: string): Promise<BallotPaper> {
    const found = await repo.readPaper(pool, pollId)
    if (found?.state !== 'open') throw notOpen()
    return found
  }

  return { paper, board, cast }
}

export type CastService = ReturnType<typeof createCastService>

const nameOf = (part: string, token: string) => `${part} ${token}`

function readCast(body: Buffer): Cast {
  if (body.length !== castBodyBytes) throw malformed('size')
  const parsed = Cast.safeParse(parseJson(body))
  if (!parsed.success) throw malformed(parsed.error.issues[0]?.path.join('.') ?? 'shape')
  return parsed.data
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    throw malformed('JSON') // the parser's own words would quote the body
  }
}

function readNonce({ prepared, poll, part }: Cast): Buffer {
  const bytes = Buffer.from(prepared, 'base64url')
  if (bytes.length < nonceBytes || bytes.subarray(nonceBytes).toString() !== ballotContext(poll, part)) throw refused()
  return bytes.subarray(0, nonceBytes)
}

const malformed = (where: string) => new AppError('CAST_MALFORMED', `No ballot: ${where}.`, { status: 400 })
const refused = () =>
  new AppError('BALLOT_REFUSED', 'The ballot is not one of this poll and part, or was changed.', { status: 400 })
const notOpen = () => new AppError('POLL_NOT_OPEN', 'The poll does not take answers now.', { status: 409 })
const notFound = () => new AppError('NOT_FOUND', 'There is no such poll by ballot.', { status: 404 })
