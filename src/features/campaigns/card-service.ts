import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import type { CampaignDeps } from './needs.ts'
import type { CampaignRow } from './repo.ts'

export type PreparedCards = { messages: OutgoingMessage[]; isApproved: boolean; isPublic: boolean }

/** The messages of a campaign as LINE takes them. */
export function createCardService(deps: CampaignDeps) {
  const corrected = createCorrectedRun(deps)

  /** `contentId`: the card that stands for its series. Left out: the series' first. */
  async function render(tx: Tx, campaign: CampaignRow, contentId?: string): Promise<PreparedCards> {
    const specs = []
    for (const spec of campaign.messages)
      specs.push(await deps.resolveMessage(tx, 'seriesId' in spec && contentId ? { contentId } : spec))
    const cards = specs.map((spec) => deps.renderCard(spec.template, spec.data))
    return {
      messages: [...(await corrected.quote(tx, campaign)), ...cards],
      isApproved: specs.every((spec) => spec.isApproved),
      isPublic: specs.every((spec) => deps.isPublicTemplate(spec.template)),
    }
  }

  /** As `render`; or why a card that was good when it was approved is not any more. */
  async function prepare(
    tx: Tx,
    campaign: CampaignRow,
    contentId?: string,
  ): Promise<PreparedCards | { problem: string }> {
    try {
      return await render(tx, campaign, contentId)
    } catch (error) {
      if (error instanceof AppError && error.status < 500) return { problem: error.code.toLowerCase() }
      throw error
    }
  }

  return { render, prepare }
}

export type CardService = ReturnType<typeof createCardService>
