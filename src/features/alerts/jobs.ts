import { z } from 'zod'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import type { AlertService } from './service.ts'

const watchJob = 'watch-alerts'
export const alertJobs = [watchJob] as const

export const alertSchedules = [
  { job: watchJob, key: 'every-5-minutes', payload: {}, pattern: '*/5 * * * *', timeZone: 'Asia/Bangkok' },
]

export function registerAlertJobs(jobs: JobRegistry, service: AlertService): void {
  jobs.handle(watchJob, z.object({}), () => service.watch())
}
