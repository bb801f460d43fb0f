import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom, testSeed } from '../support/random.ts'
import { clean } from '../support/reconcile.ts'
import { startWebhookLoad } from '../support/signed-webhooks.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'

const killCount = process.env.TEST_LONG === '1' ? 50 : 4
const random = createRandom(testSeed)

let system: System
let running: RunningSystem

beforeAll(async () => {
  system = await createSystem({ env: { ROLES: 'web' } })
  running = system.start()
  await running.ready()
})
afterAll(() => system.dispose())

test(`[R8] every event answered 200 is stored, though the process is killed ${killCount} times under load, seed ${testSeed}`, async () => {
  const load = startWebhookLoad(system)
  for (let kill = 0; kill < killCount; kill += 1) {
    await wait(200 + random() * 500) // the moment of death, not a wait for something
    await running.kill()
    running = system.start()
    await running.ready()
  }
  await load.stop()
  expect(load.acknowledged.size).toBeGreaterThan(50)
  expect(await load.reconcile()).toEqual(clean)
}, 2_400_000)
