import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from '../../../../src/platform/log.ts'
import { createBullQueue } from '../../../../src/platform/queue/create-bull-queue.ts'
import { createJobRegistry } from '../../../../src/platform/queue/job-registry.ts'
import type { Queue } from '../../../../src/platform/queue/queue.ts'
import { startRedisServer } from '../../../support/redis-server.ts'
import { until } from '../../../support/until.ts'

const redis = await startRedisServer()
const request = (n: number) => ({ job: 'work', jobId: `work-${n}`, payload: { n } })

describe.skipIf(redis === undefined)('queue while Redis is in trouble', () => {
  const server = redis as NonNullable<typeof redis>
  let queue: Queue
  let ran: number[]

  beforeEach(() => {
    ran = []
    const registry = createJobRegistry(['work'])
    registry.handle('work', z.object({ n: z.number() }), async ({ n }) => void ran.push(n))
    const log = createLog({ level: 'silent' })
    const backend = { kind: 'redis', url: server.url } as const
    queue = createBullQueue({ backend, prefix: randomUUID(), registry, log, isWorker: true })
  })
  afterEach(async () => {
    await queue.close()
    await server.restart()
  })
  afterAll(() => server.stop())

  async function expectRefusal(): Promise<void> {
    const askedAt = Date.now()
    await expect(queue.add([request(0)])).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' })
    expect(Date.now() - askedAt).toBeLessThan(2500)
    expect(await queue.isReady()).toBe(false)
  }

  const addWhenBack = (n: number) => until(() => queue.add([request(n)]).then(() => true), { withinMs: 10_000 })

  test('[R13] starts while Redis is away, refuses jobs promptly and works once Redis is there', async () => {
    await server.kill('SIGKILL')
    const startedAt = Date.now()
    await queue.start()
    expect(Date.now() - startedAt).toBeLessThan(2500)
    await expectRefusal()
    await queue.schedule({ job: 'work', key: 'tick', payload: { n: 99 }, everyMs: 500 })
    await server.restart()
    await addWhenBack(1)
    await until(() => ran.includes(1) && ran.filter((n) => n === 99).length > 2, { withinMs: 15_000 })
  })

  test('[R13] works on after Redis was killed and came back empty', async () => {
    await queue.start()
    await addWhenBack(1)
    await until(() => ran.includes(1), { withinMs: 5000 })
    await server.kill('SIGKILL')
    await expectRefusal()
    await server.restart()
    await addWhenBack(2)
    await until(() => ran.includes(2), { withinMs: 10_000 })
  })

  test('[R13] declares its schedules again when Redis has lost them', async () => {
    await queue.start()
    await queue.schedule({ job: 'work', key: 'tick', payload: { n: 5 }, everyMs: 300 })
    await until(() => ran.length > 1, { withinMs: 5000 })
    await server.restart()
    const count = ran.length
    await until(() => ran.length > count + 2, { withinMs: 20_000 })
  })

  test('[R13] refuses promptly while Redis is frozen, and works on afterwards', async () => {
    await queue.start()
    await addWhenBack(1)
    await server.kill('SIGSTOP')
    await expectRefusal()
    await server.kill('SIGCONT')
    await addWhenBack(2)
    await until(() => ran.includes(2), { withinMs: 15_000 })
  })

  test('closes within 6 s while Redis is away', async () => {
    await queue.start()
    await addWhenBack(1)
    await server.kill('SIGKILL')
    const askedAt = Date.now()
    await queue.close()
    expect(Date.now() - askedAt).toBeLessThan(6000)
  })
})
