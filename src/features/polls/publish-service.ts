import { createHash } from 'node:crypto'
import { areProved, Proofs } from '../../contracts/api/poll-shapes.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { checkLead } from './draw-window-service.ts'
import { isOfFairness } from './is-of-fairness.ts'
import { makeBallotKeys, partsOf } from './key-service.ts'
import { type PollDeps, settlePollRequest } from './needs.ts'
import type { PollKeys } from './poll-keys.ts'
import * as repo from './poll-repo.ts'
import { checkLevel, checkTimes, dayOfReturn } from './poll-rules.ts'
import { labelOfLevel, levelOf, promiseOf } from './promise-rules.ts'
import { leastChange } from './suppression-rules.ts'

const noProofs: Proofs = { vectors: false, storage: false, review: false, certificate: false }

/** The one way by which a poll is published: every path that publishes freezes, promises and makes keys alike. */
export function createPublishService(deps: PollDeps, { keys }: { keys: PollKeys }) {
  /** Freezes all that was promised, makes the keys, and from here on nothing changes. */
  async function publish(tx: Tx, poll: repo.PollRow, approvedBy?: string): Promise<repo.PollRow> {
    const now = deps.clock.now()
    checkTimes(poll, now)
    checkLead(poll, now)
    const staffIds = await checkEligible(tx, poll)
    const level = levelOf({ ...poll, ...(await trust(tx)) })
    // Closed by hand, it is answered seven working days after whatever day that is.
    const returnsOn = poll.returnsOn ?? (poll.closesAt && (await dayAfter(tx, poll.closesAt)))
    const beyond = { cut: poll.cut?.text, isDayOpen: returnsOn === null }
    const linesIn = (language: 'th' | 'en') => promiseOf(level, language, poll.threshold, beyond)
    const promises = { th: linesIn('th'), en: linesIn('en') }
    const promise = promises[poll.language]
    const made =
      poll.anonymity === 'ballot' ? await makeBallotKeys(partsOf(poll.questions), keyBitsOf(poll)) : undefined
    const frozen = { ...freeze(poll), returnsOn, level, promises, fingerprint: made?.fingerprint ?? null }
    if (staffIds) await repo.insertEligible(tx, poll.id, staffIds)
    await repo.makePartitions(tx, poll.id)
    if (poll.anonymity === 'room') await deps.createRoom(tx, poll.id)
    const row = await repo.updatePoll(tx, poll.id, {
      state: 'published',
      publishedAt: now,
      returnsOn,
      level,
      promise,
      promises,
      frozenHash: new Uint8Array(createHash('sha256').update(JSON.stringify(frozen)).digest()),
      ...(staffIds && (await countMembers(tx, poll, staffIds))),
      ...(made && { keys: made.publicKeys, fingerprint: made.fingerprint }),
      ...(approvedBy && { approvedBy }),
    })
    keys.make(poll.id, toBuffers(made?.privatePems))
    if (poll.opensAt) await deps.enqueue(tx, [settlePollRequest(poll.id, poll.opensAt)])
    return row
  }

  /** The staff who may answer; undefined for a room, where nobody signs in. @throws BALLOT_NOT_OFFERED, POLL_AUDIENCE_TOO_SMALL (422) */
  async function checkEligible(tx: Tx, poll: repo.PollRow): Promise<string[] | undefined> {
    if (poll.anonymity === 'ballot' && !deps.canDrawBallots) {
      throw new AppError(
        'BALLOT_NOT_OFFERED',
        'Without a LIFF app ballots cannot be drawn: ask in the chat or a room.',
        {
          status: 422,
          data: { offered: ['chat', 'room'] },
        },
      )
    }
    checkLevel({ ...poll, isOfFairness: isOfFairness(poll) }) // a copy of an older round may ask what is not asked like this any more
    const staffIds = await checkAudience(tx, poll)
    if (poll.anonymity === 'room') return undefined
    if (staffIds.length < poll.threshold) {
      throw new AppError('POLL_AUDIENCE_TOO_SMALL', 'Fewer are eligible than a result needs.', {
        status: 422,
        data: { eligible: staffIds.length, threshold: poll.threshold },
      })
    }
    return staffIds
  }

  /** All that is kept of who was eligible once the list is dropped: how many, and how many at least are others than last time. */
  async function countMembers(tx: Tx, poll: repo.PollRow, staffIds: string[]) {
    const eligibleHash = new Uint8Array(createHash('sha256').update(staffIds.toSorted().join()).digest())
    return {
      eligibleCount: staffIds.length,
      eligibleHash,
      membersChanged: await countChanged(tx, poll, staffIds, eligibleHash),
    }
  }

  async function countChanged(tx: Tx, poll: repo.PollRow, staffIds: string[], hash: Uint8Array) {
    const before = poll.copiedFrom === null ? undefined : await repo.findPoll(tx, poll.copiedFrom)
    if (!before?.eligibleHash || !before.publishedAt) return null
    if (Buffer.from(before.eligibleHash).equals(hash)) return 0
    const joined = await repo.countSeenAfter(tx, staffIds, before.publishedAt)
    return leastChange({ before: before.eligibleCount ?? 0, after: staffIds.length, joined })
  }

  async function checkAudience(tx: Tx, { audience }: Pick<repo.PollRow, 'audience'>): Promise<string[]> {
    const { staffIds, unknownIds } = await deps.listStaffOf(tx, audience)
    if (unknownIds.length === 0) return staffIds
    throw new AppError('AUDIENCE_UNKNOWN', 'Some ids of the audience name nothing.', {
      status: 422,
      data: { ids: unknownIds },
    })
  }

  async function trust(tx: Tx) {
    return { areProofsComplete: areProved(await getProofs(tx)), isBallotHostApart: deps.isBallotHostApart }
  }

  async function dayAfter(tx: Tx, closesAt: Date): Promise<string> {
    const { isWorkingDay } = await deps.officeCalendar(tx)
    return dayOfReturn(closesAt, isWorkingDay)
  }

  /** What would be promised if it were published now. */
  async function promised(
    tx: Tx,
    poll: Pick<repo.NewPoll, 'anonymity' | 'language' | 'threshold' | 'isOneVisit'> & { cut?: string | undefined },
  ) {
    const level = levelOf({ ...poll, ...(await trust(tx)) })
    return {
      level,
      levelLabel: labelOfLevel(level, poll.language),
      promise: promiseOf(level, poll.language, poll.threshold, poll),
    }
  }

  async function getProofs(tx: Tx): Promise<Proofs> {
    const set = await repo.readProofs(tx)
    return set === undefined ? noProofs : Proofs.parse(set)
  }

  async function setProofs(tx: Tx, actor: Actor, proofs: Proofs): Promise<Proofs> {
    const before = await getProofs(tx)
    await repo.writeProofs(tx, proofs)
    await deps.audit.record(tx, { actorId: actor.userId, action: 'polls.proofs', data: { before, after: proofs } })
    return proofs
  }

  return { publish, promised, dayAfter, checkEligible, checkAudience, getProofs, setProofs }
}

/** What is frozen of a poll, in this order: its hash is what was approved. */
export function freeze(poll: repo.PollRow): repo.NewPoll {
  const { title, purpose, language, anonymity, questions, audience, threshold, cut } = poll
  const { opensAt, closesAt, returnsOn, isOneVisit, itaItems } = poll
  return {
    title,
    purpose,
    language,
    anonymity,
    questions,
    audience,
    threshold,
    cut,
    opensAt,
    closesAt,
    returnsOn,
    isOneVisit,
    itaItems,
  }
}

/** Ballots that are out for weeks, or of what people fear to say, have the longer key (docs/ballots.md, “The key”). */
const keyBitsOf = (poll: repo.PollRow) => (!poll.isOneVisit || isOfFairness(poll) ? 3072 : 2048)

const toBuffers = (pems: Record<string, string> = {}) =>
  Object.fromEntries(Object.entries(pems).map(([part, pem]) => [part, Buffer.from(pem)]))
