import type { Database } from '../db/open-database.ts'

type Pool = Pick<Database['pool'], 'query'>

export type LaneStore = {
  /** Takes the next `count` turns of a lane for this process: how many milliseconds from now the first of them is. */
  lease(lane: string, count: number, intervalMs: number): Promise<number>
  /** Nobody's turn comes before a pause has passed: 1 s, doubled where the last one was within a minute, 30 s at most. */
  slowDown(lane: string): Promise<void>
}

/**
 * The turns of all processes in one row a lane. The clock is PostgreSQL's alone, read once the row's lock is held, so that
 * machines whose clocks differ still take turns.
 */
export function createLaneStore(pool: Pool): LaneStore {
  return {
    async lease(lane, count, intervalMs) {
      const { rows } = await pool.query<{ waitMs: number }>({
        name: 'lane-lease',
        text: `INSERT INTO call_lane AS lane (name, next_at) VALUES ($1, clock_timestamp() + $2 * interval '1 ms')
               ON CONFLICT (name) DO UPDATE SET next_at = greatest(lane.next_at, clock_timestamp()) + $2 * interval '1 ms'
               RETURNING extract(epoch FROM next_at - clock_timestamp())::float8 * 1000 - $2 AS "waitMs"`,
        values: [lane, count * intervalMs],
      })
      return Math.max(0, rows[0]?.waitMs ?? 0)
    },

    async slowDown(lane) {
      // Of many refusals at once the first lengthens the pause; the others find it not yet over.
      await pool.query({
        name: 'lane-slow-down',
        text: `UPDATE call_lane SET slowed_at = clock_timestamp(), pause_ms = longer.pause_ms,
                 next_at = greatest(next_at, clock_timestamp() + longer.pause_ms * interval '1 ms')
               FROM (SELECT name, CASE WHEN slowed_at > clock_timestamp() - interval '1 minute'
                                       THEN least(pause_ms * 2, 30000) ELSE 1000 END AS pause_ms
                     FROM call_lane WHERE name = $1 FOR UPDATE) longer
               WHERE call_lane.name = longer.name
                 AND (slowed_at IS NULL OR slowed_at + call_lane.pause_ms * interval '1 ms' < clock_timestamp())`,
        values: [lane],
      })
    },
  }
}
