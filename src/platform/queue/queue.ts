/** Work to be done by the handler of `job`. Rows are the truth; a job only says "look at this row now". */
export type JobRequest = {
  job: string
  /** While a job with this id waits, is delayed or runs, adding it again changes nothing. Not digits only, no ":". */
  jobId: string
  payload: unknown
  runAt?: Date
  /** Left out: one try. Retries of business work live in rows (`tryCount`, `nextTryAt`), where a wiped queue cannot lose them. */
  tries?: { count: number; waitMs: number }
}

/** A recurring job. `key` names it: declaring the same key again, from any process, changes the one schedule. */
export type ScheduleRequest = { job: string; key: string; payload: unknown } & (
  | { pattern: string; timeZone: string }
  | { everyMs: number }
)

export type JobCounts = { waiting: number; active: number; delayed: number; failed: number }

/**
 * Moves work to worker processes. May lose everything at any moment: whatever must happen is found again in rows by the
 * sweeper. Runs a job at least once, normally exactly once; a handler must therefore be harmless when it runs twice.
 */
export type Queue = {
  /** The jobs this process knows, in the registry's order. */
  readonly jobNames: readonly string[]
  /** All are taken, or it throws within 2 s: QueueUnavailable (some may have been taken; add them again) or JobRefused (none was). */
  add(requests: readonly JobRequest[]): Promise<void>
  /** Remembered by this process and declared again whenever the queue has forgotten it. Throws JobRefused on a wrong key. */
  schedule(request: ScheduleRequest): Promise<void>
  /** Workers begin to take jobs. When the queue's server is away this still returns (in 2 s or less) and work begins once it is back. */
  start(): Promise<void>
  isReady(): Promise<boolean>
  /** By job name. Throws QueueUnavailable. */
  counts(): Promise<Record<string, JobCounts>>
  /** Takes no more jobs, aborts the signal of those running and waits for them, up to the limit set at creation. */
  close(): Promise<void>
}
