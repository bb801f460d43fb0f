import { z } from 'zod'
import { Campaign, MessageSpec } from './campaigns.ts'
import { At, Id, route, words } from './common.ts'
import { Run } from './runs.ts'

export const LiveRun = Run.extend({
  reasonText: z.string().nullable().describe('what `reason` means and what to do, in the language of the caller'),
  ratePerSecond: z.number().describe('recipients a second over the last minute'),
  estimatedEndAt: At.nullable().describe(
    'at this rate, or when the last batch of a slowed run is due; null where nothing moves',
  ),
})

export const Reason = z.object({
  code: z.string(),
  count: z.number().int(),
  text: z.string().describe('what it means and what to do, in the language of the caller'),
})

export const RunReport = LiveRun.extend({
  name: z.string().describe('of the campaign'),
  isSilent: z.boolean().describe('it arrived without a sound'),
  tookMs: z.number().int().nullable().describe('from the first moment of sending to the last, or until now'),
  failed: z.array(Reason).describe('refused for good; `retry` sends anew'),
  unknown: z.array(Reason).describe('may have arrived; never sent again by itself'),
  skipped: z.array(Reason).describe('left out on purpose'),
  links: z
    .array(z.object({ url: z.string(), clicks: z.number().int() }))
    .describe('how often each link was opened, by anybody; not counted where fewer than five people got it'),
  receipts: z
    .object({ asked: z.boolean(), count: z.number().int().nullable() })
    .describe('รับทราบ: at least so many people, in steps of five; null under five, and never who'),
  byReply: z.number().int().describe('of the accepted: went out free with a word in the group'),
  waiting: z.array(Reason).describe('not yet sent, by what it waits for'),
})

const LineStatistics = z.object({
  impressions: z.number().int().nullable().describe('people who saw it, as LINE counts; null under 20'),
  clicks: z.number().int().nullable().describe('people who tapped a link, as LINE counts; null under 20'),
  note: z.string().describe('what the figures mean, or why there are none, in the language of the caller'),
})

export const SheetFormat = z.enum(['xlsx', 'csv'])
export type SheetFormat = z.infer<typeof SheetFormat>

const format = SheetFormat.default('xlsx').describe('csv is UTF-8 with a BOM, so that Excel shows Thai')
const sheetTypes = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'] as const
const Sheet = z.file().mime([...sheetTypes])

export const CorrectionCost = z.object({
  groups: z.number().int(),
  people: z.number().int(),
  messages: z.number().int().describe('LINE messages at most: one a person, one for each member of a group'),
  groupsWithoutCount: z.number().int().describe('groups whose members are not counted yet and not in `messages`'),
})

/** What became of runs, and what a person can still do about it. Counts only: nobody is named anywhere in here. */
export const outcomes = {
  get: route
    .route({ method: 'GET', path: '/runs/{id}', summary: 'A run as it goes', tags: ['Runs'] })
    .input(z.object({ id: Id }))
    .output(LiveRun),
  report: route
    .route({ method: 'GET', path: '/runs/{id}/report', summary: 'What became of a run, in counts', tags: ['Runs'] })
    .input(z.object({ id: Id }))
    .output(RunReport),
  lineStatistics: route
    .route({
      method: 'GET',
      path: '/runs/{id}/line-statistics',
      summary: 'What LINE itself has counted of a run; at most a quarter of an hour old',
      tags: ['Runs'],
    })
    .input(z.object({ id: Id }))
    .output(LineStatistics),
  export: route
    .route({ method: 'GET', path: '/runs/{id}/export', summary: 'The report as a sheet', tags: ['Runs'] })
    .input(z.object({ id: Id, format }))
    .output(Sheet),
  exportList: route
    .route({ method: 'GET', path: '/runs/export', summary: 'The runs of a period as a sheet', tags: ['Runs'] })
    .input(z.object({ from: At, to: At, format }))
    .output(Sheet),
  recordByHand: route
    .route({
      method: 'POST',
      path: '/runs/by-hand',
      successStatus: 201,
      summary: 'ส่งเองด้วย LINE ของฉัน: record that an approved card was sent to groups by hand',
      description:
        'Counted apart from what the account sent, as the officer says. campaignId: it belongs to that campaign.',
      tags: ['Runs'],
    })
    .input(z.strictObject({ contentId: Id, groups: z.array(Id).min(1).max(1000), campaignId: Id.optional() }))
    .output(Run),
  correct: route
    .route({
      method: 'POST',
      path: '/runs/{id}/correct',
      successStatus: 201,
      summary: 'ส่งฉบับแก้ไข: stop what is left and draft a correction to those reached',
      tags: ['Runs'],
    })
    .input(
      z.strictObject({
        id: Id,
        name: words(200).optional(),
        message: z
          .union([MessageSpec, z.array(MessageSpec).min(1).max(4)])
          .describe('at most four: the first words of a correction quote the original'),
      }),
    )
    .output(z.object({ campaign: Campaign, cost: CorrectionCost })),
}
