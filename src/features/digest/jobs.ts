import { z } from 'zod'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import type { DigestService } from './service.ts'

const monthlyDigestJob = 'monthly-digest'

export const digestJobs = [monthlyDigestJob] as const

/** Every morning, so that a server that was off on the first of the month makes up for it; what is made, is made once. */
export const digestSchedules = [
  { job: monthlyDigestJob, key: monthlyDigestJob, payload: {}, pattern: '30 8 * * *', timeZone: 'Asia/Bangkok' },
]

export function registerDigestJobs(jobs: JobRegistry, service: DigestService): void {
  jobs.handle(monthlyDigestJob, z.object({}), () => service.makeMonthly())
}
