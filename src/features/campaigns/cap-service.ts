import type { Tx } from '../../platform/db/open-database.ts'
import type { CampaignRow } from './campaign-repo.ts'
import { listFullChats } from './cap-repo.ts'
import { capWindows, hasCaps, spareFull } from './cap-rules.ts'
import type { CampaignDeps } from './needs.ts'
import type { PlannedRecipient } from './rules.ts'

/**
 * Leaves chats in peace that have had their messages of the day or week. Runs are planned one at a time, so none slips past; a
 * person's retry does not wait for a large plan under way, and may be one message more.
 */
export function createCapService(deps: Pick<CampaignDeps, 'sendingCaps' | 'clock'>) {
  return async function spareChats(
    tx: Tx,
    { runId, campaign }: { runId: string; campaign: Pick<CampaignRow, 'isUrgent' | 'correctsRunId'> },
    recipients: PlannedRecipient[],
  ): Promise<PlannedRecipient[]> {
    if (campaign.isUrgent || campaign.correctsRunId) return recipients
    const caps = await deps.sendingCaps(tx)
    if (!hasCaps(caps)) return recipients
    const full = await listFullChats(tx, {
      chatIds: recipients.map(({ chatId }) => chatId),
      exceptRunId: runId,
      caps,
      ...capWindows(deps.clock.now()),
    })
    return spareFull(recipients, new Set(full))
  }
}
