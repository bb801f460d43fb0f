import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPostmaster } from '../../src/platform/db/embedded/cluster.ts'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { startWebhookLoad } from '../support/signed-webhooks.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

describe('[R14] PostgreSQL may crash: 503 quickly, the process lives, it comes back by itself', () => {
  let system: System
  let running: RunningSystem
  let sender: Sender

  beforeAll(async () => {
    system = await createSystem()
    running = system.start()
    await running.ready()
    sender = await createSender(system)
  })
  afterAll(() => system.dispose())

  /** Strikes in the middle of webhooks and API calls, and waits until both work again. */
  async function strikeUnderLoad(strike: () => Promise<unknown>, marker: string): Promise<void> {
    const load = startWebhookLoad(system)
    const api = startApiLoad(sender)
    await until(() => load.acknowledged.size > 30, { withinMs: 20_000, what: 'webhooks before the strike' })
    await strike()
    const struckAt = load.acknowledged.size
    const campaignId = await until(() => sendOnce(marker), {
      withinMs: 30_000,
      everyMs: 200,
      what: 'an approved campaign',
    })
    await until(() => load.acknowledged.size > struckAt + 50, { withinMs: 30_000, what: 'webhooks stored again' })
    await load.stop()
    await api.stop()

    expect(load.statuses().filter((status) => ![200, 503].includes(status))).toEqual([])
    expect(api.statuses().filter((status) => ![200, 503].includes(status))).toEqual([])
    expect(Math.max(...load.answers.map(({ ms }) => ms))).toBeLessThan(4500)
    expect(await load.reconcile()).toEqual(clean)
    expect(running.child.exitCode).toBeNull()
    expect(await sender.settled(campaignId)).toMatchObject({ total: 3, accepted: 3 })
    expect(await reconcile(system, marker)).toEqual(clean)
  }

  // The same Idempotency-Key at every try, as a careful client does: however often it had to ask, there is one campaign.
  async function sendOnce(marker: string): Promise<string | undefined> {
    const groups = await sender.editor.get('/groups?state=approved')
    if (groups.status !== 200) return undefined
    const draft = {
      name: `ทดสอบ ${marker}`,
      message: { template: 'notice', data: { title: `ทดสอบ ${marker}`, text: 'ข้อความทดสอบ' } },
      audience: { groups: groups.body.items.map(({ id }: { id: string }) => id) },
      schedule: { kind: 'now' },
    }
    const keyOf = (step: string) => ({ 'Idempotency-Key': `${step}-${Buffer.from(marker).toString('hex')}` })
    const steps = [
      () => sender.editor.post('/campaigns', draft, keyOf('create')),
      (id: string) => sender.editor.post(`/campaigns/${id}/submit`, undefined, keyOf('submit')),
      (id: string) => sender.approver.post(`/campaigns/${id}/approve`, undefined, keyOf('approve')),
    ]
    let id = ''
    for (const step of steps) {
      const { status, body } = await step(id)
      expect([200, 201, 409, 503]).toContain(status) // 409: the first request with this key still runs
      if (status > 201) return undefined
      id = body.id
    }
    return id
  }

  test('stopped at once (SIGQUIT to the postmaster, as pg_ctl stop -m immediate)', async () => {
    const postmaster = findPostmaster(join(system.env.DATA_DIR, 'postgres'))
    await strikeUnderLoad(async () => process.kill(postmaster?.pid as number, 'SIGQUIT'), 'ฐานข้อมูลหยุด')
  })

  test('every connection terminated, three times', async () => {
    const terminate = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`
    await strikeUnderLoad(async () => {
      for (let strike = 0; strike < 3; strike += 1) {
        await system.query(terminate)
        await wait(200) // three strikes apart, not a wait for something
      }
    }, 'ตัดทุกสาย')
  })
})

/** A console open in somebody's browser: lists, one after another. */
function startApiLoad({ editor, approver }: Sender) {
  const statuses = new Set<number>()
  let isOn = true
  async function read(): Promise<void> {
    for (const path of ['/campaigns', '/groups', '/runs', '/units'])
      for (const caller of [editor, approver]) if (isOn) statuses.add((await caller.get(path)).status)
  }
  async function readOn(): Promise<void> {
    while (isOn) {
      await read()
      await wait(20)
    }
  }
  const reading = readOn()
  return {
    statuses: () => [...statuses],
    async stop() {
      isOn = false
      await reading
    },
  }
}
