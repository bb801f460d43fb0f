import type { Database } from '../db/open-database.ts'
import type { GaugeSource } from '../metrics.ts'

/** How long the oldest event has waited to be handled. Grows without an end when relay, queue or worker stands still. */
export function inboxGauge({ pool }: Pick<Database, 'pool'>): GaugeSource {
  return {
    name: 'sucharit_inbox_oldest_seconds',
    help: 'Age of the oldest event that is not handled; 0 when there is none',
    async read() {
      const { rows } = await pool.query<{ seconds: number }>(
        `SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0)::float AS seconds
         FROM inbox_event WHERE state IN ('stored', 'answering')`,
      )
      return new Map([['', rows[0]?.seconds ?? 0]])
    },
  }
}
