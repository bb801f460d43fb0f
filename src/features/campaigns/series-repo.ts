import type { Tx } from '../../platform/db/open-database.ts'
import type { Fired } from './series-rules.ts'

/** Series that campaigns under way send to people's own chats, newest campaign first. */
export async function listSeriesUnderWay(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT message->>'seriesId' AS id
    FROM campaign, jsonb_array_elements(messages) AS message
    WHERE state IN ('scheduled', 'paused') AND message ? 'seriesId'
      AND (audience->>'via' IN ('people', 'both') OR audience ? 'people' OR audience ? 'savedAudienceId')
    GROUP BY 1 ORDER BY max(created_at) DESC`
  return rows.map(({ id }) => id)
}

/** The places of a playlist that a campaign has sent. */
export async function listFired(tx: Tx, campaignId: string): Promise<Fired[]> {
  const runs = await tx.run.findMany({
    where: { campaignId, seriesItemId: { not: null }, seriesRound: { not: null } },
    select: { seriesItemId: true, seriesRound: true },
  })
  return runs.map(({ seriesItemId, seriesRound }) => ({ itemId: seriesItemId as string, round: seriesRound as number }))
}

/**
 * Who is done with a step: whoever was left out on that occasion (the cap, say) is not among them, but those who want none
 * are, or they would be skipped anew every day, and those whom a person said no to.
 */
export async function listStepChats(tx: Tx, campaignId: string, itemId: string): Promise<Set<string>> {
  const rows = await tx.recipient.findMany({
    where: {
      run: { campaignId, seriesItemId: itemId, isTest: false },
      chatId: { not: null },
      OR: [{ state: { not: 'skipped' } }, { reason: { in: ['unsubscribed', 'cancelled'] } }],
    },
    select: { chatId: true },
  })
  return new Set(rows.map(({ chatId }) => chatId as string))
}
