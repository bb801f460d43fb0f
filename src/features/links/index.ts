import { createLinkRoutes } from './routes.ts'
import { createLinkCounts, type LinkDeps } from './service.ts'

/** Counted links: how often what a card points to was opened, and by nobody in particular. */
export function createLinks(deps: LinkDeps) {
  const service = createLinkCounts(deps)
  return {
    pages: createLinkRoutes(service),
    countLinks: service.countLinks,
    listClicks: service.listClicks,
  }
}
