import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Tx } from '../../platform/db/open-database.ts'

/**
 * Chats that have a run's message or may have it: accepted, unknown, and what of a cancelled one is in LINE's hands at this
 * moment. Whoever was
 * erased since has no chat to be found by.
 */
export async function listReachedChats(tx: Tx, runId: string): Promise<string[]> {
  const rows = await tx.recipient.findMany({
    where: {
      runId,
      chatId: { not: null },
      OR: [{ state: { in: ['accepted', 'unknown'] } }, { state: 'planned', run: { state: 'cancelled' } }],
    },
    select: { chatId: true },
  })
  return rows.map((row) => row.chatId as string)
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
