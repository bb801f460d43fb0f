import { setTimeout as wait } from 'node:timers/promises'
import type { Job } from 'bullmq'
import type { Log } from '../log.ts'
import type { BullDriver, BullWorker } from './bull-driver.ts'
import type { FailureBook } from './failure-book.ts'
import type { JobDefinition, JobRegistry } from './job-registry.ts'
import { createJobRunner, type JobRunner } from './run-job.ts'

export type WorkerTimings = { lockMs: number; stalledCheckMs: number }

type Running = { worker: BullWorker; runner: JobRunner }

export type BullWorkers = {
  /** Makes the workers that are not there yet or have broken. Call only while the server can be reached. */
  makeMissing(): void
  isMissingSome(): boolean
  close(withinMs: number): Promise<void>
}

/** One BullMQ worker per job of the registry. */
export function createBullWorkers(
  options: {
    driver: BullDriver
    registry: JobRegistry
    log: Log
    failures?: FailureBook | undefined
    onTrouble(error: unknown): void
    /** A worker could not begin: makeMissing is due. */
    onBroken(): void
  } & Partial<WorkerTimings>,
): BullWorkers {
  // A dead worker's job is back after at most lock + check, 14 s (seen 60 s with BullMQ's own 30 s + 30 s). We promise 15.
  const { driver, registry, log, failures, onTrouble, onBroken, lockMs = 10_000, stalledCheckMs = 4000 } = options
  const running = new Map<string, Running>()

  function make(definition: JobDefinition): Running {
    const { name } = definition
    const runner = createJobRunner(definition, log)
    const worker = driver.makeWorker(name, (job) => runner.run(job), {
      concurrency: definition.concurrency,
      lockDuration: lockMs,
      stalledInterval: stalledCheckMs,
      maxStalledCount: 1,
      // After a lost connection BullMQ would wait 15 s.
      runRetryDelay: 1000,
    })
    worker.on('error', onTrouble)
    worker.on('stalled', (jobId) => log.warn({ job: name, jobId }, 'job taken up again: its worker died or froze'))
    worker.on('completed', (job) => void failures?.settle(name, bookIdOf(job)).catch(onTrouble))
    worker.on('failed', (job, { message }) => {
      if (!job) return
      // The runner has thrown a code and nothing else. Not finished: BullMQ tries again by itself.
      const code = job.deferredFailure ? 'JOB_STALLED_TWICE' : message
      // What does not fit this version may hold anything: it is not kept.
      const payload = code === 'JOB_PAYLOAD_REFUSED' ? {} : job.data
      if (job.finishedOn) failures?.note({ job: name, jobId: bookIdOf(job), payload, code }).catch(onTrouble)
      if (!job.deferredFailure) return
      log.error({ job: name, jobId: job.id, code }, 'job given up: two workers died or froze on it')
    })
    worker.on('lockRenewalFailed', (jobIds) => runner.abort('another worker may have taken this job', jobIds))
    const made = { worker, runner }
    worker.waitUntilReady().catch((error: unknown) => {
      onTrouble(error)
      // BullMQ remembers a failed beginning for ever; makeMissing makes another.
      if (running.get(name) === made) running.delete(name)
      worker.close(true).catch(onTrouble)
      onBroken()
    })
    return made
  }

  return {
    makeMissing() {
      for (const name of registry.names) {
        const definition = registry.find(name)
        const before = running.get(name)
        if (definition === undefined || before?.worker.isRunning()) continue
        before?.worker.close(true).catch(onTrouble)
        running.set(name, make(definition))
      }
    },
    isMissingSome: () => registry.names.some((name) => registry.find(name) !== undefined && !running.has(name)),
    async close(withinMs) {
      const all = [...running.values()]
      for (const { runner } of all) runner.abort('the process is stopping')
      let isClosed = false
      const closing = Promise.all(all.map(({ worker }) => worker.close().catch(onTrouble)))
      closing.then(() => {
        isClosed = true
      })
      // Handlers may use the whole time. With none running, 3 s are enough for BullMQ, which waits for ever on a dead server.
      const lastAt = Date.now() + withinMs
      let busyAt = Date.now()
      while (!isClosed && Date.now() < lastAt && Date.now() - busyAt < 3000) {
        await Promise.race([closing, wait(50)])
        if (all.some(({ runner }) => runner.isBusy())) busyAt = Date.now()
      }
      if (!isClosed) log.warn({ withinMs }, 'stopping with jobs unfinished: another worker takes them up')
    },
  }
}

/** Every run of a recurring job has an id of its own: in the book it stands once, under its schedule. */
const bookIdOf = ({ id, repeatJobKey }: Job) => (repeatJobKey ?? id ?? '').replaceAll(':', '-')
