import { z } from 'zod'
import { levels, PollResult, Question, QuestionResult } from '../polls.ts'
import { AudienceSpec } from './campaigns.ts'
import { At, Id, PageQuery, pageOf, route, words } from './common.ts'
import { SheetFormat } from './outcomes.ts'
import { Picture } from './pictures.ts'

const option = z.union([words(100), z.strictObject({ key: z.string().max(16).optional(), text: words(100) })])
const QuestionDraft = z
  .strictObject({
    key: z.string().max(16).optional().describe('left out: q1, q2 …'),
    kind: z.enum(['single', 'multiple', 'scale', 'agreement', 'ranking', 'points', 'word', 'text', 'nps']),
    text: words(300),
    help: words(300).optional(),
    required: z.boolean().optional(),
    options: z.array(option).max(12).optional().describe('of single, multiple, ranking and points'),
    atMost: z.number().int().min(1).max(12).optional().describe('of multiple'),
    isReversed: z.boolean().optional().describe('of scale: much is bad'),
    steps: z
      .union([z.literal(4), z.literal(5)])
      .optional()
      .describe('of agreement'),
  })
  .describe('what a kind does not have is refused')
export type QuestionDraft = z.infer<typeof QuestionDraft>

const Cut = z
  .strictObject({ text: words(200), options: z.array(option).min(2).max(20) })
  .describe('the one dimension by which results may be split, asked on the ballot page; only of ballot polls')

const draftFields = {
  title: words(160),
  purpose: words(300).nullable(),
  language: z.enum(['th', 'en']),
  questions: z.array(QuestionDraft).min(1).max(20),
  audience: AudienceSpec.describe(
    'who is eligible: the registered staff of it, frozen at publish. A group stands for the people of its unit, one without a unit for all staff',
  ),
  threshold: z.number().int().min(5).max(1000).describe('k: raised before publish only; fewer answers are never shown'),
  cut: Cut.nullable(),
  opensAt: At.nullable().describe('null: opened by hand'),
  closesAt: At.nullable(),
  returnsOn: z.iso.date().nullable().describe('by when the result and what the office will do are told'),
  isOneVisit: z.boolean().describe('of ballot polls: drawn and cast in one visit; wears the interim badge'),
  itaItems: z
    .array(z.string().regex(/^\d{1,2}\.\d{1,2}$/))
    .max(6)
    .describe('items of the ITA result on the same topic, such as 6.1: shown beside the result, never on one axis'),
}

export const PollDraft = z.strictObject({
  ...draftFields,
  anonymity: z.enum(['ballot', 'chat', 'room']).default('ballot'),
  purpose: draftFields.purpose.default(null),
  language: draftFields.language.default('th'),
  audience: draftFields.audience.default({ everyone: true, via: 'people' }),
  threshold: draftFields.threshold.default(5),
  cut: draftFields.cut.default(null),
  opensAt: draftFields.opensAt.default(null),
  closesAt: draftFields.closesAt.default(null),
  returnsOn: draftFields.returnsOn.default(null),
  isOneVisit: draftFields.isOneVisit.default(true),
  itaItems: draftFields.itaItems.default([]),
})
export type PollDraft = z.infer<typeof PollDraft>

const PollChange = z.strictObject(draftFields).partial()
export type PollChange = z.infer<typeof PollChange>

export const Poll = z.object({
  id: Id,
  title: z.string(),
  purpose: z.string().nullable(),
  language: z.enum(['th', 'en']),
  anonymity: z.enum(['ballot', 'chat', 'room']),
  state: z.enum(['draft', 'pending_approval', 'published', 'open', 'closed']),
  questions: z.array(Question),
  audience: AudienceSpec,
  threshold: z.number().int(),
  cut: z.object({ text: z.string(), options: z.array(z.object({ key: z.string(), text: z.string() })) }).nullable(),
  opensAt: At.nullable(),
  closesAt: At.nullable(),
  returnsOn: z.iso.date().nullable(),
  isOneVisit: z.boolean(),
  itaItems: z.array(z.string()),
  authorId: z.string(),
  submittedAt: At.nullable(),
  level: z.enum(levels).nullable().describe('the badge, frozen at publish'),
  levelLabel: z.string().nullable(),
  promise: z.array(z.string()).describe('the exact lines people are shown before the first question'),
  fingerprint: z.string().nullable().describe('SHA-256 of the ballot keys, as on the invite'),
  eligible: z.number().int().nullable(),
  outcome: z.enum(['counted', 'below_threshold', 'lost']).nullable(),
  heldReason: z
    .string()
    .nullable()
    .describe(
      'opens_late: it is more than 15 minutes past its time, open it by hand; ballots_not_drawn: fewer than 60 % hold one, postpone it',
    ),
  rejectReason: z.string().nullable(),
  nextStep: z.string().nullable().describe('สิ่งที่หน่วยงานจะดำเนินการ'),
  holdReason: z.string().nullable().describe('why the result is held back'),
  resultCampaignId: Id.nullable().describe('the draft campaign of the result card'),
  resultReleasedAt: At.nullable(),
  copiedFrom: Id.nullable(),
  openedAt: At.nullable(),
  closedAt: At.nullable(),
  createdAt: At,
})
export type Poll = z.infer<typeof Poll>

