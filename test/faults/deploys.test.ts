import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startQueueBackends } from '../support/queue-backends.ts'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender } from '../support/send-campaign.ts'
import { startWebhookLoad } from '../support/signed-webhooks.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const deployCount = process.env.TEST_LONG === '1' ? 20 : 4
const backends = await startQueueBackends()

afterAll(async () => {
  for (const { redis } of backends) await redis?.stop()
})

describe.each(backends)('[R18] deploys happen under load, $name', ({ env, isMissing }) => {
  let system: System
  let running: RunningSystem

  beforeAll(async () => {
    if (isMissing) return
    system = await createSystem({ env })
    await system.startSimulator()
    running = system.start()
    await running.ready()
  })
  afterAll(() => system?.dispose())

  test.skipIf(isMissing)(
    `SIGTERM and a new process, ${deployCount} times, each with requests in LINE’s hand: all arrive once, every stop is clean`,
    async () => {
      const sender = await createSender(system)
      const load = startWebhookLoad(system)
      const sent = new Map<string, string>()
      for (let deploy = 1; deploy <= deployCount; deploy += 1) {
        const marker = `ออกรุ่นที่-${deploy}-`
        await system.sim.setFaults([{ endpoint: 'any', mode: 'hold' }])
        sent.set(marker, await sender.send(marker, { everyone: true, via: 'both' }))
        await until(async () => (await system.sim.sentWith(marker)).length === 4, {
          withinMs: 20_000,
          what: 'three groups and one multicast accepted and unanswered',
        })
        const exit = running.stop()
        await until(() => running.output().includes('"msg":"stopping"'), {
          withinMs: 10_000,
          what: 'the stop has begun',
        })
        await system.sim.setFaults([])
        await system.sim.release()
        expect(await exit).toBe(0)
        running = system.start()
        await running.ready()
        expect(running.output()).not.toContain('job taken up again')
      }
      await load.stop()
      for (const [marker, id] of sent) {
        const { total, accepted } = await sender.settled(id)
        expect({ total, accepted }).toEqual({ total: 43, accepted: 43 })
        expect(await reconcile(system, marker)).toEqual(clean)
      }
      expect(await load.reconcile()).toEqual(clean)
      // 0: nobody listens between the two processes, and LINE delivers again. Never an error of ours.
      expect(load.statuses().filter((status) => ![0, 200, 503].includes(status))).toEqual([])
    },
    600_000,
  )
})
