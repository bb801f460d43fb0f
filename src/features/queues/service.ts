import type { Audit } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { codeOf } from '../../platform/describe-error.ts'
import { AppError } from '../../platform/errors.ts'
import type { JobCounts, JobRequest } from '../../platform/queue/queue.ts'
import * as repo from './repo.ts'

export type { FailedRow } from './repo.ts'

export type QueueDeps = {
  audit: Audit
  jobNames: readonly string[]
  /** Throws QUEUE_UNAVAILABLE while the queue's server is away. */
  countJobs(): Promise<Record<string, JobCounts>>
  enqueue(tx: Tx, requests: readonly Omit<JobRequest, 'tries'>[]): Promise<void>
}

/** The queues as whoever looks after the service sees them. Rows know what was given up, the queue what waits. */
export function createQueueService(deps: QueueDeps) {
  async function list(tx: Tx) {
    const failed = await repo.countFailed(tx)
    const counts = await countOrNothing()
    return deps.jobNames.map((job) => ({ job, counts: counts?.[job] ?? null, failed: failed.get(job) ?? 0 }))
  }

  /** A queue that is away must not hide what has failed: that stands in rows. */
  async function countOrNothing(): Promise<Record<string, JobCounts> | undefined> {
    try {
      return await deps.countJobs()
    } catch (error) {
      if (codeOf(error) === 'QUEUE_UNAVAILABLE') return undefined
      throw error
    }
  }

  async function retry(tx: Tx, actor: Actor, id: string): Promise<void> {
    const { job, jobId, payload, code } = await take(tx, id)
    await deps.enqueue(tx, [{ job, jobId, payload }])
    await deps.audit.record(tx, { actorId: actor.userId, action: 'job.retry', subject: job, data: { code } })
  }

  async function remove(tx: Tx, actor: Actor, id: string): Promise<void> {
    const { job, code } = await take(tx, id)
    await deps.audit.record(tx, { actorId: actor.userId, action: 'job.remove', subject: job, data: { code } })
  }

  async function take(tx: Tx, id: string): Promise<repo.FailedRow> {
    const row = await repo.takeFailed(tx, id)
    if (row) return row
    throw new AppError('FAILED_JOB_GONE', 'It has succeeded since, or somebody else has seen to it.', { status: 404 })
  }

  return { list, listFailed: repo.listFailed, retry, remove }
}

export type QueueService = ReturnType<typeof createQueueService>
