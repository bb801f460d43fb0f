import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { daysBefore, type Retention } from '../../platform/retention.ts'
import { createCapService } from './cap-service.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import { countPlanned, toRecipient } from './cost-rules.ts'
import { type CampaignDeps, drainRequest, startRunRequest } from './needs.ts'
import * as repo from './repo.ts'
import { isTooLate, moveRun, type PlannedRecipient, planDeliveries, type RunMove } from './rules.ts'
import type { ScheduleService } from './schedule-service.ts'
import { createUnwillingService } from './unwilling-service.ts'

type PreparedCards = { messages: OutgoingMessage[]; templates: string[]; isApproved: boolean; isPublic: boolean }
export type RunView = { run: repo.RunRow; progress: repo.ProgressCounts }

/** Turning a due run into recipients and deliveries, and steering it afterwards. */
export function createRunService(deps: CampaignDeps, schedules: ScheduleService) {
  const corrected = createCorrectedRun(deps)
  const spareChats = createCapService(deps)
  const spareUnwilling = createUnwillingService(deps)

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
        if (!run.isTest) await schedules.planFollowing(tx, campaign)
      },
      { timeoutMs: 60_000 },
    )
  }

  async function plan(tx: Tx, run: repo.RunRow, campaign: repo.CampaignRow): Promise<void> {
    const now = deps.clock.now()
    const cards = await prepareCards(tx, campaign)
    if ('problem' in cards) return hold(tx, run, cards.problem)
    if (!run.isTest && !cards.isApproved) return hold(tx, run, 'content_not_approved')
    const { messages } = cards
    await repo.lockPlanning(tx)
    const { recipients, cost } = run.isTest
      ? { recipients: await listTesters(tx, run.id), cost: 0 }
      : await listRecipients(tx, run.id, campaign, cards)
    // Never half an audience: what LINE would refuse in the middle waits for a person before the first message.
    if (await deps.isQuotaShort(tx, cost)) return hold(tx, run, 'quota_short')
    await repo.insertPlan(tx, run.id, run.isTest ? [] : recipients, planDeliveries(recipients), now)
    await repo.updateRun(tx, run.id, {
      state: 'sending',
      reason: null,
      startedAt: now,
      messages: run.isTest ? markAsTest(messages) : messages,
      isSilent: !campaign.notify && !campaign.isUrgent,
    })
    await deps.enqueue(tx, [drainRequest(run.id)])
  }

  /** The messages as LINE takes them; or why a card that was good when it was approved is not any more. */
  async function prepareCards(tx: Tx, campaign: repo.CampaignRow): Promise<PreparedCards | { problem: string }> {
    try {
      const specs = []
      for (const spec of campaign.messages) specs.push(await deps.resolveMessage(tx, spec))
      return {
        messages: [
          ...(await corrected.quote(tx, campaign)),
          ...specs.map((spec) => deps.renderCard(spec.template, spec.data)),
        ],
        templates: specs.map(({ template }) => template),
        isApproved: specs.every((spec) => spec.isApproved),
        isPublic: specs.every((spec) => deps.isPublicTemplate(spec.template)),
      }
    } catch (error) {
      if (error instanceof AppError && error.status < 500) return { problem: error.code.toLowerCase() }
      throw error
    }
  }

  async function hold(tx: Tx, run: repo.RunRow, reason: string): Promise<void> {
    await repo.updateRun(tx, run.id, { state: 'held', reason })
    deps.log.warn({ runId: run.id, reason }, 'a run waits for a person to release it')
  }

  async function listRecipients(tx: Tx, runId: string, campaign: repo.CampaignRow, cards: PreparedCards) {
    const { members } = await corrected.findMembers(tx, campaign)
    const meant = members.map((member) => toRecipient(member, cards.isPublic))
    const willing = await spareUnwilling(tx, { campaign, templates: cards.templates }, meant)
    const recipients = await spareChats(tx, { runId, campaign }, willing)
    return { recipients, cost: countPlanned(members, recipients) }
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
    return move(tx, actor, id, 'release', async (run) => {
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
      if (!run.isTest) await schedules.planFollowing(tx, campaign)
      await deps.enqueue(tx, [drainRequest(id)])
    })

  /** New deliveries with new keys for those LINE refused for good. Unknown outcomes stay: a new key could send twice. */
  const retry = (tx: Tx, actor: Actor, id: string) =>
    move(tx, actor, id, 'retry', async (_run, campaign) => {
      const failed = new Set(await repo.listFailedChats(tx, id))
      const cards = await prepareCards(tx, campaign)
      await repo.lockPlanning(tx)
      // Asked again who may get it: people have left since, and a group may have outsiders now.
      const members = 'problem' in cards ? [] : (await listRecipients(tx, id, campaign, cards)).recipients
      const deliveries = planDeliveries(members.filter(({ chatId }) => failed.has(chatId)))
      if (deliveries.length === 0) {
        throw new AppError('WRONG_STATE', 'Nobody who failed for good may still get this run.', { status: 409 })
      }
      await repo.insertDeliveries(tx, id, deliveries, deps.clock.now())
      await repo.updateRun(tx, id, { finishedAt: null, resumedAt: deps.clock.now() })
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

export type RunService = ReturnType<typeof createRunService>

/** A tester must never take it for the real thing. */
function markAsTest(messages: OutgoingMessage[]): OutgoingMessage[] {
  return [{ type: 'text', text: 'ข้อความทดสอบ ยังไม่ใช่การส่งจริง' }, ...messages]
}

/** Who was reached is known for 400 days (a year's reports and a month); after that the counts alone. */
export const recipientRetention: Retention = {
  name: 'recipients',
  apply: (tx, now) => repo.forgetChatsBefore(tx, daysBefore(now, 400)),
}
