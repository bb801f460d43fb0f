import type { AudienceSpec, MessageSpec, ScheduleSpec } from '../../contracts/api/campaigns.ts'
import { may } from '../../contracts/roles.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import { sizeOfRun } from './cost-rules.ts'
import type { CostService } from './cost-service.ts'
import type { CampaignDeps } from './needs.ts'
import { drainRequest, startRunRequest } from './needs.ts'
import * as repo from './repo.ts'
import { type CampaignMove, checkFourEyes, moveCampaign } from './rules.ts'
import type { RunView } from './run-service.ts'
import { firstRunAt } from './schedule-rules.ts'
import type { ScheduleService } from './schedule-service.ts'

const maxMessages = 5 // LINE: 1..5 objects a request

export type CampaignDraft = {
  name: string
  messages: MessageSpec[]
  audience: AudienceSpec
  schedule: ScheduleSpec
  urgent: boolean
  notify: boolean
  chatsPerMinute: number | null
  spreadMinutes: number | null
}

export type CampaignView = { campaign: repo.CampaignRow; runs: RunView[] }

/** Drafting, approving and steering campaigns. Every function works in the caller's transaction and writes its audit entry there. */
export function createCampaignService(
  deps: CampaignDeps,
  { schedules, costs }: { schedules: ScheduleService; costs: CostService },
) {
  const { measureMembers } = createCorrectedRun(deps)

  async function create(tx: Tx, actor: Actor, draft: CampaignDraft): Promise<repo.CampaignRow> {
    if (draft.urgent && !may(actor.role, 'campaigns.urgent')) {
      throw new AppError('URGENT_NOT_ALLOWED', 'Only an owner may send urgently.', { status: 403 })
    }
    firstRunAt(draft.schedule, deps.clock.now(), await deps.officeCalendar(tx))
    await checkAudience(tx, { audience: draft.audience, correctsRunId: null })
    await renderAll(tx, draft.messages)
    const { urgent, ...rest } = draft
    const campaign = await repo.insertCampaign(tx, { ...rest, isUrgent: urgent, authorId: actor.userId })
    await record(tx, actor, 'campaign.create', campaign.id, { urgent })
    return campaign
  }

  async function submit(tx: Tx, actor: Actor, id: string): Promise<CampaignView> {
    const { campaign, state } = await lockForMove(tx, id, 'submit')
    const now = deps.clock.now()
    const runAt = firstRunAt(campaign.schedule, now, await deps.officeCalendar(tx))
    const size = await checkAudience(tx, campaign)
    if (size.chats === 0) throw new AppError('AUDIENCE_EMPTY', 'Nobody is in this audience.', { status: 422 })
    const messages = await renderAll(tx, campaign.messages)
    if (messages.some((message) => !message.isApproved)) {
      throw new AppError('CONTENT_NOT_APPROVED', 'A card of this campaign is not approved.', { status: 409 })
    }
    const { messages: cost } = sizeOfRun(
      size,
      messages.every(({ template }) => deps.isPublicTemplate(template)),
    )
    await deps.checkQuota(tx, { ...(await costs.weighMonth(tx, campaign)), at: runAt })
    await repo.updateCampaign(tx, id, { state, submittedAt: now, rejectReason: null, costMessages: cost })
    // With approval switched off by an owner (audited there) a submitted campaign is scheduled at once.
    if (!(await deps.isApprovalRequired(tx))) await schedule(tx, campaign, { approvedBy: null })
    await record(tx, actor, 'campaign.submit', id, { recipients: size.chats, messages: cost })
    return view(tx, id)
  }

  async function approve(tx: Tx, actor: Actor, id: string): Promise<CampaignView> {
    const { campaign } = await lockForMove(tx, id, 'approve')
    checkFourEyes(campaign.authorId, actor.userId)
    // Asked again: people have joined and messages have been sent since it was submitted.
    await deps.checkQuota(tx, { ...(await costs.weighMonth(tx, campaign)), at: await firesAt(tx, campaign) })
    await schedule(tx, campaign, { approvedBy: actor.userId })
    await record(tx, actor, 'campaign.approve', id)
    return view(tx, id)
  }

  async function reject(tx: Tx, actor: Actor, id: string, reason: string): Promise<CampaignView> {
    const { state } = await lockForMove(tx, id, 'reject')
    await repo.updateCampaign(tx, id, { state, rejectReason: reason })
    await record(tx, actor, 'campaign.reject', id, { reason })
    return view(tx, id)
  }

  async function pause(tx: Tx, actor: Actor, id: string): Promise<CampaignView> {
    const { state } = await lockForMove(tx, id, 'pause')
    await repo.updateCampaign(tx, id, { state })
    await eachRun(tx, id, 'sending', (run) =>
      repo.updateRun(tx, run.id, { state: 'paused', reason: 'campaign_paused' }),
    )
    await record(tx, actor, 'campaign.pause', id)
    return view(tx, id)
  }

  async function resume(tx: Tx, actor: Actor, id: string): Promise<CampaignView> {
    const { campaign, state } = await lockForMove(tx, id, 'resume')
    await repo.updateCampaign(tx, id, { state })
    await eachRun(tx, id, 'paused', async (run) => {
      if (run.reason !== 'campaign_paused') return
      await repo.updateRun(tx, run.id, { state: 'sending', reason: null, resumedAt: deps.clock.now() })
      await deps.enqueue(tx, [drainRequest(run.id)])
    })
    await schedules.skipPaused(tx, campaign)
    await eachRun(tx, id, 'planned', (run) => deps.enqueue(tx, [startRunRequest(run.id, run.dueAt)]))
    // Its last run may have been cancelled meanwhile.
    await repo.completeCampaignWithoutRuns(tx, id)
    await record(tx, actor, 'campaign.resume', id)
    return view(tx, id)
  }

  async function cancel(tx: Tx, actor: Actor, id: string): Promise<CampaignView> {
    const { state } = await lockForMove(tx, id, 'cancel')
    await repo.updateCampaign(tx, id, { state, nextRunAt: null })
    for (const run of await repo.listRunsOf(tx, id)) {
      if (run.state === 'done' || run.state === 'cancelled') continue
      await repo.updateRun(tx, run.id, { state: 'cancelled', reason: 'campaign_cancelled' })
      await repo.cancelDeliveries(tx, run.id, deps.clock.now())
    }
    await record(tx, actor, 'campaign.cancel', id)
    return view(tx, id)
  }

  /** A copy to named people now: a run of its own, marked as a test and counted nowhere. */
  async function sendTest(tx: Tx, actor: Actor, id: string, peopleIds: string[]): Promise<number> {
    const campaign = await repo.lockCampaign(tx, id)
    if (!campaign) throw notFound(id)
    if (campaign.state === 'cancelled' || campaign.state === 'completed') {
      throw new AppError('WRONG_STATE', `A ${campaign.state} campaign is not tested any more.`, {
        status: 409,
        data: { state: campaign.state },
      })
    }
    if (campaign.messages.length === maxMessages) {
      throw new AppError('TEST_NEEDS_ROOM', 'The mark of a test is a message of its own. Leave one of the five free.', {
        status: 422,
      })
    }
    await repo.lockPlanning(tx)
    const chatIds = await deps.findPeopleChats(tx, peopleIds)
    if (chatIds.length === 0)
      throw new AppError('AUDIENCE_EMPTY', 'None of these people can be reached.', { status: 422 })
    const now = deps.clock.now()
    const run = await repo.insertRun(tx, { campaignId: campaign.id, scheduledFor: now, isTest: true })
    await repo.insertRecipients(
      tx,
      run.id,
      chatIds.map((chatId) => ({ kind: 'person', chatId, state: 'planned', reason: null })),
    )
    await deps.enqueue(tx, [startRunRequest(run.id, now)])
    await record(tx, actor, 'campaign.test', id, { people: peopleIds })
    return chatIds.length
  }

  async function schedule(tx: Tx, campaign: repo.CampaignRow, by: { approvedBy: string | null }): Promise<void> {
    const now = deps.clock.now()
    const scheduledFor = await firesAt(tx, campaign)
    const run = await repo.insertRun(tx, { campaignId: campaign.id, scheduledFor, isTest: false })
    await repo.updateCampaign(tx, campaign.id, {
      state: 'scheduled',
      nextRunAt: run.dueAt,
      approvedAt: now,
      ...(by.approvedBy !== null && { approvedBy: by.approvedBy }),
    })
    await deps.enqueue(tx, [startRunRequest(run.id, run.dueAt)])
  }

  /** A single time that passes while it waits for approval is kept: the run is then late, and a person decides. */
  async function firesAt(tx: Tx, { schedule }: repo.CampaignRow): Promise<Date> {
    if (schedule.kind === 'once') return new Date(schedule.at)
    return firstRunAt(schedule, deps.clock.now(), await deps.officeCalendar(tx))
  }

  async function checkAudience(tx: Tx, campaign: Pick<repo.CampaignRow, 'audience' | 'correctsRunId'>) {
    const size = await measureMembers(tx, campaign)
    if (size.unknownIds.length > 0) {
      throw new AppError('AUDIENCE_UNKNOWN', 'Some ids of the audience name nothing.', {
        status: 422,
        data: { ids: size.unknownIds },
      })
    }
    return size
  }

  /** Renders every message, so that a card LINE would refuse is refused while its author is still at the desk. */
  async function renderAll(tx: Tx, specs: MessageSpec[]) {
    const resolved = []
    for (const spec of specs) {
      const message = await deps.resolveMessage(tx, spec)
      deps.renderCard(message.template, message.data)
      resolved.push(message)
    }
    return resolved
  }

  async function lockForMove(tx: Tx, id: string, move: CampaignMove) {
    const campaign = await repo.lockCampaign(tx, id)
    if (!campaign) throw notFound(id)
    return { campaign, state: moveCampaign(move, campaign.state) }
  }

  async function eachRun(
    tx: Tx,
    campaignId: string,
    state: repo.RunRow['state'],
    act: (run: repo.RunRow) => Promise<unknown>,
  ): Promise<void> {
    for (const run of await repo.listRunsOf(tx, campaignId)) if (run.state === state) await act(run)
  }

  async function find(tx: Tx, id: string): Promise<repo.CampaignRow> {
    const campaign = await repo.findCampaign(tx, id)
    if (!campaign) throw notFound(id)
    return campaign
  }

  async function view(tx: Tx, id: string): Promise<CampaignView> {
    const campaign = await find(tx, id)
    const runs = await repo.listRunsOf(tx, id)
    const progress = await repo.countProgress(
      tx,
      runs.map((run) => run.id),
    )
    return { campaign, runs: runs.map((run) => ({ run, progress: progress.get(run.id) as repo.ProgressCounts })) }
  }

  function record(
    tx: Tx,
    actor: Actor,
    action: string,
    subject: string,
    data?: Record<string, unknown>,
  ): Promise<void> {
    return deps.audit.record(tx, { actorId: actor.userId, action, subject, ...(data && { data }) })
  }

  return {
    create,
    submit,
    approve,
    reject,
    pause,
    resume,
    cancel,
    sendTest,
    view,
    list: repo.listCampaigns,
    refreshQuota: deps.refreshQuota,
  }
}

export type CampaignService = ReturnType<typeof createCampaignService>

function notFound(id: string): AppError {
  return new AppError('NOT_FOUND', `There is no campaign ${id}.`, { status: 404 })
}
