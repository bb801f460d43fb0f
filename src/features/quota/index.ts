import type { Writing } from '../../platform/http/api-guards.ts'
import type { QuotaDeps } from './needs.ts'
import { createQuotaService } from './service.ts'

/** โควตาข้อความ: what LINE lets the office send this month, what is spoken for, and what plans would hold. */
export function createQuota(deps: QuotaDeps) {
  const service = createQuotaService(deps)
  return {
    routes: async (writing: Writing) => (await import('./routes.ts')).createQuotaRoutes({ service, writing }),
    refresh: service.refresh,
    checkFits: service.checkFits,
    isShortFor: service.isShortFor,
    isNearlyUsed: service.isNearlyUsed,
  }
}