const PollTemplate = z.object({
  code: z.string(),
  title: z.string(),
  purpose: z.string(),
  anonymity: Poll.shape.anonymity,
  questions: z.array(QuestionDraft),
  itaItems: z.array(z.string()),
})

const PollTurnout = z.object({
  pollId: Id,
  title: z.string(),
  closedAt: At,
  cast: z.number().int(),
  eligible: z.number().int(),
})

const Promised = z.object({
  level: z.enum(levels),
  levelLabel: z.string(),
  promise: z.array(z.string()).describe('the exact lines people would be shown if it were published now'),
})

export const Proofs = z.object({
  vectors: z.boolean().describe('the RFC 9474 vectors pass on this installation'),
  storage: z.boolean().describe('page B keeps its ballots on real phones'),
  review: z.boolean().describe('an outsider has reviewed the code and this deployment'),
})
export type Proofs = z.infer<typeof Proofs>

const Results = PollResult.extend({
  pollId: Id,
  title: z.string(),
  level: z.enum(levels).nullable(),
  outcome: Poll.shape.outcome,
  note: z.string().nullable().describe('words in place of results: not counted yet, too few answers, held back'),
  nextStep: z.string().nullable(),
  issued: z.number().int().nullable(),
  boardHash: z.string().nullable().describe('SHA-256 of the published list of counted ballots'),
  ita: z
    .object({
      fiscalYear: z.number().int(),
      note: z.string().describe('คนละเครื่องมือ: why the two figures do not stand on one axis'),
      items: z.array(z.object({ no: z.string(), titleTh: z.string(), instrument: z.string(), score: z.number() })),
    })
    .nullable()
    .describe('the published ITA figures of the same topic; another instrument'),
})

const Comparison = z.object({
  before: z
    .object({ pollId: Id, title: z.string(), closedAt: At.nullable() })
    .nullable()
    .describe('the round it repeats'),
  note: z.string().nullable().describe('words in place of a comparison'),
  questions: z.array(z.object({ key: z.string(), before: QuestionResult, after: QuestionResult })),
})

const byId = z.object({ id: Id })
const act = (name: string, summary: string) =>
  route
    .route({ method: 'POST', path: `/polls/{id}/${name}`, summary, tags: ['Polls'] })
    .input(byId)
    .output(Poll)

