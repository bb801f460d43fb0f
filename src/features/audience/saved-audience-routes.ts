import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import { toPage } from '../../platform/http/to-page.ts'
import { estimateAudience } from './audience-service.ts'
import type { SavedAudienceRow, SavedAudienceService } from './saved-audience-service.ts'

const api = implementApi({ audiences: contract.audiences })

export function createSavedAudienceRoutes(deps: { saved: SavedAudienceService; writing: Writing }) {
  const { saved, writing } = deps
  return {
    audiences: {
      list: api.audiences.list
        .use(allow('audiences.read'))
        .handler(async ({ input, context }) => toPage(await saved.list(context.tx, input), input.limit, show)),
      get: api.audiences.get
        .use(allow('audiences.read'))
        .handler(async ({ input, context }) => show(await saved.find(context.tx, input.id))),
      create: api.audiences.create
        .use(allow('audiences.edit'))
        .use(writing)
        .handler(async ({ input, context }) => show(await saved.create(context.tx, context.actor, input))),
      update: api.audiences.update
        .use(allow('audiences.edit'))
        .use(writing)
        .handler(async ({ input: { id, ...change }, context }) =>
          show(await saved.update(context.tx, context.actor, id, change)),
        ),
      remove: api.audiences.remove
        .use(allow('audiences.edit'))
        .use(writing)
        .handler(async ({ input, context }) => {
          await saved.remove(context.tx, context.actor, input.id)
          return { removed: true as const }
        }),
      // Of those who may draft: naming one person tells whether they have blocked the account.
      estimate: api.audiences.estimate
        .use(allow('audiences.edit'))
        .use(writing)
        .handler(({ input, context }) => estimateAudience(context.tx, input.audience)),
    },
  }
}

function show({ id, name, rule, createdAt, updatedAt }: SavedAudienceRow) {
  return { id, name, rule, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}
