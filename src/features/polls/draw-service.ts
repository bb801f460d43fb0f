import { createHash, createPrivateKey, type KeyObject } from 'node:crypto'
import { type BallotPart, Draw, type Drawn, type LiffPolls, type LiffSettings } from '../../contracts/polls.ts'
import type { LineUserId } from '../../line/ids.ts'
import { AppError } from '../../platform/errors.ts'
import { createRateLimit } from '../../platform/http/rate-limit.ts'
import { blindSign } from './blind-signature.ts'
import type { DrawDeps } from './draw-needs.ts'
import * as repo from './draw-repo.ts'
import { drawWindow } from './draw-rules.ts'
import { createDrawStore } from './draw-store.ts'
import { readPublicKey } from './key-service.ts'
import { createPollKeys } from './poll-keys.ts'
import { liffNotSet } from './poll-link.ts'

type Outcome = { signature: string; window: number } | { code: string }
type Keys = { privateKey: KeyObject; publicKey: KeyObject }
type Asked = { poll: string; part: BallotPart; blinded: Buffer; hash: Buffer }

// Parsing a key costs as much as signing with it. A close destroys its file; no process keeps it longer than this.
const keepKeysMs = 5_000

// A ballot drawn before is signed again, some 3 ms of a core each. A page that tries again by itself asks less often than this.
const drawsEach = { points: 30, withinSeconds: 60 }

