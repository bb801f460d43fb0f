// Apart from polls.ts, which needs zod: pages A and B say by these rules why a ballot waits and until when.

const dayMs = 24 * 60 * 60 * 1000
/** What a ballot drawn ahead is for: drawn and cast a day apart, nobody can match the two by their times. */
export const apartMs = dayMs
// The day before the opening and six after it: the signing key lives no longer, however long the poll is open.
const lateWindows = 7

type Times = { opensAt: Date; closesAt: Date | null }

/** The day-long window of this moment; windows begin at the hour of the opening, and later ones have greater numbers. */
export const windowOf = (opensAt: Date, at: number): number => Math.floor((at - (opensAt.getTime() % dayMs)) / dayMs)

const endOf = (opensAt: Date, window: number): Date => new Date((window + 1) * dayMs + (opensAt.getTime() % dayMs))

/** When the last window ends: a day is left in which its ballots can be cast. */
export function lastEnd({ opensAt, closesAt }: Times): number {
  const end = opensAt.getTime() - apartMs + lateWindows * dayMs
  if (!closesAt) return end
  const daysOpen = Math.floor((closesAt.getTime() - apartMs - opensAt.getTime()) / dayMs)
  return Math.min(end, opensAt.getTime() + daysOpen * dayMs)
}

export type WaitingPoll = {
  state: string
  opensAt: string | null
  closesAt: string | null
  /** Late ballots of windows up to this one may be cast. */
  released: number
}

export type Wait =
  | { why: 'not_open'; until: Date | null }
  /** Drawn late: cast once its window is over and k have drawn late. */
  | { why: 'late'; until: Date }
  /** Its window is over and fewer than k have drawn late: it is one with the next. */
  | { why: 'few'; until: Date }
  /** The last window is over and still fewer than k. */
  | { why: 'too_few'; until: null }

/** Why a ballot of this window cannot be cast yet, and when it can at the earliest; undefined when it can. */
export function waitOf(poll: WaitingPoll, window: number, now: Date): Wait | undefined {
  const opensAt = poll.opensAt === null ? null : new Date(poll.opensAt)
  const isNotOpen = poll.state === 'published'
  if (opensAt && window > poll.released) {
    const end = endOf(opensAt, window)
    if (now < end) return { why: 'late', until: end }
    const last = lastEnd({ opensAt, closesAt: poll.closesAt === null ? null : new Date(poll.closesAt) })
    if (now.getTime() >= last) return { why: 'too_few', until: null }
    return { why: 'few', until: endOf(opensAt, windowOf(opensAt, now.getTime())) }
  }
  return isNotOpen ? { why: 'not_open', until: opensAt && opensAt > now ? opensAt : null } : undefined
}
