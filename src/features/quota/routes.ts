import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import type { QuotaService } from './service.ts'

const api = implementApi({ quota: contract.quota })

export function createQuotaRoutes({ service, writing }: { service: QuotaService; writing: Writing }) {
  return {
    quota: {
      get: api.quota.get.use(allow('quota.read')).handler(async ({ input, context }) => {
        await service.refresh(input.fresh ? { maxAgeMs: 0 } : {})
        return service.view(context.tx)
      }),
      planner: api.quota.planner.use(allow('quota.read')).handler(({ context }) => service.plan(context.tx)),
      getPlans: api.quota.getPlans.use(allow('quota.read')).handler(({ context }) => service.getPlans(context.tx)),
      setPlans: api.quota.setPlans
        .use(allow('quota.edit'))
        .use(writing)
        .handler(({ input, context }) => service.setPlans(context.tx, context.actor, input)),
    },
  }
}
