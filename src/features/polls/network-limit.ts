import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import type { Clock } from '../../platform/clock.ts'

// A hall of a thousand stands behind one address, answers within a minute and is let in at once, with as many again for phones
// that are opened anew in a private window. A script that makes up devices gets as many, which the count on the screen shows, and
// then one a second: as fast as people come in late at a hall's doors, and a phone that is refused has its own network beside it.
const atOnce = 2_000
const refillMs = 1_000

// Fuller again than this many networks are looked through for those that may be forgotten: all that have their whole allowance.
const mostKept = 1_000

type Allowance = { left: number; at: number }

/**
 * How many devices that a room has not seen yet it takes from one network. In this process's memory, under a key that ends with
 * it: no address is written, and what is counted here says nothing of an answer.
 */
export function createNetworkLimit(clock: Clock) {
  const key = createSecretKey(randomBytes(32))
  const allowances = new Map<string, Allowance>()
  const leftNow = ({ left, at }: Allowance, now: number) => Math.min(atOnce, left + Math.max(0, now - at) / refillMs)

  function forgetFull(now: number): void {
    for (const [name, allowance] of allowances) if (leftNow(allowance, now) === atOnce) allowances.delete(name)
  }

  return {
    /** What stands for a network in a room, so that no address need stand beside an answer that waits. */
    nameOf: (room: string, network: string) => createHmac('sha256', key).update(`${room} ${network}`).digest('base64'),
    /** How many new devices of this network the room would take now. */
    left(name: string): number {
      const allowance = allowances.get(name)
      return allowance ? Math.floor(leftNow(allowance, clock.now().getTime())) : atOnce
    },
    /** Once they are counted: an answer that was refused for another reason uses nothing up. */
    spend(name: string, count: number): void {
      const now = clock.now().getTime()
      const left = leftNow(allowances.get(name) ?? { left: atOnce, at: now }, now)
      allowances.set(name, { left: Math.max(0, left - count), at: now })
      if (allowances.size > mostKept) forgetFull(now)
    },
  }
}
