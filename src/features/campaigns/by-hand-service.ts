import { shorten } from '../../line/flex/words.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { createCampaignBook, type RunView } from './campaign-book.ts'
import type { CampaignRow } from './campaign-repo.ts'
import * as campaignRows from './campaign-repo.ts'
import { checkNoInvitation } from './invitation-rules.ts'
import type { CampaignDeps } from './needs.ts'
import * as recipientRows from './recipient-repo.ts'
import * as runRows from './run-repo.ts'

export type SentByHand = { contentId: string; groups: string[]; campaignId?: string | undefined }

/** ส่งเองด้วย LINE ของฉัน: what an officer has sent from their own LINE, as they say. It costs nothing, and counts apart. */
export function createByHandService(deps: CampaignDeps) {
  const { lock, checkAudience, record } = createCampaignBook(deps)

  /** @throws CONTENT_NOT_APPROVED (409); POLL_INVITATION_ELSEWHERE, AUDIENCE_UNKNOWN, AUDIENCE_EMPTY, CARD_NOT_OF_CAMPAIGN (422) */
  async function recordRun(tx: Tx, actor: Actor, { contentId, groups, campaignId }: SentByHand): Promise<RunView> {
    const { template, data, isApproved } = await deps.resolveMessage(tx, { contentId })
    if (!isApproved) throw new AppError('CONTENT_NOT_APPROVED', 'Only an approved card is sent.', { status: 409 })
    checkNoInvitation([template])
    const audience = { groups, via: 'groups' as const }
    await checkAudience(tx, { audience, correctsRunId: null })
    const recipients: recipientRows.NewRecipient[] = []
    for await (const page of deps.readAudience(tx, audience))
      recipients.push(...page.map(({ kind, chatId }) => ({ kind, chatId, state: 'by_hand' as const, reason: null })))
    if (recipients.length === 0) throw new AppError('AUDIENCE_EMPTY', 'None of these groups is open.', { status: 422 })
    const campaign = campaignId === undefined ? await open() : await findOwn(tx, campaignId, contentId)
    const isPublic = deps.isPublicCard({ template, data })
    const messages = [deps.renderCard(template, data)]
    const run = await runRows.insertSentByHand(tx, {
      campaignId: campaign.id,
      sentAt: deps.clock.now(),
      messages,
      isPublic,
    })
    await recipientRows.insertRecipients(tx, run.id, recipients)
    const view = { run, progress: (await recipientRows.countProgress(tx, [run.id])).get(run.id) }
    // By LINE alone a second factor is not asked: the log tells such an act from one at a full login.
    await record(tx, actor, 'run.by-hand', run.id, { contentId, groups, via: actor.via })
    return view as RunView

    /** A card that was part of no campaign gets one of its own, which is over. */
    async function open(): Promise<CampaignRow> {
      const { title } = data as { title?: unknown }
      const name = shorten(`ส่งเอง: ${typeof title === 'string' ? title : template}`, 200)
      const written = { name, messages: [{ contentId }], audience, isUrgent: false, authorId: actor.userId }
      const { id } = await campaignRows.insertCampaign(tx, { ...written, schedule: { kind: 'now' } })
      return campaignRows.updateCampaign(tx, id, { state: 'completed' })
    }
  }

  async function findOwn(tx: Tx, id: string, contentId: string): Promise<CampaignRow> {
    const campaign = await lock(tx, id)
    if (campaign.messages.some((spec) => 'contentId' in spec && spec.contentId === contentId)) return campaign
    for (const spec of campaign.messages) {
      const series = 'seriesId' in spec ? await deps.findSeries(tx, spec.seriesId) : undefined
      if (series?.items.some((item) => item.contentId === contentId)) return campaign
    }
    throw new AppError('CARD_NOT_OF_CAMPAIGN', 'This campaign does not send that card.', { status: 422 })
  }

  return { recordRun }
}

export type ByHandService = ReturnType<typeof createByHandService>
