import type { AudienceSpec, MessageSpec, ScheduleSpec } from '../../contracts/api/campaigns.ts'
import { may } from '../../contracts/roles.ts'
import { pictureOf } from '../../line/messages/picture-of.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { deleteUnstartedRuns } from './approval-repo.ts'
import { listChanges } from './approval-rules.ts'
import { type CampaignView, createCampaignBook } from './campaign-book.ts'
import type { CampaignRow } from './campaign-repo.ts'
import * as campaignRows from './campaign-repo.ts'
import { createCardService } from './card-service.ts'
import { checkAsksAll, checkNoInvitation } from './invitation-rules.ts'
import type { CampaignDeps } from './needs.ts'
import { firstRunAt, isRecurring } from './schedule-rules.ts'
import { createSeriesSteps } from './series-service.ts'

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
  rideMinutes: number | null
}

/** Writing campaigns. Every function works in the caller's transaction and writes its audit entry there. */
export function createDraftService(deps: CampaignDeps) {
  const { checkAudience, lockForMove, find, view, record } = createCampaignBook(deps)
  const steps = createSeriesSteps(deps)
  const cardsOf = createCardService(deps)

  /** For an officer, or for another feature in its transaction: only the latter may ask people to a poll. */
  async function write(tx: Tx, actor: Actor, draft: CampaignDraft, mayInvite: boolean): Promise<CampaignRow> {
    const { urgent, receipt, ...rest } = draft
    checkUrgent(actor, urgent)
    firstRunAt(draft.schedule, deps.clock.now(), await deps.officeCalendar(tx))
    checkRide(draft.rideMinutes, await checkAudience(tx, { audience: draft.audience, correctsRunId: null }))
    await steps.check(tx, draft.messages, isRecurring(draft.schedule))
    const { templates } = await cardsOf.check(tx, draft.messages, { asksReceipt: receipt })
    if (!mayInvite) checkNoInvitation(templates)
    const written = { ...rest, isUrgent: urgent, asksReceipt: receipt }
    const campaign = await campaignRows.insertCampaign(tx, { ...written, authorId: actor.userId })
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
    if (rest.audience) checkAsksAll(campaign, rest.audience)
    const { audience = campaign.audience, rideMinutes = campaign.rideMinutes } = rest
    if (rest.audience || rest.rideMinutes) checkRide(rideMinutes, await checkAudience(tx, { ...campaign, audience }))
    const { messages = campaign.messages, schedule = campaign.schedule } = rest
    await steps.check(tx, messages, isRecurring(schedule))
    const { templates } = await cardsOf.check(tx, messages, { asksReceipt: receipt })
    checkNoInvitation(templates, campaign.messages)
    await deleteUnstartedRuns(tx, id, deps.clock.now())
    await campaignRows.updateCampaign(tx, id, {
      ...rest,
      isUrgent: urgent,
      asksReceipt: receipt,
      state,
      nextRunAt: null,
      remindAt: null,
      approveBy: null,
      writers: [...new Set([...campaign.writers, actor.userId])],
    })
    const said = change.urgent !== undefined && change.urgent !== campaign.isUrgent && { urgent }
    await record(tx, actor, 'campaign.revise', id, { changed: Object.keys(change), was: campaign.state, ...said })
    return view(tx, id)
  }

  /** What goes out, the picture at its head, the whole of it drawn, and what of it is new to an approver. */
  async function preview(tx: Tx, id: string, { rendered }: { rendered: boolean }) {
    const campaign = await find(tx, id)
    const { messages, texts } = await cardsOf.preview(tx, campaign)
    const pictureUrl = messages.map(pictureOf).find((one) => one !== undefined)?.url ?? null
    const renderedUrl = (rendered && (await deps.drawMessages(messages))) || null
    const now = { ...campaign, cardVersions: await cardsOf.versionsNow(tx, campaign) }
    return { messages, texts, pictureUrl, renderedUrl, changes: listChanges(campaign.approvedAs, now) }
  }

  return {
    create: (tx: Tx, actor: Actor, draft: CampaignDraft) => write(tx, actor, draft, false),
    createForFeature: (tx: Tx, actor: Actor, draft: CampaignDraft) => write(tx, actor, draft, true),
    revise,
    view,
    preview,
    list: campaignRows.listCampaigns,
  }
}

export type DraftService = ReturnType<typeof createDraftService>

function checkUrgent(actor: Actor, urgent: boolean): void {
  if (urgent && !may(actor.role, 'campaigns.urgent'))
    throw new AppError('URGENT_NOT_ALLOWED', 'Only an owner may send urgently.', { status: 403 })
}

/** @throws RIDE_GROUPS_ONLY (422): a person's next word is answered by the bot, only a group's has nobody to answer it. */
function checkRide(rideMinutes: number | null, { people }: { people: number }): void {
  if (rideMinutes !== null && people > 0)
    throw new AppError('RIDE_GROUPS_ONLY', 'Only groups are waited for. Choose groups, or send at once.', {
      status: 422,
    })
}
