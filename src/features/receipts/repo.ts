import type { Tx } from '../../platform/db/open-database.ts'

/** False where the person was counted before, or the run is gone or closed. */
export async function insertMark(tx: Tx, runId: string, mark: Buffer): Promise<boolean> {
  const count = await tx.$executeRaw`
    INSERT INTO receipt (run_id, mark) SELECT id, ${new Uint8Array(mark)} FROM run WHERE id = ${runId}::uuid AND receipt_count IS NULL
    ON CONFLICT DO NOTHING`
  return count === 1
}

export async function countMarks(tx: Tx, runId: string): Promise<number> {
  const run = await tx.run.findUnique({ where: { id: runId }, select: { receiptCount: true } })
  return run?.receiptCount ?? (await tx.receipt.count({ where: { runId } }))
}

/** What is left of the marks of runs that began before a time is their number. Returns how many marks went. */
export async function foldMarks(tx: Tx, startedBefore: Date): Promise<number> {
  await tx.$executeRaw`
    UPDATE run SET receipt_count = marks.count
    FROM (SELECT run_id, count(*)::int AS count FROM receipt GROUP BY run_id) marks
    WHERE run.id = marks.run_id AND run.started_at < ${startedBefore}`
  return tx.$executeRaw`
    DELETE FROM receipt USING run WHERE run.id = receipt.run_id AND run.started_at < ${startedBefore}`
}
