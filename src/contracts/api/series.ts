import { z } from 'zod'
import { At, Id, PageQuery, pageOf, route, words } from './common.ts'

const Day = z.number().int().min(1).max(400).describe('1 is the day a person joined, in Bangkok')

const Item = z.object({
  id: Id.describe('of the place in the series, and goes with it when it is moved'),
  contentId: Id,
  title: z.string(),
  isApproved: z.boolean(),
  isSkipped: z.boolean(),
  day: Day.nullable(),
})

export const Series = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(['playlist', 'per_person']),
  atEnd: z.enum(['complete', 'restart']).describe('of a playlist: what follows its last card'),
  version: z.number().int().describe('counts up with every change'),
  createdAt: At,
})
export const SeriesWithItems = Series.extend({ items: z.array(Item) })
export type SeriesKind = z.infer<typeof Series.shape.kind>
export type SeriesEnd = z.infer<typeof Series.shape.atEnd>

const ItemDraft = z.strictObject({
  id: Id.optional().describe('of an item that is there; left out: a new one'),
  contentId: Id,
  isSkipped: z.boolean().default(false).describe('left out for now'),
  day: Day.optional(),
})

const Items = z
  .array(ItemDraft)
  .max(200)
  .refine((items) => new Set(items.flatMap(({ id }) => id ?? [])).size === items.filter(({ id }) => id).length, {
    error: 'names an item twice: leave out the id to put a card in again',
  })

const tags = ['Series']

export const series = {
  list: route
    .route({ method: 'GET', path: '/series', summary: 'ชุดการ์ด', tags })
    .input(PageQuery)
    .output(pageOf(Series)),
  get: route
    .route({ method: 'GET', path: '/series/{id}', summary: 'A series with its cards in order', tags })
    .input(z.object({ id: Id }))
    .output(SeriesWithItems),
  create: route
    .route({ method: 'POST', path: '/series', successStatus: 201, summary: 'Put cards in a series', tags })
    .input(
      z.strictObject({
        name: words(200),
        kind: Series.shape.kind.default('playlist'),
        atEnd: Series.shape.atEnd.default('complete'),
        items: Items.default([]),
      }),
    )
    .output(SeriesWithItems),
  update: route
    .route({
      method: 'PUT',
      path: '/series/{id}',
      summary: 'Reorder, skip, add and remove; safe while the series is being sent',
      tags,
    })
    .input(
      z.strictObject({
        id: Id,
        version: z.number().int().describe('as read; refused when somebody has changed the series since'),
        name: words(200).optional(),
        atEnd: Series.shape.atEnd.optional(),
        items: Items.optional().describe('the whole series in its new order'),
      }),
    )
    .output(SeriesWithItems),
}
