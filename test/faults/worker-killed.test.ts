import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender } from '../support/send-campaign.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

describe('[R10] a worker’s death neither loses nor doubles a message', () => {
  let system: System
  let running: RunningSystem

  beforeEach(async () => {
    system = await createSystem()
    await system.startSimulator()
    running = system.start()
    await running.ready()
    await until(async () => (await system.sim.ledger()).length >= 6, { withinMs: 60_000, what: 'the demo cards' })
  })
  afterEach(() => system.dispose())

  const sentWith = async (marker: string) =>
    (await system.sim.ledger()).filter((item) => JSON.stringify(item.messages).includes(marker))

  async function comeBack(): Promise<void> {
    await system.sim.setFaults([])
    running = system.start()
    await running.ready()
  }

  test('killed with the request in LINE’s hand and nothing done: each group gets it once', async () => {
    const sender = await createSender(system)
    await system.sim.setFaults([{ endpoint: 'push', mode: 'hold-before' }])
    const id = await sender.send('ก่อนรับ')
    await until(() => heldCalls(system), { withinMs: 20_000, what: 'a held call' })
    await running.kill()
    expect(await sentWith('ก่อนรับ')).toHaveLength(0)
    await comeBack()
    expect(await sender.settled(id)).toMatchObject({ total: 3, accepted: 3 })
    expect(await sentWith('ก่อนรับ')).toHaveLength(3)
    expect(await reconcile(system, 'ก่อนรับ')).toEqual(clean)
  })

  test('killed after LINE accepted and before its answer: the same key again, one message', async () => {
    const sender = await createSender(system)
    await system.sim.setFaults([{ endpoint: 'push', mode: 'hold' }])
    const id = await sender.send('หลังรับ')
    await until(async () => (await sentWith('หลังรับ')).length === 3, {
      withinMs: 20_000,
      what: 'three accepted and unanswered',
    })
    await running.kill()
    await comeBack()
    expect(await sender.settled(id)).toMatchObject({ total: 3, accepted: 3 })
    expect(await sentWith('หลังรับ')).toHaveLength(3)
    expect(await reconcile(system, 'หลังรับ')).toEqual(clean)
  })

  test('killed after LINE’s answer and before the row is marked: one message', async () => {
    const sender = await createSender(system)
    await system.sim.setFaults([{ endpoint: 'push', mode: 'hold' }])
    const id = await sender.send('ก่อนจด')
    await until(async () => (await sentWith('ก่อนจด')).length === 3, {
      withinMs: 20_000,
      what: 'three accepted and unanswered',
    })
    // A lock of ours on the claimed rows keeps the mark waiting while the worker already has LINE's answer.
    const owner = await system.openOwner()
    await owner.query('BEGIN')
    await owner.query('SELECT 1 FROM delivery WHERE lease_until IS NOT NULL FOR UPDATE')
    await system.sim.setFaults([])
    await system.sim.release()
    const watcher = await system.openOwner()
    const isMarking = async () =>
      (
        await watcher.query(
          `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'WITH verdict%'`,
        )
      ).rows.length > 0
    await until(isMarking, { withinMs: 20_000, what: 'a mark that waits' })
    await running.kill()
    await owner.query('ROLLBACK')
    await owner.end()
    await watcher.end()
    await comeBack()
    expect(await sender.settled(id)).toMatchObject({ total: 3, accepted: 3 })
    expect(await sentWith('ก่อนจด')).toHaveLength(3)
    expect(await reconcile(system, 'ก่อนจด')).toEqual(clean)
  })
})

async function heldCalls(system: System): Promise<boolean> {
  return (await system.sim.state()).held.length > 0
}
