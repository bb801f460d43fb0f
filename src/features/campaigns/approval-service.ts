import type { MessageSpec } from '../../contracts/api/campaigns.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { type HeadPicture, pictureOf } from '../../line/messages/picture-of.ts'
import { sayAlone } from '../../line/messages/say-alone.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { createApprovalNews } from './approval-news.ts'
import { listApprovalsDue } from './approval-repo.ts'
import { type CardVersions, halfWay } from './approval-rules.ts'
import type { CampaignRow } from './campaign-repo.ts'
import * as campaignRows from './campaign-repo.ts'
import { createCardService } from './card-service.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import { approvalDueRequest, type CampaignDeps } from './needs.ts'
import type { RunRow } from './run-repo.ts'
import * as runRows from './run-repo.ts'
import { followingFiring, isRecurring, laterOf, latestFiring } from './schedule-rules.ts'

/**
 * Asking for approval: each approver once when it is submitted, once more half-way to the run, and the author when the time
 * has come without an answer. When that is stands in the campaign's row, so a lost job is found again.
 */
export function createApprovalService(deps: CampaignDeps) {
  const news = createApprovalNews(deps)
  const { measureMembers } = createCorrectedRun(deps)
  const cardsOf = createCardService(deps)

  /** In the transaction of the submission. A campaign that goes out when it is approved has no time to miss. */
  async function ask(tx: Tx, campaign: CampaignRow, runAt: Date): Promise<void> {
    const isTimed = campaign.schedule.kind !== 'now'
    const asked = await waitUntil(tx, campaign.id, isTimed ? runAt : null)
    await deps.askApprovers(tx, asked.authorId, news.asked(await caseOf(tx, asked)))
  }

  /** The approvers have until then, and are reminded half-way. Null: there is no time to miss. */
  async function waitUntil(tx: Tx, campaignId: string, approveBy: Date | null): Promise<CampaignRow> {
    const remindAt = approveBy && halfWay(deps.clock.now(), approveBy)
    const times = [remindAt, approveBy].filter((at) => at !== null)
    await deps.enqueue(
      tx,
      times.map((at) => approvalDueRequest(campaignId, at)),
    )
    return campaignRows.updateCampaign(tx, campaignId, { remindAt, approveBy })
  }

  /** The firing that comes after one that was held; null where the schedule brings none. */
  async function firingAfter(tx: Tx, { schedule }: CampaignRow, held: Date): Promise<Date | null> {
    if (!isRecurring(schedule)) return null
    const after = laterOf(held, deps.clock.now())
    return followingFiring(schedule, held, after, await deps.officeCalendar(tx)) ?? null
  }

  /**
   * A card says something else than what was approved: nothing of it goes out. The approvers are asked about the new words; the
   * run waits for a person, or, where it would go out as soon as they agree, makes way for the one that then does. The author hears of it.
   */
  async function askAnew(tx: Tx, campaign: CampaignRow, run: RunRow, cardVersions: CardVersions): Promise<void> {
    const isTimed = campaign.schedule.kind !== 'now'
    await runRows.updateRun(tx, run.id, {
      reason: 'card_changed',
      ...(isTimed ? { state: 'held' } : { state: 'cancelled', finishedAt: deps.clock.now() }),
    })
    await campaignRows.updateCampaign(tx, campaign.id, {
      state: 'pending_approval',
      submittedAt: deps.clock.now(),
      cardVersions,
      nextRunAt: null,
    })
    const asked = await waitUntil(tx, campaign.id, await firingAfter(tx, campaign, run.scheduledFor))
    await deps.askApprovers(tx, asked.authorId, news.asked(await caseOf(tx, asked)))
    await deps.tellOfficer(tx, asked.authorId, news.cardChanged({ campaign: asked, runAt: run.scheduledFor, isTimed }))
  }

  /** Whatever of a waiting campaign is due now. Called again, or too early, it changes nothing. */
  async function seeTo(campaignId: string): Promise<void> {
    await deps.database.transaction(async (tx) => {
      const campaign = await campaignRows.lockCampaign(tx, campaignId)
      if (campaign?.state !== 'pending_approval') return
      const now = deps.clock.now()
      if (campaign.approveBy && campaign.approveBy <= now) return miss(tx, campaign, campaign.approveBy)
      if (!campaign.remindAt || campaign.remindAt > now) return
      await campaignRows.updateCampaign(tx, campaignId, { remindAt: null })
      await deps.askApprovers(tx, campaign.authorId, news.reminder(await caseOf(tx, campaign)))
    })
  }

  /**
   * Its time has come and nobody has said yes: the run is held, the author hears of it, and the campaign goes on waiting, a
   * recurring one until its next firing. Of firings that came while nothing ran only the latest is held.
   */
  async function miss(tx: Tx, campaign: CampaignRow, missed: Date): Promise<void> {
    const { schedule } = campaign
    const latest =
      isRecurring(schedule) && latestFiring(schedule, missed, deps.clock.now(), await deps.officeCalendar(tx))
    const scheduledFor = latest || missed
    const run = await runRows.insertRun(tx, { campaignId: campaign.id, scheduledFor })
    await runRows.updateRun(tx, run.id, { state: 'held', reason: 'not_approved' })
    const nextAt = await firingAfter(tx, campaign, scheduledFor)
    await waitUntil(tx, campaign.id, nextAt)
    await deps.tellOfficer(tx, campaign.authorId, news.missed({ campaign, runAt: scheduledFor, nextAt }))
  }

  async function caseOf(tx: Tx, campaign: CampaignRow) {
    const titles: string[] = []
    for (const spec of campaign.messages) titles.push(await titleOf(tx, spec))
    const cards = await cardsOf.prepareNext(tx, campaign)
    const picture = 'problem' in cards ? undefined : await pictureFor(cards.messages)
    const reach = await measureMembers(tx, campaign)
    const authorName = await deps.findOfficerName(tx, campaign.authorId)
    return { campaign, titles, picture, reach, authorName, runAt: campaign.approveBy ?? undefined }
  }

  /** The picture at the head of a card; where no card has one, all of it as it arrives. */
  async function pictureFor(messages: OutgoingMessage[]): Promise<HeadPicture | undefined> {
    const head = messages.map(pictureOf).find((one) => one !== undefined)
    if (head) return head
    const url = await deps.drawMessages(messages)
    return url === undefined ? undefined : { url, shape: 'tall' }
  }

  async function titleOf(tx: Tx, spec: MessageSpec): Promise<string> {
    const series = 'seriesId' in spec ? await deps.findSeries(tx, spec.seriesId) : undefined
    if (series) return `ชุดการ์ด “${series.name}” ${series.items.length} ใบ`
    const { template, data } = await deps.resolveMessage(tx, spec)
    const { title } = data as { title?: unknown }
    if (typeof title === 'string') return title
    return sayAlone(deps.renderCard(template, data), data)
  }

  const listDue = () => listApprovalsDue(deps.database.prisma, deps.clock.now())

  return { ask, askAnew, seeTo, listDue }
}

export type ApprovalService = ReturnType<typeof createApprovalService>
