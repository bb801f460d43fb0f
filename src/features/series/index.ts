import type { Writing } from '../../platform/http/api-guards.ts'
import { listNames } from './repo.ts'
import { createSeriesService, type SeriesNeeds } from './service.ts'

/** ชุดการ์ด: cards in an order, for campaigns that send one at a time. */
export function createSeries(deps: SeriesNeeds) {
  const service = createSeriesService(deps)
  return {
    routes: async (writing: Writing) => ({
      series: (await import('./routes.ts')).createSeriesRoutes({ service, writing }),
    }),
    findSeries: service.find,
    findItem: service.findItem,
    resolveMessage: service.resolveMessage,
    listNames,
  }
}
