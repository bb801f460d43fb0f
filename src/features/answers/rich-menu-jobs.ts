import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { SweepSource } from '../../platform/outbox/create-sweeper.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import type { JobRequest } from '../../platform/queue/queue.ts'
import type { RichMenuService } from './rich-menu-service.ts'

export const syncRichMenuJob = 'sync-rich-menu'

/** Once a night whatever is known here: somebody may have removed the menu in LINE's own console. */
export const richMenuSchedule = {
  job: syncRichMenuJob,
  key: syncRichMenuJob,
  payload: {},
  pattern: '20 4 * * *',
  timeZone: 'Asia/Bangkok',
}

const request: JobRequest = { job: syncRichMenuJob, jobId: syncRichMenuJob, payload: {} }

// LINE takes 100 new menus an hour: a channel that refuses ours is asked 2, 4, 8 … minutes later, hourly in the end.
const firstLookMs = 60_000
const slowestLookMs = 3_600_000

/** The job, and the source that asks for it while this release's menu is not on LINE. */
export function createRichMenuJobs(deps: { clock: Clock }, service: RichMenuService) {
  let lookAtMs = 0
  let waitMs = firstLookMs

  return {
    register(jobs: JobRegistry): void {
      jobs.handle(syncRichMenuJob, z.object({}), async () => {
        await service.sync()
        waitMs = firstLookMs
      })
    },
    sweepSource: {
      name: 'the rich menu',
      async findLost() {
        const nowMs = deps.clock.now().getTime()
        if (nowMs < lookAtMs || !(await service.isDue())) return []
        lookAtMs = nowMs + waitMs
        waitMs = Math.min(waitMs * 2, slowestLookMs)
        return [request]
      },
    } satisfies SweepSource,
  }
}
