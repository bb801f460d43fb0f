import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPostmaster } from '../../src/platform/db/embedded/cluster.ts'
import { createSender } from '../support/send-campaign.ts'
import { createWebhookDriver } from '../support/signed-webhooks.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

let system: System
let running: RunningSystem

beforeAll(async () => {
  system = await createSystem()
  running = system.start()
  await running.ready()
  await until(async () => (await system.sim.ledger()).length >= 6, { withinMs: 60_000, what: 'the demo cards' })
}, 120_000)
afterAll(() => system.dispose())

test('[R14] PostgreSQL dying at once: 503 quickly, the process lives, it comes back by itself and campaigns go on', async () => {
  const driver = createWebhookDriver(system)
  const sender = await createSender(system)
  const postmaster = findPostmaster(join(system.env.DATA_DIR, 'postgres'))
  process.kill(postmaster?.pid as number, 'SIGQUIT') // what pg_ctl stop -m immediate sends
  const startedAt = Date.now()
  const statuses: number[] = []
  const event = driver.textEvent()
  await until(
    async () => {
      const askedAt = Date.now()
      const status = await driver.post([event])
      statuses.push(status)
      expect(Date.now() - askedAt).toBeLessThan(4000)
      return status === 200
    },
    { withinMs: 30_000, everyMs: 50, what: 'a webhook stored again' },
  )
  expect(statuses.every((status) => status === 200 || status === 503)).toBe(true)
  expect(running.child.exitCode).toBeNull()
  expect(Date.now() - startedAt).toBeLessThan(30_000)
  const id = await sender.send('หลังฐานข้อมูลล่ม')
  expect(await sender.settled(id)).toMatchObject({ total: 3, accepted: 3 })
})
