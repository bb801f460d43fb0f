import type { Tx } from '../../platform/db/open-database.ts'
import { type CallCounts, refusalWindow } from './refusal-rules.ts'
import { unauthorizedWaitMs } from './rules.ts'

/**
 * The last 50 calls of a run that LINE answered for good, by their end, whichever worker made them. A 401 waits for its next
 * try, so the time of its call is that try less the wait.
 */
export async function countLastCalls(tx: Tx, runId: string, since: Date | null): Promise<CallCounts> {
  const [counts] = await tx.$queryRaw<CallCounts[]>`
    SELECT count(*) FILTER (WHERE state = 'accepted')::int AS accepted,
           count(*) FILTER (WHERE state = 'split')::int AS split,
           count(*) FILTER (WHERE error_code IN ('LINE_HTTP_400', 'LINE_HTTP_403', 'LINE_UNAUTHORIZED'))::int AS refused,
           count(*) FILTER (WHERE error_code LIKE 'LINE\_HTTP\_%' AND error_code NOT IN ('LINE_HTTP_400', 'LINE_HTTP_403'))::int AS other
    FROM (SELECT state, CASE WHEN state IN ('accepted', 'split') THEN '' ELSE error_code END AS error_code
          FROM delivery
          WHERE run_id = ${runId}::uuid AND (state IN ('accepted', 'split')
            OR (state IN ('failed', 'unknown') AND (error_code LIKE 'LINE\_HTTP\_%' OR error_code = 'LINE_UNAUTHORIZED'))
            OR (state = 'queued' AND error_code = 'LINE_UNAUTHORIZED'))
            AND coalesce(finished_at, next_try_at - ${unauthorizedWaitMs}::int * interval '1 ms') > ${since ?? new Date(0)}
          ORDER BY coalesce(finished_at, next_try_at - ${unauthorizedWaitMs}::int * interval '1 ms') DESC LIMIT ${refusalWindow}) AS call`
  return counts as CallCounts
}
