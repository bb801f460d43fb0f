import { shorten, writeDateTime } from '../../line/flex/words.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { findSentRun, listReachedChats } from './corrected-run-repo.ts'
import type { AudienceMember } from './cost-rules.ts'
import type { CampaignDeps } from './needs.ts'
import type { CampaignRow } from './repo.ts'

type Addressed = Pick<CampaignRow, 'audience' | 'correctsRunId'>

/** What a correction takes from the run it corrects: whom to tell, and what was said. */
export function createCorrectedRun(deps: Pick<CampaignDeps, 'resolveAudience'>) {
  /** Who a campaign goes to now. A correction goes to the chats its run reached, less those who have left since. */
  async function findMembers(
    tx: Tx,
    campaign: Addressed,
  ): Promise<{ members: AudienceMember[]; unknownIds: string[] }> {
    if (!campaign.correctsRunId) return deps.resolveAudience(tx, campaign.audience)
    const reached = new Set(await listReachedChats(tx, campaign.correctsRunId))
    const { members } = await deps.resolveAudience(tx, { everyone: true, via: 'both' })
    return { members: members.filter(({ chatId }) => reached.has(chatId)), unknownIds: [] }
  }

  /** The first words of a correction; nothing for any other campaign. */
  async function quote(tx: Tx, campaign: Addressed): Promise<OutgoingMessage[]> {
    const run = campaign.correctsRunId ? await findSentRun(tx, campaign.correctsRunId) : undefined
    if (!run) return []
    const at = writeDateTime(run.startedAt.toISOString())
    return [{ type: 'text', text: `แก้ไขข้อความที่ส่งเมื่อ ${at}: “${titleOf(run.messages)}”` }]
  }

  return { findMembers, quote }
}

/** What the original said on the lock screen: of a correction that is corrected again, its own card and not its quotation. */
function titleOf(messages: OutgoingMessage[]): string {
  const card = messages.find((message) => 'altText' in message)
  if (card) return shorten(card.altText, 100)
  const spoken = messages.find((message) => 'text' in message)
  return shorten(spoken?.text ?? '', 100)
}
