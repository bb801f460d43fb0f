import type { JobsOptions } from 'bullmq'
import type { JobRequest } from './queue.ts'

/**
 * A finished job is removed in both cases: one that stays would make BullMQ ignore every later job of the same id, silently.
 */
export function jobOptions(request: Partial<Pick<JobRequest, 'jobId' | 'runAt' | 'tries'>> = {}): JobsOptions {
  const { jobId, runAt, tries } = request
  return {
    removeOnComplete: true,
    removeOnFail: true,
    attempts: tries?.count ?? 1,
    ...(tries && { backoff: { type: 'fixed', delay: tries.waitMs } }),
    ...(jobId !== undefined && { jobId }),
    ...(runAt && { delay: Math.max(0, runAt.getTime() - Date.now()) }),
  }
}
