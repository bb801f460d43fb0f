import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePorts } from '../support/free-ports.ts'
import { type QueueBackend, startQueueBackends } from '../support/queue-backends.ts'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender } from '../support/send-campaign.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const backends = await startQueueBackends()

// Both backends at the same time: most of it is waiting for the leases of 30 s to run out.
type Story = { system: System; before: Delivery[]; after: Delivery[]; lateExit: number | null; lateOutput: string }
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

  test.skipIf(isMissing)('a second worker takes over after the lease, and every chat gets one message', async () => {
    const { system } = await find()
    for (const marker of ['ค้างก่อนรับ', 'ค้างหลังรับ']) expect(await reconcile(system, marker)).toEqual(clean)
    expect(await system.sim.sentWith('ค้างก่อนรับ')).toHaveLength(3)
    expect(await system.sim.sentWith('ค้างหลังรับ')).toHaveLength(1)
  })

  test.skipIf(isMissing)('thawed, the late worker ends its calls, changes no row and still stops cleanly', async () => {
    const { before, after, lateExit, lateOutput } = await find()
    expect(before.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
    expect(after).toEqual(before)
    expect(lateOutput).toContain('"msg":"stopping"')
    expect(lateExit).toBe(0)
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
  const ids = [await sender.send('ค้างก่อนรับ'), await sender.send('ค้างหลังรับ', { everyone: true, via: 'people' })]
  await until(async () => (await system.sim.state()).held.length === 4, { withinMs: 20_000, what: 'four calls in hand' })
  frozen.child.kill('SIGSTOP')
  const frozenAt = Date.now()
  await system.sim.setFaults([])
  await system.start({ ROLES: 'worker', PORT: secondPort }).ready()
  for (const id of ids) await sender.settled(id, 90_000)
  // Taken over only once the lease of 30 s was over: before that the frozen worker might have gone on.
  expect(Date.now() - frozenAt).toBeGreaterThan(25_000)
  const listDeliveries = () => system.query<Delivery>('SELECT * FROM delivery ORDER BY id')
  const before = await listDeliveries()
  await system.sim.release() // LINE takes the calls the frozen worker had begun
  frozen.child.kill('SIGCONT')
  const lateExit = await frozen.stop() // a clean stop waits for the jobs in hand, and so for their late marks
  return { system, before, after: await listDeliveries(), lateExit, lateOutput: frozen.output() }
}
