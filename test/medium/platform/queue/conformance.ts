import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createLog } from '../../../../src/platform/log.ts'
import { type BullQueueOptions, createBullQueue } from '../../../../src/platform/queue/create-bull-queue.ts'
import type { FailureBook } from '../../../../src/platform/queue/failure-book.ts'
import { createJobRegistry, type JobContext } from '../../../../src/platform/queue/job-registry.ts'
import type { Queue } from '../../../../src/platform/queue/queue.ts'
import { until } from '../../../support/until.ts'
import { spawnWorker, type WorkerProcess } from './spawn-worker.ts'

type Backend = BullQueueOptions['backend']
type Handler = (payload: { n?: number | undefined }, context: JobContext) => Promise<void> | void

const shortTimings = { lockMs: 1000, stalledCheckMs: 500 }
/** For workers that must not lose their lock while they live, however busy the machine is: they renew it after half of this time. */
const patientTimings = { lockMs: 4000, stalledCheckMs: 500 }

/** What every implementation of the queue does. Each test has a job name of its own, so they share one server. */
export function describeQueue(name: string, setUp: () => Promise<{ backend: Backend; stop(): Promise<void> }>): void {
  describe(`queue on ${name}`, () => {
    let backend: Backend
    let stop: () => Promise<void>
    const opened: Queue[] = []
    const spawned: WorkerProcess[] = []
    const prefix = `test-${randomUUID()}`

    beforeAll(async () => {
      const made = await setUp()
      backend = made.backend
      stop = made.stop
    })
    afterEach(async () => {
      await Promise.all(spawned.splice(0).map((worker) => worker.killHard()))
      await Promise.all(opened.splice(0).map((queue) => queue.close()))
    })
    afterAll(() => stop?.())

    function open(job: string, handler?: Handler, options: Partial<BullQueueOptions> & { concurrency?: number } = {}) {
      const lines: string[] = []
      const registry = createJobRegistry([job])
      const settings = { concurrency: options.concurrency ?? 1 }
      registry.handle(
        job,
        z.strictObject({ n: z.number().optional() }),
        async (payload, context) => handler?.(payload, context),
        settings,
      )
      const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } })
      const isWorker = handler !== undefined
      const queue = createBullQueue({ backend, prefix, registry, log, isWorker, closeWithinMs: 5000, ...options })
      opened.push(queue)
      return { queue, lines }
    }

    async function spawn(
      options: Omit<Parameters<typeof spawnWorker>[0], 'backend' | 'prefix'>,
    ): Promise<WorkerProcess> {
      const worker = await spawnWorker({ backend, prefix, ...options })
      spawned.push(worker)
      return worker
    }

    const newJob = () => `job-${randomUUID().slice(0, 8)}`
    const isEmpty = async (queue: Queue, job: string) => {
      const { waiting, active, delayed, failed } = (await queue.counts())[job] ?? {
        waiting: 1,
        active: 1,
        delayed: 1,
        failed: 1,
      }
      return waiting + active + delayed + failed === 0
    }

    test('runs a job once and keeps nothing of it', async () => {
      const job = newJob()
      const ran: unknown[] = []
      const { queue } = open(job, (payload, { jobId }) => void ran.push([jobId, payload]))
      await queue.start()
      await queue.add([{ job, jobId: 'a', payload: { n: 7 } }])
      await until(() => isEmpty(queue, job), { withinMs: 5000 })
      expect(ran).toEqual([['a', { n: 7 }]])
      expect(await queue.isReady()).toBe(true)
    })

    // Few are added one by one, many at once.
    test.each([8, 9])('runs %i jobs added together in the order given', async (count) => {
      const job = newJob()
      const ran: string[] = []
      const { queue } = open(job, (_payload, { jobId }) => void ran.push(jobId))
      const ids = Array.from({ length: count }, (_, n) => `job ${n}`)
      await queue.add(ids.map((jobId) => ({ job, jobId, payload: {} })))
      await queue.start()
      await until(() => ran.length === count, { withinMs: 5000 })
      expect(ran).toEqual(ids)
    })

    test('runs a delayed job not before its time', async () => {
      const job = newJob()
      let ranAt = 0
      const { queue } = open(job, () => {
        ranAt = Date.now()
      })
      await queue.start()
      const runAt = new Date(Date.now() + 1200)
      await queue.add([{ job, jobId: 'later', payload: {}, runAt }])
      expect((await queue.counts())[job]).toMatchObject({ delayed: 1 })
      await until(() => ranAt, { withinMs: 8000 })
      expect(ranAt).toBeGreaterThanOrEqual(runAt.getTime())
      expect(ranAt - runAt.getTime()).toBeLessThan(2000)
    })

    test('runs a recurring job once per interval although two processes declare it', async () => {
      const job = newJob()
      const ran: string[] = []
      const one = open(job, (_payload, { jobId }) => void ran.push(jobId))
      const two = open(job, (_payload, { jobId }) => void ran.push(jobId))
      await Promise.all([one.queue.start(), two.queue.start()])
      const startedAt = Date.now()
      const request = { job, key: 'tick', payload: { n: 1 }, everyMs: 500 }
      await Promise.all([one.queue.schedule(request), two.queue.schedule(request)])
      await until(() => ran.length >= 6, { withinMs: 10_000 })
      await two.queue.schedule(request)
      await until(() => ran.length >= 8, { withinMs: 10_000 })
      expect(new Set(ran).size).toBe(ran.length)
      expect(ran.length).toBeLessThanOrEqual((Date.now() - startedAt) / 500 + 2)
    })

    test('runs a recurring job by a pattern in a time zone, and follows a changed declaration', async () => {
      const job = newJob()
      const ran: number[] = []
      const { queue } = open(job, ({ n }) => void ran.push(n ?? 0))
      await queue.start()
      await queue.schedule({ job, key: 'clock', payload: { n: 1 }, pattern: '0 0 1 1 *', timeZone: 'Asia/Bangkok' })
      await queue.schedule({ job, key: 'clock', payload: { n: 2 }, pattern: '* * * * * *', timeZone: 'Asia/Bangkok' })
      await until(() => ran.length >= 2, { withinMs: 8000 })
      expect(new Set(ran)).toEqual(new Set([2]))
    })

    test('tries a failing job again as often as the request asks, and otherwise once', async () => {
      const job = newJob()
      const tried: string[] = []
      const { queue } = open(job, (_payload, { jobId }) => {
        tried.push(jobId)
        throw new Error('no')
      })
      await queue.start()
      await queue.add([
        { job, jobId: 'thrice', payload: {}, tries: { count: 3, waitMs: 50 } },
        { job, jobId: 'once', payload: {} },
      ])
      await until(() => isEmpty(queue, job), { withinMs: 10_000 })
      expect(tried.filter((id) => id === 'thrice')).toHaveLength(3)
      expect(tried.filter((id) => id === 'once')).toHaveLength(1)
    })

    test('tells of a job that was given up once its tries are used up, and of its success later', async () => {
      const job = newJob()
      const told: unknown[] = []
      const failures: FailureBook = {
        note: async ({ jobId, payload, code }) => void told.push({ jobId, payload, code }),
        settle: async (_job, jobId) => void told.push({ jobId }),
      }
      let isMended = false
      const { queue } = open(
        job,
        () => {
          if (!isMended) throw Object.assign(new Error('canary'), { code: 'P2002' })
        },
        { failures },
      )
      await queue.start()
      await queue.add([{ job, jobId: 'twice', payload: { n: 1 }, tries: { count: 2, waitMs: 50 } }])
      await queue.add([{ job, jobId: 'old', payload: { word: 'canary' } }])
      await queue.schedule({ job, key: 'tick', payload: {}, everyMs: 400 })
      const ofSchedule = () => told.filter((one) => (one as { jobId: string }).jobId.includes('tick'))
      await until(() => told.length >= 4 && ofSchedule().length >= 2, { withinMs: 10_000 })
      expect(told).toContainEqual({ jobId: 'twice', payload: { n: 1 }, code: 'P2002' })
      expect(told).toContainEqual({ jobId: 'old', payload: {}, code: 'JOB_PAYLOAD_REFUSED' })
      expect(told.filter((one) => (one as { jobId: string }).jobId === 'twice')).toHaveLength(1)
      const [first, second] = ofSchedule()
      expect(second).toEqual(first)
      isMended = true
      await queue.add([{ job, jobId: 'twice', payload: { n: 1 } }])
      await until(() => told.some((one) => JSON.stringify(one) === '{"jobId":"twice"}'), { withinMs: 5000 })
    })

    test('takes the same id as one job while it lives', async () => {
      const job = newJob()
      let ranCount = 0
      const finish = Promise.withResolvers<void>()
      const { queue } = open(job, async () => {
        ranCount += 1
        await finish.promise
      })
      await queue.add([
        { job, jobId: 'same', payload: {} },
        { job, jobId: 'same', payload: {} },
      ])
      await queue.add([{ job, jobId: 'same', payload: {} }])
      expect((await queue.counts())[job]).toMatchObject({ waiting: 1 })
      await queue.start()
      await until(() => ranCount === 1, { withinMs: 5000 })
      await queue.add([{ job, jobId: 'same', payload: {} }])
      finish.resolve()
      await until(() => isEmpty(queue, job), { withinMs: 5000 })
      expect(ranCount).toBe(1)
    })

    test('takes the same id again after the job has ended, well or badly', async () => {
      const job = newJob()
      let ranCount = 0
      const { queue } = open(job, () => {
        ranCount += 1
        if (ranCount === 2) throw new Error('no')
      })
      await queue.start()
      for (const count of [1, 2, 3]) {
        await queue.add([{ job, jobId: 'again', payload: {} }])
        await until(() => ranCount === count, { withinMs: 5000 })
        await until(() => isEmpty(queue, job), { withinMs: 5000 })
      }
    })

    test('refuses an old payload, drops the job and works on', async () => {
      const job = newJob()
      const ran: unknown[] = []
      const { queue, lines } = open(job, (payload) => void ran.push(payload))
      await queue.start()
      await queue.add([{ job, jobId: 'old', payload: { secretWord: 'canary' }, tries: { count: 3, waitMs: 10 } }])
      await queue.add([{ job, jobId: 'new', payload: { n: 1 } }])
      await until(() => isEmpty(queue, job), { withinMs: 5000 })
      expect(ran).toEqual([{ n: 1 }])
      const refusals = lines.filter((line) => line.includes('JOB_PAYLOAD_REFUSED'))
      expect(refusals).toHaveLength(1)
      expect(lines.join()).not.toContain('canary')
    })

    test('logs a failure by its code, never with the words of a foreign error', async () => {
      const job = newJob()
      const { queue, lines } = open(job, () => {
        throw Object.assign(new Error('canary'), { code: 'P2002' })
      })
      await queue.start()
      await queue.add([{ job, jobId: 'bad', payload: {} }])
      await until(() => isEmpty(queue, job), { withinMs: 5000 })
      await until(() => lines.some((line) => line.includes('P2002')), { withinMs: 2000 })
      expect(lines.join()).not.toContain('canary')
    })

    test('refuses unknown jobs and wrong ids, and takes none of the batch', async () => {
      const job = newJob()
      const { queue } = open(job)
      const good = { job, jobId: 'good', payload: {} }
      for (const wrong of [
        { job: 'nobody' },
        { jobId: '123' },
        { jobId: 'a:b' },
        { jobId: '' },
        { jobId: 'x'.repeat(201) },
      ]) {
        await expect(queue.add([good, { ...good, ...wrong }])).rejects.toMatchObject({ code: 'JOB_REFUSED' })
      }
      expect(await isEmpty(queue, job)).toBe(true)
    })

    test('gives a killed worker’s job to another within 15 s', { timeout: 60_000 }, async () => {
      const job = newJob()
      const first = await spawn({ job, hangs: true })
      const producer = open(job).queue
      await producer.add([{ job, jobId: 'rescued', payload: {} }])
      await until(() => first.began.length === 1, { withinMs: 5000 })
      const second = await spawn({ job })
      await first.killHard()
      const killedAt = Date.now()
      await until(() => second.ended.length === 1, { withinMs: 20_000 })
      expect(Date.now() - killedAt).toBeLessThan(15_000)
      expect(second.began).toEqual(['rescued'])
      await until(() => isEmpty(producer, job), { withinMs: 2000 })
    })

    test('gives a job up after two killed workers, and takes the same id again', { timeout: 60_000 }, async () => {
      const job = newJob()
      const producer = open(job).queue
      await producer.add([{ job, jobId: 'fatal', payload: {} }])
      for (const _ of [1, 2]) {
        const victim = await spawn({ job, hangs: true, timings: patientTimings })
        await until(() => victim.began.length === 1, { withinMs: 20_000 })
        await victim.killHard()
      }
      const ran: string[] = []
      const { queue, lines } = open(job, (_payload, { jobId }) => void ran.push(jobId), { timings: shortTimings })
      await queue.start()
      // Said only after the job is gone, so that line is waited for and not the empty queue.
      await until(() => lines.join().includes('JOB_STALLED_TWICE'), { withinMs: 20_000 })
      expect(await isEmpty(queue, job)).toBe(true)
      expect(ran).toEqual([])
      await queue.add([{ job, jobId: 'fatal', payload: {} }])
      await until(() => ran.length === 1, { withinMs: 5000 })
    })

    test('close waits for the running job, tells it to stop and leaves the rest untouched', async () => {
      const job = newJob()
      const events: string[] = []
      const { queue } = open(job, async (_payload, { jobId, signal }) => {
        events.push(`began ${jobId}`)
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        await wait(300)
        events.push(`ended ${jobId}`)
      })
      await queue.start()
      await queue.add(['1st', '2nd', '3rd'].map((jobId) => ({ job, jobId, payload: {} })))
      await until(() => events.length === 1, { withinMs: 5000 })
      await queue.close()
      expect(events).toEqual(['began 1st', 'ended 1st'])

      const ran: string[] = []
      const next = open(job, (_payload, { jobId }) => void ran.push(jobId), { timings: shortTimings })
      expect((await next.queue.counts())[job]).toMatchObject({ waiting: 2, active: 0 })
      await next.queue.start()
      await until(() => isEmpty(next.queue, job), { withinMs: 5000 })
      expect(ran.toSorted()).toEqual(['2nd', '3rd'])
      expect(next.lines.join()).not.toContain('taken up again')
    })

    test('close gives up on a handler that never ends, and another worker takes the job', {
      timeout: 40_000,
    }, async () => {
      const job = newJob()
      let hasBegun = false
      const stuck = open(
        job,
        () => {
          hasBegun = true
          return new Promise(() => {})
        },
        { closeWithinMs: 500, timings: shortTimings },
      )
      await stuck.queue.start()
      await stuck.queue.add([{ job, jobId: 'stuck', payload: {} }])
      await until(() => hasBegun, { withinMs: 5000 })
      const askedAt = Date.now()
      await stuck.queue.close()
      expect(Date.now() - askedAt).toBeLessThan(5000)
      const ran: string[] = []
      const next = open(job, (_payload, { jobId }) => void ran.push(jobId), { timings: shortTimings })
      await next.queue.start()
      await until(() => ran.length === 1, { withinMs: 10_000 })
    })

    test('lets two processes share the work, each job done by one', { timeout: 60_000 }, async () => {
      const job = newJob()
      const workers = await Promise.all([spawn({ job, concurrency: 2 }), spawn({ job, concurrency: 2 })])
      const producer = open(job).queue
      const jobIds = Array.from({ length: 400 }, (_, n) => `shared-${n}`)
      await producer.add(jobIds.map((jobId) => ({ job, jobId, payload: {} })))
      await until(() => isEmpty(producer, job), { withinMs: 20_000 })
      await Promise.all(workers.map((worker) => worker.stop()))
      const done = workers.flatMap((worker) => worker.ended)
      expect(done.toSorted()).toEqual(jobIds.toSorted())
      for (const worker of workers) expect(worker.ended.length).toBeGreaterThan(20)
    })

    test('takes 500 jobs in less than 2 s and runs them in the order given', { timeout: 40_000 }, async () => {
      const job = newJob()
      const ran: string[] = []
      const { queue } = open(job, (_payload, { jobId }) => void ran.push(jobId))
      const jobIds = Array.from({ length: 500 }, (_, n) => `bulk-${n}`)
      const startedAt = Date.now()
      await queue.add(jobIds.map((jobId) => ({ job, jobId, payload: {} })))
      expect(Date.now() - startedAt).toBeLessThan(2000)
      await queue.start()
      await until(() => ran.length === 500, { withinMs: 20_000 })
      expect(ran).toEqual(jobIds)
    })
  })
}
