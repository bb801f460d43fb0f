import type { Tx } from '../../platform/db/open-database.ts'
import type { CampaignRow } from './campaign-repo.ts'
import { listFullChats } from './cap-repo.ts'
import { capWindows, hasCaps, spareFull } from './cap-rules.ts'
import type { CampaignDeps } from './needs.ts'
import type { PlannedRecipient } from './rules.ts'

/** Leaves chats in peace that have had their messages of the day or week. Asked under `lockPlanners`, so that none slips past. */
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
