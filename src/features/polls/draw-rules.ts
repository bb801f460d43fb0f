import { apartMs, lastEnd, windowOf } from '../../contracts/late-draw.ts'

export type DrawnPoll = {
  state: string
  isOneVisit: boolean
  opensAt: Date | null
  closesAt: Date | null
}

/** From the publish to the opening: a day to draw in, and the day between. */
export const leadMs = 2 * apartMs

/** Ballots drawn ahead, whose voting is known to begin later. */
export const isDrawnAhead = (poll: { anonymity: string; isOneVisit: boolean }): boolean =>
  poll.anonymity === 'ballot' && !poll.isOneVisit

/**
 * The window that a ballot drawn now belongs to: 0 where it may be cast as soon as the poll is open; undefined when none is given
 * out. Drawing ahead ends 24 h before casting begins; after that people draw late, in windows of a day, and a late ballot is cast
 * after its window only, so that its draw is one of several.
 */
export function drawWindow(poll: DrawnPoll, now: Date): number | undefined {
  const { isOneVisit, opensAt, closesAt } = poll
  if (closesAt && now >= closesAt) return undefined
  if (isOneVisit) return 0
  if (!opensAt) return poll.state === 'published' ? 0 : undefined
  if (now.getTime() < opensAt.getTime() - apartMs) return 0
  return now.getTime() < lastEnd({ opensAt, closesAt }) ? windowOf(opensAt, now.getTime()) : undefined
}

/** The last window that has ended; each of these and of those before may be released once k have drawn in them. */
export const lastWindowOver = ({ opensAt }: { opensAt: Date }, now: Date): number =>
  windowOf(opensAt, now.getTime()) - 1

/** Whether no ballot of a poll drawn ahead will be given out any more, so that its signing key has done its work. */
export function isDrawOver(poll: DrawnPoll, now: Date): boolean {
  if (poll.isOneVisit || !poll.opensAt) return false
  return now.getTime() >= lastEnd({ opensAt: poll.opensAt, closesAt: poll.closesAt })
}
