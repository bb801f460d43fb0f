import type { Writing } from '../../platform/http/api-guards.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import { pictureSweepSources, registerPictureJobs } from './jobs.ts'
import { createMessageDrawer } from './message-drawer.ts'
import type { PictureDeps } from './needs.ts'
import { createCardPages } from './page-routes.ts'
import { createPictureService } from './service.ts'

export { pictureJobs } from './jobs.ts'

/** อินโฟกราฟิก: pictures of cards and figures. */
export function createPictureFeature(deps: PictureDeps) {
  const service = createPictureService(deps)
  return {
    pages: createCardPages(service),
    routes: async (writing: Writing) => (await import('./routes.ts')).createPictureRoutes({ service, writing }),
    registerJobs: (jobs: JobRegistry) => registerPictureJobs(jobs, service),
    sweepSources: pictureSweepSources(service),
    checkFits: service.checkFits,
    makeOfCard: service.makeOfCard,
    makeOfFigures: service.makeOfFigures,
    makeHero: service.makeHero,
    drawWaiting: service.drawWaiting,
    findHero: service.findHero,
    findCuts: service.findCuts,
    getColors: service.getColors,
    drawMessages: createMessageDrawer(deps),
  }
}
