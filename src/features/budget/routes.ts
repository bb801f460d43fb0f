import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import type { BudgetService } from './service.ts'

const api = implementApi({ budget: contract.budget })

export function createBudgetRoutes({ service, writing }: { service: BudgetService; writing: Writing }) {
  return {
    budget: {
      preview: api.budget.preview
        .use(allow('budget.edit'))
        .handler(({ input: { file, ...sheet }, context }) =>
          service.preview(context.tx, { ...sheet, bytes: decode(file) }),
        ),
      import: api.budget.import
        .use(allow('budget.edit'))
        .use(writing)
        .handler(({ input: { file, ...sheet }, context }) =>
          service.importSheet(context.tx, context.actor.userId, { ...sheet, bytes: decode(file) }),
        ),
      list: api.budget.list
        .use(allow('budget.read'))
        .handler(async ({ context }) => ({ items: await service.listYears(context.tx) })),
      get: api.budget.get
        .use(allow('budget.read'))
        .handler(({ input, context }) => service.summarize(context.tx, input.fiscalYear, input.by)),
      makeCard: api.budget.makeCard
        .use(allow('budget.edit'))
        .use(async ({ context, next }, input) => {
          await service.checkCard(context.tx, input.fiscalYear, input.sizes)
          return next()
        })
        .use(writing)
        .handler(({ input, context }) => service.makeCard(context.tx, context.actor, input.fiscalYear, input.sizes)),
    },
  }
}

const decode = (file: string) => Buffer.from(file, 'base64')
