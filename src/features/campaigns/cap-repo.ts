import type { Tx } from '../../platform/db/open-database.ts'
import type { Caps } from './cap-rules.ts'

/**
 * Of these chats those that other runs have filled up to a cap: what reached them, may have, or is on its way. Tests, urgent campaigns and
 * corrections use up nothing, as nobody can put them off.
 */
export async function listFullChats(
  tx: Tx,
  query: { chatIds: string[]; exceptRunId: string; caps: Caps; dayStart: Date; weekStart: Date },
): Promise<string[]> {
  const { chatIds, exceptRunId, caps, dayStart, weekStart } = query
  const rows = await tx.$queryRaw<{ chatId: string }[]>`
    SELECT r.chat_id AS "chatId" FROM recipient r JOIN run ON run.id = r.run_id JOIN campaign c ON c.id = run.campaign_id
    WHERE run.started_at >= ${weekStart} AND run.id <> ${exceptRunId}::uuid AND NOT run.is_test
      AND NOT c.is_urgent AND c.corrects_run_id IS NULL
      AND r.state IN ('accepted', 'unknown', 'planned') AND r.chat_id = ANY(${chatIds}::text[])
    GROUP BY r.chat_id
    HAVING (${caps.perDay}::int > 0 AND count(*) FILTER (WHERE run.started_at >= ${dayStart}) >= ${caps.perDay}::int)
        OR (${caps.perWeek}::int > 0 AND count(*) >= ${caps.perWeek}::int)`
  return rows.map(({ chatId }) => chatId)
}
