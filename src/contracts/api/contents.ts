import { z } from 'zod'
import { At, Id, PageQuery, pageOf, route, words } from './common.ts'
import { Cut } from './pictures.ts'

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
  kind: z.string().nullable(),
  owner: z.string().nullable(),
  reviewOn: z.iso.date().nullable(),
  tags: z.array(z.string()),
  toConfirm: z.array(z.string()).describe('what an approver checks first; never shown on the card'),
  version: z.number().int().describe('counts up with every change of the card'),
  approvedAt: At.nullable(),
})

const ContentVersion = Content.omit({ id: true, code: true, state: true, toConfirm: true }).extend({
  replacedAt: At.describe('when the next version took its place'),
})

const Finding = z.object({
  rule: z.string(),
  found: z.string().describe('the words of the card that break it'),
  why: z.object({ th: z.string(), en: z.string() }),
})

const CardCheck = z.object({
  findings: z.array(Finding).describe('rules of content that the card breaks; with one it cannot be saved'),
  problems: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .describe('what its template or LINE would refuse'),
  cuts: z
    .array(Cut)
    .describe('words that do not fit its picture, and how much to cut; the card would go out without it'),
})
export type CardCheck = z.infer<typeof CardCheck>

export const contentKinds = [
  'dos_donts',
  'no_gift',
  'bribery',
  'budget',
  'ita_result',
  'ita_indicator',
  'measure',
  'asset_how_to',
  'asset_check',
  'manual',
  'hr_policy',
  'opportunity',
  'meeting_summary',
  'notice',
  'video',
  'digest',
] as const
export type ContentKind = (typeof contentKinds)[number]

export const CardWords = z.object({
  title: words(200),
  template: z.string().max(60),
  data: z.record(z.string(), z.unknown()),
  basis: words(500).optional(),
  itaItems: z.array(words(20)).max(10).default([]),
  kind: z.enum(contentKinds).optional(),
  owner: words(200).optional().describe('the unit that answers for what the card says, or the whole office'),
  reviewOn: z.iso.date().optional(),
  tags: z.array(words(40)).max(20).default([]),
})

const version = Content.shape.version

const CardFile = z.object({
  name: z.string().max(200).describe('ends in .yaml or .yml, else it is read as XLSX or CSV'),
  file: z.base64().min(4).max(13_400_000),
})
export type CardFile = z.infer<typeof CardFile>
const CardFiles = z.object({ files: z.array(CardFile).min(1).max(500) })

const ImportError = z.object({
  file: z.string(),
  row: z.number().int().nullable().describe('of the sheet, or line of the YAML file'),
  cell: z.string().nullable().describe('as the sheet program names it: "C5"'),
  field: z.string(),
  code: z.enum([
    'HEADING_MISSING',
    'TEMPLATE_UNKNOWN',
    'FIELD_INVALID',
    'CODE_REPEATED',
    'CARD_UNKNOWN',
    'CARD_RETIRED',
    'CONTENT_RULE',
    'YAML_UNREADABLE',
  ]),
  value: z.string(),
  text: z.string().describe('what is wrong and what to do, in the language of the caller'),
})
export type ImportError = z.infer<typeof ImportError>

const ImportPreview = z.object({
  items: z
    .array(
      z.object({
        code: z.string().nullable(),
        title: z.string(),
        template: z.string(),
        change: z.enum(['new', 'changed', 'same']),
      }),
    )
    .describe('the first 100'),
  counts: z.object({ new: z.number().int(), changed: z.number().int(), same: z.number().int() }),
  errors: z.array(ImportError).describe('the first 100; while there is one, nothing can be imported'),
  errorCount: z.number().int(),
})
export type ImportPreview = z.infer<typeof ImportPreview>

export const contents = {
  list: route
    .route({ method: 'GET', path: '/contents', summary: 'Cards', tags: ['Content'] })
    .input(
      PageQuery.extend({
        state: Content.shape.state.optional(),
        template: z.string().max(60).optional(),
        q: words(100).optional().describe('words of the card, Thai or English; all must be there'),
        kind: z.enum(contentKinds).optional(),
        tag: words(40).optional(),
        itaItem: words(20).optional(),
        reviewDue: z.stringbool().optional().describe('true: the day to look at it again has come'),
      }),
    )
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
    .input(CardWords)
    .output(Content),
  check: route
    .route({
      method: 'POST',
      path: '/contents/check',
      summary: 'What would be refused or cut off, told before the card is saved; nothing is kept',
      tags: ['Content'],
    })
    .input(CardWords.pick({ title: true, template: true, data: true }))
    .output(CardCheck),
  previewImport: route
    .route({
      method: 'POST',
      path: '/contents/import/preview',
      summary: 'Read cards from a sheet or a folder of YAML and tell what would change or is wrong; stores nothing',
      tags: ['Content'],
    })
    .input(CardFiles)
    .output(ImportPreview),
  import: route
    .route({
      method: 'POST',
      path: '/contents/import',
      summary: 'Take cards in whole, as drafts; what has not changed is left alone',
      tags: ['Content'],
    })
    .input(CardFiles)
    .output(ImportPreview),
  export: route
    .route({
      method: 'GET',
      path: '/contents/export',
      summary: 'Cards as a sheet, or as YAML documents; import takes either back',
      tags: ['Content'],
    })
    .input(
      z.object({
        format: z.enum(['xlsx', 'csv', 'yaml']).default('xlsx'),
        state: Content.shape.state.optional(),
        template: z.string().max(60).optional(),
        kind: z.enum(contentKinds).optional(),
      }),
    )
    .output(
      z
        .file()
        .mime(['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv', 'application/yaml']),
    ),
  update: route
    .route({
      method: 'PUT',
      path: '/contents/{id}',
      summary: 'Change a card; an approved one is a draft again until the change is approved',
      tags: ['Content'],
    })
    .input(CardWords.extend({ id: Id, version: version.describe('as read; refused when somebody has changed it') }))
    .output(Content),
  versions: route
    .route({
      method: 'GET',
      path: '/contents/{id}/versions',
      summary: 'What the card said before, newest first',
      tags: ['Content'],
    })
    .input(z.object({ id: Id }))
    .output(z.object({ items: z.array(ContentVersion), nextCursor: z.null() })),
  retire: route
    .route({
      method: 'POST',
      path: '/contents/{id}/retire',
      summary: 'Withdraw a card: the bot no longer shows it and no campaign sends it',
      tags: ['Content'],
    })
    .input(z.object({ id: Id }))
    .output(Content),
  restore: route
    .route({
      method: 'POST',
      path: '/contents/{id}/restore',
      summary: 'Bring back a retired card or an earlier version, as a draft to be approved',
      tags: ['Content'],
    })
    .input(z.object({ id: Id, version: version.optional().describe('of the earlier version') }))
    .output(Content),
  approve: route
    .route({
      method: 'POST',
      path: '/contents/{id}/approve',
      summary: 'Approve a card; never one’s own',
      tags: ['Content'],
    })
    .input(
      z.object({
        id: Id,
        version: version.optional().describe('as read; refused when the card has changed'),
        confirmed: z.array(words(500)).max(20).default([]).describe('all of toConfirm, each checked by the approver'),
      }),
    )
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
