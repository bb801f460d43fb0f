import { campaigns } from '../../contracts/api/campaigns.ts'
import { runs as runSteering } from '../../contracts/api/runs.ts'
import { describeSchedule } from '../../contracts/schedule-text.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import { toPage } from '../../platform/http/to-page.ts'
import type { CampaignView, RunView } from './campaign-book.ts'
import type { DecisionService } from './decision-service.ts'
import type { DraftService } from './draft-service.ts'
import { toShownState } from './rules.ts'
import { cursorOf, type ListedRunView, type RunService } from './run-service.ts'
import type { CalendarRunView, ScheduleService } from './schedule-service.ts'
import type { SteeringService } from './steering-service.ts'
import type { TestSendService } from './test-send-service.ts'

const api = implementApi({ campaigns, runs: runSteering })

export function createCampaignRoutes(deps: {
  drafts: DraftService
  decisions: DecisionService
  steering: SteeringService
  tests: TestSendService
  runs: RunService
  schedules: ScheduleService
  writing: Writing
}) {
  const { drafts, decisions, steering, tests, runs, schedules, writing } = deps
  // Before the transaction, since LINE may be slow; anew, since what was bought or sent a minute ago decides.
  const freshQuota = api.middleware(async ({ next }) => {
    await decisions.refreshQuota({ maxAgeMs: 0 })
    return next()
  })
  return {
    campaigns: {
      list: api.campaigns.list
        .use(allow('campaigns.read'))
        .handler(async ({ input, context }) => toPage(await drafts.list(context.tx, input), input.limit, showCampaign)),
      get: api.campaigns.get
        .use(allow('campaigns.read'))
        .handler(async ({ input, context }) => showView(await drafts.view(context.tx, input.id))),
      preview: api.campaigns.preview
        .use(allow('campaigns.read'))
        .handler(({ input, context }) => drafts.preview(context.tx, input.id, input)),
      create: api.campaigns.create
        .use(allow('campaigns.edit'))
        .use(writing)
        .handler(async ({ input: { message, ...draft }, context }) =>
          showCampaign(await drafts.create(context.tx, context.actor, { ...draft, messages: [message].flat() })),
        ),
      revise: api.campaigns.revise
        .use(allow('campaigns.edit'))
        .use(writing)
        .handler(async ({ input: { id, message, ...change }, context }) =>
          showView(
            await drafts.revise(context.tx, context.actor, id, {
              ...change,
              ...(message && { messages: [message].flat() }),
            }),
          ),
        ),
      submit: api.campaigns.submit
        .use(allow('campaigns.edit'))
        .use(freshQuota)
        .use(writing)
        .handler(async ({ input, context }) => showView(await decisions.submit(context.tx, context.actor, input.id))),
      approve: api.campaigns.approve
        .use(allow('campaigns.approve'))
        .use(freshQuota)
        .use(writing)
        .handler(async ({ input, context }) => {
          const seen = input.submittedAt === undefined ? undefined : new Date(input.submittedAt)
          return showView(await decisions.approve(context.tx, context.actor, input.id, seen))
        }),
      reject: api.campaigns.reject
        .use(allow('campaigns.approve'))
        .use(writing)
        .handler(async ({ input, context }) =>
          showView(await decisions.reject(context.tx, context.actor, input.id, input.reason)),
        ),
      pause: api.campaigns.pause
        .use(allow('campaigns.steer'))
        .use(writing)
        .handler(async ({ input, context }) => showView(await steering.pause(context.tx, context.actor, input.id))),
      resume: api.campaigns.resume
        .use(allow('campaigns.steer'))
        .use(writing)
        .handler(async ({ input, context }) => showView(await steering.resume(context.tx, context.actor, input.id))),
      cancel: api.campaigns.cancel
        .use(allow('campaigns.steer'))
        .use(writing)
        .handler(async ({ input, context }) => showView(await steering.cancel(context.tx, context.actor, input.id))),
      test: api.campaigns.test
        .use(allow('campaigns.edit'))
        .use(freshQuota)
        .use(writing)
        .handler(async ({ input, context }) => ({
          queued: await tests.sendTest(context.tx, context.actor, input.id, input.people),
        })),
    },
    runs: {
      list: api.runs.list.use(allow('campaigns.read')).handler(async ({ input: { from, to, ...page }, context }) => {
        const range = from && to ? { from: new Date(from), to: new Date(to) } : undefined
        const rows = await runs.list(context.tx, { ...page, range })
        return toPage(rows, page.limit, showListedRun, (row) => (range ? cursorOf(row) : (row.runId as string)))
      }),
      calendar: api.runs.calendar.use(allow('campaigns.read')).handler(async ({ input, context }) => {
        const range = { from: new Date(input.from), to: new Date(input.to) }
        return { items: (await schedules.listCalendar(context.tx, range)).map(showCalendarRun), nextCursor: null }
      }),
      release: api.runs.release
        .use(allow('campaigns.steer'))
        .use(writing)
        .handler(async ({ input, context }) => showRun(await runs.release(context.tx, context.actor, input.id))),
      pause: api.runs.pause
        .use(allow('campaigns.steer'))
        .use(writing)
        .handler(async ({ input, context }) => showRun(await runs.pause(context.tx, context.actor, input.id))),
      resume: api.runs.resume
        .use(allow('campaigns.steer'))
        .use(writing)
        .handler(async ({ input, context }) => showRun(await runs.resume(context.tx, context.actor, input.id))),
      cancel: api.runs.cancel
        .use(allow('campaigns.steer'))
        .use(writing)
        .handler(async ({ input, context }) => showRun(await runs.cancel(context.tx, context.actor, input.id))),
      retry: api.runs.retry
        .use(allow('campaigns.steer'))
        .use(freshQuota)
        .use(writing)
        .handler(async ({ input, context }) => showRun(await runs.retry(context.tx, context.actor, input.id))),
    },
  }
}

