import { z } from 'zod'
import { AudienceSpec } from './campaigns.ts'
import { At, Id, PageQuery, pageOf, route, words } from './common.ts'
import { SheetFormat } from './outcomes.ts'
import { Picture } from './pictures.ts'
import {
  Comparison,
  draftFields,
  Poll,
  PollChange,
  PollDraft,
  PollTemplate,
  PollTurnout,
  Promised,
  Proofs,
  Results,
} from './poll-shapes.ts'

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
        cut: words(200).optional().describe('the question by which results are split'),
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
      summary:
        'Say what the office will do and draft the result card as a campaign; after the promised day with the reason why so late',
      tags: ['Polls'],
    })
    .input(byId.extend({ nextStep: words(400), reason: words(300).optional() }))
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
  release: route
    .route({
      method: 'POST',
      path: '/polls/{id}/release',
      summary: 'Show the result to everybody who may read polls; after the promised day with the reason why so late',
      tags: ['Polls'],
    })
    .input(byId.extend({ reason: words(300).optional() }))
    .output(Poll),
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
      summary: 'Record the proofs; audited. Until then ballots wear the interim badge',
      tags: ['Administration'],
    })
    .input(z.strictObject(Proofs.shape))
    .output(Proofs),
}
