import type { Templates } from '../../line/flex/load-templates.ts'
import type { Writing } from '../../platform/http/api-guards.ts'
import { createExchangeService } from './exchange-service.ts'
import { findOwner, listApprovedOf, listTitles, readLibraryMark } from './repo.ts'
import { type ContentNeeds, checkRules, createContentService } from './service.ts'

/** Where bodies may have the size of files. */
export const cardImportPaths = ['/contents/import', '/contents/import/preview']

/** การ์ด: what is sent, drafted and approved apart from when and to whom. */
export function createContent(deps: ContentNeeds & { templates: Templates }) {
  const service = createContentService(deps)
  const exchange = createExchangeService({ service, renderCard: deps.renderCard })
  return {
    routes: async (writing: Writing) =>
      (await import('./routes.ts')).createContentRoutes({ service, exchange, templates: deps.templates, writing }),
    resolveMessage: service.resolveMessage,
    libraryMark: readLibraryMark,
    listApprovedCards: service.listApprovedCards,
    listCards: service.listCards,
    listMeasureStates: service.listMeasureStates,
    listMeasureUpdates: service.listMeasureUpdates,
    findTodaysCard: service.findTodaysCard,
    pickTodaysCard: service.pickTodaysCard,
    getCard: service.get,
    createCard: service.create,
    checkRules,
    findOwner,
    listApprovedOf,
    listTitles,
    importCards: exchange.importCards,
    writeFolder: exchange.writeFolder,
  }
}