export function showCampaign(row: CampaignView['campaign']) {
  const { id, name, state, messages, audience, schedule, authorId, nextRunAt, rejectReason, costMessages, createdAt } =
    row
  return {
    id,
    name,
    state,
    messages,
    audience,
    schedule,
    scheduleText: describeSchedule(schedule),
    urgent: row.isUrgent,
    notify: row.notify,
    authorId,
    writerIds: row.writers,
    receipt: row.asksReceipt,
    submittedAt: row.submittedAt?.toISOString() ?? null,
    chatsPerMinute: row.chatsPerMinute,
    spreadMinutes: row.spreadMinutes,
    rideMinutes: row.rideMinutes,
    correctsRunId: row.correctsRunId,
    nextRunAt: nextRunAt?.toISOString() ?? null,
    rejectReason,
    cost: costMessages === null ? null : { messages: costMessages },
    createdAt: createdAt.toISOString(),
  }
}

export function showRun({ run, progress }: RunView) {
  const { id, campaignId, scheduledFor, dueAt, reason, startedAt, finishedAt, ridesUntil, isByHand } = run
  return {
    id,
    campaignId,
    scheduledFor: scheduledFor.toISOString(),
    dueAt: dueAt.toISOString(),
    state: toShownState(run),
    reason,
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    ridesUntil: ridesUntil?.toISOString() ?? null,
    byHand: isByHand,
    progress,
  }
}

function showListedRun({ run, progress, campaignName, campaignId, scheduledFor, dueAt, state }: ListedRunView) {
  if (run) return { ...showRun({ run, progress }), campaignName, dueAt: dueAt.toISOString() }
  return {
    id: null,
    campaignId,
    campaignName,
    scheduledFor: scheduledFor.toISOString(),
    dueAt: dueAt.toISOString(),
    state,
    reason: null,
    startedAt: null,
    finishedAt: null,
    ridesUntil: null,
    byHand: false,
    progress,
  }
}

function showView({ campaign, runs }: CampaignView) {
  return { ...showCampaign(campaign), runs: runs.map(showRun) }
}

function showCalendarRun(run: CalendarRunView) {
  const { runId, campaignId, campaignName, scheduledFor, dueAt, state } = run
  return {
    runId,
    campaignId,
    campaignName,
    scheduledFor: scheduledFor.toISOString(),
    dueAt: dueAt.toISOString(),
    state: toShownState(run),
    isStarted: !['planned', 'deferred', 'held'].includes(state),
  }
}
