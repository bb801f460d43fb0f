import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPostmaster } from '../../src/platform/db/embedded/cluster.ts'
import { addCrowd, approveGroups, foundGroups, listEverybody } from '../support/crowd.ts'
import { findFreePorts } from '../support/free-ports.ts'
import { type QueueBackend, startQueueBackends } from '../support/queue-backends.ts'
import { countReconciled, countRequests, reconcile } from '../support/reconcile.ts'
import { createSender, type Progress, type Sender } from '../support/send-campaign.ts'
import { createSystem, type Fault, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const isLong = process.env.TEST_LONG === '1'
// Groups are pushes, one retry key each; people go 500 to a request.
const size = isLong
  ? { people: 2000, groups: 3000, freezes: 2, stops: 8, losses: 10 }
  : { people: 400, groups: 200, freezes: 1, stops: 1, losses: 2 }
const withinMs = isLong ? 900_000 : 180_000

const backends = await startQueueBackends()

/** LINE keeps every third call in hand, half of them undone and half done and unanswered; the others go through. */
const keepSome: Fault[] = (['push', 'multicast'] as const).flatMap((endpoint) => [
  { endpoint, mode: 'hold', rate: 0.17 },
  { endpoint, mode: 'hold-before', rate: 0.2 },
])
const keptAtStrike = 6

const seldom = isLong ? 0.002 : 0.01 // each of these costs a claim ten seconds, or ends a drain

/** Each mode there is, and both statuses that heal by themselves. */
const everyTrouble: Fault[] = [
  { endpoint: 'push', mode: 'lose-answer', rate: 0.05 },
  { endpoint: 'push', mode: 'reset', rate: 0.05 },
  { endpoint: 'push', mode: 'status', status: 500, rate: 0.05 },
  { endpoint: 'push', mode: 'status', status: 429, rate: seldom },
  { endpoint: 'push', mode: 'hang', rate: seldom },
  { endpoint: 'push', mode: 'slow', rate: seldom },
  { endpoint: 'multicast', mode: 'lose-answer', rate: 0.3 },
  { endpoint: 'multicast', mode: 'reset', rate: 0.3 },
  { endpoint: 'multicast', mode: 'status', status: 500, rate: 0.3 },
  { endpoint: 'multicast', mode: 'status', status: 429, rate: 0.1 },
  { endpoint: 'multicast', mode: 'hang', rate: 0.1 },
  { endpoint: 'multicast', mode: 'slow', rate: 0.1 },
]

type Office = {
  system: System
  sender: Sender
  worker: RunningSystem
  everybody: string[]
  redis?: QueueBackend['redis']
}
type Struck = { counts: string; progress: Progress; requests: number; triedAgain: number }
const strikes = {
  'a worker frozen past its lock and its lease': freezeWorkers,
  'PostgreSQL stopped at once (SIGQUIT to the postmaster)': stopPostgres,
  'LINE failing in every way there is, at random': (office: Office) => strike(office, 'ไลน์รวน', everyTrouble),
  'Redis emptied, and killed and started again': emptyRedis,
}
type Strike = keyof typeof strikes
const strikesOn = ({ redis }: QueueBackend) =>
  (Object.keys(strikes) as Strike[]).filter((name) => redis || strikes[name] !== emptyRedis)

// Both backends at the same time: much of it is waiting. Of one backend one strike after the other, each with its campaign.
const stories = new Map<string, Story>()
const systems: System[] = []
type Story = { office: Promise<Office>; struck: Map<Strike, Promise<Struck>> }

beforeAll(() => {
  let free: Promise<unknown> = Promise.resolve() // two that start at once keep each other from it
  for (const backend of backends.filter(({ isMissing }) => !isMissing)) {
    const story = tell(backend, free)
    stories.set(backend.name, story)
    free = story.office.catch(() => {})
  }
})
afterAll(async () => {
  for (const system of systems) await system.dispose()
  for (const { redis } of backends) await redis?.stop()
})

function tell(backend: QueueBackend, free: Promise<unknown>): Story {
  const office = free.then(() => openOffice(backend))
  const struck = new Map<Strike, Promise<Struck>>()
  let before: Promise<unknown> = office
  for (const name of strikesOn(backend)) {
    const now = before.then(async () => strikes[name](await office))
    struck.set(name, now)
    before = now.catch(() => {}) // told by its own test
  }
  return { office, struck }
}

describe.each(backends)('[R10] a campaign struck while its calls are in LINE’s hand, $name', (backend) => {
  const title = `${size.people} people and ${size.groups} groups, %s: nobody is missed, nobody gets it twice`
  test.skipIf(backend.isMissing).each(strikesOn(backend))(title, { timeout: 2 * withinMs }, async (name) => {
    const story = stories.get(backend.name) as Story
    const { counts, progress, requests, triedAgain } = await (story.struck.get(name) as Promise<Struck>)
    process.stdout.write(`${backend.name}, ${name}: ${requests} requests, ${triedAgain} tried again, ${counts}\n`)
    expect(counts).toBe('lost 0, doubled 0, orphaned 0')
    expect(progress).toMatchObject({ total: progress.accepted, failed: 0, unknown: 0 })
    expect(progress.accepted).toBeGreaterThanOrEqual(size.people + size.groups)
    expect(requests).toBeGreaterThan(size.groups)
    if (strikes[name] !== emptyRedis) expect(triedAgain).toBeGreaterThanOrEqual(keptAtStrike)
  })
})

async function openOffice({ env, redis }: QueueBackend): Promise<Office> {
  // So few pushes a second that a campaign lasts as long as the strikes do.
  const system = await createSystem({ env: { ...env, ROLES: 'web', LINE_PUSH_PER_SECOND: '40' } })
  systems.push(system)
  const groups = foundGroups(system, size.groups)
  await system.startSimulator()
  await system.start().ready(withinMs)
  const worker = await startWorker(system)
  const sender = await createSender(system)
  await addCrowd(system, size.people)
  await approveGroups(system, groups)
  return { system, sender, worker, everybody: await listEverybody(system), ...(redis && { redis }) }
}

async function startWorker(system: System): Promise<RunningSystem> {
  const [port] = await findFreePorts(1)
  const worker = system.start({ ROLES: 'worker', PORT: String(port) })
  await worker.ready(withinMs)
  return worker
}

/** Sends to everybody while LINE behaves so and `hit` strikes, and counts when all of it has ended. */
async function strike(office: Office, marker: string, faults: Fault[], hit?: () => Promise<void>): Promise<Struck> {
  const { system, sender, everybody } = office
  await system.sim.setFaults(faults)
  const id = await sender.send(marker, { everyone: true, via: 'both' })
  await hit?.()
  const progress = await sender.settled(id, withinMs)
  const counts = countReconciled(await reconcile(system, marker, everybody))
  return { counts, progress, ...(await countRequests(system, id)) }
}

/** Waits until LINE has some calls in hand. */
async function catchCalls({ sim }: System): Promise<void> {
  await sim.setFaults(keepSome)
  const isEnough = async () => (await sim.state()).held.length >= keptAtStrike
  await until(isEnough, { withinMs, what: 'calls in hand' })
}

async function letGo({ sim }: System): Promise<void> {
  await sim.setFaults([])
  await sim.release()
}

/** The worker that has the campaign is frozen, another takes over, the first thaws and writes what it still can. */
function freezeWorkers(office: Office): Promise<Struck> {
  const { system } = office
  return strike(office, 'แข็งค้าง', keepSome, async () => {
    for (let freeze = 0; freeze < size.freezes; freeze += 1) {
      await catchCalls(system)
      const frozen = office.worker
      frozen.child.kill('SIGSTOP')
      await system.sim.setFaults([]) // what is in hand stays there
      const claims = await listClaims(system)
      await endLeases(system)
      office.worker = await startWorker(system)
      await until(async () => (await listClaims(system)).every((fence) => !claims.includes(fence)), {
        withinMs,
        everyMs: 250,
        what: 'its claims taken over',
      })
      await letGo(system)
      frozen.child.kill('SIGCONT')
      expect(await frozen.stop()).toBe(0)
    }
  })
}

async function listClaims(system: System): Promise<string[]> {
  const rows = await system.query<{ fence: string }>(
    `SELECT DISTINCT fence FROM delivery WHERE state = 'queued' AND lease_until IS NOT NULL`,
  )
  return rows.map(({ fence }) => fence)
}

/** The short form does not wait half a minute until what was struck may be claimed again. */
async function endLeases(system: System): Promise<void> {
  if (!isLong) await system.query('UPDATE delivery SET lease_until = now() WHERE lease_until IS NOT NULL')
}

/** LINE's answers come while there is nobody to write them down. */
function stopPostgres(office: Office): Promise<Struck> {
  const { system } = office
  const findPid = () => findPostmaster(join(system.env.DATA_DIR, 'postgres'))?.pid
  return strike(office, 'ฐานหยุด', keepSome, async () => {
    for (let stop = 0; stop < size.stops; stop += 1) {
      await catchCalls(system)
      const pid = findPid() as number
      process.kill(pid, 'SIGQUIT')
      await until(() => findPid() !== pid, { withinMs: 20_000, everyMs: 5, what: 'PostgreSQL gone' })
      await letGo(system)
      await until(() => system.query('SELECT 1'), { withinMs: 60_000, everyMs: 100, what: 'PostgreSQL back' })
      await endLeases(system)
    }
  })
}

/** By turns emptied under the drains that run, and killed: without an append-only file it comes back empty. */
function emptyRedis(office: Office): Promise<Struck> {
  const { system } = office
  const redis = office.redis as NonNullable<Office['redis']>
  return strike(office, 'คิวหาย', keepSome, async () => {
    for (let loss = 0; loss < size.losses; loss += 1) {
      await catchCalls(system)
      if (loss % 2 === 0) await empty(redis.url)
      else await redis.restart()
      await letGo(system)
    }
  })
}

async function empty(url: string): Promise<void> {
  const client = new Redis(url)
  const emptied = await client.multi().flushall().dbsize().exec()
  client.disconnect()
  expect(emptied?.[1]).toEqual([null, 0])
}
