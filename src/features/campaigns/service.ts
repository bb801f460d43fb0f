import type { AudienceSpec, MessageSpec, ScheduleSpec } from '../../contracts/api/campaigns.ts'
import { may } from '../../contracts/roles.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { chooseAuthority } from '../../platform/auth/choose-authority.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { deleteUnstartedRuns, markApprovedLate } from './approval-repo.ts'
import { approvedAs } from './approval-rules.ts'
import type { ApprovalService } from './approval-service.ts'
import { createCardService } from './card-service.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import type { CostService } from './cost-service.ts'
import type { CampaignDeps } from './needs.ts'
import { drainRequest, startRunRequest } from './needs.ts'
import * as repo from './repo.ts'
import { type CampaignMove, checkFourEyes, moveCampaign } from './rules.ts'
import type { RunView } from './run-service.ts'
import { firstRunAt, isRecurring } from './schedule-rules.ts'
import type { ScheduleService } from './schedule-service.ts'
import { createSeriesSteps } from './series-service.ts'

const maxMessages = 5 // LINE: 1..5 objects a request

export type CampaignDraft = {
  name: string
  messages: MessageSpec[]
  audience: AudienceSpec
  schedule: ScheduleSpec
  urgent: boolean
  notify: boolean
  receipt: boolean
  chatsPerMinute: number | null
  spreadMinutes: number | null
}

export type CampaignView = { campaign: repo.CampaignRow; runs: RunView[] }

