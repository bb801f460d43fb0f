import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type QueueBackend, startQueueBackends } from '../support/queue-backends.ts'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const backends = await startQueueBackends()
const toEveryPerson = { everyone: true, via: 'people' }

// One worker with three campaigns, each at another point, dies once; the simulator runs apart and outlives it. Both backends at
// the same time: most of it is waiting for the leases of 30 s to run out.
const crashes = new Map<string, Promise<Crash>>()
type Crash = {
  system: System
  sender: Sender
  campaigns: Record<'before' | 'unanswered' | 'unmarked', string>
  erasedChat: string
  tries: { firstTry: Try; secondTry: Try }
}
type Try = { retryKey: string; to: string[] }

beforeAll(async () => {
  for (const backend of backends.filter(({ isMissing }) => !isMissing)) crashes.set(backend.name, crash(backend))
  await Promise.all(crashes.values())
})
afterAll(async () => {
  for (const started of crashes.values()) await (await started).system.dispose()
  for (const { redis } of backends) await redis?.stop()
})

describe.each(backends)('[R10] a worker’s death neither loses nor doubles a message, $name', ({ name, isMissing }) => {
  const find = () => crashes.get(name) as Promise<Crash>

  test.skipIf(isMissing)(
    'killed with the request in LINE’s hand and nothing done: each group gets it once',
    async () => {
      const { system, sender, campaigns } = await find()
      expect(await sender.settled(campaigns.before)).toMatchObject({ total: 3, accepted: 3 })
      expect(await system.sim.sentWith('ก่อนรับ')).toHaveLength(3)
      expect(await reconcile(system, 'ก่อนรับ')).toEqual(clean)
    },
  )

  test.skipIf(isMissing)(
    'killed after LINE accepted and before its answer: the same key again, one message',
    async () => {
      const { system, sender, campaigns, erasedChat } = await find()
      const { total, accepted } = await sender.settled(campaigns.unanswered)
      expect({ total, accepted }).toEqual({ total: 40, accepted: 40 })
      expect(await system.sim.sentWith('หลังรับ')).toHaveLength(1)
      // Which message the erased person got is forgotten, so theirs alone has no row.
      expect(await reconcile(system, 'หลังรับ')).toEqual({ ...clean, orphaned: [erasedChat] })
    },
  )

  test.skipIf(isMissing)(
    'the second try has the key and recipients of the first, though one was erased between',
    async () => {
      const { tries, erasedChat } = await find()
      expect(tries.firstTry.to).toContain(erasedChat)
      expect(tries.secondTry).toEqual(tries.firstTry)
    },
  )

  test.skipIf(isMissing)('killed after LINE’s answer and before the row is marked: one message', async () => {
    const { system, sender, campaigns } = await find()
    expect(await sender.settled(campaigns.unmarked)).toMatchObject({ total: 3, accepted: 3 })
    expect(await system.sim.sentWith('ก่อนจด')).toHaveLength(3)
    expect(await reconcile(system, 'ก่อนจด')).toEqual(clean)
  })
})

async function crash({ env }: QueueBackend): Promise<Crash> {
  // Without the ballot host, which would be the last to leave and stop PostgreSQL under the lock below.
  const system = await createSystem({ env: { ...env, ROLES: 'web,worker' } })
  await system.startSimulator()
  const first = system.start()
  await first.ready()
  const sender = await createSender(system)
  const campaigns = {
    before: await sender.prepare('ก่อนรับ'),
    unanswered: await sender.prepare('หลังรับ', toEveryPerson),
    unmarked: await sender.prepare('ก่อนจด'),
  }
  const letGo = await reachMark(system, () => sender.approve(campaigns.unmarked), 'ก่อนจด')
  await system.sim.setFaults([
    { endpoint: 'push', mode: 'hold-before' },
    { endpoint: 'multicast', mode: 'hold' },
  ])
  await sender.approve(campaigns.before)
  await sender.approve(campaigns.unanswered)
  await until(async () => (await heldCount(system, 'hold-before')) === 3 && (await heldCount(system, 'hold')) === 1, {
    withinMs: 20_000,
    what: 'three requests in hand and one answer held back',
  })
  const firstTry = await readTry(system)
  const erasedChat = await eraseSomebody(system)
  await first.kill()
  expect(await system.sim.sentWith('ก่อนรับ')).toHaveLength(0)
  expect(await system.sim.sentWith('หลังรับ')).toHaveLength(1)
  await letGo()
  await system.sim.setFaults([{ endpoint: 'multicast', mode: 'hold' }])
  await until(async () => (await system.sim.state()).held.length === 0, { withinMs: 5000, what: 'the dead call gone' })
  await system.start().ready()
  await until(async () => (await heldCount(system, 'hold')) === 1, { withinMs: 60_000, what: 'the second try' })
  const secondTry = await readTry(system)
  await system.sim.setFaults([])
  await system.sim.release()
  return { system, sender, campaigns, erasedChat, tries: { firstTry, secondTry } }
}

async function readTry(system: System): Promise<Try> {
  const [row] = await system.query<Try>(
    `SELECT retry_key AS "retryKey", "to" FROM delivery WHERE endpoint = 'multicast' AND state = 'queued'`,
  )
  return row as Try
}

async function eraseSomebody(system: System): Promise<string> {
  const owner = system.api(await system.createToken('owner'))
  const [person] = await system.query<{ id: string; chatId: string }>(
    'SELECT id, line_user_id AS "chatId" FROM staff LIMIT 1',
  )
  expect(await owner.delete(`/staff/${person?.id}`)).toMatchObject({ status: 200 })
  return person?.chatId as string
}

/** Sends, and holds the worker between LINE's answer and its mark by a lock on the claimed rows; gives what takes the lock back. */
async function reachMark(system: System, send: () => Promise<void>, marker: string): Promise<() => Promise<void>> {
  await system.sim.setFaults([{ endpoint: 'push', mode: 'hold' }])
  await send()
  await until(async () => (await system.sim.sentWith(marker)).length === 3, {
    withinMs: 20_000,
    what: 'three accepted and unanswered',
  })
  const locker = await system.openOwner()
  const watcher = await system.openOwner()
  await locker.query('BEGIN')
  await locker.query('SELECT 1 FROM delivery WHERE lease_until IS NOT NULL FOR UPDATE')
  await system.sim.setFaults([])
  await system.sim.release()
  const waiting = `FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'WITH verdict%'`
  await until(async () => (await watcher.query(`SELECT 1 ${waiting}`)).rows.length > 0, {
    withinMs: 20_000,
    what: 'a mark that waits',
  })
  return async () => {
    // PostgreSQL notices only afterwards that the waiting client is dead: without this the mark would still be written.
    await watcher.query(`SELECT pg_terminate_backend(pid) ${waiting}`)
    await until(async () => (await watcher.query(`SELECT 1 ${waiting}`)).rows.length === 0, { withinMs: 5000 })
    const marked = `SELECT 1 FROM delivery d JOIN run ON run.id = d.run_id WHERE run.messages::text LIKE '%' || $1 || '%' AND d.state <> 'queued'`
    expect((await watcher.query(marked, [marker])).rows).toEqual([])
    await locker.query('ROLLBACK')
    await locker.end()
    await watcher.end()
  }
}

async function heldCount(system: System, mode: string): Promise<number> {
  return (await system.sim.state()).held.filter((call) => call.mode === mode).length
}
