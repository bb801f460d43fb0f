import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { daysBefore, type Retention } from '../../platform/retention.ts'
import type { RunView } from './campaign-book.ts'
import { orBusy } from './campaign-lock.ts'
import type { CampaignRow } from './campaign-repo.ts'
import { hasCaps } from './cap-rules.ts'
import { createCardService } from './card-service.ts'
import { type CampaignDeps, drainRequest, startRunRequest } from './needs.ts'
import { createRequestPlan } from './pace-rules.ts'
import type { ProgressCounts } from './recipient-repo.ts'
import * as recipientRows from './recipient-repo.ts'
import { createRecipientReader } from './recipient-service.ts'
import { findLastBatch } from './report-repo.ts'
import { moveRun, type PlannedRecipient, type RunMove, type RunState, toShownState } from './rules.ts'
import type { RunRow } from './run-repo.ts'
import * as runRows from './run-repo.ts'
import { laterOf, sendingTime } from './schedule-rules.ts'
import { type CalendarRunView, inOrder, type ScheduleService } from './schedule-service.ts'
import { createWindowService } from './window-service.ts'

/** `run` undefined: the schedule will bring it. */
export type ListedRunView = CalendarRunView & { run: RunRow | undefined; progress: ProgressCounts }

type RunListQuery = {
  cursor?: string | undefined
  limit: number
  state?: RunState | undefined
  range?: { from: Date; to: Date } | undefined
}

const nothingYet: ProgressCounts = { total: 0, accepted: 0, failed: 0, unknown: 0, skipped: 0, byHand: 0 }

/** Where a page of a range ended: no campaign fires twice at one time. */
export const cursorOf = ({ dueAt, campaignId, scheduledFor }: CalendarRunView): string =>
  `${dueAt.getTime()}.${campaignId}.${scheduledFor.getTime()}`

function readCursor(cursor: string): Parameters<typeof inOrder>[1] {
  const [dueAt, campaignId = '', scheduledFor] = cursor.split('.')
  return { dueAt: new Date(Number(dueAt)), campaignId, scheduledFor: new Date(Number(scheduledFor)) }
}

