import { series } from '../../contracts/api/series.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import { toPage } from '../../platform/http/to-page.ts'
import type { SeriesService, SeriesView } from './service.ts'

const api = implementApi(series)

export function createSeriesRoutes({ service, writing }: { service: SeriesService; writing: Writing }) {
  return {
    list: api.list
      .use(allow('series.read'))
      .handler(async ({ input, context }) => toPage(await service.list(context.tx, input), input.limit, showSeries)),
    get: api.get
      .use(allow('series.read'))
      .handler(async ({ input, context }) => showView(await service.get(context.tx, input.id))),
    create: api.create
      .use(allow('series.edit'))
      .use(writing)
      .handler(async ({ input, context }) => showView(await service.create(context.tx, context.actor, input))),
    update: api.update
      .use(allow('series.edit'))
      .use(writing)
      .handler(async ({ input: { id, ...change }, context }) =>
        showView(await service.update(context.tx, context.actor, id, change)),
      ),
  }
}

function showSeries({ id, name, kind, atEnd, version, createdAt }: Omit<SeriesView, 'items'>) {
  return { id, name, kind, atEnd, version, createdAt: createdAt.toISOString() }
}

function showView({ items, ...series }: SeriesView) {
  return {
    ...showSeries(series),
    items: items.map(({ id, contentId, title, isApproved, isSkipped, day }) => {
      return { id, contentId, title, isApproved, isSkipped, day }
    }),
  }
}
