import type { Writing } from '../../platform/http/api-guards.ts'
import { createItaCards } from './card-service.ts'
import type { ItaDeps } from './needs.ts'
import { createItaService } from './service.ts'

export { createItaImport } from './import-service.ts'
export type { SheetError } from './sheet-rules.ts'
export { sheetErrorWords } from './sheet-words.ts'

/** ITA results and the measures drawn from them. */
export function createIta(deps: ItaDeps) {
  const service = createItaService()
  const cards = createItaCards(deps)
  return {
    routes: async (writing: Writing) => (await import('./routes.ts')).createItaRoutes({ service, cards, writing }),
    findItems: service.findItems,
  }
}
