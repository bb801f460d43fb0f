import { topicOfTemplate } from '../../contracts/muted-series.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { CampaignRow } from './campaign-repo.ts'
import type { CampaignDeps } from './needs.ts'
import type { PlannedRecipient } from './rules.ts'

type Spare = (recipients: PlannedRecipient[]) => PlannedRecipient[]

/**
 * Leaves out people who want no cards in their chat, or none of the series or topics sent. What is urgent or a correction reaches them.
 * They are found once for a run; its recipients then come page by page.
 */
export function createUnwillingService(deps: Pick<CampaignDeps, 'listUnwilling'>) {
  return async function findUnwilling(
    tx: Tx,
    campaign: Pick<CampaignRow, 'isUrgent' | 'correctsRunId' | 'messages'>,
    templates: readonly string[],
  ): Promise<Spare> {
    const messages = templates.map((template, index) => {
      const spec = campaign.messages[index]
      return [topicOfTemplate(template), spec && 'seriesId' in spec ? spec.seriesId : undefined].filter(isKnown)
    })
    // With one message that is of no series and no topic, such as a poll, nothing of the run may be missed.
    const reachesAll = campaign.isUrgent || campaign.correctsRunId !== null || messages.some((of) => of.length === 0)
    const unwilling = new Set(reachesAll ? [] : await deps.listUnwilling(tx, messages.flat()))
    return (recipients) =>
      recipients.map((recipient) =>
        recipient.state === 'planned' && recipient.kind === 'person' && unwilling.has(recipient.chatId)
          ? { ...recipient, state: 'skipped', reason: 'unsubscribed' }
          : recipient,
      )
  }
}

const isKnown = (key: string | undefined) => key !== undefined
