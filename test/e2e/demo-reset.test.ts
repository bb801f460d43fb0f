import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

let system: System
beforeAll(async () => {
  system = await createSystem()
})
afterAll(() => system?.dispose())

const cardsSent = async () => (await system.sim.ledger()).length

type Flex = { contents?: { hero?: { url?: string } } }

test('the first card of a demo comes with its picture', async () => {
  const demo = system.start()
  await demo.ready()
  await until(async () => (await cardsSent()) === 6, { withinMs: 60_000, what: 'the first two cards' })
  const cards = (await system.sim.ledger()).flatMap(({ messages }) => messages as Flex[])
  const pictures = cards.flatMap(({ contents }) => contents?.hero?.url ?? [])
  expect(pictures).toHaveLength(3) // the card of the day, in three groups
  const served = await fetch(pictures[0] as string)
  expect(served.headers.get('content-type')).toBe('image/png')
  expect(await demo.stop()).toBe(0)
})

test('demo reset: refused beside the service and beside a worker alone, then as on the first day, and refused on a real database', async () => {
  const demo = system.start()
  await demo.ready()
  await until(async () => (await cardsSent()) === 6, { withinMs: 60_000, what: 'the first two cards' })
  const owner = system.api(await system.createToken('owner'))
  const played = { userId: `U${'a'.repeat(32)}`, displayName: 'ผู้ลองเล่น', isFriend: true }
  await system.sim.post('/_sim/users', [played])
  expect((await owner.get('/campaigns?state=completed')).body.items).toHaveLength(2)
  await expect(system.runCli('demo', 'reset')).rejects.toThrow(/Another service already runs/)
  expect(await demo.stop()).toBe(0)
  const worker = system.start({ ROLES: 'worker' })
  await worker.ready()
  await expect(system.runCli('demo', 'reset')).rejects.toThrow(/The database is in use/)
  expect(await worker.stop()).toBe(0)

  expect(await system.runCli('demo', 'reset')).toContain('npm start')
  const again = system.start()
  await again.ready()
  expect(await owner.get('/me')).toMatchObject({ status: 401 }) // its token is gone with the rest
  expect((await system.sim.state()).users.map(({ userId }) => userId)).not.toContain(played.userId)
  await until(async () => (await cardsSent()) === 6, { withinMs: 60_000, what: 'they arrive as on the first day' })
  expect(await system.runCli('audit', 'verify')).toMatch(/^ok/)
  expect(await again.stop()).toBe(0)

  await system.runCli('start-real')
  await expect(system.runCli('demo', 'reset')).rejects.toThrow(/This database is no demo/)
})
