import { areProved, type PollChange, type PollDraft } from '../../contracts/api/poll-shapes.ts'
import { actorIdOf } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { chooseAuthority } from '../../platform/auth/choose-authority.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { checkLead, checkNotEarly, createDrawWindows, type Postponement, recordOfTimes } from './draw-window-service.ts'
import { isOfFairness } from './is-of-fairness.ts'
import { type PollDeps, settlePollRequest } from './needs.ts'
import type { PollKeys } from './poll-keys.ts'
import * as repo from './poll-repo.ts'
import {
  checkLevel,
  checkThreshold,
  checkTimes,
  haveEnoughDrawn,
  movePoll,
  nameCut,
  nameQuestions,
  opensTooLate,
  type PollMove,
  type PollState,
  wrongState,
} from './poll-rules.ts'
import { createPublishService, freeze } from './publish-service.ts'
import { lockGate } from './spool-repo.ts'

export type { PollRow } from './poll-repo.ts'

/** Drafting, approving, opening and closing. Every function works in the caller's transaction and writes its audit entry there. */
export function createPollService(deps: PollDeps, { keys }: { keys: PollKeys }) {
  const { clock } = deps
  const publishing = createPublishService(deps, { keys })
  const windows = createDrawWindows({ clock, keys })
  const { publish, checkAudience, checkEligible } = publishing

  async function create(tx: Tx, actor: Actor, draft: PollDraft): Promise<repo.PollRow> {
    const isOneVisit = draft.isOneVisit ?? !(draft.anonymity === 'ballot' && areProved(await publishing.getProofs(tx)))
    const poll = toNewPoll({ ...draft, isOneVisit })
    checkLevel({ ...poll, isOfFairness: isOfFairness(poll) })
    checkTimes(poll, clock.now())
    await checkAudience(tx, poll)
    const row = await repo.insertPoll(tx, { ...poll, authorId: actor.userId, copiedFrom: null })
    await record(tx, actor, 'poll.create', row.id, { anonymity: row.anonymity })
    return row
  }

  async function update(tx: Tx, actor: Actor, id: string, change: PollChange): Promise<repo.PollRow> {
    const poll = await lock(tx, id)
    if (poll.state !== 'draft') throw wrongState('Only a draft is changed. Have it rejected first.', poll.state)
    const changes = toChanges(change)
    const changed = { ...poll, ...changes }
    checkLevel({ ...changed, isOfFairness: isOfFairness(changed) })
    checkThreshold(poll.threshold, changed.threshold)
    checkTimes(changed, clock.now())
    await checkAudience(tx, changed)
    if (change.cut === null) await repo.dropCut(tx, id)
    const writers = [...new Set([...poll.writers, actor.userId])]
    const row = await repo.updatePoll(tx, id, { ...changes, writers })
    await record(tx, actor, 'poll.update', id, { fields: Object.keys(change) })
    return row
  }

  /**
   * Before the transaction of an update, which a refusal would roll back: whoever tries to change what was promised is on record.
   * @throws POLL_FROZEN (409)
   */
  async function refuseFrozen(actor: Actor, id: string, fields: string[]): Promise<void> {
    const poll = await repo.findPoll(deps.database.prisma, id)
    if (!poll?.publishedAt) return
    await deps.database.transaction((tx) => record(tx, actor, 'poll.change_refused', id, { fields, state: poll.state }))
    throw new AppError('POLL_FROZEN', 'A published poll never changes. Duplicate it.', {
      status: 409,
      data: { state: poll.state },
    })
  }

  async function submit(tx: Tx, actor: Actor, id: string): Promise<repo.PollRow> {
    const { poll, state } = await lockForMove(tx, id, 'submit')
    checkTimes(poll, clock.now())
    checkLead(poll, clock.now())
    await repo.updatePoll(tx, id, { state, submittedAt: clock.now(), rejectReason: null })
    await checkEligible(tx, poll)
    // With approval switched off by an owner (audited there) a submitted poll is published at once.
    const row = (await deps.isApprovalRequired(tx)) ? await find(tx, id) : await publish(tx, poll)
    await record(tx, actor, 'poll.submit', id)
    return row
  }

  /** `seen`: when what the approver looked at was submitted. Left out: whatever is there now. */
  async function approve(tx: Tx, actor: Actor, id: string, seen?: Date): Promise<repo.PollRow> {
    const { poll } = await lockForMove(tx, id, 'approve')
    const standsFor = chooseAuthority(actor, [poll.authorId, ...poll.writers])
    if (seen && seen.getTime() !== poll.submittedAt?.getTime()) {
      throw new AppError('CHANGED_MEANWHILE', 'It was changed and submitted anew since it was looked at.', {
        status: 409,
      })
    }
    const row = await publish(tx, poll, actor.userId)
    await record(tx, actor, 'poll.approve', id, {
      frozenHash: Buffer.from(row.frozenHash ?? []).toString('hex'),
      eligible: row.eligibleCount,
      level: row.level,
      ...(standsFor !== undefined && { standsFor }),
    })
    return row
  }

  async function reject(tx: Tx, actor: Actor, id: string, reason: string): Promise<repo.PollRow> {
    const { state } = await lockForMove(tx, id, 'reject')
    const row = await repo.updatePoll(tx, id, { state, rejectReason: reason })
    await record(tx, actor, 'poll.reject', id, { reason })
    return row
  }

  async function open(tx: Tx, actor: Actor, id: string): Promise<repo.PollRow> {
    const { poll } = await lockForMove(tx, id, 'open')
    checkNotEarly(poll, clock.now())
    await checkDrawn(tx, poll)
    const row = await openNow(tx, poll)
    await record(tx, actor, 'poll.open', id)
    return row
  }

  async function close(tx: Tx, actor: Actor, id: string): Promise<repo.PollRow> {
    const { poll } = await lockForMove(tx, id, 'close')
    const row = await closeNow(tx, poll)
    await record(tx, actor, 'poll.close', id)
    return row
  }

  async function duplicate(tx: Tx, actor: Actor, id: string): Promise<repo.PollRow> {
    const poll = await find(tx, id)
    const times = { opensAt: null, closesAt: null, returnsOn: null }
    const row = await repo.insertPoll(tx, { ...freeze(poll), ...times, authorId: actor.userId, copiedFrom: id })
    await record(tx, actor, 'poll.duplicate', row.id, { of: id })
    return row
  }

  /** What was promised stays; who may answer, and the ballots that are drawn, too. */
  async function postpone(tx: Tx, actor: Actor, id: string, to: Postponement): Promise<repo.PollRow> {
    const poll = await lock(tx, id)
    const returnsOn = to.returnsOn ?? (to.closesAt && (await publishing.dayAfter(tx, to.closesAt)))
    const row = await windows.postpone(tx, poll, { ...to, returnsOn })
    await deps.enqueue(tx, [settlePollRequest(id, to.opensAt)])
    await record(tx, actor, 'poll.postpone', id, { from: poll.opensAt?.toISOString() ?? null, ...recordOfTimes(to) })
    return row
  }

  /** What the hour asks of a poll, by a job: open, close, or hold what is late for a person. Repeated it changes nothing. */
  async function settle(id: string): Promise<void> {
    await deps.database.transaction((tx) => settleIn(tx, id))
    deps.wakeRoom(id)
  }

  async function settleIn(tx: Tx, id: string): Promise<void> {
    const poll = await repo.lockPoll(tx, id)
    const now = clock.now()
    if (poll?.state === 'open' || poll?.state === 'published') await windows.settle(tx, poll)
    if (poll?.state === 'open') {
      const isOver = poll.closesAt !== null && poll.closesAt <= now
      if (isOver || areKeysLost(poll)) await settled(tx, await closeNow(tx, poll), isOver ? 'in time' : 'keys lost')
    } else if (poll?.state === 'published' && poll.opensAt && poll.opensAt <= now && !poll.heldReason) {
      const heldReason = await whyHeld(tx, poll, now)
      if (heldReason) await hold(tx, id, heldReason)
      else await settled(tx, await openNow(tx, poll), 'in time')
    }
  }

  async function whyHeld(tx: Tx, poll: repo.PollRow, now: Date): Promise<string | undefined> {
    if (poll.opensAt && opensTooLate(poll.opensAt, now)) return 'opens_late'
    if (poll.closesAt && poll.closesAt <= now) return 'opens_late'
    return (await isDrawn(tx, poll)) ? undefined : 'ballots_not_drawn'
  }

  async function hold(tx: Tx, id: string, heldReason: string): Promise<void> {
    await repo.updatePoll(tx, id, { heldReason })
    deps.log.warn({ pollId: id, reason: heldReason }, 'a poll waits for a person to open it')
  }

  /** By nobody: the entry says what the hour did. */
  const settled = (tx: Tx, { id, state }: repo.PollRow, why: string) =>
    deps.audit.record(tx, {
      actorId: null,
      action: `poll.${state === 'open' ? 'open' : 'close'}`,
      subject: id,
      data: { why },
    })

  async function openNow(tx: Tx, poll: repo.PollRow): Promise<repo.PollRow> {
    const now = clock.now()
    if (poll.closesAt && poll.closesAt <= now)
      throw new AppError('POLL_TIMES_INVALID', 'Its closing time has passed. Duplicate it.', { status: 422 })
    if (poll.closesAt) await deps.enqueue(tx, [settlePollRequest(poll.id, poll.closesAt)])
    const row = await repo.updatePoll(tx, poll.id, { state: 'open', openedAt: now, heldReason: null })
    await windows.settle(tx, row) // a signing key that is spent goes before the first vote comes
    return row
  }

  /** After the commit no vote comes in; the ballot process counts the rest and destroys the keys. */
  async function closeNow(tx: Tx, poll: repo.PollRow): Promise<repo.PollRow> {
    await lockGate(tx, poll.id)
    const closedAt = clock.now()
    const returnsOn = poll.returnsOn ?? (await publishing.dayAfter(tx, closedAt))
    return repo.updatePoll(tx, poll.id, { state: 'closed', closedAt, returnsOn, heldReason: null })
  }

  async function checkDrawn(tx: Tx, poll: repo.PollRow): Promise<void> {
    if (await isDrawn(tx, poll)) return
    throw new AppError(
      'BALLOTS_NOT_DRAWN',
      'Fewer than 60 % hold their ballot. Postpone, or duplicate for one visit.',
      {
        status: 409,
        data: { drawn: await repo.countDrawn(tx, poll.id), eligible: poll.eligibleCount },
      },
    )
  }

  async function isDrawn(tx: Tx, poll: repo.PollRow): Promise<boolean> {
    if (poll.anonymity !== 'ballot' || poll.isOneVisit) return true
    return haveEnoughDrawn(await repo.countDrawn(tx, poll.id), poll.eligibleCount ?? 0)
  }

  async function lockForMove(tx: Tx, id: string, move: PollMove): Promise<{ poll: repo.PollRow; state: PollState }> {
    const poll = await lock(tx, id)
    return { poll, state: movePoll(move, poll.state) }
  }

  const lock = async (tx: Tx, id: string) => known(await repo.lockPoll(tx, id), id)
  const find = async (tx: Tx, id: string) => known(await repo.findPoll(tx, id), id)

  // A restore without SECRETS_DIR: what is in the spool cannot be opened any more, so voting on would be in vain.
  const areKeysLost = ({ id, anonymity }: repo.PollRow) => anonymity !== 'room' && !keys.findSpoolKey(id)

  /** Polls for which the hour, or lost keys, ask something. */
  async function listDue(prisma: Database['prisma']): Promise<string[]> {
    const found = await repo.listDue(prisma, clock.now())
    const live = new Set(keys.list())
    const due = []
    for (const poll of found) {
      const areKeysGone = poll.state === 'open' && !live.has(poll.id)
      if (poll.isDue || areKeysGone || (await windows.isDue(prisma, poll))) due.push(poll.id)
    }
    return due
  }

  function record(
    tx: Tx,
    actor: Actor,
    action: string,
    subject?: string,
    data?: Record<string, unknown>,
  ): Promise<void> {
    return deps.audit.record(tx, {
      actorId: actorIdOf(actor),
      action,
      ...(subject && { subject }),
      ...(data && { data }),
    })
  }

  return {
    create,
    update,
    refuseFrozen,
    submit,
    approve,
    reject,
    open,
    close,
    postpone,
    duplicate,
    settle,
    find,
    lock,
    list: repo.listPolls,
    listDue: () => listDue(deps.database.prisma),
    promised: publishing.promised,
    getProofs: publishing.getProofs,
    setProofs: publishing.setProofs,
    record,
  }
}

export type PollService = ReturnType<typeof createPollService>

function known(poll: repo.PollRow | undefined, id: string): repo.PollRow {
  if (!poll) throw new AppError('NOT_FOUND', `There is no poll ${id}.`, { status: 404 })
  return poll
}

function toNewPoll(draft: PollDraft & { isOneVisit: boolean }): repo.NewPoll {
  const { questions, cut, opensAt, closesAt, ...rest } = draft
  return {
    ...rest,
    questions: nameQuestions(questions),
    cut: cut && nameCut(cut),
    opensAt: toDate(opensAt),
    closesAt: toDate(closesAt),
  }
}

function toChanges({ questions, cut, opensAt, closesAt, ...rest }: PollChange): repo.PollChanges {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return {
    ...given,
    ...(questions && { questions: nameQuestions(questions) }),
    ...(cut !== undefined && { cut: cut && nameCut(cut) }),
    ...(opensAt !== undefined && { opensAt: toDate(opensAt) }),
    ...(closesAt !== undefined && { closesAt: toDate(closesAt) }),
  }
}

const toDate = (at: string | null) => (at === null ? null : new Date(at))
