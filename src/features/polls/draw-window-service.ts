import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { isDrawnAhead, isDrawOver, lastWindowOver, leadMs } from './draw-rules.ts'
import { countDrawnIn, type DuePoll } from './draw-window-repo.ts'
import type { PollKeys } from './poll-keys.ts'
import { type PollRow, updatePoll } from './poll-repo.ts'
import { checkTimes, wrongState } from './poll-rules.ts'

export type Postponement = { opensAt: Date; closesAt: Date | null; returnsOn: string | null }

/** Polls drawn ahead between their publish and their last window: what the hour asks, and a later opening. */
export function createDrawWindows({ clock, keys }: { clock: Clock; keys: PollKeys }) {
  /** Whether windows wait to be released, or a signing key to be destroyed. */
  async function isDue(tx: Tx, poll: DuePoll): Promise<boolean> {
    if (!isDrawnAhead(poll) || !poll.opensAt) return false
    return (isKeySpent(poll) && hasPem(poll.id)) || (await findReleasable(tx, poll)) !== undefined
  }

  /** Releases the windows that are over once k have drawn in them together, and destroys the key when it has done its work. */
  async function settle(tx: Tx, poll: PollRow): Promise<void> {
    if (!isDrawnAhead(poll) || !poll.opensAt) return
    const released = await findReleasable(tx, poll)
    if (released !== undefined) await updatePoll(tx, poll.id, { drawsReleased: released })
    if (isKeySpent(poll)) keys.destroyPems(poll.id)
  }

  /** A window with fewer than k drawers is one with the next: its ballots wait on. */
  async function findReleasable(
    tx: Tx,
    { id, opensAt, drawsReleased, threshold }: DuePoll,
  ): Promise<number | undefined> {
    if (!opensAt) return undefined
    const over = lastWindowOver({ opensAt }, clock.now())
    if (over <= drawsReleased) return undefined
    const drawn = await countDrawnIn(tx, id, { after: drawsReleased, upTo: over })
    return drawn >= threshold ? over : undefined
  }

  // Of an open poll alone: one that is held unopened may be postponed, and its ballots are then drawn under the same key.
  const isKeySpent = (poll: DuePoll) => poll.state === 'open' && isDrawOver(poll, clock.now())

  const hasPem = (id: string) => keys.findPem(id, 'score') !== undefined || keys.findPem(id, 'text') !== undefined

  /**
   * A later opening of a poll that is published: more can draw meanwhile. All that was drawn until now lies days before it.
   * @throws WRONG_STATE, BALLOT_KEY_GONE (409), POLL_LEAD_TOO_SHORT, POLL_TIMES_INVALID (422)
   */
  async function postpone(tx: Tx, poll: PollRow, times: Postponement): Promise<PollRow> {
    if (poll.state !== 'published')
      throw wrongState('Only a published poll that has not opened is postponed.', poll.state)
    if (poll.anonymity === 'ballot' && !hasPem(poll.id)) {
      throw new AppError('BALLOT_KEY_GONE', 'Nobody could draw any more. Close it unopened and duplicate it.', {
        status: 409,
      })
    }
    const now = clock.now()
    checkTimes(times, now)
    if (poll.opensAt && times.opensAt <= poll.opensAt) {
      throw new AppError('POLL_TIMES_INVALID', 'Postponed means later than it was.', { status: 422 })
    }
    checkLead({ ...poll, ...times }, now)
    const drawsReleased = poll.opensAt && isDrawnAhead(poll) ? lastWindowOver({ opensAt: poll.opensAt }, now) + 1 : 0
    return updatePoll(tx, poll.id, { ...times, heldReason: null, drawsReleased })
  }

  return { isDue, settle, postpone }
}

/**
 * Ballots drawn ahead need a day to be drawn in and a day between the last draw and the first vote.
 * @throws POLL_LEAD_TOO_SHORT (422)
 */
export function checkLead(poll: Pick<PollRow, 'anonymity' | 'isOneVisit' | 'opensAt'>, now: Date): void {
  if (!isDrawnAhead(poll) || (poll.opensAt && poll.opensAt.getTime() - now.getTime() >= leadMs)) return
  throw new AppError('POLL_LEAD_TOO_SHORT', 'Ballots drawn ahead need 48 h between publish and opening.', {
    status: 422,
  })
}

/** Opened earlier than announced, votes would follow draws at once. @throws BALLOTS_STILL_DRAWN (409) with the time */
export function checkNotEarly(poll: Pick<PollRow, 'anonymity' | 'isOneVisit' | 'opensAt'>, now: Date): void {
  if (!isDrawnAhead(poll) || !poll.opensAt || poll.opensAt <= now) return
  throw new AppError('BALLOTS_STILL_DRAWN', 'Ballots are drawn until a day before the opening.', {
    status: 409,
    data: { opensAt: poll.opensAt.toISOString() },
  })
}

export const recordOfTimes = ({ opensAt, closesAt, returnsOn }: Postponement) => ({
  opensAt: opensAt.toISOString(),
  closesAt: closesAt?.toISOString() ?? null,
  returnsOn,
})
