import { calendarDay } from '../../platform/calendar-day.ts'

export type Item = { id: string; contentId: string; isSkipped: boolean; isApproved: boolean; day: number | null }
export type Fired = { itemId: string; round: number }

export type NextItem<I extends Item = Item> =
  | { kind: 'item'; item: I; round: number }
  /** Cards are left, and none of them is approved: a person sees to it. */
  | { kind: 'waiting' }
  | { kind: 'ended' }

/**
 * The next card of a playlist: the first in its present order that is approved, not skipped and has not been sent in this
 * round. What counts is the place (its id), not the position, so no move can send it again or pass over it for good.
 */
export function nextOfPlaylist<I extends Item>(
  items: readonly I[],
  fired: readonly Fired[],
  atEnd: 'complete' | 'restart',
): NextItem<I> {
  const round = Math.max(1, ...fired.map((one) => one.round))
  const wanted = items.filter(({ isSkipped }) => !isSkipped)
  const left = leftOf(wanted, fired, round)
  const next = left.find(({ isApproved }) => isApproved)
  if (next) return { kind: 'item', item: next, round }
  if (left.length > 0) return { kind: 'waiting' }
  if (atEnd === 'complete' || wanted.length === 0) return { kind: 'ended' }
  const first = wanted.find(({ isApproved }) => isApproved)
  return first ? { kind: 'item', item: first, round: round + 1 } : { kind: 'waiting' }
}

/** Whether nothing more will come after what has been sent. */
export function isPlaylistDone(
  items: readonly Item[],
  fired: readonly Fired[],
  atEnd: 'complete' | 'restart',
): boolean {
  return nextOfPlaylist(items, fired, atEnd).kind === 'ended'
}

function leftOf<I extends Item>(wanted: readonly I[], fired: readonly Fired[], round: number): I[] {
  const sent = new Set(fired.filter((one) => one.round === round).map(({ itemId }) => itemId))
  return wanted.filter(({ id }) => !sent.has(id))
}

const dayMs = 86_400_000
// A step falls on a weekend, a holiday or a day of the cap: a week is enough to catch up, and somebody who joined long before a
// step was added does not get it.
const catchUpDays = 7

/** Whether a step is due: its day, counted from the day somebody joined (day 1, in Bangkok), has come and is no week old. */
export function isStepDue(day: number, joinedAt: Date, now: Date): boolean {
  const since = (Date.parse(calendarDay(now)) - Date.parse(calendarDay(joinedAt))) / dayMs + 1
  return since >= day && since < day + catchUpDays
}
