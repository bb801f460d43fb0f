import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender } from '../support/send-campaign.ts'
import { createSystem, type Fault, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

describe('[R16] LINE may misbehave: the same key again, one message a chat', () => {
  let system: System
  let sender: Awaited<ReturnType<typeof createSender>>

  beforeAll(async () => {
    system = await createSystem()
    await system.start().ready()
    await until(async () => (await system.sim.ledger()).length >= 6, { withinMs: 60_000, what: 'the demo cards' })
    sender = await createSender(system)
  })
  afterAll(() => system.dispose())

  const faults: [string, Fault][] = [
    ['ตอบ 500', { endpoint: 'push', mode: 'status', status: 500, times: 3 }],
    ['ตอบ 429', { endpoint: 'push', mode: 'status', status: 429, times: 3 }],
    ['ตัดสายก่อนรับ', { endpoint: 'push', mode: 'reset', times: 3 }],
    ['คำตอบหาย', { endpoint: 'push', mode: 'lose-answer', times: 3 }],
    ['เงียบ', { endpoint: 'push', mode: 'hang', times: 3 }],
  ]

  test.each(faults)('%s', async (marker, fault) => {
    await system.sim.setFaults([fault])
    const id = await sender.send(marker)
    expect(await sender.settled(id, 90_000)).toMatchObject({ total: 3, accepted: 3, failed: 0, unknown: 0 })
    expect(await reconcile(system, marker)).toEqual(clean)
    const keys = (await system.sim.ledger())
      .filter((item) => JSON.stringify(item.messages).includes(marker))
      .map((item) => item.retryKey)
    expect(new Set(keys).size).toBe(3)
  })
})