/** Steering a run once it is there. */
export function createRunService(deps: CampaignDeps, schedules: Pick<ScheduleService, 'goOn' | 'listCalendar'>) {
  const cardsOf = createCardService(deps)
  const readRecipients = createRecipientReader(deps)
  const windows = createWindowService(deps)

  async function release(tx: Tx, actor: Actor, id: string): Promise<RunView> {
    const now = deps.clock.now()
    return move(tx, actor, id, 'release', async (run, campaign) => {
      if (!run.isTest && !['scheduled', 'paused'].includes(campaign.state))
        throw new AppError('NOT_APPROVED', 'The campaign of this run is not approved.', { status: 409 })
      const goesAt = sendingTime(campaign.isUrgent, now, await deps.officeCalendar(tx))
      if (!run.isTest) await deps.checkPromisedDay(tx, campaign.id, goesAt)
      await runRows.updateRun(tx, id, { dueAt: now, reason: null, releasedBy: actor.userId })
      await deps.enqueue(tx, [startRunRequest(run.id, now)])
    })
  }

  const pause = (tx: Tx, actor: Actor, id: string) =>
    move(tx, actor, id, 'pause', () => runRows.updateRun(tx, id, { reason: 'paused_by_person' }))

  const resume = (tx: Tx, actor: Actor, id: string) =>
    move(tx, actor, id, 'resume', async (run, campaign) => {
      checkNotPaused(campaign)
      const { row } = await windows.goOn(tx, run, campaign)
      await runRows.updateRun(tx, id, { ...row, resumedAt: deps.clock.now() })
      await deps.enqueue(tx, [drainRequest(id)])
    })

  const cancel = (tx: Tx, actor: Actor, id: string) =>
    move(tx, actor, id, 'cancel', (run, campaign) => stop(tx, run, campaign))

  /** Without its entry in the audit chain, which whoever calls it makes last. */
  async function stop(tx: Tx, run: RunRow, campaign: CampaignRow): Promise<void> {
    await runRows.updateRun(tx, run.id, { state: 'cancelled', reason: 'cancelled_by_person' })
    await recipientRows.cancelDeliveries(tx, run.id, deps.clock.now())
    if (!run.isTest) await schedules.goOn(tx, campaign)
    await deps.enqueue(tx, [drainRequest(run.id)])
  }

  /**
   * New deliveries with new keys for those LINE refused for good. Unknown outcomes stay: a new key could send twice.
   * @throws QUOTA_SHORT (409) when the month does not pay for all of them.
   */
  const retry = (tx: Tx, actor: Actor, id: string) =>
    move(tx, actor, id, 'retry', async (run, campaign) => {
      checkNotPaused(campaign)
      const failed = await recipientRows.listFailedChats(tx, id)
      const item = run.seriesItemId === null ? undefined : await deps.findSeriesItem(tx, run.seriesItemId)
      const cards = await cardsOf.prepare(tx, campaign, item?.contentId)
      // A large plan under way may be filling the same chats' caps. Where there are none, nobody waits for it.
      if (hasCaps(await deps.sendingCaps(tx))) await orBusy(recipientRows.lockPlanners(tx))
      await recipientRows.lockPlanning(tx)
      // Asked again which of them may get it: people have left since, and a group may have outsiders now. Nobody else is read:
      // the audience of a large run would outlast the request, and whoever leaves waits for this lock.
      const again: PlannedRecipient[] = []
      let needs = 0
      const { at: goesAt, row } = await windows.goOn(tx, run, campaign)
      if (!('problem' in cards)) {
        // What goes out is what was frozen then, whatever the cards say now.
        const asSent = { ...cards, isPublic: run.isPublic }
        for await (const { recipients, cost } of readRecipients(tx, id, campaign, asSent, failed)) {
          again.push(...recipients.filter(({ state }) => state === 'planned'))
          needs += cost
        }
        await deps.checkQuota(tx, { needs, at: goesAt, rank: cards.rank })
      }
      const requests = createRequestPlan(campaign, again.length)
      const deliveries = requests.add(again)
      if (deliveries.length === 0) {
        throw new AppError('WRONG_STATE', 'Nobody who failed for good may still get this run.', { status: 409 })
      }
      const now = deps.clock.now()
      // What is left of a slow run goes on at its distance, and they come after it.
      const lastBatchAt = run.batchMs === null ? null : await findLastBatch(tx, id)
      const batchMs = lastBatchAt ? run.batchMs : requests.batchMs
      const from = lastBatchAt ? laterOf(now, new Date(lastBatchAt.getTime() + (batchMs ?? 0))) : now
      await recipientRows.insertDeliveries(tx, id, deliveries, from)
      await runRows.updateRun(tx, id, { ...row, finishedAt: null, resumedAt: now, batchMs })
      await deps.enqueue(tx, [drainRequest(id)])
    })

  async function move(
    tx: Tx,
    actor: Actor,
    id: string,
    name: RunMove,
    act: (run: RunRow, campaign: CampaignRow) => Promise<unknown>,
  ): Promise<RunView> {
    const locked = await orBusy(runRows.lockRunAndCampaign(tx, id))
    if (!locked) throw new AppError('NOT_FOUND', `There is no run ${id}.`, { status: 404 })
    await runRows.updateRun(tx, id, { state: moveRun(name, locked.run.state) })
    await act(locked.run, locked.campaign)
    await deps.audit.record(tx, { actorId: actor.userId, action: `run.${name}`, subject: id })
    return view(tx, id)
  }

  async function view(tx: Tx, id: string): Promise<RunView> {
    const run = (await runRows.lockRun(tx, id)) as RunRow
    return { run, progress: (await recipientRows.countProgress(tx, [id])).get(id) as ProgressCounts }
  }

  /** One row more than the limit: it says that there is another page. */
  async function list(tx: Tx, query: RunListQuery): Promise<ListedRunView[]> {
    if (query.range) return listRange(tx, { ...query, range: query.range })
    return withProgress(tx, await runRows.listRuns(tx, query))
  }

  /** What is there and what will come, by the very function that draws the calendar. */
  async function listRange(
    tx: Tx,
    query: RunListQuery & { range: { from: Date; to: Date } },
  ): Promise<ListedRunView[]> {
    const { range, cursor, limit, state } = query
    const all = await schedules.listCalendar(tx, range)
    const after = cursor === undefined ? undefined : readCursor(cursor)
    const page = all
      .filter((one) => after === undefined || inOrder(one, after) > 0)
      .filter((one) => state === undefined || toShownState(one) === state)
      .slice(0, limit + 1)
    const ids = page.flatMap(({ runId }) => runId ?? [])
    const there = new Map((await withProgress(tx, await runRows.listRunsById(tx, ids))).map((one) => [one.runId, one]))
    // When it goes out is the calendar's to say: a row does not know of the window yet.
    return page.map((one) => ({ run: undefined, progress: nothingYet, ...there.get(one.runId), ...one }))
  }

  async function withProgress(tx: Tx, runs: runRows.NamedRunRow[]): Promise<ListedRunView[]> {
    const progress = await recipientRows.countProgress(
      tx,
      runs.map((run) => run.id),
    )
    return runs.map(({ campaign, ...run }) => {
      const { id: runId, campaignId, scheduledFor, dueAt, state, reason } = run
      const view = { runId, campaignId, campaignName: campaign.name, scheduledFor, dueAt, state, reason }
      return { ...view, run, progress: progress.get(runId) as ProgressCounts }
    })
  }

  const listToDrain = () => runRows.listRunsToDrain(deps.database.prisma, deps.clock.now())

  return { listToDrain, release, pause, resume, cancel, stop, retry, list }
}

function checkNotPaused({ state }: CampaignRow): void {
  if (state !== 'paused') return
  throw new AppError('WRONG_STATE', 'The campaign is paused. Resume the campaign.', { status: 409, data: { state } })
}

export type RunService = ReturnType<typeof createRunService>

/** Who was reached is known for 400 days (a year's reports and a month); after that the counts alone. */
export const recipientRetention: Retention = {
  name: 'recipients',
  apply: async (tx, now) =>
    (await recipientRows.forgetChatsBefore(tx, daysBefore(now, 400))) + (await recipientRows.forgetWithdrawals(tx)),
}
