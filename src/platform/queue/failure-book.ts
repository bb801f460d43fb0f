import type { Clock } from '../clock.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Database } from '../db/open-database.ts'
import { daysBefore, type Retention } from '../retention.ts'

export type FailedJob = { job: string; jobId: string; payload: unknown; code: string }

/** Remembers which jobs were given up, in rows: the queue itself keeps none of them, since one kept would block its id. */
export type FailureBook = {
  note(failed: FailedJob): Promise<void>
  /** The job has succeeded: it is forgotten if it had failed before, here or in another process. */
  settle(job: string, jobId: string): Promise<void>
}

// Most jobs never failed: what is in the book is asked at most once a minute, not once a job.
const readEveryMs = 60_000

export function createFailureBook({ database, clock }: { database: Database; clock: Clock }): FailureBook {
  const { prisma } = database
  const keyOf = ({ job, jobId }: { job: string; jobId: string }) => `${job} ${jobId}`
  let known = new Set<string>()
  let readAt = Number.NEGATIVE_INFINITY

  async function read(): Promise<void> {
    readAt = Date.now()
    known = new Set((await prisma.failedJob.findMany({ select: { job: true, jobId: true } })).map(keyOf))
  }

  return {
    async note({ job, jobId, payload, code }) {
      const last = { code, payload: (payload ?? {}) as Prisma.InputJsonValue, failedAt: clock.now() }
      await prisma.failedJob.upsert({
        where: { job_jobId: { job, jobId } },
        create: { job, jobId, ...last },
        update: { ...last, times: { increment: 1 } },
      })
      known.add(keyOf({ job, jobId }))
    },
    async settle(job, jobId) {
      if (Date.now() - readAt > readEveryMs) await read()
      if (!known.delete(keyOf({ job, jobId }))) return
      await prisma.failedJob.deleteMany({ where: { job, jobId } })
    },
  }
}

export const failureRetention: Retention = {
  name: 'failed jobs',
  apply: async (tx, now) => (await tx.failedJob.deleteMany({ where: { failedAt: { lt: daysBefore(now, 30) } } })).count,
}
