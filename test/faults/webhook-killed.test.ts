import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWebhookDriver } from '../support/signed-webhooks.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'

const isLong = process.env.TEST_LONG === '1'
const killCount = isLong ? 50 : 4

let system: System
let running: RunningSystem

beforeAll(async () => {
  system = await createSystem({ env: { ROLES: 'web' } })
  running = system.start()
  await running.ready()
}, 120_000)
afterAll(() => system.dispose())

test(`[R8] every event answered 200 is stored, though the process is killed ${killCount} times under load`, async () => {
  const driver = createWebhookDriver(system)
  const sent = new Set<string>()
  const acknowledged = new Set<string>()
  let isDriving = true

  async function drive(): Promise<void> {
    while (isDriving) {
      const event = driver.textEvent()
      sent.add(event.webhookEventId)
      // Redelivered until answered, as LINE does with redelivery on.
      while (isDriving || !acknowledged.has(event.webhookEventId)) {
        if ((await driver.post([event])) === 200) {
          acknowledged.add(event.webhookEventId)
          break
        }
        await wait(50)
      }
    }
  }

  const drivers = Array.from({ length: 8 }, drive)
  for (let kill = 0; kill < killCount; kill += 1) {
    await wait(300 + Math.random() * 700)
    await running.kill()
    running = system.start()
    await running.ready()
  }
  isDriving = false
  await Promise.all(drivers)

  const owner = await system.openOwner()
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM inbox_event')
  await owner.end()
  const stored = rows.map((row) => row.id)
  expect(acknowledged.size).toBeGreaterThan(50)
  expect([...acknowledged].filter((id) => !stored.includes(id))).toEqual([])
  expect(stored.filter((id) => !sent.has(id))).toEqual([])
  expect(new Set(stored).size).toBe(stored.length)
})
