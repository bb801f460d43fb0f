import { afterAll, describe, expect, test } from 'vitest'
import { addCrowd } from '../support/crowd.ts'
import { findFreePorts } from '../support/free-ports.ts'
import { startQueueBackends } from '../support/queue-backends.ts'
import { createRandom } from '../support/random.ts'
import { countReconciled, reconcile } from '../support/reconcile.ts'
import { createSender } from '../support/send-campaign.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const isLong = process.env.TEST_LONG === '1'
const backends = await startQueueBackends()
// 5,000 people in batches, so that the campaign lasts as long as the killing does.
const size = isLong ? { people: 5000, kills: 50, spreadMinutes: 5 } : { people: 300, kills: 4, spreadMinutes: 1 }
const marker = 'ล้มแล้วลุก'

afterAll(async () => {
  for (const { redis } of backends) await redis?.stop()
})

describe.each(backends)('[R10] processes killed at random while a campaign goes out, $name', ({ env, isMissing }) => {
  test.skipIf(isMissing)(
    `${size.people} people under ${size.kills} × kill -9 of workers and web: nobody is missed, nobody gets it twice`,
    { timeout: isLong ? 1_800_000 : 240_000 },
    async () => {
      const system = await createSystem({ env: { ...env, ROLES: 'web' } })
      try {
        await system.startSimulator()
        const running = await startProcesses(system)
        const sender = await createSender(system)
        await addCrowd(system, size.people)
        const id = await sender.send(marker, { everyone: true, via: 'people' }, { spreadMinutes: size.spreadMinutes })
        const endsAt = Date.now() + size.spreadMinutes * 60_000
        const random = createRandom(11)
        for (let kill = 0; kill < size.kills; kill += 1) {
          // Spread over the campaign: during a claim, between two, while a successor starts.
          const waitMs = (random() * 2 * 0.9 * size.spreadMinutes * 60_000) / size.kills
          const nextAt = Date.now() + waitMs
          await until(() => Date.now() >= nextAt, { withinMs: waitMs + 5000, everyMs: 5, what: 'the next kill' })
          await replace(system, running, Math.floor(random() * running.length))
        }
        await Promise.all(running.map(({ process }) => process.ready()))
        const progress = await sender.settled(id, Math.max(0, endsAt - Date.now()) + 300_000)
        const counts = countReconciled(await reconcile(system, marker))
        process.stdout.write(`${progress.accepted} accepted, ${counts}\n`)
        expect(counts).toBe('lost 0, doubled 0, orphaned 0')
        expect(progress).toMatchObject({ total: progress.accepted, failed: 0, unknown: 0 })
        expect(progress.accepted).toBeGreaterThanOrEqual(size.people)
      } finally {
        await system.dispose()
      }
    },
  )
})

type Slot = { env: Record<string, string>; process: RunningSystem }

/** Web and two workers; the database is started by the first and outlives them all. */
async function startProcesses(system: System): Promise<Slot[]> {
  const ports = await findFreePorts(2)
  const slots = [{}, ...ports.map((port) => ({ ROLES: 'worker', PORT: String(port) }))]
  const running: Slot[] = []
  for (const env of slots) {
    const process = system.start(env)
    await process.ready()
    running.push({ env, process })
  }
  return running
}

/** Kills one process, at whatever it is doing, and starts its successor without waiting for it. */
async function replace(system: System, running: Slot[], index: number): Promise<void> {
  const slot = running[index] as Slot
  await slot.process.kill()
  running[index] = { env: slot.env, process: system.start(slot.env) }
}
