import { z } from 'zod'
import { At, Id, PageQuery, pageOf, route, words } from './common.ts'

export const Content = z.object({
  id: Id,
  code: z.string().nullable(),
  title: z.string(),
  template: z.string(),
  data: z.record(z.string(), z.unknown()),
  state: z.enum(['draft', 'approved', 'retired']),
  basis: z.string().nullable(),
  itaItems: z.array(z.string()),
  authorId: z.string().nullable().describe('who drafted it: never who approves it'),
  approvedAt: At.nullable(),
})

export const contents = {
  list: route
    .route({ method: 'GET', path: '/contents', summary: 'Cards', tags: ['Content'] })
    .input(PageQuery.extend({ state: Content.shape.state.optional(), template: z.string().max(60).optional() }))
    .output(pageOf(Content)),
  get: route
    .route({ method: 'GET', path: '/contents/{id}', summary: 'One card', tags: ['Content'] })
    .input(z.object({ id: Id }))
    .output(Content),
  create: route
    .route({
      method: 'POST',
      path: '/contents',
      successStatus: 201,
      summary: 'Draft a card from a template',
      tags: ['Content'],
    })
    .input(
      z.object({
        title: words(200),
        template: z.string().max(60),
        data: z.record(z.string(), z.unknown()),
        basis: words(500).optional(),
        itaItems: z.array(words(20)).max(10).default([]),
      }),
    )
    .output(Content),
  approve: route
    .route({
      method: 'POST',
      path: '/contents/{id}/approve',
      summary: 'Approve a card; never one’s own',
      tags: ['Content'],
    })
    .input(z.object({ id: Id }))
    .output(Content),
}

export const templates = {
  list: route
    .route({
      method: 'GET',
      path: '/templates',
      summary: 'Card templates with a sample of their data',
      tags: ['Content'],
    })
    .output(
      z.object({
        items: z.array(z.object({ name: z.string(), isPublic: z.boolean(), sample: z.unknown() })),
        nextCursor: z.null(),
      }),
    ),
  render: route
    .route({
      method: 'POST',
      path: '/templates/{name}/render',
      summary: 'A card as LINE will get it; nothing is kept',
      tags: ['Content'],
    })
    .input(z.strictObject({ name: z.string().max(60), data: z.record(z.string(), z.unknown()) }))
    .output(z.object({ message: z.unknown() })),
}
