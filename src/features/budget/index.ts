import type { Writing } from '../../platform/http/api-guards.ts'
import type { BudgetDeps } from './needs.ts'
import { createBudgetService } from './service.ts'

/** งบประมาณ: plan against spending, month by month. */
export function createBudget(deps: BudgetDeps) {
  const service = createBudgetService(deps)
  return {
    routes: async (writing: Writing) => (await import('./routes.ts')).createBudgetRoutes({ service, writing }),
    importSheet: service.importSheet,
  }
}