/** Drafting, approving and steering campaigns. Every function works in the caller's transaction and writes its audit entry there. */
export function createCampaignService(
  deps: CampaignDeps,
  parts: { schedules: ScheduleService; costs: CostService; approvals: ApprovalService },
) {
  const { schedules, costs, approvals } = parts
  const { measureMembers } = createCorrectedRun(deps)
  const steps = createSeriesSteps(deps)
  const cardsOf = createCardService(deps)

  async function create(tx: Tx, actor: Actor, draft: CampaignDraft): Promise<repo.CampaignRow> {
    const { urgent, receipt, ...rest } = draft
    checkUrgent(actor, urgent)
    firstRunAt(draft.schedule, deps.clock.now(), await deps.officeCalendar(tx))
    await checkAudience(tx, { audience: draft.audience, correctsRunId: null })
    await steps.check(tx, draft.messages, isRecurring(draft.schedule))
    await cardsOf.check(tx, draft.messages)
    const written = { ...rest, isUrgent: urgent, asksReceipt: receipt }
    const campaign = await repo.insertCampaign(tx, { ...written, authorId: actor.userId })
    await record(tx, actor, 'campaign.create', campaign.id, { urgent })
    return campaign
  }

  /**
   * Changes a campaign and makes it a draft, whatever it was: what is changed is approved anew. Runs that have begun go on with
   * what was frozen for them; those to come go with the schedule they came from.
   */
  async function revise(tx: Tx, actor: Actor, id: string, change: Partial<CampaignDraft>): Promise<CampaignView> {
    const { campaign, state } = await lockForMove(tx, id, 'revise')
    const { urgent = campaign.isUrgent, receipt = campaign.asksReceipt, ...rest } = change
    checkUrgent(actor, urgent)
    if (rest.schedule) firstRunAt(rest.schedule, deps.clock.now(), await deps.officeCalendar(tx))
    if (rest.audience) await checkAudience(tx, { ...campaign, audience: rest.audience })
    const { messages = campaign.messages, schedule = campaign.schedule } = rest
    await steps.check(tx, messages, isRecurring(schedule))
    await cardsOf.check(tx, messages)
    await deleteUnstartedRuns(tx, id)
    await repo.updateCampaign(tx, id, {
      ...rest,
      isUrgent: urgent,
      asksReceipt: receipt,
      state,
      nextRunAt: null,
      remindAt: null,
      approveBy: null,
      writers: [...new Set([...campaign.writers, actor.userId])],
    })
    await record(tx, actor, 'campaign.revise', id, { changed: Object.keys(change), was: campaign.state })
    return view(tx, id)
  }

  async function submit(tx: Tx, actor: Actor, id: string): Promise<CampaignView> {
    const { campaign, state } = await lockForMove(tx, id, 'submit')
    const now = deps.clock.now()
    const runAt = firstRunAt(campaign.schedule, now, await deps.officeCalendar(tx))
    const size = await checkAudience(tx, campaign)
    if (size.chats === 0) throw new AppError('AUDIENCE_EMPTY', 'Nobody is in this audience.', { status: 422 })
    const cards = await cardsOf.render(tx, campaign)
    cardsOf.addReceipt(campaign, campaign.id, cards.messages)
    if (!cards.isApproved) {
      throw new AppError('CONTENT_NOT_APPROVED', 'A card of this campaign is not approved.', { status: 409 })
    }
    const { cost } = await costs.weigh(tx, campaign)
    await deps.checkQuota(tx, { ...(await costs.weighMonth(tx, campaign)), at: runAt })
    const change = { state, submittedAt: now, rejectReason: null, costMessages: cost }
    const submitted = await repo.updateCampaign(tx, id, change)
    // With approval switched off by an owner (audited there) a submitted campaign is scheduled at once.
    if (await deps.isApprovalRequired(tx)) await approvals.ask(tx, submitted, runAt)
    else await schedule(tx, submitted, { approvedBy: null })
    await record(tx, actor, 'campaign.submit', id, { recipients: size.chats, messages: cost })
    return view(tx, id)
  }

  /** `seen`: when what the approver looked at was submitted. Left out: whatever is there now. */
  async function approve(tx: Tx, actor: Actor, id: string, seen?: Date): Promise<CampaignView> {
    const { campaign } = await lockForMove(tx, id, 'approve')
    checkFourEyes(campaign.authorId, actor.userId)
    const standsFor = chooseAuthority(actor, [campaign.authorId, ...campaign.writers])
    if (seen && seen.getTime() !== campaign.submittedAt?.getTime())
      throw new AppError('CHANGED_MEANWHILE', 'It was changed and submitted anew since it was looked at.', {
        status: 409,
      })
    // Asked again: people have joined and messages have been sent since it was submitted.
    await deps.checkQuota(tx, { ...(await costs.weighMonth(tx, campaign)), at: await firesAt(tx, campaign) })
    await schedule(tx, campaign, { approvedBy: actor.userId })
    await record(tx, actor, 'campaign.approve', id, standsFor === undefined ? undefined : { standsFor })
    return view(tx, id)
  }

  async function reject(tx: Tx, actor: Actor, id: string, reason: string): Promise<CampaignView> {
    const { state } = await lockForMove(tx, id, 'reject')
    await deleteUnstartedRuns(tx, id)
    await repo.updateCampaign(tx, id, { state, rejectReason: reason, remindAt: null, approveBy: null })
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
    await repo.updateCampaign(tx, id, { state, nextRunAt: null, remindAt: null, approveBy: null })
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
      approvedAs: approvedAs(campaign),
      remindAt: null,
      approveBy: null,
      ...(by.approvedBy !== null && { approvedBy: by.approvedBy }),
    })
    await markApprovedLate(tx, campaign.id)
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
    revise,
    submit,
    approve,
    reject,
    pause,
    resume,
    cancel,
    sendTest,
    view,
    preview: async (tx: Tx, id: string) => cardsOf.preview(tx, await find(tx, id)),
    list: repo.listCampaigns,
    refreshQuota: deps.refreshQuota,
  }
}

export type CampaignService = ReturnType<typeof createCampaignService>

function checkUrgent(actor: Actor, urgent: boolean): void {
  if (urgent && !may(actor.role, 'campaigns.urgent'))
    throw new AppError('URGENT_NOT_ALLOWED', 'Only an owner may send urgently.', { status: 403 })
}

function notFound(id: string): AppError {
  return new AppError('NOT_FOUND', `There is no campaign ${id}.`, { status: 404 })
}
