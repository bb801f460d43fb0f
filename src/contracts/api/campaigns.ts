import { z } from 'zod'
import { At, Id, PageQuery, pageOf, route, words } from './common.ts'
import { Run } from './runs.ts'

const CardSpec = z.union([
  z.strictObject({ template: z.string().max(60), data: z.record(z.string(), z.unknown()) }),
  z.strictObject({ contentId: Id }),
])
export type CardSpec = z.infer<typeof CardSpec>

export const MessageSpec = z.union([
  ...CardSpec.options,
  z.strictObject({
    seriesId: Id.describe('each run sends the next approved card of this series; one series a campaign'),
  }),
])
export type MessageSpec = z.infer<typeof MessageSpec>

export const AudienceSpec = z.strictObject({
  groups: z.array(Id).max(1000).optional().describe('ids of groups'),
  units: z.array(Id).max(1000).optional().describe('ids of units, reached as `via` says'),
  people: z.array(Id).max(20_000).optional().describe('ids of registered staff; the body may have 1 MB'),
  everyone: z
    .boolean()
    .optional()
    .describe('all registered staff and approved groups, reached as `via` says; never LINE’s own broadcast'),
  savedAudienceId: Id.optional().describe('added to the others; each chat is reached once'),
  via: z.enum(['groups', 'people', 'both']).default('groups').describe('bears on units and everyone only'),
})
export type AudienceSpec = z.infer<typeof AudienceSpec>

const TimeZone = z.string().max(60).default('Asia/Bangkok').describe('IANA name')
const span = {
  timeZone: TimeZone,
  startsOn: z.iso.date().optional().describe('first day of the schedule'),
  endsOn: z.iso.date().optional().describe('last day of the schedule; after its last run the campaign is completed'),
}
const recurring = {
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .describe('HH:MM on the wall clock of the zone'),
  ...span,
}

export const Festival = z
  .enum(['new_year', 'chinese_new_year', 'songkran', 'mid_autumn'])
  .describe('ปีใหม่ · ตรุษจีน · สงกรานต์ · ไหว้พระจันทร์')
export type Festival = z.infer<typeof Festival>

export const ScheduleSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('now') }),
  z.strictObject({ kind: z.literal('once'), at: At }),
  z.strictObject({ kind: z.literal('daily'), ...recurring }),
  z.strictObject({
    kind: z.literal('weekly'),
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).describe('1 Monday … 7 Sunday'),
    ...recurring,
  }),
  z.strictObject({
    kind: z.literal('monthly'),
    day: z.number().int().min(1).max(31).describe('a month that is too short uses its last day'),
    ...recurring,
  }),
  z.strictObject({ kind: z.literal('month_end'), ...recurring }),
  z.strictObject({ kind: z.literal('first_working_day'), ...recurring }).describe('of every month'),
  z
    .strictObject({ kind: z.literal('fiscal_quarter'), ...recurring })
    .describe('first working day of October, January, April and July'),
  z.strictObject({
    kind: z.literal('festival'),
    festival: Festival,
    daysBefore: z.number().int().min(0).max(60).default(0),
    ...recurring,
  }),
  z.strictObject({
    kind: z.literal('cron'),
    pattern: z.string().max(100).describe('five fields: minute hour day month weekday'),
    ...span,
  }),
])
export type ScheduleSpec = z.infer<typeof ScheduleSpec>

const ChatsPerMinute = z.number().int().min(1).max(100_000).nullable().describe('a run reaches no more chats a minute')
const SpreadMinutes = z
  .number()
  .int()
  .min(1)
  .max(480)
  .nullable()
  .describe(
    'a run goes out evenly over this time; what is left when the sending window closes goes on at the next opening',
  )

const RideMinutes = z
  .number()
  .int()
  .min(1)
  .max(7 * 1440)
  .nullable()
  .describe(
    'waits so long for the next word in each group within the sending window and goes out free under its reply token; the rest is pushed when the wait ends, if the quota pays for all of it',
  )

export const Campaign = z.object({
  id: Id,
  name: z.string(),
  state: z.enum(['draft', 'pending_approval', 'scheduled', 'paused', 'completed', 'cancelled']),
  messages: z.array(MessageSpec),
  audience: AudienceSpec,
  schedule: ScheduleSpec,
  scheduleText: z.string().describe('the schedule as a Thai sentence'),
  urgent: z.boolean(),
  notify: z.boolean().describe('rings on phones; otherwise it arrives without a sound'),
  authorId: z.string().describe('who drafted it: never who approves it'),
  writerIds: z.array(z.string()).describe('who else has changed it: never who approves it either'),
  receipt: z.boolean().describe('carries the button รับทราบ'),
  submittedAt: At.nullable(),
  chatsPerMinute: ChatsPerMinute,
  spreadMinutes: SpreadMinutes,
  rideMinutes: RideMinutes,
  correctsRunId: Id.nullable().describe('of a correction: the run whose reached chats it goes to'),
  nextRunAt: At.nullable(),
  rejectReason: z.string().nullable(),
  cost: z
    .object({ messages: z.number().int() })
    .nullable()
    .describe('LINE messages of one run, as counted when it was submitted'),
  createdAt: At,
})
export const CampaignWithRuns = Campaign.extend({
  runs: z.array(Run).describe('the latest 30, in the order of their time'),
})

