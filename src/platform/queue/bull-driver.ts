import type { Job, JobSchedulerJson, JobsOptions, RepeatOptions } from 'bullmq'

export type BullJob = { name: string; data: unknown; opts: JobsOptions }

/** What we use of a BullMQ Queue, the same on both backends. */
export type BullQueue = {
  waitUntilReady(): Promise<unknown>
  add(name: string, data: unknown, opts: JobsOptions): Promise<unknown>
  addBulk(jobs: BullJob[]): Promise<unknown>
  upsertJobScheduler(key: string, repeat: Omit<RepeatOptions, 'key'>, template: BullJob): Promise<unknown>
  getJobScheduler(key: string): Promise<JobSchedulerJson | undefined>
  getJobCounts(...types: ('waiting' | 'active' | 'delayed' | 'failed')[]): Promise<Record<string, number>>
  close(): Promise<void>
}

/** What we use of a BullMQ Worker. */
export type BullWorker = {
  waitUntilReady(): Promise<unknown>
  isRunning(): boolean
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'stalled', listener: (jobId: string) => void): unknown
  on(event: 'completed', listener: (job: Job) => void): unknown
  on(event: 'failed', listener: (job: Job | undefined, error: Error) => void): unknown
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown
  close(force?: boolean): Promise<void>
}

export type WorkerSettings = {
  concurrency: number
  lockDuration: number
  stalledInterval: number
  maxStalledCount: number
  runRetryDelay: number
}

/** The part that differs between Redis and PostgreSQL. */
export type BullDriver = {
  /** Throws within 2 s when the server is away. BullMQ's objects may be made only after this: made earlier, some never recover. */
  reach(): Promise<void>
  makeQueue(name: string, onError: (error: unknown) => void): BullQueue
  makeWorker(name: string, run: (job: Job) => Promise<void>, settings: WorkerSettings): BullWorker
  /** Cuts all connections. The queues and workers are closed before. */
  close(): Promise<void>
}

// BullMQ writes an event row or stream entry per step of a job for listeners we do not have: keep few.
export const eventStreams = { events: { maxLen: 100 } }
