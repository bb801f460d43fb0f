import type { Tx } from '../../platform/db/open-database.ts'

export type FailedRow = {
  id: string
  job: string
  jobId: string
  payload: unknown
  code: string
  times: number
  failedAt: Date
}

/** Newest first; ids are UUIDv7, so the cursor is the last id seen. */
export function listFailed(tx: Tx, { cursor, limit }: { cursor?: string; limit: number }): Promise<FailedRow[]> {
  return tx.failedJob.findMany({
    where: cursor === undefined ? {} : { id: { lt: cursor } },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
}

export async function countFailed(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.failedJob.groupBy({ by: ['job'], _count: true })
  return new Map(rows.map(({ job, _count }) => [job, _count]))
}

/** Takes the row out; undefined when it is gone already: it has succeeded, or somebody else was faster. */
export async function takeFailed(tx: Tx, id: string): Promise<FailedRow | undefined> {
  const [row] = await tx.$queryRaw<FailedRow[]>`
    DELETE FROM failed_job WHERE id = ${id}::uuid
    RETURNING id, job, job_id AS "jobId", payload, code, times, failed_at AS "failedAt"`
  return row
}
