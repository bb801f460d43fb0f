import type { Writing } from '../../platform/http/api-guards.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import { registerDigestJobs } from './jobs.ts'
import type { DigestDeps } from './needs.ts'
import { createDigestService } from './service.ts'

export { digestJobs, digestSchedules } from './jobs.ts'

/** สรุปประจำเดือน: what was sent, what was asked, and what the office did about it. */
export function createDigest(deps: DigestDeps) {
  const service = createDigestService(deps)
  return {
    routes: async (writing: Writing) => (await import('./routes.ts')).createDigestRoutes({ service, writing }),
    registerJobs: (jobs: JobRegistry) => registerDigestJobs(jobs, service),
  }
}
