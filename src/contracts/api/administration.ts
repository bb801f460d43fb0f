import { z } from 'zod'
import { At, Id, PageQuery, pageOf, route, words, wordsOrNone } from './common.ts'
import { Picture, PictureFormat } from './pictures.ts'

export const audit = {
  list: route
    .route({ method: 'GET', path: '/audit', summary: 'Who did what, newest first', tags: ['Administration'] })
    .input(
      PageQuery.extend({
        cursor: z
          .string()
          .regex(/^\d{1,18}$/)
          .optional(),
        action: z.string().max(60).optional().describe('exactly this one'),
        actorId: z.string().max(100).optional().describe('who did it; "system": nobody'),
        q: words(100).optional().describe('stands in the subject or the details'),
        from: At.optional(),
        to: At.optional().describe('before this moment'),
      }),
    )
    .output(
      pageOf(
        z.object({
          seq: z.string(),
          at: At,
          actorId: z.string().nullable(),
          action: z.string(),
          subject: z.string().nullable(),
          data: z.unknown(),
        }),
      ),
    ),
  verify: route
    .route({
      method: 'GET',
      path: '/audit/verify',
      summary: 'Check the hash chain from its first entry',
      tags: ['Administration'],
    })
    .output(
      z.object({ entries: z.number().int(), firstBadSeq: z.string().nullable(), headHash: z.string().nullable() }),
    ),
}

const Cap = z.number().int().min(0).max(50)
const capFields = {
  capPerDay: Cap.describe(
    'runs a chat gets on one day (Bangkok) at most; 0: no limit; urgent ones and corrections pass',
  ),
  capPerWeek: Cap.describe('runs a chat gets in seven days at most; 0: no limit; urgent ones and corrections pass'),
}
const noticeFields = {
  dpoContact: wordsOrNone(300).describe('how to reach the data protection officer, shown at /privacy; empty: not said'),
  noticeConfirmed: z
    .boolean()
    .describe('the data protection officer has confirmed the privacy notice: no longer a draft'),
}
const Lookup = wordsOrNone(200)
const budgetFields = {
  budgetLookup: Lookup.describe(
    'where staff look the budget up, as a Thai sentence; on cards and in the bot; empty: not said',
  ),
  budgetLookupEn: Lookup.describe('the same in English, for the bot'),
  budgetLookupUrl: z
    .union([z.literal(''), z.url({ protocol: /^https$/ }).max(1000)])
    .describe('the page itself, behind a button; empty: no button'),
}
const Settings = z.object({
  agencyName: z.string(),
  approvalRequired: z.boolean(),
  ...capFields,
  ...noticeFields,
  ...budgetFields,
})

export const settings = {
  get: route
    .route({ method: 'GET', path: '/settings', summary: 'Settings', tags: ['Administration'] })
    .output(Settings),
  update: route
    .route({
      method: 'PATCH',
      path: '/settings',
      summary: 'Change settings; switching approval off is audited',
      tags: ['Administration'],
    })
    .input(
      z.strictObject({
        agencyName: words(200).optional(),
        approvalRequired: z.boolean().optional(),
        capPerDay: capFields.capPerDay.optional(),
        capPerWeek: capFields.capPerWeek.optional(),
        dpoContact: noticeFields.dpoContact.optional(),
        noticeConfirmed: noticeFields.noticeConfirmed.optional(),
        budgetLookup: budgetFields.budgetLookup.optional(),
        budgetLookupEn: budgetFields.budgetLookupEn.optional(),
        budgetLookupUrl: budgetFields.budgetLookupUrl.optional(),
      }),
    )
    .output(Settings),
}

const Scores = z.object({ fiscalYear: z.number().int(), score: z.number() })
export const ita = {
  get: route
    .route({
      method: 'GET',
      path: '/ita/{fiscalYear}',
      summary: 'Published ITA result of a fiscal year (พ.ศ.)',
      tags: ['ITA'],
    })
    .input(z.object({ fiscalYear: z.coerce.number().int().min(2550).max(2700) }))
    .output(
      z.object({
        fiscalYear: z.number().int(),
        total: z.number(),
        nationalAverage: z.number().nullable(),
        target: z.number().nullable(),
        level: z.string().nullable(),
        instruments: z.array(
          z.object({ code: z.string(), nameTh: z.string(), score: z.number(), note: z.string().nullable() }),
        ),
        indicators: z.array(
          z.object({
            no: z.number().int(),
            instrument: z.string(),
            titleTh: z.string(),
            score: z.number(),
            before: Scores.nullable(),
          }),
        ),
        items: z.array(
          z.object({
            no: z.string(),
            area: z.number().int(),
            titleTh: z.string(),
            scores: z.record(z.string(), z.number()),
            note: z.string().nullable(),
          }),
        ),
      }),
    ),
  makeCard: route
    .route({
      method: 'POST',
      path: '/ita/cards',
      successStatus: 201,
      summary:
        'A draft card and its pictures from the figures of two years, or from the measures of a year, in one step',
      tags: ['ITA'],
    })
    .input(
      z.object({
        subject: z.enum(['comparison', 'measures']),
        fiscalYear: z.int().min(2550).max(2700).optional().describe('left out: the newest that is known'),
        sizes: z.array(PictureFormat).min(1).max(6).default(['portrait']),
      }),
    )
    .output(z.object({ contentId: Id, pictures: z.array(Picture) })),
}

export const measures = {
  list: route
    .route({
      method: 'GET',
      path: '/measures',
      summary: 'Measures of a fiscal year with their steps and owners',
      tags: ['ITA'],
    })
    .input(z.object({ fiscalYear: z.coerce.number().int().min(2550).max(2700).optional() }))
    .output(
      z.object({
        items: z.array(
          z.object({
            fiscalYear: z.number().int(),
            area: z.number().int(),
            areaTitle: z.string(),
            kinds: z.array(z.string()),
            guidance: z.unknown(),
            startsOn: z.iso.date(),
            endsOn: z.iso.date(),
            steps: z.array(
              z.object({
                no: z.number().int(),
                titleTh: z.string(),
                fullTextTh: z.string(),
                owners: z.array(z.string()),
              }),
            ),
          }),
        ),
        nextCursor: z.null(),
      }),
    ),
}
