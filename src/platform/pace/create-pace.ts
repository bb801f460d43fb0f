import { setTimeout as sleep } from 'node:timers/promises'
import type { LaneStore } from './lane-store.ts'

export type Pace = {
  /** Waits for a turn on this lane; false, and nothing is taken, when none comes within that time. */
  take(lane: string, withinMs: number): Promise<boolean>
  /** The other side asked for fewer calls: every process waits longer. */
  slowDown(lane: string): Promise<void>
}

/** For a tool that sends nothing. */
export const unpaced: Pace = { take: async () => true, slowDown: async () => {} }

const chunkMs = 100 // a lease is a tenth of a second: ten round trips a second, and what a dead process held is soon over
const lateMs = 50 // a turn missed by more than this is lost. Made up for, it would stand on top of the turns of others

type Turns = { nextAt: number; left: number }

/**
 * Keeps the calls of all processes together under a rate a second. Turns are spaced evenly and never saved up: windows of a
 * second that are each full may stand back to back and are then refused by a token bucket, ten calls in each 50 ms never.
 * A lane without a rate is free.
 */
export function createPace(deps: { store: LaneStore; perSecond: Record<string, number | undefined> }): Pace {
  const lanes = new Map(
    Object.entries(deps.perSecond)
      .filter(([, rate]) => rate !== undefined)
      .map(([name, rate]) => [name, createLane(name, rate as number, deps.store)]),
  )
  return {
    take: async (name, withinMs) => (await lanes.get(name)?.take(withinMs)) ?? true,
    slowDown: async (name) => lanes.get(name)?.slowDown(),
  }
}

function createLane(name: string, perSecond: number, store: LaneStore) {
  const intervalMs = 1000 / perSecond
  const chunk = Math.max(1, Math.round((perSecond * chunkMs) / 1000))
  let chunks: Turns[] = []
  let leasing: Promise<void> | undefined
  let pauses = 0

  function lease(): Promise<void> {
    leasing ??= take().finally(() => {
      leasing = undefined
    })
    return leasing

    async function take(): Promise<void> {
      const pausesBefore = pauses
      const waitMs = await store.lease(name, chunk, intervalMs)
      if (pauses === pausesBefore) chunks.push({ nextAt: performance.now() + waitMs, left: chunk })
    }
  }

  /** The next turn that is not over; the turns that are, are lost. */
  function peek(): Turns | undefined {
    const now = performance.now()
    while (chunks[0]) {
      const turns = chunks[0]
      const lost = Math.max(0, Math.ceil((now - lateMs - turns.nextAt) / intervalMs))
      turns.nextAt += lost * intervalMs
      turns.left -= lost
      if (turns.left > 0) return turns
      chunks.shift()
    }
    return undefined
  }

  async function takeTurn(withinMs: number): Promise<boolean> {
    const until = performance.now() + withinMs
    for (;;) {
      const turns = peek()
      if (!turns) {
        await lease()
        continue
      }
      if (turns.nextAt > until) return false
      const at = turns.nextAt
      turns.nextAt += intervalMs
      turns.left -= 1
      // The next chunk is fetched while this one is used, so that the round trip costs no turns. Its failure is told to whoever waits for it.
      if (chunks.length === 1 && turns.left <= chunk / 2) lease().catch(() => {})
      const pausesBefore = pauses
      const waitMs = at - performance.now()
      if (waitMs > 0) await sleep(waitMs)
      const isStillMine = pauses === pausesBefore && performance.now() - at <= lateMs
      if (isStillMine) return true
    }
  }

  return {
    take: takeTurn,
    async slowDown(): Promise<void> {
      pauses += 1
      chunks = []
      await store.slowDown(name)
    },
  }
}
