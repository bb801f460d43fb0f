import { setTimeout as wait } from 'node:timers/promises'
import { SchemaMigrationRequiredError } from 'bullmq'
import { StartError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { BullQueue } from './bull-driver.ts'
import { createBullWorkers, type WorkerTimings } from './create-bull-workers.ts'
import type { FailureBook } from './failure-book.ts'
import { createFailureLog } from './failure-log.ts'
import { findJobProblem } from './find-job-problem.ts'
import { jobOptions } from './job-options.ts'
import type { JobRegistry } from './job-registry.ts'
import { createPostgresDriver } from './postgres-driver.ts'
import type { JobCounts, JobRequest, Queue, ScheduleRequest } from './queue.ts'
import { JobRefused, QueueUnavailable } from './queue-errors.ts'
import { createRedisDriver } from './redis-driver.ts'
import { ensureSchedule } from './schedule-keeper.ts'
import { withDeadline } from './with-deadline.ts'

export type BullQueueOptions = {
  backend: { kind: 'redis'; url: string } | { kind: 'postgres'; url: string }
  registry: JobRegistry
  log: Log
  /** False: this process only adds. */
  isWorker: boolean
  /** Where jobs are remembered that were given up. */
  failures?: FailureBook
  /** Separates installations that share one Redis. */
  prefix?: string
  /** How long close() waits for running handlers. 20 s: service managers kill after 30 s. */
  closeWithinMs?: number
  timings?: Partial<WorkerTimings>
}

const answerWithinMs = 2000
const largestBatch = 500
// A bulk makes two temporary tables on PostgreSQL: 8 ms however few the jobs, and every connection is told of them. One job is 1 ms.
const mostOneByOne = 8
const soonMs = 1000

/** The queue on BullMQ: one BullMQ queue per job name. Nothing connects in a way that could stop the start. */
export function createBullQueue(options: BullQueueOptions): Queue {
  const { backend, registry, log, isWorker, prefix = 'sucharit', closeWithinMs = 20_000 } = options
  const onTrouble = createFailureLog(log, `queue on ${backend.kind}: trouble, trying again`)
  const driver =
    backend.kind === 'redis'
      ? createRedisDriver({ url: backend.url, prefix, onTrouble })
      : createPostgresDriver({ url: backend.url, log, onTrouble })
  const workers = createBullWorkers({
    driver,
    registry,
    log,
    onTrouble,
    failures: options.failures,
    onBroken: () => keepIn(soonMs),
    ...options.timings,
  })
  const schedules = new Map<string, ScheduleRequest>()
  let opening: Promise<Map<string, BullQueue>> | undefined
  let keeping: NodeJS.Timeout | undefined
  let isDegraded = false
  let isClosing = false

  function openQueues(): Promise<Map<string, BullQueue>> {
    opening ??= makeQueues().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }

  async function makeQueues(): Promise<Map<string, BullQueue>> {
    await driver.reach()
    const queues = new Map(registry.names.map((name) => [name, driver.makeQueue(name, onTrouble)]))
    try {
      await withDeadline(
        Promise.all([...queues.values()].map((queue) => queue.waitUntilReady())),
        answerWithinMs,
        () => new QueueUnavailable(),
      )
      return queues
    } catch (error) {
      for (const queue of queues.values()) queue.close().catch(onTrouble)
      throw error
    }
  }

  async function findQueue(job: string): Promise<BullQueue> {
    const queue = (await openQueues()).get(job)
    if (queue === undefined) throw new JobRefused(findJobProblem({ job, jobId: 'none' }, registry.names) ?? '')
    return queue
  }

  async function promptly<T>(work: () => Promise<T>): Promise<T> {
    if (isClosing) throw new QueueUnavailable()
    try {
      return await withDeadline(work(), answerWithinMs, () => new QueueUnavailable())
    } catch (error) {
      throw error instanceof JobRefused || error instanceof QueueUnavailable ? error : new QueueUnavailable(error)
    }
  }

  async function addToOne(job: string, requests: readonly JobRequest[]): Promise<void> {
    const queue = await findQueue(job)
    const jobs = requests.map((request) => ({ name: job, data: request.payload ?? {}, opts: jobOptions(request) }))
    if (jobs.length > mostOneByOne) await queue.addBulk(jobs)
    else for (const { name, data, opts } of jobs) await queue.add(name, data, opts)
  }

  async function addBatch(requests: readonly JobRequest[]): Promise<void> {
    const byJob = Map.groupBy(requests, ({ job }) => job)
    await promptly(() => Promise.all([...byJob].map(([job, some]) => addToOne(job, some))))
  }

  async function keepSchedule(request: ScheduleRequest): Promise<void> {
    await promptly(async () => ensureSchedule(await findQueue(request.job), request))
  }

  // Makes what is missing: queues and workers when the server comes up later than we, schedules when it has lost them.
  async function keep(): Promise<void> {
    await promptly(openQueues)
    if (isWorker && !isClosing) workers.makeMissing()
    for (const request of schedules.values()) await keepSchedule(request)
  }

  function keepIn(ms: number): void {
    clearTimeout(keeping)
    if (!isClosing) keeping = setTimeout(() => keepGoing().catch(onTrouble), ms)
  }

  async function keepGoing(): Promise<void> {
    try {
      await keep()
      if (isDegraded) log.info('the queue is back')
      isDegraded = false
    } catch (error) {
      if (!isDegraded && !isClosing) log.warn({ err: error }, 'the queue is away: jobs wait in their rows')
      isDegraded = true
      if (isSchemaMissing(error))
        throw new StartError('The queue has no tables in the database. Start with the web role first.', {
          cause: error,
          mayPass: true,
        })
    } finally {
      keepIn(isDegraded || (isWorker && workers.isMissingSome()) ? soonMs : 10_000)
    }
  }

  return {
    jobNames: registry.names,
    async add(requests) {
      for (const request of requests) {
        const problem = findJobProblem(request, registry.names)
        if (problem !== undefined) throw new JobRefused(problem)
      }
      for (let from = 0; from < requests.length; from += largestBatch)
        await addBatch(requests.slice(from, from + largestBatch))
    },
    async schedule(request) {
      const problem = findJobProblem({ job: request.job, jobId: request.key }, registry.names)
      if (problem !== undefined) throw new JobRefused(problem)
      schedules.set(request.key, request)
      // Away now: declared as soon as it is back.
      if (keeping !== undefined) await keepSchedule(request).catch(onTrouble)
    },
    async start() {
      if (isWorker) registry.verify()
      await keepGoing()
    },
    async isReady() {
      try {
        await promptly(() => Promise.all([openQueues(), driver.reach()]))
        return true
      } catch (error) {
        onTrouble(error)
        return false
      }
    },
    async counts() {
      return await promptly(async () => {
        const queues = await openQueues()
        const entries = [...queues].map(async ([name, queue]) => {
          const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed')
          return [name, counts as JobCounts] as const
        })
        return Object.fromEntries(await Promise.all(entries))
      })
    },
    async close() {
      if (isClosing) return
      isClosing = true
      clearTimeout(keeping)
      await workers.close(closeWithinMs)
      const queues = await opening?.catch(() => undefined)
      const closing = [...(queues?.values() ?? [])].map((queue) => queue.close().catch(onTrouble))
      await Promise.race([Promise.all(closing), wait(answerWithinMs, undefined, { ref: false })])
      await Promise.race([driver.close().catch(onTrouble), wait(answerWithinMs, undefined, { ref: false })])
    },
  }
}

function isSchemaMissing(error: unknown): boolean {
  if (error instanceof SchemaMigrationRequiredError) return true
  return error instanceof Error && error.cause !== undefined && isSchemaMissing(error.cause)
}
