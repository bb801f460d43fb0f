import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { daysBefore, type Retention } from '../../platform/retention.ts'
import { createCapService } from './cap-service.ts'
import { createCardService, markAsTest, type PreparedCards } from './card-service.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import { countPlanned, nobody, sizeOfRun, toRecipient, withPage } from './cost-rules.ts'
import { type CampaignDeps, drainRequest, type SeriesOfCards, startRunRequest } from './needs.ts'
import { createRequestPlan } from './pace-rules.ts'
import * as repo from './repo.ts'
import { addPlanned, isTooLate, moveRun, type PlannedRecipient, planDeliveries, type RunMove } from './rules.ts'
import type { ScheduleService } from './schedule-service.ts'
import { createSeriesSteps, type Step } from './series-service.ts'
import { statsUnitOf } from './statistics-rules.ts'
import { createUnwillingService } from './unwilling-service.ts'

export type RunView = { run: repo.RunRow; progress: repo.ProgressCounts }

/** Turning a due run into recipients and deliveries, and steering it afterwards. */
export function createRunService(deps: CampaignDeps, schedules: ScheduleService) {
  const corrected = createCorrectedRun(deps)
  const cardsOf = createCardService(deps)
  const steps = createSeriesSteps(deps)
  const spareChats = createCapService(deps)
  const findUnwilling = createUnwillingService(deps)

  /**
   * Plans a due run in one transaction: who, what, and one delivery per LINE request. Called again for the same run, or
   * too early, it changes nothing, so a doubled job is harmless.
   */
  async function start(runId: string): Promise<void> {
    await deps.refreshQuota({ maxAgeMs: 0 })
    await deps.database.transaction(
      async (tx) => {
        const locked = await repo.lockRunAndCampaign(tx, runId)
        if (!locked) return
        const { run: found, campaign } = locked
        if (!['planned', 'deferred'].includes(found.state) || found.dueAt > deps.clock.now()) return
        if (!found.isTest && campaign.state !== 'scheduled') return
        const run = await schedules.settle(tx, found, campaign)
        if (!run) return
        await (isTooLate(run, deps.clock.now()) ? hold(tx, run, 'late') : plan(tx, run, campaign))
        if (!run.isTest) await goOn(tx, campaign)
      },
      // A million recipients take a minute or two to write; each page of them is bounded on its own.
      { timeoutMs: 600_000 },
    )
  }

  /** What follows a run of a schedule: the next one, or the end, where a series has sent its last card. */
  async function goOn(tx: Tx, campaign: repo.CampaignRow): Promise<void> {
    if (await steps.isDone(tx, campaign)) await repo.updateCampaign(tx, campaign.id, { nextRunAt: null })
    else await schedules.planFollowing(tx, campaign)
    await repo.completeCampaignWithoutRuns(tx, campaign.id)
  }

  async function plan(tx: Tx, run: repo.RunRow, campaign: repo.CampaignRow): Promise<void> {
    const series = await steps.find(tx, campaign.messages)
    if (series?.kind === 'per_person' && !run.isTest) return planSteps(tx, run, campaign, series)
    const next = series?.kind === 'playlist' ? await steps.next(tx, campaign, series) : undefined
    const place = next?.kind === 'item' ? next : undefined
    if (next?.kind === 'waiting' && !run.isTest) return hold(tx, run, 'content_not_approved')
    if (next?.kind === 'ended' && !run.isTest) return endSeries(tx, run)
    const cards = await cardsOf.prepare(tx, campaign, place?.item.contentId)
    if ('problem' in cards) return hold(tx, run, cards.problem)
    if (!run.isTest && !cards.isApproved) return hold(tx, run, 'content_not_approved')
    await repo.lockPlanning(tx)
    if (run.isTest) return beginTest(tx, run, campaign, cards)
    const { chats, messages } = sizeOfRun(await corrected.measureMembers(tx, campaign), cards.isPublic)
    if (await isQuotaShort(tx, run.id, campaign, cards, messages)) return hold(tx, run, 'quota_short')
    await begin(tx, run, campaign, {
      cards,
      chats,
      pages: readRecipients(tx, run.id, campaign, cards),
      ...(place && { seriesItemId: place.item.id, seriesRound: place.round }),
    })
  }

  /**
   * Never half an audience: what LINE would refuse in the middle waits for a person before the first message. Caps may leave
   * less to be paid for; that is counted only where the whole does not fit, since it takes reading everybody.
   */
  async function isQuotaShort(
    tx: Tx,
    runId: string,
    campaign: repo.CampaignRow,
    cards: PreparedCards,
    messages: number,
  ): Promise<boolean> {
    const { rank } = cards
    if (!(await deps.isQuotaShort(tx, { needs: messages, rank }))) return false
    let needs = 0
    for await (const { cost } of readRecipients(tx, runId, campaign, cards)) needs += cost
    return deps.isQuotaShort(tx, { needs, rank })
  }

  /** A firing of a series per person: a run for each step that is due to somebody, all of them or none. */
  async function planSteps(tx: Tx, run: repo.RunRow, campaign: repo.CampaignRow, series: SeriesOfCards): Promise<void> {
    await repo.lockPlanning(tx)
    const due = await steps.listSteps(tx, campaign, series, corrected.readMembers(tx, campaign))
    const planned: { cards: PreparedCards; step: Step }[] = []
    for (const step of due) {
      const cards = await cardsOf.prepare(tx, campaign, step.item.contentId)
      if ('problem' in cards) return hold(tx, run, cards.problem)
      planned.push({ cards, step })
    }
    const needs = planned.reduce((sum, { cards, step }) => sum + costOf(step, cards), 0)
    const rank = planned[0]?.cards.rank ?? 'card'
    if (await deps.isQuotaShort(tx, { needs, rank })) return hold(tx, run, 'quota_short')
    const now = deps.clock.now()
    if (planned.length === 0) await repo.updateRun(tx, run.id, { state: 'done', startedAt: now, finishedAt: now })
    for (const [index, { cards, step }] of planned.entries()) {
      const scheduledFor = new Date(run.scheduledFor.getTime() + index)
      const own = index === 0 ? run : await repo.insertRun(tx, { campaignId: campaign.id, scheduledFor, isTest: false })
      const meant = step.members.map((member) => toRecipient(member, cards.isPublic))
      const willing = (await findUnwilling(tx, campaign, cards.templates))(meant)
      // Asked step by step: the cap counts what the step before has just planned, and the rest is caught up tomorrow.
      const recipients = await spareChats(tx, { runId: own.id, campaign }, willing)
      const pages = [{ recipients }]
      await begin(tx, own, campaign, { cards, chats: recipients.length, pages, seriesItemId: step.item.id })
    }
  }

  /**
   * Writes who gets it page by page, so that a million people need no more memory than ten thousand, freezes what goes out, and
   * asks for it to be sent. `chats`: about how many, which decides how they are spread.
   */
  async function begin(
    tx: Tx,
    run: repo.RunRow,
    campaign: repo.CampaignRow,
    plan: {
      cards: PreparedCards
      chats: number
      pages: AsyncIterable<{ recipients: PlannedRecipient[] }> | Iterable<{ recipients: PlannedRecipient[] }>
      seriesItemId?: string
      seriesRound?: number
    },
  ): Promise<void> {
    const { cards, chats, pages, ...place } = plan
    const messages = await cardsOf.asSent(campaign, run.id, cards.messages)
    if ('problem' in messages) return hold(tx, run, messages.problem)
    const requests = createRequestPlan(campaign, chats)
    let planned = { groups: 0, people: 0 }
    for await (const { recipients } of pages) {
      await repo.insertPlan(tx, run.id, recipients, requests.add(recipients), deps.clock.now())
      planned = addPlanned(planned, recipients)
    }
    await freeze(tx, run, campaign, {
      messages: await cardsOf.withLinks(tx, run.id, planned, messages),
      batchMs: requests.batchMs,
      statsUnit: statsUnitOf(run.id, planned),
      ...place,
    })
  }

  async function beginTest(tx: Tx, run: repo.RunRow, campaign: repo.CampaignRow, cards: PreparedCards): Promise<void> {
    const messages = await cardsOf.asSent(campaign, run.id, cards.messages)
    if ('problem' in messages) return hold(tx, run, messages.problem)
    await repo.insertDeliveries(tx, run.id, planDeliveries(await listTesters(tx, run.id)), deps.clock.now())
    await freeze(tx, run, campaign, { messages: markAsTest(messages), batchMs: null, statsUnit: null })
  }

  async function freeze(
    tx: Tx,
    run: repo.RunRow,
    campaign: repo.CampaignRow,
    sent: { messages: OutgoingMessage[]; batchMs: number | null; statsUnit: string | null },
  ): Promise<void> {
    await repo.updateRun(tx, run.id, {
      state: 'sending',
      reason: null,
      startedAt: deps.clock.now(),
      isSilent: !campaign.notify && !campaign.isUrgent,
      ...sent,
    })
    await deps.enqueue(tx, [drainRequest(run.id)])
  }

  async function endSeries(tx: Tx, run: repo.RunRow): Promise<void> {
    await repo.updateRun(tx, run.id, { state: 'cancelled', reason: 'series_ended', finishedAt: deps.clock.now() })
  }

  async function hold(tx: Tx, run: repo.RunRow, reason: string): Promise<void> {
    await repo.updateRun(tx, run.id, { state: 'held', reason })
    deps.log.warn({ runId: run.id, reason }, 'a run waits for a person to release it')
  }

  async function* readRecipients(tx: Tx, runId: string, campaign: repo.CampaignRow, cards: PreparedCards) {
    const spareUnwilling = await findUnwilling(tx, campaign, cards.templates)
    for await (const members of corrected.readMembers(tx, campaign)) {
      const willing = spareUnwilling(members.map((member) => toRecipient(member, cards.isPublic)))
      const recipients = await spareChats(tx, { runId, campaign }, willing)
      yield { recipients, cost: countPlanned(members, recipients) }
    }
  }

  async function listTesters(tx: Tx, runId: string): Promise<PlannedRecipient[]> {
    return (await repo.listPlannedChats(tx, runId)).map((chatId) => ({
      kind: 'person',
      chatId,
      state: 'planned',
      reason: null,
    }))
  }

  async function release(tx: Tx, actor: Actor, id: string): Promise<RunView> {
    const now = deps.clock.now()
    return move(tx, actor, id, 'release', async (run, campaign) => {
      if (!run.isTest && !['scheduled', 'paused'].includes(campaign.state))
        throw new AppError('NOT_APPROVED', 'The campaign of this run is not approved.', { status: 409 })
      await repo.updateRun(tx, id, { dueAt: now, reason: null, releasedBy: actor.userId })
      await deps.enqueue(tx, [startRunRequest(run.id, now)])
    })
  }

  const pause = (tx: Tx, actor: Actor, id: string) =>
    move(tx, actor, id, 'pause', () => repo.updateRun(tx, id, { reason: 'paused_by_person' }))

  const resume = (tx: Tx, actor: Actor, id: string) =>
    move(tx, actor, id, 'resume', async (_run, campaign) => {
      if (campaign.state === 'paused')
        throw new AppError('WRONG_STATE', 'The campaign is paused. Resume the campaign.', {
          status: 409,
          data: { state: campaign.state },
        })
      await repo.updateRun(tx, id, { reason: null, resumedAt: deps.clock.now() })
      await deps.enqueue(tx, [drainRequest(id)])
    })

  const cancel = (tx: Tx, actor: Actor, id: string) =>
    move(tx, actor, id, 'cancel', async (run, campaign) => {
      await repo.updateRun(tx, id, { reason: 'cancelled_by_person' })
      await repo.cancelDeliveries(tx, id, deps.clock.now())
      if (!run.isTest) await goOn(tx, campaign)
      await deps.enqueue(tx, [drainRequest(id)])
    })

  /** New deliveries with new keys for those LINE refused for good. Unknown outcomes stay: a new key could send twice. */
  const retry = (tx: Tx, actor: Actor, id: string) =>
    move(tx, actor, id, 'retry', async (run, campaign) => {
      const failed = new Set(await repo.listFailedChats(tx, id))
      const item = run.seriesItemId === null ? undefined : await deps.findSeriesItem(tx, run.seriesItemId)
      const cards = await cardsOf.prepare(tx, campaign, item?.contentId)
      await repo.lockPlanning(tx)
      // Asked again who may get it: people have left since, and a group may have outsiders now.
      const again: PlannedRecipient[] = []
      if (!('problem' in cards)) {
        for await (const { recipients } of readRecipients(tx, id, campaign, cards))
          again.push(...recipients.filter(({ chatId, state }) => state === 'planned' && failed.has(chatId)))
      }
      const requests = createRequestPlan(campaign, again.length)
      const deliveries = requests.add(again)
      if (deliveries.length === 0) {
        throw new AppError('WRONG_STATE', 'Nobody who failed for good may still get this run.', { status: 409 })
      }
      await repo.insertDeliveries(tx, id, deliveries, deps.clock.now())
      await repo.updateRun(tx, id, { finishedAt: null, resumedAt: deps.clock.now(), batchMs: requests.batchMs })
      await deps.enqueue(tx, [drainRequest(id)])
    })

  async function move(
    tx: Tx,
    actor: Actor,
    id: string,
    name: RunMove,
    act: (run: repo.RunRow, campaign: repo.CampaignRow) => Promise<unknown>,
  ): Promise<RunView> {
    const locked = await repo.lockRunAndCampaign(tx, id)
    if (!locked) throw new AppError('NOT_FOUND', `There is no run ${id}.`, { status: 404 })
    await repo.updateRun(tx, id, { state: moveRun(name, locked.run.state) })
    await act(locked.run, locked.campaign)
    await deps.audit.record(tx, { actorId: actor.userId, action: `run.${name}`, subject: id })
    return view(tx, id)
  }

  async function view(tx: Tx, id: string): Promise<RunView> {
    const run = (await repo.lockRun(tx, id)) as repo.RunRow
    return { run, progress: (await repo.countProgress(tx, [id])).get(id) as repo.ProgressCounts }
  }

  async function list(tx: Tx, query: { cursor?: string; limit: number; from?: Date; to?: Date }): Promise<RunView[]> {
    const runs = await repo.listRuns(tx, query)
    const progress = await repo.countProgress(
      tx,
      runs.map((run) => run.id),
    )
    return runs.map((run) => ({ run, progress: progress.get(run.id) as repo.ProgressCounts }))
  }

  const listDue = () => repo.listDueRuns(deps.database.prisma, deps.clock.now())
  const listToDrain = () => repo.listRunsToDrain(deps.database.prisma, deps.clock.now())

  return { start, listDue, listToDrain, release, pause, resume, cancel, retry, list }
}

const costOf = (step: Step, { isPublic }: PreparedCards): number =>
  sizeOfRun(withPage(nobody, step.members), isPublic).messages

export type RunService = ReturnType<typeof createRunService>

/** Who was reached is known for 400 days (a year's reports and a month); after that the counts alone. */
export const recipientRetention: Retention = {
  name: 'recipients',
  apply: (tx, now) => repo.forgetChatsBefore(tx, daysBefore(now, 400)),
}
