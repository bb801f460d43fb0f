import { createItaRoutes } from './routes.ts'
import { createItaService } from './service.ts'

/** ITA results and the measures drawn from them. */
export function createIta() {
  const service = createItaService()
  return { routes: () => createItaRoutes(service), findItems: service.findItems }
}