export const polls = {
  list: route
    .route({ method: 'GET', path: '/polls', summary: 'แบบสำรวจ', tags: ['Polls'] })
    .input(PageQuery.extend({ state: Poll.shape.state.optional() }))
    .output(pageOf(Poll)),
  templates: route
    .route({ method: 'GET', path: '/polls/templates', summary: 'Questions to begin from', tags: ['Polls'] })
    .input(z.object({ language: z.enum(['th', 'en']).default('th') }))
    .output(z.object({ items: z.array(PollTemplate), nextCursor: z.null() })),
  participation: route
    .route({
      method: 'GET',
      path: '/polls/participation',
      summary: 'How many answered the last polls whose turnout is told, newest first',
      tags: ['Polls'],
    })
    .output(z.object({ items: z.array(PollTurnout), nextCursor: z.null() })),
  promise: route
    .route({
      method: 'GET',
      path: '/polls/promise',
      summary: 'The badge and the exact promise of a level, as this installation could publish it now',
      tags: ['Polls'],
    })
    .input(
      z.object({
        anonymity: Poll.shape.anonymity,
        language: z.enum(['th', 'en']).default('th'),
        threshold: z.coerce.number().int().min(5).max(1000).default(5),
        isOneVisit: z.stringbool().default(true),
      }),
    )
    .output(Promised),
  create: route
    .route({ method: 'POST', path: '/polls', successStatus: 201, summary: 'Draft a poll', tags: ['Polls'] })
    .input(PollDraft)
    .output(Poll),
  get: route
    .route({ method: 'GET', path: '/polls/{id}', summary: 'A poll', tags: ['Polls'] })
    .input(byId)
    .output(Poll),
  update: route
    .route({
      method: 'PATCH',
      path: '/polls/{id}',
      summary: 'Change a draft; once published nothing changes any more, and the attempt is audited',
      tags: ['Polls'],
    })
    .input(PollChange.extend({ id: Id }))
    .output(Poll),
  submit: act('submit', 'Ask for approval'),
  approve: route
    .route({
      method: 'POST',
      path: '/polls/{id}/approve',
      summary: 'Publish: all is frozen, keys are made, drawing begins; never what one has written oneself',
      tags: ['Polls'],
    })
    .input(
      byId.extend({
        submittedAt: At.optional().describe('as seen; refused when it was changed and submitted anew meanwhile'),
      }),
    )
    .output(Poll),
  reject: route
    .route({ method: 'POST', path: '/polls/{id}/reject', summary: 'Send back with a reason', tags: ['Polls'] })
    .input(byId.extend({ reason: words(1000) }))
    .output(Poll),
  open: act('open', 'Begin voting'),
  close: act('close', 'End voting: the rest is counted, keys and votes are destroyed'),
  postpone: route
    .route({
      method: 'POST',
      path: '/polls/{id}/postpone',
      summary: 'Open a published poll later, so that more can draw their ballot; nothing else changes',
      tags: ['Polls'],
    })
    .input(byId.extend({ opensAt: At, closesAt: draftFields.closesAt, returnsOn: draftFields.returnsOn }))
    .output(Poll),
  duplicate: act('duplicate', 'Draft the next round with the same questions'),
  invite: route
    .route({
      method: 'POST',
      path: '/polls/{id}/invite',
      summary:
        'Draft the invitation as a campaign to the whole audience; again for a reminder, which is the same for all',
      tags: ['Polls'],
    })
    .input(
      byId.extend({
        audience: AudienceSpec.optional().describe('left out: the whole audience of the poll; a part of it is refused'),
        isReminder: z.boolean().default(false),
      }),
    )
    .output(z.object({ campaignId: Id })),
  results: route
    .route({ method: 'GET', path: '/polls/{id}/results', summary: 'Results after suppression', tags: ['Polls'] })
    .input(byId)
    .output(Results),
  comparison: route
    .route({
      method: 'GET',
      path: '/polls/{id}/comparison',
      summary: 'The result beside that of the round it repeats, where nobody alone makes the difference',
      tags: ['Polls'],
    })
    .input(byId)
    .output(Comparison),
  picture: route
    .route({
      method: 'POST',
      path: '/polls/{id}/picture',
      successStatus: 202,
      summary: 'Make a PNG of a released result; ask for it at /pictures/{id}',
      tags: ['Polls'],
    })
    .input(
      byId.extend({
        question: z.string().max(16).optional().describe('left out: all of them, as far as they fit'),
        format: z.enum(['square', 'portrait', 'wide', 'story']).default('square'),
      }),
    )
    .output(Picture),
  export: route
    .route({ method: 'GET', path: '/polls/{id}/export', summary: 'The same results as a sheet', tags: ['Polls'] })
    .input(byId.extend({ format: SheetFormat.default('xlsx') }))
    .output(z.file().mime(['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])),
  texts: route
    .route({
      method: 'GET',
      path: '/polls/{id}/texts',
      summary: 'Open texts for the moderator, without names, in no order; from ten on; every reading is audited',
      tags: ['Polls'],
    })
    .input(byId)
    .output(z.object({ items: z.array(z.object({ question: z.string(), text: z.string() })), nextCursor: z.null() })),
  setThemes: route
    .route({
      method: 'PUT',
      path: '/polls/{id}/themes',
      summary: 'Write the themes of the open texts; the texts themselves are deleted',
      tags: ['Polls'],
    })
    .input(
      byId.extend({
        themes: z
          .array(z.strictObject({ question: z.string().max(16), themes: z.array(words(200)).min(1).max(12) }))
          .max(20),
      }),
    )
    .output(Poll),
  answerBack: route
    .route({
      method: 'POST',
      path: '/polls/{id}/result-card',
      summary: 'Say what the office will do and draft the result card as a campaign',
      tags: ['Polls'],
    })
    .input(byId.extend({ nextStep: words(400) }))
    .output(Poll),
  hold: route
    .route({
      method: 'POST',
      path: '/polls/{id}/hold',
      summary: 'Hold the result back; the reason is shown in its place',
      tags: ['Polls'],
    })
    .input(byId.extend({ reason: words(300) }))
    .output(Poll),
  release: act('release', 'Show the result to everybody who may read polls'),
}

export const pollProofs = {
  get: route
    .route({
      method: 'GET',
      path: '/settings/ballot-proofs',
      summary: 'What has been proved before ballots may be called anonymous',
      tags: ['Administration'],
    })
    .output(Proofs),
  set: route
    .route({
      method: 'PUT',
      path: '/settings/ballot-proofs',
      summary: 'Record the three proofs; audited. Until then ballots wear the interim badge',
      tags: ['Administration'],
    })
    .input(z.strictObject(Proofs.shape))
    .output(Proofs),
}
