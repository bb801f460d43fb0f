import { z } from 'zod'
import { levels, PollResult, Question, QuestionResult } from '../polls.ts'
import { line } from '../templates/fields.ts'
import { AudienceSpec } from './campaigns.ts'
import { At, Id, words } from './common.ts'

// A key that every object has would be found where none is. What an older release stored under one is still read.
const NewKey = z
  .string()
  .max(16)
  .refine((key) => !(key in {}), { error: 'is a name that cannot be a key' })
// Words of a draft obey the rule of cards: what no card could show is refused while it can still be changed.
const option = z.union([line(100), z.strictObject({ key: NewKey.optional(), text: line(100) })])
const QuestionDraft = z
  .strictObject({
    key: NewKey.optional().describe('left out: q1, q2 …'),
    kind: z.enum(['single', 'multiple', 'scale', 'agreement', 'ranking', 'points', 'word', 'text', 'nps']),
    text: line(300),
    help: line(300).optional(),
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
  .strictObject({ text: line(200), options: z.array(option).min(2).max(20) })
  .describe('the one dimension by which results may be split, asked on the ballot page; only of ballot polls')

export const draftFields = {
  title: line(160),
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
  returnsOn: z.iso
    .date()
    .nullable()
    .describe('by when the result and what the office will do are told; null: seven working days after the close'),
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
  isOneVisit: draftFields.isOneVisit
    .optional()
    .describe('left out: until the proofs of ballots are recorded, then not'),
  itaItems: draftFields.itaItems.default([]),
})
export type PollDraft = z.infer<typeof PollDraft>

export const PollChange = z.strictObject(draftFields).partial()
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
  holdReason: z.string().nullable().describe('why the result is held back, or was until after the promised day'),
  resultCampaignId: Id.nullable().describe('the draft campaign of the result card'),
  resultReleasedAt: At.nullable(),
  copiedFrom: Id.nullable(),
  openedAt: At.nullable(),
  closedAt: At.nullable(),
  createdAt: At,
})
export type Poll = z.infer<typeof Poll>

export const PollTemplate = z.object({
  code: z.string(),
  title: z.string(),
  purpose: z.string(),
  anonymity: Poll.shape.anonymity,
  questions: z.array(QuestionDraft),
  itaItems: z.array(z.string()),
})

export const PollTurnout = z.object({
  pollId: Id,
  title: z.string(),
  closedAt: At,
  cast: z.number().int(),
  eligible: z.number().int(),
})

export const Promised = z.object({
  level: z.enum(levels),
  levelLabel: z.string(),
  promise: z.array(z.string()).describe('the exact lines people would be shown if it were published now'),
})

export const Proofs = z.object({
  vectors: z.boolean().describe('the RFC 9474 vectors pass on this installation'),
  storage: z.boolean().describe('page B keeps its ballots on real phones'),
  review: z.boolean().describe('an outsider has reviewed the code and this deployment'),
  certificate: z
    .boolean()
    .default(false)
    .describe('page B has a certificate of its own: one connection never carries both hosts'),
})
export type Proofs = z.infer<typeof Proofs>

export const areProved = (proofs: Proofs): boolean => Object.values(proofs).every(Boolean)

export const Results = PollResult.extend({
  pollId: Id,
  title: z.string(),
  level: z.enum(levels).nullable(),
  outcome: Poll.shape.outcome,
  note: z.string().nullable().describe('words in place of results: not counted yet, too few answers, held back'),
  lateReason: z.string().nullable().describe('why it was shown after the day that was promised'),
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

export const Comparison = z.object({
  before: z
    .object({ pollId: Id, title: z.string(), closedAt: At.nullable() })
    .nullable()
    .describe('the round it repeats'),
  note: z.string().nullable().describe('words in place of a comparison'),
  threshold: z.number().int().describe('k: the higher of the two rounds’'),
  questions: z.array(z.object({ key: z.string(), before: QuestionResult, after: QuestionResult })),
})
