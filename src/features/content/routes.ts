import { contract } from '../../contracts/api/index.ts'
import { isPublicTemplate } from '../../contracts/templates.ts'
import type { Templates } from '../../line/flex/load-templates.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import { toPage } from '../../platform/http/to-page.ts'
import type { ContentService, ContentView } from './service.ts'

const api = implementApi({ contents: contract.contents, templates: contract.templates })

export function createContentRoutes({
  service,
  templates,
  writing,
}: {
  service: ContentService
  templates: Templates
  writing: Writing
}) {
  return {
    contents: {
      list: api.contents.list
        .use(allow('contents.read'))
        .handler(async ({ input, context }) => toPage(await service.list(context.tx, input), input.limit, showContent)),
      get: api.contents.get
        .use(allow('contents.read'))
        .handler(async ({ input, context }) => showContent(await service.get(context.tx, input.id))),
      create: api.contents.create
        .use(allow('contents.edit'))
        .use(writing)
        .handler(async ({ input, context }) => showContent(await service.create(context.tx, context.actor, input))),
      approve: api.contents.approve
        .use(allow('contents.approve'))
        .use(writing)
        .handler(async ({ input, context }) => showContent(await service.approve(context.tx, context.actor, input.id))),
    },
    templates: {
      list: api.templates.list.use(allow('templates.read')).handler(() => ({
        items: templates.names.map((name) => ({
          name,
          isPublic: isPublicTemplate(name),
          sample: templates.sampleOf(name),
        })),
        nextCursor: null,
      })),
      render: api.templates.render
        .use(allow('templates.read'))
        .handler(({ input }) => ({ message: templates.render(input.name, input.data) })),
    },
  }
}

function showContent({ approvedAt, ...content }: ContentView) {
  const { id, code, title, template, data, state, basis, itaItems, authorId } = content
  return {
    id,
    code,
    title,
    template,
    data,
    state,
    basis,
    itaItems,
    authorId,
    approvedAt: approvedAt?.toISOString() ?? null,
  }
}
