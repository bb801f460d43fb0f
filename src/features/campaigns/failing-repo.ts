import type { Tx } from '../../platform/db/open-database.ts'

const lookBackMs = 3_600_000
const stuckAfterMs = 300_000 // a moment of LINE's own is over by then

/** How the requests of the last hour ended; one that LINE has not taken for five minutes, while its run is sent, failed too. */
export async function countRecentDeliveries(tx: Tx, now: Date): Promise<{ failing: number; ended: number }> {
  const since = new Date(now.getTime() - lookBackMs)
  const stuckSince = new Date(now.getTime() - stuckAfterMs)
  // By way of the runs, which are few and have an index to their deliveries: by its time a row would be found in no index.
  const [counts] = await tx.$queryRaw<{ failing: number; ended: number }[]>`
    SELECT count(*) FILTER (WHERE d.state <> 'accepted')::int AS failing, count(*)::int AS ended
    FROM run r JOIN delivery d ON d.run_id = r.id
    WHERE (r.finished_at IS NULL OR r.finished_at >= ${since})
      AND ((d.state IN ('accepted', 'failed', 'unknown') AND d.finished_at >= ${since})
        OR (d.state = 'queued' AND r.state = 'sending' AND d.error_code IS NOT NULL AND d.first_tried_at < ${stuckSince}))`
  return counts as { failing: number; ended: number }
}
