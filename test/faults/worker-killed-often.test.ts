import { afterAll, describe, expect, test } from 'vitest'
import { addCrowd, approveGroups, foundGroups, listEverybody } from '../support/crowd.ts'
import { findFreePorts } from '../support/free-ports.ts'
import { startQueueBackends } from '../support/queue-backends.ts'
import { createRandom } from '../support/random.ts'
import { countReconciled, countRequests, reconcile } from '../support/reconcile.ts'
import { createSender } from '../support/send-campaign.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const isLong = process.env.TEST_LONG === '1'
const backends = await startQueueBackends()
// In batches, and so few pushes a second that a batch takes most of the time to the next: the campaign lasts as long as the
// killing does, and there is seldom a moment without a call in hand. Most are groups: each is a request with a key of its own.
const size = isLong
  ? { people: 1500, groups: 3500, kills: 50, spreadMinutes: 5, pushesPerSecond: 20 }
  : { people: 150, groups: 150, kills: 4, spreadMinutes: 1, pushesPerSecond: 5 }
const marker = 'ล้มแล้วลุก'

afterAll(async () => {
  for (const { redis } of backends) await redis?.stop()
})

describe.each(backends)('[R10] processes killed at random while a campaign goes out, $name', ({ env, isMissing }) => {
  test.skipIf(isMissing)(
    `${size.people} people and ${size.groups} groups under ${size.kills} × kill -9 of workers and web: nobody is missed, nobody gets it twice`,
    { timeout: isLong ? 1_800_000 : 480_000 },
    async () => {
      const system = await createSystem({
        env: { ...env, ROLES: 'web', LINE_PUSH_PER_SECOND: String(size.pushesPerSecond) },
      })
      try {
        const groups = foundGroups(system, size.groups)
        await system.startSimulator()
        const running = await startProcesses(system)
        const sender = await createSender(system)
        await addCrowd(system, size.people)
        await approveGroups(system, groups)
        const everybody = await listEverybody(system)
        const id = await sender.send(marker, { everyone: true, via: 'both' }, { spreadMinutes: size.spreadMinutes })
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
        const counts = countReconciled(await reconcile(system, marker, everybody))
        const { requests, triedAgain } = await countRequests(system, id)
        process.stdout.write(
          `${progress.accepted} accepted in ${requests} requests, ${triedAgain} tried again, ${counts}\n`,
        )
        expect(counts).toBe('lost 0, doubled 0, orphaned 0')
        expect(progress).toMatchObject({ total: everybody.length, accepted: everybody.length, failed: 0, unknown: 0 })
        expect(requests).toBeGreaterThan(size.groups)
        expect(await system.sim.sentWith(marker)).toHaveLength(requests)
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
