import type { Tx } from '../../platform/db/open-database.ts'
import { countProgress, type ProgressCounts } from './recipient-repo.ts'
import type { OutcomeCount } from './report-rules.ts'
import type { RunRow } from './run-repo.ts'

export type NamedRun = { run: RunRow; name: string; asksReceipt: boolean; progress: ProgressCounts }

const withName = { campaign: { select: { name: true, asksReceipt: true } } } as const

export async function findNamedRun(tx: Tx, id: string): Promise<NamedRun | undefined> {
  const found = await tx.run.findUnique({ where: { id }, include: withName })
  if (!found) return undefined
  const { campaign, ...run } = found
  return { run, ...campaign, progress: (await countProgress(tx, [id])).get(id) as ProgressCounts }
}

/** Runs of a period in the order of their time; tests are not among them. */
export async function listNamedRuns(tx: Tx, query: { from: Date; to: Date; atMost: number }): Promise<NamedRun[]> {
  const found = await tx.run.findMany({
    where: { isTest: false, scheduledFor: { gte: query.from, lte: query.to } },
    include: withName,
    orderBy: [{ scheduledFor: 'asc' }, { id: 'asc' }],
    take: query.atMost,
  })
  const progress = await countProgress(
    tx,
    found.map(({ id }) => id),
  )
  return found.map(({ campaign, ...run }) => ({
    run,
    ...campaign,
    progress: progress.get(run.id) as ProgressCounts,
  }))
}

/** Recipients of a run by state and reason; one that waits has the end of its last try. */
export function countOutcomes(tx: Tx, runId: string): Promise<OutcomeCount[]> {
  return tx.$queryRaw<OutcomeCount[]>`
    SELECT r.state::text AS state, CASE WHEN r.state = 'planned' THEN d.error_code ELSE r.reason END AS code, count(*)::int AS count
    FROM recipient r LEFT JOIN delivery d ON r.state = 'planned' AND d.id = r.delivery_id
    WHERE r.run_id = ${runId}::uuid AND r.state <> 'accepted' GROUP BY 1, 2`
}

/** How many of a run went out with a word in their group. */
export function countReplies(tx: Tx, runId: string): Promise<number> {
  return tx.delivery.count({ where: { runId, endpoint: 'reply', state: 'accepted' } })
}

/** When the last batch of a run is due; null where nothing is left. */
export async function findLastBatch(tx: Tx, runId: string): Promise<Date | null> {
  const { _max } = await tx.delivery.aggregate({ where: { runId, state: 'queued' }, _max: { nextTryAt: true } })
  return _max.nextTryAt
}

/** Recipients whose outcome became known since then. */
export async function countSettledSince(tx: Tx, runId: string, since: Date): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM delivery d JOIN recipient r ON r.delivery_id = d.id
    WHERE d.run_id = ${runId}::uuid AND d.state IN ('accepted', 'failed', 'unknown') AND d.finished_at > ${since}
      AND r.state IN ('accepted', 'failed', 'unknown')`
  return row?.count ?? 0
}
