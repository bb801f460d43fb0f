import type { Fault } from './simulator-state.ts'

/** What can go wrong at LINE, in the order in which it is met; the simulator's own names are in its control routes. */
export const troubles = ['hang', 'reset', 'lose-answer', 'slow', 'hold', '429', '500', '401'] as const
export type Trouble = (typeof troubles)[number]

export const places = ['any', 'push', 'multicast', 'reply'] as const
export type Place = (typeof places)[number]

export function toFault(trouble: Trouble, place: Place, times: number | undefined): Fault {
  const status = Number(trouble)
  return {
    endpoint: place,
    ...(Number.isNaN(status) ? { mode: trouble } : { mode: 'status', status }),
    ...(times !== undefined && { times }),
  }
}

/** The trouble a fault was made from; undefined for one that somebody else ordered. */
export const troubleOf = ({ mode, status }: Fault): Trouble | undefined =>
  troubles.find((trouble) => trouble === (mode === 'status' ? String(status) : mode))
