import type { LedgerItem, System } from './system.ts'

export type Reconciled = { lost: string[]; doubled: string[]; orphaned: string[] }

/**
 * Compares what rows say was accepted with what the simulator delivered. Lost: accepted by the rows, in no ledger entry.
 * Doubled: more than one entry for a chat and a text. Orphaned: delivered, but the row says otherwise.
 */
export async function reconcile(system: System, marker: string): Promise<Reconciled> {
  const ledger = (await system.sim.ledger()).filter((item) => JSON.stringify(item.messages).includes(marker))
  const client = await system.openOwner()
  try {
    const { rows } = await client.query<{ chatId: string; state: string }>(
      `SELECT r.chat_id AS "chatId", r.state::text AS state FROM recipient r JOIN run ON run.id = r.run_id JOIN campaign c ON c.id = run.campaign_id
       WHERE c.name LIKE '%' || $1 || '%' AND NOT run.is_test`,
      [marker],
    )
    const delivered = chatsOf(ledger)
    return {
      lost: rows.filter((row) => row.state === 'accepted' && !delivered.includes(row.chatId)).map((row) => row.chatId),
      doubled: [...new Set(delivered.filter((chat, index) => delivered.indexOf(chat) !== index))],
      orphaned: delivered.filter((chat) => rows.every((row) => row.chatId !== chat || row.state !== 'accepted')),
    }
  } finally {
    await client.end()
  }
}

const chatsOf = (ledger: LedgerItem[]): string[] => ledger.flatMap((item) => item.to)

export const clean: Reconciled = { lost: [], doubled: [], orphaned: [] }
