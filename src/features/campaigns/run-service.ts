import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { daysBefore, type Retention } from '../../platform/retention.ts'
import { createCapService } from './cap-service.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import { countPlanned, type Precedence, rankOf, sizeOfRun, toRecipient } from './cost-rules.ts'
import { type CampaignDeps, drainRequest, startRunRequest } from './needs.ts'
import { createRequestPlan } from './pace-rules.ts'
import * as repo from './repo.ts'
import { isTooLate, moveRun, type PlannedRecipient, planDeliveries, type RunMove } from './rules.ts'
import type { ScheduleService } from './schedule-service.ts'

type PreparedCards = { messages: OutgoingMessage[]; isApproved: boolean; isPublic: boolean; rank: Precedence }
export type RunView = { run: repo.RunRow; progress: repo.ProgressCounts }

/** Turning a due run into recipients and deliveries, and steering it afterwards. */
export function createRunService(deps: CampaignDeps, schedules: ScheduleService) {
  const corrected = createCorrectedRun(deps)
  const spareChats = createCapService(deps)

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
      // A million recipients take a minute or two to write; each page of them is bounded on its own.
      { timeoutMs: 600_000 },
    )
  }

  async function plan(tx: Tx, run: repo.RunRow, campaign: repo.CampaignRow): Promise<void> {
    const now = deps.clock.now()
    const cards = await prepareCards(tx, campaign)
    if ('problem' in cards) return hold(tx, run, cards.problem)
    if (!run.isTest && !cards.isApproved) return hold(tx, run, 'content_not_approved')
    const { messages } = cards
    await repo.lockPlanning(tx)
    const planned = await (run.isTest ? insertTestPlan(tx, run.id, now) : insertWholePlan(tx, run.id, campaign, cards))
    if (planned === 'quota_short') return hold(tx, run, planned)
    await repo.updateRun(tx, run.id, {
      state: 'sending',
      reason: null,
      startedAt: now,
      batchMs: planned.batchMs,
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
        isApproved: specs.every((spec) => spec.isApproved),
        isPublic: specs.every((spec) => deps.isPublicTemplate(spec.template)),
        rank: rankOf(
          campaign,
          specs.map((spec) => spec.template),
        ),
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

  /**
   * Page by page, so that a million people need no more memory than ten thousand. Never half an audience: what LINE would
   * refuse in the middle waits for a person before the first message.
   */
  async function insertWholePlan(
    tx: Tx,
    runId: string,
    campaign: repo.CampaignRow,
    { isPublic, rank }: PreparedCards,
  ): Promise<{ batchMs: number | null } | 'quota_short'> {
    const { chats, messages } = sizeOfRun(await corrected.measureMembers(tx, campaign), isPublic)
    const isShort = (needs: number) => deps.isQuotaShort(tx, { needs, rank })
    // Caps may leave less to be paid for. That is counted only where the whole does not fit: it takes reading everybody.
    if ((await isShort(messages)) && (await isShort(await countCost(tx, runId, campaign, isPublic))))
      return 'quota_short'
    const requests = createRequestPlan(campaign, chats)
    for await (const { recipients } of readRecipients(tx, runId, campaign, isPublic))
      await repo.insertPlan(tx, runId, recipients, requests.add(recipients), deps.clock.now())
    return { batchMs: requests.batchMs }
  }

  async function countCost(tx: Tx, runId: string, campaign: repo.CampaignRow, isPublic: boolean): Promise<number> {
    let sum = 0
    for await (const { cost } of readRecipients(tx, runId, campaign, isPublic)) sum += cost
    return sum
  }

  async function insertTestPlan(tx: Tx, runId: string, now: Date): Promise<{ batchMs: null }> {
    const testers = (await repo.listPlannedChats(tx, runId)).map((chatId) => ({
      kind: 'person' as const,
      chatId,
      state: 'planned' as const,
      reason: null,
    }))
    await repo.insertDeliveries(tx, runId, planDeliveries(testers), now)
    return { batchMs: null }
  }

  async function* readRecipients(tx: Tx, runId: string, campaign: repo.CampaignRow, isPublic: boolean) {
    for await (const members of corrected.readMembers(tx, campaign)) {
      const meant = members.map((member) => toRecipient(member, isPublic))
      const recipients = await spareChats(tx, { runId, campaign }, meant)
      yield { recipients, cost: countPlanned(members, recipients) }
    }
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
      const again: PlannedRecipient[] = []
      if (!('problem' in cards)) {
        for await (const { recipients } of readRecipients(tx, id, campaign, cards.isPublic))
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
