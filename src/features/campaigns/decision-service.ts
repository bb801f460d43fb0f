import type { Actor } from '../../platform/auth/auth.ts'
import { chooseAuthority } from '../../platform/auth/choose-authority.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { deleteUnstartedRuns, markApprovedLate } from './approval-repo.ts'
import { approvedAs, areCardsChanged } from './approval-rules.ts'
import type { ApprovalService } from './approval-service.ts'
import { type CampaignView, createCampaignBook } from './campaign-book.ts'
import type { CampaignRow } from './campaign-repo.ts'
import * as campaignRows from './campaign-repo.ts'
import { createCardService } from './card-service.ts'
import { sizeOfRun } from './cost-rules.ts'
import type { CostService } from './cost-service.ts'
import { type CampaignDeps, startRunRequest } from './needs.ts'
import { checkFourEyes } from './rules.ts'
import { insertRun } from './run-repo.ts'
import { firstRunAt, laterOf, sendingTime } from './schedule-rules.ts'

/** Asking for a decision and making it: what is submitted waits for another person's yes or no. */
export function createDecisionService(deps: CampaignDeps, parts: { costs: CostService; approvals: ApprovalService }) {
  const { costs, approvals } = parts
  const { checkAudience, lockForMove, view, record } = createCampaignBook(deps)
  const cardsOf = createCardService(deps)

  async function submit(tx: Tx, actor: Actor, id: string): Promise<CampaignView> {
    const { campaign, state } = await lockForMove(tx, id, 'submit')
    const now = deps.clock.now()
    const runAt = firstRunAt(campaign.schedule, now, await deps.officeCalendar(tx))
    await deps.checkResultCard(tx, id, await opensAt(tx, campaign, runAt))
    const size = await checkAudience(tx, campaign)
    if (size.chats === 0) throw new AppError('AUDIENCE_EMPTY', 'Nobody is in this audience.', { status: 422 })
    cardsOf.checkWords(campaign.messages) // may have been written before a rule was
    const cards = await cardsOf.renderNext(tx, campaign)
    cardsOf.addReceipt(campaign, campaign.id, cards.messages)
    if (!cards.isApproved) {
      throw new AppError('CONTENT_NOT_APPROVED', 'A card of this campaign is not approved.', { status: 409 })
    }
    if (sizeOfRun(size, cards.isPublic).chats === 0)
      throw new AppError('AUDIENCE_OUTSIDERS_ONLY', 'Only groups with outsiders, and a card for staff.', {
        status: 422,
      })
    const { cost } = await costs.weigh(tx, campaign)
    const change = { state, submittedAt: now, rejectReason: null, costMessages: cost, cardVersions: cards.versions }
    const submitted = await campaignRows.updateCampaign(tx, id, change)
    // With approval switched off by an owner (audited there) a submitted campaign is scheduled at once.
    const mustAsk = await deps.isApprovalRequired(tx)
    if (mustAsk) await approvals.ask(tx, submitted, runAt)
    // After the approvers' own messages are there, which go first: what is refused here takes them back with it.
    await checkQuota(tx, campaign, runAt)
    if (!mustAsk) await schedule(tx, submitted, { approvedBy: null })
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
    if (areCardsChanged(campaign.cardVersions, (await cardsOf.render(tx, campaign)).versions))
      throw new AppError('CARD_CHANGED', 'A card of it says something else since it was submitted.', { status: 409 })
    const runAt = await firesAt(tx, campaign)
    await deps.checkPromisedDay(tx, id, await opensAt(tx, campaign, laterOf(deps.clock.now(), runAt)))
    // Asked again: people have joined and messages have been sent since it was submitted.
    await checkQuota(tx, campaign, runAt)
    await schedule(tx, campaign, { approvedBy: actor.userId })
    await record(tx, actor, 'campaign.approve', id, standsFor === undefined ? undefined : { standsFor })
    return view(tx, id)
  }

  async function reject(tx: Tx, actor: Actor, id: string, reason: string): Promise<CampaignView> {
    const { state } = await lockForMove(tx, id, 'reject')
    await deleteUnstartedRuns(tx, id, deps.clock.now())
    await campaignRows.updateCampaign(tx, id, { state, rejectReason: reason, remindAt: null, approveBy: null })
    await record(tx, actor, 'campaign.reject', id, { reason })
    return view(tx, id)
  }

  async function schedule(tx: Tx, campaign: CampaignRow, by: { approvedBy: string | null }): Promise<void> {
    const now = deps.clock.now()
    const scheduledFor = await firesAt(tx, campaign)
    const run = await insertRun(tx, { campaignId: campaign.id, scheduledFor })
    await campaignRows.updateCampaign(tx, campaign.id, {
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

  /** Of the month in which the window lets it go, which at the end of one may be the next. */
  async function checkQuota(tx: Tx, campaign: CampaignRow, firesAt: Date): Promise<void> {
    const at = await opensAt(tx, campaign, firesAt)
    await deps.checkQuota(tx, { ...(await costs.weighMonth(tx, campaign)), at })
  }

  /** When the window lets go what fires then. */
  const opensAt = async (tx: Tx, { isUrgent }: CampaignRow, firesAt: Date): Promise<Date> =>
    sendingTime(isUrgent, firesAt, await deps.officeCalendar(tx))

  /** A single time that passes while it waits for approval is kept: the run is then late, and a person decides. */
  async function firesAt(tx: Tx, { schedule }: CampaignRow): Promise<Date> {
    if (schedule.kind === 'once') return new Date(schedule.at)
    return firstRunAt(schedule, deps.clock.now(), await deps.officeCalendar(tx))
  }

  return { submit, approve, reject, refreshQuota: deps.refreshQuota }
}

export type DecisionService = ReturnType<typeof createDecisionService>
