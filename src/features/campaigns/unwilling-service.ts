import { seriesOf } from '../../contracts/muted-series.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { CampaignDeps } from './needs.ts'
import type { CampaignRow } from './repo.ts'
import type { PlannedRecipient } from './rules.ts'

/** Leaves out people who want no cards in their chat, or none of the series sent. What is urgent or a correction reaches them. */
export function createUnwillingService(deps: Pick<CampaignDeps, 'listUnwilling'>) {
  return async function spareUnwilling(
    tx: Tx,
    {
      campaign,
      templates,
    }: { campaign: Pick<CampaignRow, 'isUrgent' | 'correctsRunId'>; templates: readonly string[] },
    recipients: PlannedRecipient[],
  ): Promise<PlannedRecipient[]> {
    if (campaign.isUrgent || campaign.correctsRunId) return recipients
    const series = templates.map(seriesOf)
    // With one message that is of no series, such as a poll, nothing of the run may be missed.
    if (series.includes(undefined)) return recipients
    const unwilling = new Set(
      await deps.listUnwilling(
        tx,
        series.filter((name) => name !== undefined),
      ),
    )
    return recipients.map((recipient) =>
      recipient.state === 'planned' && recipient.kind === 'person' && unwilling.has(recipient.chatId)
        ? { ...recipient, state: 'skipped', reason: 'unsubscribed' }
        : recipient,
    )
  }
}
