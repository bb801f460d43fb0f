import type { System } from './system.ts'

export type Reconciled = { lost: string[]; doubled: string[]; orphaned: string[] }

/**
 * Compares what rows say was accepted with what the simulator delivered. Lost: accepted by the rows, in no ledger entry.
 * Doubled: more than one entry for a chat and a text. Orphaned: delivered, but the row says otherwise.
 * Rows that have forgotten their chat (erasure) are in neither.
 */
export async function reconcile(system: System, marker: string): Promise<Reconciled> {
  const rows = await system.query<{ chatId: string; state: string }>(
    `SELECT r.chat_id AS "chatId", r.state::text AS state FROM recipient r JOIN run ON run.id = r.run_id JOIN campaign c ON c.id = run.campaign_id
     WHERE c.name LIKE '%' || $1 || '%' AND NOT run.is_test AND r.chat_id IS NOT NULL`,
    [marker],
  )
  const delivered = (await system.sim.sentWith(marker)).flatMap((item) => item.to)
  const accepted = new Set(rows.filter((row) => row.state === 'accepted').map((row) => row.chatId))
  return {
    lost: [...accepted].filter((chat) => !delivered.includes(chat)),
    doubled: [...new Set(delivered.filter((chat, index) => delivered.indexOf(chat) !== index))],
    orphaned: [...new Set(delivered)].filter((chat) => !accepted.has(chat)),
  }
}

export const clean: Reconciled = { lost: [], doubled: [], orphaned: [] }