/** Page A's side: who somebody is, and one blindly signed ballot for each poll and part. It never sees an answer. */
export function createDrawService(deps: DrawDeps) {
  const { database, clock } = deps
  const pollKeys = createPollKeys(deps.keyFolders)
  const store = createDrawStore(database)
  const draws = createRateLimit(drawsEach)
  const kept = new Map<string, { keys: Keys; until: number }>()

  async function settings(): Promise<LiffSettings> {
    return {
      agency: await deps.agencyName(database.prisma),
      ballotUrl: deps.ballotUrl,
      liff: deps.liff ?? null,
    }
  }

  /** The polls of this person's audience, whether or not a ballot was drawn. */
  async function listPolls(idToken: string): Promise<LiffPolls> {
    const person = await repo.findPerson(database.prisma, await identify(idToken))
    if (!person) return { isRegistered: false, polls: [] }
    const polls = await repo.listEligiblePolls(database.prisma, person.id)
    return {
      isRegistered: true,
      polls: polls.map(({ isOneVisit, opensAt, closesAt, drawsReleased, ...poll }) => ({
        ...poll,
        released: drawsReleased,
        isDrawing: drawWindow({ isOneVisit, opensAt, closesAt, state: poll.state }, clock.now()) !== undefined,
        opensAt: opensAt?.toISOString() ?? null,
        closesAt: closesAt?.toISOString() ?? null,
      })),
    }
  }

  /**
   * Signs the blinded values of all ballots asked for. The same value again gets the same signature, another one ALREADY_DRAWN:
   * one ballot a person, poll and part, also when the page was cut off before it had its answer.
   * @throws the one reason (403, 409) when no ballot could be given; TOO_MANY_DRAWS (429) beyond 30 a minute of one person.
   */
  async function draw(request: unknown): Promise<Drawn> {
    const { idToken, ballots } = Draw.parse(request)
    const lineUserId = await identify(idToken)
    if (!(await draws.take(lineUserId))) {
      throw new AppError('TOO_MANY_DRAWS', 'Too many requests for ballots. Wait a minute.', { status: 429 })
    }
    const asked = ballots.map(({ poll, part, blinded }) => {
      const bytes = Buffer.from(blinded, 'base64url')
      return { poll, part, blinded: bytes, hash: createHash('sha256').update(bytes).digest() }
    })
    if (new Set(asked.map(nameOf)).size < asked.length) {
      throw new AppError('BAD_REQUEST', 'A ballot is asked for twice.', { status: 400 })
    }
    const outcomes = await drawAll(lineUserId, asked)
    const drawn = asked.map(({ poll, part }) => {
      const outcome = outcomes.get(nameOf({ poll, part })) ?? { code: 'NOT_ELIGIBLE' }
      return 'signature' in outcome
        ? { poll, part, ...outcome, code: null }
        : { poll, part, signature: null, window: null, code: outcome.code }
    })
    throwIfAllRefused(drawn)
    return { ballots: drawn }
  }

  async function drawAll(lineUserId: LineUserId, asked: Asked[]): Promise<Map<string, Outcome>> {
    const outcomes = new Map<string, Outcome>()
    const standings = await store.listStandings(asked.map(({ poll, part }) => ({ lineUserId, poll, part })))
    const signed: (Asked & { signature: string; staffId: string; window: number })[] = []
    const now = clock.now()
    for (const standing of standings) {
      const name = nameOf(standing)
      const ballot = asked.find((one) => nameOf(one) === name) as Asked
      // A ballot that was drawn keeps its window.
      const window = standing.drawnHash ? standing.drawnWindow : drawWindow(standing, now)
      const code = whyNot(standing, ballot, window)
      const keys = code ? undefined : findKeys(standing)
      if (!keys || window === undefined) outcomes.set(name, { code: code ?? 'POLL_NOT_DRAWING' })
      else signed.push({ ...ballot, window, staffId: standing.staffId, signature: sign(keys, ballot.blinded) })
    }
    if (signed.length === 0) return outcomes
    // Signed before it is written, so that a value that cannot be signed uses up no ballot; given out only as it is written.
    const issued = await store.issue(signed)
    for (const ballot of signed) {
      const row = issued?.find((one) => nameOf(one) === nameOf(ballot))
      if (!row) outcomes.set(nameOf(ballot), { code: 'POLL_NOT_DRAWING' })
      else if (!row.hash.equals(ballot.hash)) outcomes.set(nameOf(ballot), { code: 'ALREADY_DRAWN' })
      else outcomes.set(nameOf(ballot), { signature: ballot.signature, window: row.window })
    }
    return outcomes
  }

  function whyNot({ drawnHash, key }: repo.Standing, ballot: Asked, window: number | undefined): string | undefined {
    if (drawnHash) return drawnHash.equals(ballot.hash) ? undefined : 'ALREADY_DRAWN'
    return key && window !== undefined ? undefined : 'POLL_NOT_DRAWING'
  }

  function findKeys(standing: repo.Standing): Keys | undefined {
    const name = nameOf(standing)
    const now = clock.now().getTime()
    const known = kept.get(name)
    if (known && known.until > now) return known.keys
    // All that have expired: of a poll that is closed nobody asks again.
    for (const [other, { until }] of kept) if (until <= now) kept.delete(other)
    const pem = pollKeys.findPem(standing.poll, standing.part)
    if (!pem || !standing.key) return undefined
    const keys = { privateKey: createPrivateKey(pem), publicKey: readPublicKey(standing.key) }
    kept.set(name, { keys, until: now + keepKeysMs })
    return keys
  }

  function identify(idToken: string): Promise<LineUserId> {
    if (deps.readIdToken) return deps.readIdToken(idToken)
    throw liffNotSet()
  }

  return { settings, listPolls, draw }
}

export type DrawService = ReturnType<typeof createDrawService>

const nameOf = ({ poll, part }: { poll: string; part: BallotPart }) => `${poll} ${part}`

const sign = (keys: Keys, blinded: Buffer) => blindSign(keys, blinded).toString('base64url')

function throwIfAllRefused(drawn: Drawn['ballots']): void {
  const codes = new Set(drawn.map(({ code }) => code))
  const [code] = codes
  if (codes.size !== 1 || !code) return
  throw new AppError(code, 'No ballot is given out for this request.', { status: code === 'NOT_ELIGIBLE' ? 403 : 409 })
}
