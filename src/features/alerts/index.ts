import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import { registerAlertJobs } from './jobs.ts'
import type { AlertDeps } from './needs.ts'
import { createAlertService } from './service.ts'

export { alertJobs, alertSchedules } from './jobs.ts'
export type { AlertSource } from './needs.ts'

/** What is wrong with the service, for those who mend it. */
export function createAlerts(deps: AlertDeps) {
  const service = createAlertService(deps)
  return {
    routes: async () => (await import('./routes.ts')).createAlertRoutes(service),
    registerJobs: (jobs: JobRegistry) => registerAlertJobs(jobs, service),
    watch: service.watch,
    countByCode: service.countByCode,
  }
}
