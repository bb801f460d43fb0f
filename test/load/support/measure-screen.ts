import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'
import { until } from '../../support/until.ts'
import { createLags, openViewers } from './screen-viewers.ts'

// A room takes two thousand new devices of one network, and every vote here is a new device's: forty addresses of this machine.
const networks = 40

export type ScreenLoad = {
  url: string
  room: string
  viewers: number
  perSecond: number
  seconds: number
  /** One stream, chosen at random, is cut at every so manieth vote. */
  cutEvery?: number
}

/**
 * Votes at a fixed rate into a room at which so many look. The lag of a vote at one viewer: from the moment it was due until an
 * event counts it and all before it (no coordinated omission: a server that stalls is charged for what had to wait).
 */
export async function measureScreen(
  { url, room, viewers, perSecond, seconds, cutEvery }: ScreenLoad,
  makeVote: () => object,
) {
  const lags = createLags()
  const dueAt: number[] = []
  let least = Number.POSITIVE_INFINITY
  const watching = await openViewers(url, `${room}/events`, viewers, (from, to) => {
    const now = performance.now()
    least = Math.min(least, to)
    for (let vote = from; vote < to; vote += 1) lags.add(now - (dueAt[vote] as number))
  })
  const pools = Array.from(
    { length: networks },
    (_, n) => new Pool(url, { connections: 1, pipelining: 1, localAddress: `127.0.1.${n + 1}` }),
  )
  const statuses = new Map<number, number>()

  async function vote(pool: Pool): Promise<void> {
    const answer = await pool.request({
      method: 'POST',
      path: `${room}/answers`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(makeVote()),
    })
    await answer.body.dump()
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
  }

  try {
    const votes = perSecond * seconds
    const running: Promise<void>[] = []
    const startedAt = performance.now()
    for (let n = 0; n < votes; n += 1) {
      const due = startedAt + (n * 1000) / perSecond
      const aheadMs = due - performance.now()
      if (aheadMs > 0) await wait(aheadMs)
      dueAt.push(due)
      running.push(vote(pools[n % networks] as Pool))
      if (cutEvery !== undefined && n % cutEvery === 0) watching.cut(Math.floor(Math.random() * viewers))
    }
    await Promise.all(running)
    await until(() => watching.seen().every((count) => count === votes), {
      withinMs: 20_000,
      what: 'every viewer sees every vote',
    })
    return { lags, least, statuses: Object.fromEntries(statuses) }
  } finally {
    watching.close()
    await Promise.all(pools.map((pool) => pool.close()))
  }
}
