import { z } from 'zod'
import { At, Id, PageQuery, pageOf, route } from './common.ts'

export const Progress = z.object({
  total: z.number().int().describe('recipients: groups and people'),
  accepted: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
  skipped: z.number().int(),
  byHand: z.number().int().describe('sent by an officer from their own LINE, as they say'),
})

export const Run = z.object({
  id: Id,
  campaignId: Id,
  scheduledFor: At,
  dueAt: At,
  state: z.enum(['planned', 'deferred', 'held', 'sending', 'paused', 'done', 'cancelled']),
  reason: z.string().nullable(),
  startedAt: At.nullable(),
  finishedAt: At.nullable(),
  ridesUntil: At.nullable().describe('waits until then for a word in each group'),
  byHand: z.boolean().describe('sent by an officer from their own LINE: apart from what the account sent'),
  progress: Progress,
})

/** In a range of time also what the schedules will bring, `id` null. */
export const ListedRun = Run.extend({
  id: Id.nullable().describe('null: not there yet, the schedule will bring it'),
  campaignName: z.string(),
})

/** A run that is there or, `runId` null, one that the schedule will bring. */
export const CalendarRun = z.object({
  runId: Id.nullable(),
  campaignId: Id,
  campaignName: z.string(),
  scheduledFor: At.describe('when the schedule fires'),
  dueAt: At.describe('when it goes out: after the sending window and the holidays'),
  state: Run.shape.state,
  isStarted: z.boolean().describe('has begun: its day is not to be moved'),
})

const steerRun = (name: string, summary: string) =>
  route
    .route({ method: 'POST', path: `/runs/{id}/${name}`, summary, tags: ['Runs'] })
    .input(z.object({ id: Id }))
    .output(Run)

const rangeError = { error: 'spans more than 400 days', path: ['to'] }
const isWithinRange = (from: string, to: string) => Date.parse(to) - Date.parse(from) <= 400 * 86_400_000

const RunQuery = PageQuery.extend({
  cursor: z
    .string()
    .regex(/^([0-9a-f-]{36}|\d{1,15}\.[0-9a-f-]{36}\.\d{1,15})$/)
    .optional()
    .describe('nextCursor of the page before'),
  from: At.optional(),
  to: At.optional(),
  state: Run.shape.state.optional(),
})

/** What is there and what will come, and steering it. What became of a run: outcomes.ts. */
export const runs = {
  list: route
    .route({
      method: 'GET',
      path: '/runs',
      summary: 'รอบส่ง: the latest, or all of a range of time with those to come',
      description:
        'Without from and to: runs that are there, newest first. With both: everything that went out or will go out in between, in the order of its time, what is to come computed by the rules that fire it.',
      tags: ['Runs'],
    })
    .input(
      RunQuery.refine(({ from, to }) => (from === undefined) === (to === undefined), {
        error: 'from and to go together',
        path: ['to'],
      })
        .refine(({ from, to }) => !from || !to || isWithinRange(from, to), rangeError)
        .refine(({ from, cursor }) => cursor === undefined || (from === undefined) === !cursor.includes('.'), {
          error: 'is the cursor of another list',
          path: ['cursor'],
        }),
    )
    .output(pageOf(ListedRun)),
  calendar: route
    .route({
      method: 'GET',
      path: '/calendar/runs',
      summary: 'The runs of GET /runs?from&to whole and without their counts, for a calendar',
      tags: ['Runs', 'Calendar'],
    })
    .input(z.object({ from: At, to: At }).refine(({ from, to }) => isWithinRange(from, to), rangeError))
    .output(z.object({ items: z.array(CalendarRun), nextCursor: z.null() })),
  release: steerRun('release', 'Let a held run go out now, or when the sending window opens'),
  pause: steerRun('pause', 'Pause within one batch'),
  resume: steerRun('resume', 'Go on now, or when the sending window opens'),
  cancel: steerRun('cancel', 'Send nothing further'),
  retry: steerRun(
    'retry',
    'Try again those that failed for good, if the quota pays for all of them; of a paused run the rest goes on too',
  ),
}
