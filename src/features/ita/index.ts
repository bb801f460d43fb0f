import { createItaService } from './service.ts'

export { createItaImport } from './import-service.ts'
export type { SheetError } from './sheet-rules.ts'
export { sheetErrorWords } from './sheet-words.ts'

/** ITA results and the measures drawn from them. */
export function createIta() {
  const service = createItaService()
  return { routes: async () => (await import('./routes.ts')).createItaRoutes(service), findItems: service.findItems }
}
