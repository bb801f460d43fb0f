import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Tx } from '../../platform/db/open-database.ts'

/**
 * Which of these chats have a run's message or may have it: accepted, unknown, and what of a cancelled one is in LINE's hands
 * at this moment. Whoever was erased since has no chat to be found by.
 */
export async function listReachedChats(tx: Tx, runId: string, chatIds: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ chatId: string }[]>`
    SELECT r.chat_id AS "chatId" FROM recipient r JOIN run ON run.id = r.run_id
    WHERE r.run_id = ${runId}::uuid AND r.chat_id = ANY(${chatIds}::text[])
      AND (r.state IN ('accepted', 'unknown') OR (r.state = 'planned' AND run.state = 'cancelled'))`
  return new Set(rows.map((row) => row.chatId))
}

/** When a run went out, and what it said. */
export async function findSentRun(
  tx: Tx,
  id: string,
): Promise<{ startedAt: Date; messages: OutgoingMessage[] } | undefined> {
  const run = await tx.run.findUnique({ where: { id }, select: { startedAt: true, messages: true } })
  return run?.startedAt
    ? { startedAt: run.startedAt, messages: run.messages as unknown as OutgoingMessage[] }
    : undefined
}
