import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePorts } from '../support/free-ports.ts'
import { type QueueBackend, startQueueBackends } from '../support/queue-backends.ts'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const backends = await startQueueBackends()

// Both backends at the same time: most of it is waiting for the leases of 30 s to run out.
type Story = {
  system: System
  sender: Sender
  campaigns: string[]
  claims: { byFrozen: Delivery[]; bySecond: Delivery[]; afterThaw: Delivery[] }
  lateExit: number | null
}
type Delivery = Record<string, unknown>
const stories = new Map<string, Promise<Story>>()

beforeAll(async () => {
  for (const backend of backends.filter(({ isMissing }) => !isMissing)) stories.set(backend.name, freeze(backend))
  await Promise.all(stories.values())
})
afterAll(async () => {
  for (const started of stories.values()) await (await started).system.dispose()
  for (const { redis } of backends) await redis?.stop()
})

describe.each(backends)('[R11] a frozen worker is fenced off, $name', ({ name, isMissing }) => {
  const find = () => stories.get(name) as Promise<Story>

  test.skipIf(isMissing)(
    'thawed, it finds its calls taken over: it changes no row and still stops cleanly',
    async () => {
      const { claims, lateExit } = await find()
      for (const [index, { id, fence }] of claims.byFrozen.entries()) {
        expect(claims.bySecond[index]?.id).toBe(id)
        expect(claims.bySecond[index]?.fence).not.toBe(fence)
      }
      expect(claims.afterThaw).toEqual(claims.bySecond)
      expect(lateExit).toBe(0)
    },
  )

  test.skipIf(isMissing)('the second worker brings every chat its one message', async () => {
    const { system, sender, campaigns } = await find()
    const progress = await Promise.all(campaigns.map((id) => sender.settled(id, 90_000)))
    expect(progress.map(({ accepted }) => accepted)).toEqual([3, 40])
    expect(await system.sim.sentWith('ค้างก่อนรับ')).toHaveLength(3)
    expect(await system.sim.sentWith('ค้างหลังรับ')).toHaveLength(1)
    for (const marker of ['ค้างก่อนรับ', 'ค้างหลังรับ']) expect(await reconcile(system, marker)).toEqual(clean)
  })
})

async function freeze({ env }: QueueBackend): Promise<Story> {
  const system = await createSystem({ env: { ...env, ROLES: 'web' } })
  const [firstPort, secondPort] = (await findFreePorts(2)).map(String) as [string, string]
  await system.startSimulator()
  await system.start().ready()
  const frozen = system.start({ ROLES: 'worker', PORT: firstPort })
  await frozen.ready()
  const sender = await createSender(system)
  await system.sim.setFaults([
    { endpoint: 'push', mode: 'hold-before' },
    { endpoint: 'multicast', mode: 'hold' },
  ])
  const campaigns = [await sender.send('ค้างก่อนรับ'), await sender.send('ค้างหลังรับ', { everyone: true, via: 'people' })]
  const held = async () => (await system.sim.state()).held.length
  await until(async () => (await held()) === 4, { withinMs: 20_000, what: 'four calls in hand' })
  frozen.child.kill('SIGSTOP')
  const byFrozen = await listClaims(system)
  await system.start({ ROLES: 'worker', PORT: secondPort }).ready()
  // A frozen process keeps its connections open: its four calls are still in LINE's hand beside those of the second worker.
  await until(async () => (await held()) === 8, {
    withinMs: 90_000,
    everyMs: 100,
    what: 'the same calls by the second',
  })
  const bySecond = await listClaims(system)
  frozen.child.kill('SIGCONT')
  const lateExit = await frozen.stop() // a clean stop waits for the jobs in hand, and so for what they still write
  const afterThaw = await listClaims(system)
  await system.sim.setFaults([])
  await system.sim.release()
  return { system, sender, campaigns, claims: { byFrozen, bySecond, afterThaw }, lateExit }
}

const listClaims = (system: System) =>
  system.query<Delivery>(`SELECT * FROM delivery WHERE state = 'queued' ORDER BY id`)
