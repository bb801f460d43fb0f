import { contract } from '../../contracts/api/index.ts'
import { isPublicTemplate } from '../../contracts/templates.ts'
import type { Templates } from '../../line/flex/load-templates.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import { toPage } from '../../platform/http/to-page.ts'
import { decodeFiles, type ExchangeService } from './exchange-service.ts'
import type { ContentService, ContentView, VersionView } from './service.ts'

const api = implementApi({ contents: contract.contents, templates: contract.templates })

export function createContentRoutes({
  service,
  exchange,
  templates,
  writing,
}: {
  service: ContentService
  exchange: ExchangeService
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
        .handler(async ({ input, context }) => showContent(await service.approve(context.tx, context.actor, input))),
      check: api.contents.check
        .use(allow('contents.edit'))
        .handler(({ input, context }) => service.check(context.tx, input, context.locale)),
      previewImport: api.contents.previewImport
        .use(allow('contents.edit'))
        .handler(({ input, context }) => exchange.preview(context.tx, decodeFiles(input.files), context.locale)),
      import: api.contents.import
        .use(allow('contents.edit'))
        .use(writing)
        .handler(({ input, context }) =>
          exchange.importCards(context.tx, context.actor, decodeFiles(input.files), context.locale),
        ),
      export: api.contents.export
        .use(allow('contents.read'))
        .handler(({ input, context }) => exchange.write(context.tx, input)),
      update: api.contents.update
        .use(allow('contents.edit'))
        .use(writing)
        .handler(async ({ input: { id, ...change }, context }) =>
          showContent(await service.update(context.tx, context.actor, id, change)),
        ),
      versions: api.contents.versions.use(allow('contents.read')).handler(async ({ input, context }) => ({
        items: (await service.versions(context.tx, input.id)).map(showVersion),
        nextCursor: null,
      })),
      retire: api.contents.retire
        .use(allow('contents.edit'))
        .use(writing)
        .handler(async ({ input, context }) => showContent(await service.retire(context.tx, context.actor, input.id))),
      restore: api.contents.restore
        .use(allow('contents.edit'))
        .use(writing)
        .handler(async ({ input, context }) =>
          showContent(await service.restore(context.tx, context.actor, input.id, input.version)),
        ),
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
        .handler(({ input }) => ({ message: templates.renderMessage(input.name, input.data) })),
    },
  }
}

function showContent(content: ContentView) {
  const { id, code, state, toConfirm } = content
  return { id, code, state, toConfirm, ...showWords(content) }
}

const showVersion = (version: VersionView) => ({
  ...showWords(version),
  replacedAt: version.replacedAt.toISOString(),
})

function showWords(words: Omit<VersionView, 'replacedAt'>) {
  const { title, template, data, basis, itaItems, kind, owner, tags, version, authorId } = words
  const dates = {
    reviewOn: words.reviewOn?.toISOString().slice(0, 10) ?? null,
    approvedAt: words.approvedAt?.toISOString() ?? null,
  }
  return { title, template, data, basis, itaItems, kind, owner, tags, version, authorId, ...dates }
}
