import { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/db/open-database.ts'
import type { Log } from '../platform/log.ts'
import type { JobRegistry } from '../platform/queue/job-registry.ts'
import type { Retention } from '../platform/retention.ts'

export const retentionJob = 'retention'

/** Every hour, not every night: a night that fails would leave sealed talk and its key for another day. */
export const retentionSchedule = {
  job: retentionJob,
  key: 'hourly',
  payload: {},
  pattern: '5 * * * *',
  timeZone: 'Asia/Bangkok',
}

/** The one job that lets go of everything whose time has come. Each room in its own transaction: one failing stops no other. */
export function registerRetention(
  jobs: JobRegistry,
  deps: { database: Database; clock: Clock; log: Log; keepers: Retention[] },
): void {
  jobs.handle(retentionJob, z.object({}), async () => {
    const failures: unknown[] = []
    for (const keeper of deps.keepers) {
      try {
        const count = await deps.database.transaction((tx) => keeper.apply(tx, deps.clock.now()), {
          timeoutMs: 120_000,
        })
        deps.log.info({ keeper: keeper.name, count }, 'retention applied')
      } catch (error) {
        deps.log.error({ err: error, keeper: keeper.name }, 'retention failed; tried again in an hour')
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  })
}
