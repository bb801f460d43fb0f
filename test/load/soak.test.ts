import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorChannel } from '../../src/compose/channel.ts'
import { createSecrets } from '../../src/platform/secrets/secrets.ts'
import { inspectable, readLiveBytes } from '../support/live-memory.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'
import { runOpenLoop } from './support/open-loop.ts'
import { npmStart } from './support/product-process.ts'
import { seedRoom } from './support/seed-room.ts'
import { signedWebhook } from './support/signed-webhooks.ts'

// The long form is half an hour. In the short one it shows when of each request, some 5,000 bytes, 2,000 stay.
const form =
  process.env.TEST_LONG === '1' ? { rounds: 6, perSecond: 50, seconds: 300 } : { rounds: 3, perSecond: 50, seconds: 5 }
const perRound = form.perSecond * form.seconds
/** Long enough to be seen where it is kept. */
const typed = 'ขอทราบเรื่องการรับของขวัญ '.repeat(60)
/** What compiled code and the like still grow by once warm (0.8 MB seen). */
const restlessBytes = 1_500_000

let system: System
let running: RunningSystem

beforeAll(async () => {
  system = await createSystem({ env: { LOG_LEVEL: 'warn' } })
  await system.startSimulator()
  running = system.start({ ...npmStart().env, ROLES: 'web,worker' }, [...npmStart().flags, ...inspectable])
  await running.ready()
})
afterAll(() => system?.dispose())

/** What waits to be worked on: events, jobs on their way to the queue, and the queue itself. */
async function countWaiting(): Promise<number> {
  const [row] = await system.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM inbox_event WHERE state IN ('stored', 'answering'))::int
          + (SELECT count(*) FROM outbox_job)::int AS count`,
  )
  return row?.count ?? -1
}

test(
  `[R7] nothing leaks: ${form.rounds} rounds of ${perRound} webhooks, pages and streams that come and go`,
  async () => {
    const { secret } = simulatorChannel(createSecrets(system.env.SECRETS_DIR))
    const officer = system.api(await system.createToken('viewer'))
    const room = `${system.urls.web}/api/v1/rooms/${await seedRoom(system.dir)}/events`

    /** An officer who looks at pages, and a screen that is opened and closed. */
    async function look(): Promise<void> {
      const leaving = new AbortController()
      const { body } = await fetch(room, { signal: leaving.signal })
      await body?.getReader().read()
      leaving.abort()
      for (const path of ['/campaigns', '/groups', '/runs', '/contents'])
        expect(await officer.get(path)).toMatchObject({ status: 200 })
    }

    async function runRound(): Promise<number> {
      const makeWebhook = () => signedWebhook(secret, typed)
      const load = runOpenLoop({ url: system.urls.web, perSecond: form.perSecond, seconds: form.seconds, makeWebhook })
      let isOver = false
      const looking = (async () => {
        while (!isOver) await look()
      })()
      const { statuses } = await load.finally(() => (isOver = true))
      await looking
      expect(Object.fromEntries(statuses)).toEqual({ 200: perRound })
      await until(async () => (await countWaiting()) === 0, { withinMs: 240_000, everyMs: 200, what: 'all is done' })
      return readLiveBytes(running)
    }

    const held: number[] = []
    for (let round = 0; round < form.rounds + 2; round += 1) held.push(await runRound())
    const [warm = 0] = held.slice(1) // the first two rounds are for the compiler and the caches
    const last = held.at(-1) ?? 0
    expect(last - warm).toBeLessThan(restlessBytes)
  },
  form.seconds * (form.rounds + 2) * 1000 + 600_000,
)
