import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createPace } from '../../../../src/platform/pace/create-pace.ts'
import { createLaneStore, type LaneStore } from '../../../../src/platform/pace/lane-store.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'

const log = createLog({ level: 'silent' })
let testDatabase: TestDatabase
let database: ReturnType<typeof openDatabase>
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase({ url: testDatabase.url, poolSize: 8, log })
})
beforeEach(() => database.pool.query('DELETE FROM call_lane'))
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

/** Counts the round trips of one process. */
function openProcess(perSecond: number) {
  const store = createLaneStore(database.pool)
  let leases = 0
  const counted: LaneStore = {
    ...store,
    lease(...lease) {
      leases += 1
      return store.lease(...lease)
    },
  }
  return { pace: createPace({ store: counted, perSecond: { push: perSecond } }), leases: () => leases }
}

/** Takes turns, eight at once, and gives the times they came at. */
async function takeTurns(pace: ReturnType<typeof createPace>, count: number): Promise<number[]> {
  const times: number[] = []
  let begun = 0
  const take = async () => {
    while (begun++ < count) {
      expect(await pace.take('push', 20_000)).toBe(true)
      times.push(performance.now())
    }
  }
  await Promise.all(Array.from({ length: 8 }, take))
  return times
}

function mostWithin(times: number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.max(...sorted.map((from) => sorted.filter((at) => at >= from && at < from + windowMs).length))
}

describe('the turns of a lane', () => {
  test('are shared by processes: together they keep the rate in every second, at a round trip for a tenth of one', async () => {
    const [first, second] = [openProcess(100), openProcess(100)]
    const startedAt = performance.now()
    const times = (await Promise.all([takeTurns(first.pace, 100), takeTurns(second.pace, 100)])).flat()
    const tookMs = performance.now() - startedAt
    expect(times).toHaveLength(200)
    // Each may be 50 ms behind its turns: five calls of 100 a second.
    expect(mostWithin(times, 1000)).toBeLessThanOrEqual(110)
    expect(tookMs).toBeGreaterThan(1900)
    expect(first.leases() + second.leases()).toBeLessThan(60)
  })

  test('that passed unused are not made up for', async () => {
    const { pace } = openProcess(200)
    await pace.take('push', 1000)
    const until = performance.now() + 400
    while (performance.now() < until) {} // a process that stands still
    const times = await takeTurns(pace, 60)
    // Ten turns in 50 ms, and the ten that may be used up to 50 ms late.
    expect(mostWithin(times, 50)).toBeLessThanOrEqual(21)
  })

  test('are refused, and not used up, when none comes in time', async () => {
    const { pace } = openProcess(1)
    expect(await pace.take('push', 100)).toBe(true)
    expect(await pace.take('push', 100)).toBe(false)
    expect(await pace.take('push', 2000)).toBe(true)
  })

  test('are free on a lane without a rate', async () => {
    expect(await openProcess(1).pace.take('multicast', 0)).toBe(true)
  })
})

describe('a 429', () => {
  test('makes every process wait a second, once however many answers in flight say so', async () => {
    const [first, second] = [openProcess(100), openProcess(100)]
    await Promise.all([first.pace.take('push', 1000), second.pace.take('push', 1000)])
    const slowedAt = performance.now()
    await Promise.all(Array.from({ length: 8 }, () => first.pace.slowDown('push')))
    // Turns that another process holds already are its own: a tenth of a second, and the one fetched ahead.
    const times = (await Promise.all([takeTurns(first.pace, 30), takeTurns(second.pace, 60)])).flat()
    expect(times.filter((at) => at < slowedAt + 900).length).toBeLessThanOrEqual(20)
    expect(Math.max(...times)).toBeGreaterThan(slowedAt + 1000)
    const { rows } = await database.pool.query('SELECT pause_ms FROM call_lane')
    expect(rows).toEqual([{ pause_ms: 1000 }])
  })

  test('soon after another doubles the wait, and long after begins anew', async () => {
    const { pace } = openProcess(100)
    await pace.take('push', 1000)
    const pauseAfter = async (agoMs: number) => {
      await database.pool.query(`UPDATE call_lane SET slowed_at = clock_timestamp() - $1 * interval '1 ms'`, [agoMs])
      await pace.slowDown('push')
      return (await database.pool.query('SELECT pause_ms FROM call_lane')).rows[0].pause_ms
    }
    await pace.slowDown('push')
    expect(await pauseAfter(10_000)).toBe(2000)
    expect(await pauseAfter(10_000)).toBe(4000)
    expect(await pauseAfter(90_000)).toBe(1000)
  })
})
