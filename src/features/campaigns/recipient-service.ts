import type { Tx } from '../../platform/db/open-database.ts'
import type { CampaignRow } from './campaign-repo.ts'
import { createCapService } from './cap-service.ts'
import type { PreparedCards } from './card-service.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import { countPlanned, toRecipient } from './cost-rules.ts'
import type { CampaignDeps } from './needs.ts'
import type { PlannedRecipient } from './rules.ts'
import { createUnwillingService } from './unwilling-service.ts'

/**
 * Who gets a run: its audience as it is now, page by page, and why somebody of it is left out; last whoever is gone. `among`: of
 * these chats alone, without those.
 */
export function createRecipientReader(deps: CampaignDeps) {
  const corrected = createCorrectedRun(deps)
  const spareChats = createCapService(deps)
  const findUnwilling = createUnwillingService(deps)

  return async function* readRecipients(
    tx: Tx,
    runId: string,
    campaign: CampaignRow,
    cards: PreparedCards,
    among?: readonly string[],
  ) {
    const spareUnwilling = await findUnwilling(tx, campaign, cards.templates)
    for await (const members of corrected.readMembers(tx, campaign, among)) {
      const willing = spareUnwilling(
        members.map((member) => toRecipient(member, cards.isPublic)).map(spareFromRide(campaign)),
      )
      const recipients = await spareChats(tx, { runId, campaign }, willing)
      yield { recipients, cost: countPlanned(members, recipients) }
    }
    if (among === undefined)
      for await (const recipients of corrected.readLost(tx, campaign)) yield { recipients, cost: 0 }
  }
}

/** Only a group has a next word: of a unit's people, who came in after it was approved, none is reached that way. */
const spareFromRide =
  ({ rideMinutes }: Pick<CampaignRow, 'rideMinutes'>) =>
  (recipient: PlannedRecipient): PlannedRecipient =>
    rideMinutes !== null && recipient.kind === 'person' && recipient.state === 'planned'
      ? { ...recipient, state: 'skipped', reason: 'groups_only' }
      : recipient
