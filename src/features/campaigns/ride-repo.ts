import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import { inTransaction, type Pool } from './delivery-repo.ts'

// A card that waits for a word is an ordinary delivery, due as a push when the wait ends. A word takes it out of reach of
// every claim before LINE is called: endpoint `reply` is called once, by whoever took it.

export type TakenReply = { id: string; messages: OutgoingMessage[]; isSilent: boolean }

/** Runs of urgent campaigns that wait for words: theirs may go out at any hour. Under the app's login, since the sender sees no campaigns. */
export async function listUrgentRides(tx: Tx, now: Date): Promise<string[]> {
  const where = { state: 'sending' as const, ridesUntil: { gt: now }, campaign: { isUrgent: true } }
  return (await tx.run.findMany({ where, select: { id: true } })).map(({ id }) => id)
}

/** Groups with a card that waits for their next word; `runIds`: of these runs alone. */
export async function listWaitingGroups(
  pool: Database['pool'],
  now: Date,
  runIds: readonly string[] | null,
): Promise<string[]> {
  const { rows } = await pool.query<{ chatId: string }>({
    name: 'ride-waiting',
    text: `SELECT DISTINCT c.chat_id AS "chatId" FROM run r JOIN delivery d ON d.run_id = r.id JOIN recipient c ON c.delivery_id = d.id
           WHERE r.state = 'sending' AND r.rides_until > $1 AND ($2::uuid[] IS NULL OR r.id = ANY($2)) AND d.state = 'queued' AND d.endpoint = 'push' AND d.first_tried_at IS NULL
             AND c.state = 'planned' AND c.kind = 'group' AND c.chat_id IS NOT NULL`,
    values: [now, runIds],
  })
  return rows.map(({ chatId }) => chatId)
}

/**
 * Takes the card of a group that has waited longest, under a fencing id. From here on nobody sends it again unless LINE
 * refuses this one call. Two statements, as in a claim: the second sees who withdrew while the first waited for the row.
 */
export function takeForReply(
  pool: Pool,
  take: { chatId: string; runIds: readonly string[] | null; fence: string; now: Date; leaseMs: number },
): Promise<TakenReply | undefined> {
  const leaseUntil = new Date(take.now.getTime() + take.leaseMs)
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<TakenReply>({
      name: 'ride-take',
      // Due again when the lease ends, so that the sweeper finds it should this process die.
      text: `UPDATE delivery SET endpoint = 'reply', fence = $2, lease_until = $4, next_try_at = $4, first_tried_at = $3, "to" = ARRAY[$1::text]
             FROM (SELECT d.id, r.messages, r.is_silent FROM recipient c JOIN delivery d ON d.id = c.delivery_id JOIN run r ON r.id = d.run_id
                   WHERE c.chat_id = $1 AND c.kind = 'group' AND c.state = 'planned' AND r.state = 'sending' AND r.rides_until > $3
                     AND d.state = 'queued' AND d.endpoint = 'push' AND d.first_tried_at IS NULL AND ($5::uuid[] IS NULL OR r.id = ANY($5))
                   ORDER BY r.started_at, d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED) waiting
             WHERE delivery.id = waiting.id RETURNING delivery.id, waiting.messages, waiting.is_silent AS "isSilent"`,
      values: [take.chatId, take.fence, take.now, leaseUntil, take.runIds],
    })
    const [taken] = rows
    if (!taken) return undefined
    const { rowCount } = await client.query({
      name: 'ride-withdrawn',
      text: `UPDATE delivery SET state = 'empty', "to" = '{}', lease_until = NULL, finished_at = $2
             WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM recipient WHERE delivery_id = $1 AND state = 'planned' AND chat_id IS NOT NULL)`,
      values: [taken.id, take.now],
    })
    return rowCount === 0 ? taken : undefined
  })
}

/** LINE refused the reply: nobody has the card, and it waits on as it did. Who withdrew meanwhile is left out. */
export async function giveBackReply(pool: Pool, fence: string, id: string, now: Date): Promise<void> {
  await pool.query({
    name: 'ride-back',
    text: `WITH back AS (
             UPDATE delivery d SET endpoint = 'push', lease_until = NULL, first_tried_at = NULL, "to" = '{}',
               next_try_at = coalesce(r.rides_until, $3)
             FROM run r WHERE r.id = d.run_id AND d.id = $2 AND d.fence = $1 AND d.endpoint = 'reply' AND d.state = 'queued'
             RETURNING d.id
           )
           UPDATE recipient SET state = 'skipped' FROM back
           WHERE recipient.delivery_id = back.id AND recipient.state = 'planned' AND recipient.reason IS NOT NULL`,
    values: [fence, id, now],
  })
}

/** Whoever called LINE has died or stands still: the card may have arrived, and no second call could be told from the first. */
export async function expireReplies(pool: Pool, runId: string, now: Date): Promise<void> {
  await pool.query({
    name: 'ride-expire',
    text: `WITH expired AS (
             UPDATE delivery SET state = 'unknown', "to" = '{}', lease_until = NULL, finished_at = $2, error_code = 'REPLY_UNCLEAR'
             WHERE run_id = $1 AND state = 'queued' AND endpoint = 'reply' AND lease_until < $2 RETURNING id
           )
           UPDATE recipient SET state = 'unknown', reason = 'REPLY_UNCLEAR' FROM expired
           WHERE recipient.delivery_id = expired.id AND recipient.state = 'planned'`,
    values: [runId, now],
  })
}

const unheard = { state: 'queued', endpoint: 'push', firstTriedAt: null } as const

/** Groups in which nobody has said a word. */
export async function listUnheardGroups(tx: Tx, runId: string): Promise<string[]> {
  const deliveries = await tx.delivery.findMany({ where: { runId, ...unheard }, select: { id: true } })
  const rows = await tx.recipient.findMany({
    where: { deliveryId: { in: deliveries.map(({ id }) => id) }, state: 'planned', chatId: { not: null } },
    select: { chatId: true },
  })
  return rows.map(({ chatId }) => chatId as string)
}

/** The month does not pay for them: they are left out, with that reason, all of them. */
export async function skipUnheard(tx: Tx, runId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    WITH stopped AS (
      UPDATE delivery SET state = 'cancelled', finished_at = ${now}
      WHERE run_id = ${runId}::uuid AND state = 'queued' AND endpoint = 'push' AND first_tried_at IS NULL RETURNING id
    )
    UPDATE recipient SET state = 'skipped', reason = 'no_word' FROM stopped
    WHERE recipient.delivery_id = stopped.id AND recipient.state = 'planned'`
}
