import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/open-database.ts'
import { findJobProblem } from '../queue/find-job-problem.ts'
import type { JobRequest } from '../queue/queue.ts'
import { JobRefused } from '../queue/queue-errors.ts'

export const outboxChannel = 'sucharit_outbox'

/**
 * Asks for jobs in the transaction of the change that needs them: both are committed or neither. The relay hands them to
 * the queue in the order of this call, those with `runAt` not before it.
 */
export async function enqueue(tx: Tx, requests: readonly Omit<JobRequest, 'tries'>[]): Promise<void> {
  if (requests.length === 0) return
  for (const request of requests) {
    const problem = findJobProblem(request)
    if (problem !== undefined) throw new JobRefused(problem)
  }
  await tx.outboxJob.createMany({
    data: requests.map(({ job, jobId, payload, runAt }) => ({
      job,
      jobId,
      payload: (payload ?? {}) as Prisma.InputJsonValue,
      ...(runAt && { dueAt: runAt }),
    })),
  })
  // Delivered by PostgreSQL when the transaction commits, and only then.
  await tx.$executeRaw`select pg_notify(${outboxChannel}, '')`
}
