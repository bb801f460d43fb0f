import { shorten, writeDateTime } from '../../line/flex/words.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { CampaignRow } from './campaign-repo.ts'
import { findSentRun, listReachedChats } from './corrected-run-repo.ts'
import { type AudienceMember, type AudienceSize, nobody, withPage } from './cost-rules.ts'
import type { CampaignDeps } from './needs.ts'
import type { PlannedRecipient } from './rules.ts'

type Addressed = Pick<CampaignRow, 'audience' | 'correctsRunId'>

/** Who a campaign goes to, and what a correction takes from the run it corrects: whom to tell, and what was said. */
export function createCorrectedRun(deps: Pick<CampaignDeps, 'readAudience' | 'readLost' | 'measureAudience'>) {
  /**
   * Who a campaign goes to now, page by page; `among`: of these chats alone. A correction goes to the chats its run reached, less
   * those who have left since.
   */
  async function* readMembers(
    tx: Tx,
    campaign: Addressed,
    among?: readonly string[],
  ): AsyncGenerator<AudienceMember[]> {
    const { correctsRunId } = campaign
    if (!correctsRunId) return yield* deps.readAudience(tx, campaign.audience, among)
    for await (const page of deps.readAudience(tx, { everyone: true, via: 'both' }, among))
      yield await keepReached(tx, correctsRunId, page)
  }

  /** Whom it would go to, had they not left or blocked the account. */
  async function* readLost(tx: Tx, { audience, correctsRunId }: Addressed): AsyncGenerator<PlannedRecipient[]> {
    for await (const page of deps.readLost(tx, correctsRunId ? { everyone: true, via: 'both' } : audience)) {
      const meant = correctsRunId ? await keepReached(tx, correctsRunId, page) : page
      if (meant.length > 0) yield meant.map((chat) => ({ ...chat, state: 'skipped' }))
    }
  }

  async function keepReached<C extends { chatId: string }>(tx: Tx, runId: string, page: C[]): Promise<C[]> {
    const reached = await listReachedChats(
      tx,
      runId,
      page.map(({ chatId }) => chatId),
    )
    return page.filter(({ chatId }) => reached.has(chatId))
  }

  async function measureMembers(tx: Tx, campaign: Addressed): Promise<AudienceSize & { unknownIds: string[] }> {
    if (!campaign.correctsRunId) return deps.measureAudience(tx, campaign.audience)
    let size = nobody
    for await (const page of readMembers(tx, campaign)) size = withPage(size, page)
    return { ...size, unknownIds: [] }
  }

  /** The first words of a correction; nothing for any other campaign. */
  async function quote(tx: Tx, campaign: Addressed): Promise<OutgoingMessage[]> {
    const run = campaign.correctsRunId ? await findSentRun(tx, campaign.correctsRunId) : undefined
    if (!run) return []
    const at = writeDateTime(run.startedAt.toISOString())
    const title = titleOf(run.messages)
    return [{ type: 'text', text: title ? `แก้ไขข้อความที่ส่งเมื่อ ${at}: “${title}”` : `แก้ไขรูปภาพที่ส่งเมื่อ ${at}` }]
  }

  return { readMembers, readLost, measureMembers, quote }
}

/**
 * What the original said on the lock screen: of a correction that is corrected again, its own card and not its quotation. A LINE
 * image has said nothing.
 */
function titleOf(messages: OutgoingMessage[]): string {
  const card = messages.find((message) => 'altText' in message)
  if (card) return shorten(card.altText, 100)
  if (messages.some(({ type }) => type === 'image')) return ''
  const spoken = messages.find((message) => 'text' in message)
  return shorten(spoken?.text ?? '', 100)
}