const steer = (name: string, summary: string) =>
  route
    .route({ method: 'POST', path: `/campaigns/{id}/${name}`, summary, tags: ['Campaigns'] })
    .input(z.object({ id: Id }))
    .output(CampaignWithRuns)

const draft = {
  name: words(200),
  message: z.union([MessageSpec, z.array(MessageSpec).min(1).max(5)]),
  audience: AudienceSpec,
  schedule: ScheduleSpec,
}

export const campaigns = {
  list: route
    .route({ method: 'GET', path: '/campaigns', summary: 'รายการส่ง', tags: ['Campaigns'] })
    .input(
      PageQuery.extend({
        state: Campaign.shape.state.optional(),
        q: words(100).optional().describe('stands in the name'),
      }),
    )
    .output(pageOf(Campaign)),
  create: route
    .route({ method: 'POST', path: '/campaigns', successStatus: 201, summary: 'Draft a campaign', tags: ['Campaigns'] })
    .input(
      z.strictObject({
        ...draft,
        urgent: z.boolean().default(false).describe('owners only; always rings'),
        notify: z.boolean().default(false).describe('ring on phones; ordinary messages arrive without a sound'),
        receipt: z.boolean().default(false).describe('add the button รับทราบ, counted once per registered person'),
        chatsPerMinute: ChatsPerMinute.default(null),
        spreadMinutes: SpreadMinutes.default(null),
        rideMinutes: RideMinutes.default(null),
      }),
    )
    .output(Campaign),
  revise: route
    .route({
      method: 'PATCH',
      path: '/campaigns/{id}',
      summary: 'Change a campaign: it becomes a draft again and needs approval anew',
      tags: ['Campaigns'],
    })
    .input(
      z.strictObject({
        id: Id,
        name: draft.name.optional(),
        message: draft.message.optional(),
        audience: AudienceSpec.optional(),
        schedule: ScheduleSpec.optional(),
        urgent: z.boolean().optional(),
        notify: z.boolean().optional(),
        receipt: z.boolean().optional(),
        chatsPerMinute: ChatsPerMinute.optional(),
        spreadMinutes: SpreadMinutes.optional(),
        rideMinutes: RideMinutes.optional(),
      }),
    )
    .output(CampaignWithRuns),
  get: route
    .route({ method: 'GET', path: '/campaigns/{id}', summary: 'A campaign with its runs', tags: ['Campaigns'] })
    .input(z.object({ id: Id }))
    .output(CampaignWithRuns),
  preview: route
    .route({
      method: 'GET',
      path: '/campaigns/{id}/preview',
      summary: 'The exact LINE messages of the next run, as JSON and as a picture',
      description:
        'What LINE would be given if it were sent now. Only what belongs to the run itself differs: counted links show where they lead, and the button รับทราบ carries no run yet.',
      tags: ['Campaigns'],
    })
    .input(
      z.object({
        id: Id,
        rendered: z.stringbool().default(false).describe('true: drawn as well, which takes a moment'),
      }),
    )
    .output(
      z.object({
        messages: z.array(z.unknown()),
        texts: z
          .array(z.string())
          .describe('what each of them says by itself, as in a notification; of a LINE image what stands in its place'),
        pictureUrl: z.string().nullable().describe('at the head of the first card that has one; approvers see it too'),
        renderedUrl: z
          .string()
          .nullable()
          .describe(
            'a PNG of all of it as it arrives in a chat, for a mail or a document; null: not asked for, or not drawn within three seconds',
          ),
        changes: z
          .array(z.string())
          .nullable()
          .describe('what has changed since the last approval, as approvers are told; null: never approved before'),
      }),
    ),
  submit: steer('submit', 'Ask for approval'),
  approve: route
    .route({
      method: 'POST',
      path: '/campaigns/{id}/approve',
      summary: 'Approve: the campaign is scheduled; never one’s own',
      tags: ['Campaigns'],
    })
    .input(
      z.object({
        id: Id,
        submittedAt: At.optional().describe('as seen; refused when it was changed and submitted anew meanwhile'),
      }),
    )
    .output(CampaignWithRuns),
  reject: route
    .route({
      method: 'POST',
      path: '/campaigns/{id}/reject',
      summary: 'Send back to draft with a reason',
      tags: ['Campaigns'],
    })
    .input(z.object({ id: Id, reason: words(1000) }))
    .output(CampaignWithRuns),
  pause: steer('pause', 'Start no further runs and hold those in progress'),
  resume: steer('resume', 'Go on after a pause'),
  cancel: steer('cancel', 'End for good'),
  test: route
    .route({
      method: 'POST',
      path: '/campaigns/{id}/test',
      summary: 'Send to oneself or to named people now, marked as a test and kept out of progress',
      tags: ['Campaigns'],
    })
    .input(
      z.object({
        id: Id,
        people: z
          .array(Id)
          .min(1)
          .max(10)
          .optional()
          .describe(
            'left out: to whoever asks, in the LINE chat linked to their account; others are chosen by owners alone',
          ),
      }),
    )
    .output(z.object({ queued: z.number().int() })),
}
