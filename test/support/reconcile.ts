import type { LedgerItem, System } from './system.ts'

/** The rows and LINE's ledger: of a whole system, or of an office in this process. */
export type Books = Pick<System, 'query'> & { sim: { sentWith(marker: string): Promise<Pick<LedgerItem, 'to'>[]> } }

export type Reconciled = { lost: string[]; doubled: string[]; orphaned: string[] }

/**
 * Compares what rows say with what the simulator delivered. Lost: accepted by the rows and in no ledger entry, or `meant` by the
 * driver, in no entry, and no row says failed, skipped or unknown. Doubled: more than one entry for a chat and a text.
 * Orphaned: delivered, but the row says otherwise. Rows that have forgotten their chat (erasure) are in none of these.
 */
export async function reconcile(books: Books, marker: string, meant: readonly string[] = []): Promise<Reconciled> {
  const rows = await books.query<{ chatId: string; state: string }>(
    `SELECT r.chat_id AS "chatId", r.state::text AS state FROM recipient r JOIN run ON run.id = r.run_id JOIN campaign c ON c.id = run.campaign_id
     WHERE c.name LIKE '%' || $1 || '%' AND NOT run.is_test AND r.chat_id IS NOT NULL`,
    [marker],
  )
  const chatsIn = (...states: string[]) =>
    new Set(rows.filter(({ state }) => states.includes(state)).map(({ chatId }) => chatId))
  const delivered = (await books.sim.sentWith(marker)).flatMap((item) => item.to)
  const reached = new Set(delivered)
  const accepted = chatsIn('accepted')
  const missed = chatsIn('failed', 'skipped', 'unknown')
  const promised = new Set([...accepted, ...meant.filter((chat) => !missed.has(chat))])
  return {
    lost: [...promised].filter((chat) => !reached.has(chat)),
    doubled: [...new Set(findRepeated(delivered))],
    orphaned: [...reached].filter((chat) => !accepted.has(chat)),
  }
}

function findRepeated(chats: string[]): string[] {
  const seen = new Set<string>()
  return chats.filter((chat) => seen.has(chat) || !seen.add(chat))
}

/** `lost 0, doubled 0, orphaned 0` when all is well. */
export function countReconciled({ lost, doubled, orphaned }: Reconciled): string {
  return `lost ${lost.length}, doubled ${doubled.length}, orphaned ${orphaned.length}`
}

export const clean: Reconciled = { lost: [], doubled: [], orphaned: [] }

/** Requests of a campaign that LINE has accepted, and how many of them had a try before whose end nobody knew. */
export async function countRequests(books: Pick<Books, 'query'>, campaignId: string) {
  const [counted] = await books.query<{ requests: number; triedAgain: number }>(
    `SELECT count(*)::int AS requests, (count(*) FILTER (WHERE try_count > 0))::int AS "triedAgain"
     FROM delivery JOIN run ON run.id = run_id WHERE campaign_id = $1 AND delivery.state = 'accepted'`,
    [campaignId],
  )
  return counted as { requests: number; triedAgain: number }
}
