import { z } from 'zod'

export const endpointNames = [
  'push',
  'multicast',
  'reply',
  'validate',
  'profile',
  'followers',
  'group-summary',
  'group-count',
  'group-member',
  'group-members',
  'group-leave',
  'quota',
  'consumption',
  'content',
  'info',
  'webhook-endpoint',
  'webhook-test',
  'loading',
  'rich-menu',
  'rich-menu-image',
  'rich-menu-alias',
  'rich-menu-link',
  'unit-statistics',
  'token',
  'token-verify',
  'token-revoke',
  'certs',
  'login-token',
  'id-token-verify',
  'login-profile',
] as const
export type EndpointName = (typeof endpointNames)[number]

/**
 * - status: refused before anything is done · reset: the connection is cut before · hang: never answered, nothing done
 * - lose-answer: done, then the connection is cut · slow: done, the answer dribbles for half a minute
 * - hold-before: held before anything is done · hold: done, the answer is held; both until `POST /_sim/release`
 */
export const Fault = z.strictObject({
  endpoint: z.enum(['any', ...endpointNames]),
  mode: z.enum(['status', 'hang', 'lose-answer', 'slow', 'reset', 'hold', 'hold-before']),
  status: z.int().min(400).max(599).optional(),
  /** How many calls it strikes; without it, all. */
  times: z.int().min(1).optional(),
  /** The share of calls it strikes, spread evenly (0.25: every fourth), so that a run can be repeated. */
  rate: z.number().gt(0).max(1).optional(),
})
export type Fault = z.infer<typeof Fault>
export type HeldCall = { requestId: string; endpoint: EndpointName; mode: Fault['mode']; at: string }

export type Faults = {
  set(faults: Fault[]): void
  active(): Fault[]
  /** The fault that strikes this call, if any. */
  take(endpoint: EndpointName): Fault | undefined
  /** Keeps a call in hand, visible in `held`, until `release` or until `signal` says that the caller has gone. */
  hold(call: HeldCall, signal: AbortSignal): Promise<void>
  held(): HeldCall[]
  release(): number
}

type Armed = { fault: Fault; left: number; share: number }

/** What goes wrong on purpose, and the calls it holds back. */
export function createFaults(): Faults {
  let armed: Armed[] = []
  const holding = new Map<HeldCall, () => void>()

  function take(endpoint: EndpointName): Fault | undefined {
    for (const one of armed) {
      if (one.fault.endpoint !== 'any' && one.fault.endpoint !== endpoint) continue
      one.share += one.fault.rate ?? 1
      // 1e-9: a tenth added ten times is a hair less than one.
      if (one.share < 1 - 1e-9) continue
      one.share -= 1
      one.left -= 1
      if (one.left === 0) armed = armed.filter((other) => other !== one)
      return one.fault
    }
    return undefined
  }

  function hold(call: HeldCall, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      function letGo() {
        holding.delete(call)
        resolve()
      }
      if (signal.aborted) return letGo()
      holding.set(call, letGo)
      signal.addEventListener('abort', letGo, { once: true })
    })
  }

  function release(): number {
    // A hanging call is never answered: it goes when its caller goes.
    const releasable = [...holding].filter(([call]) => call.mode !== 'hang')
    for (const [, letGo] of releasable) letGo()
    return releasable.length
  }

  return {
    set(faults) {
      armed = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY, share: 0 }))
    },
    active: () => armed.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : fault)),
    take,
    hold,
    held: () => [...holding.keys()],
    release,
  }
}
