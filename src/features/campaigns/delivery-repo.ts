import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Database } from '../../platform/db/open-database.ts'
import type { Verdict } from './rules.ts'

// The sending loop. These statements run under the sender's restricted login, in groups, outside Prisma: at a thousand
// calls a second the rows around a call must cost less than the call.

export type Pool = Database['pool']
type Client = Pick<Pool, 'query'>

export type ClaimedDelivery = {
  id: string
  endpoint: 'push' | 'multicast'
  retryKey: string
  to: string[]
  tryCount: number
  firstTriedAt: Date
  /** This claim is the first: given back before its call, the row is as if never touched. */
  isFirst: boolean
}

export type Judged = { delivery: ClaimedDelivery; verdict: Verdict }

/**
 * Takes up to `limit` due deliveries of a run for `leaseMs`, under a fencing id. The first claim of a delivery freezes its
 * `to`: from then on every try has the same key, body and recipients. A lease that ran out hides a try with an unclear end.
 * Two statements on purpose: the second sees, in a new snapshot and with the rows locked, whoever withdrew while the first
 * waited. Past 23 h nothing is claimed, however long a drain lasts.
 */
export function claimDeliveries(
  pool: Pool,
  claim: { runId: string; fence: string; now: Date; triedSince: Date; leaseMs: number; limit: number },
): Promise<ClaimedDelivery[]> {
  const leaseUntil = new Date(claim.now.getTime() + claim.leaseMs)
  return inTransaction(pool, async (client) => {
    const taken = await client.query<{ id: string; isFirst: boolean }>({
      name: 'claim-take',
      text: `UPDATE delivery SET fence = $2, lease_until = $4, first_tried_at = coalesce(first_tried_at, $3),
               try_count = try_count + due.abandoned
             FROM (SELECT d.id, d.first_tried_at IS NULL AS is_first, (d.lease_until IS NOT NULL)::int AS abandoned
                   FROM delivery d JOIN run r ON r.id = d.run_id
                   WHERE d.run_id = $1 AND r.state = 'sending' AND r.rides_until IS NULL AND d.state = 'queued' AND d.endpoint <> 'reply'
                     AND d.next_try_at <= $3
                     AND (d.first_tried_at IS NULL OR d.first_tried_at >= $6)
                     AND (d.lease_until IS NULL OR d.lease_until < $3)
                   ORDER BY d.next_try_at, d.id LIMIT $5 FOR UPDATE OF d SKIP LOCKED) due
             WHERE delivery.id = due.id RETURNING delivery.id, due.is_first AS "isFirst"`,
      values: [claim.runId, claim.fence, claim.now, leaseUntil, claim.limit, claim.triedSince],
    })
    const first = taken.rows.filter((row) => row.isFirst).map((row) => row.id)
    if (first.length > 0) await freeze(client, first, claim.now)
    const claimed = await client.query<Omit<ClaimedDelivery, 'isFirst'>>({
      name: 'claim-read',
      text: `SELECT id, endpoint::text AS endpoint, retry_key AS "retryKey", "to", try_count AS "tryCount", first_tried_at AS "firstTriedAt"
             FROM delivery WHERE id = ANY($1::uuid[]) AND state = 'queued'`,
      values: [taken.rows.map((row) => row.id)],
    })
    const isFirst = new Set(first)
    return claimed.rows.map((row) => ({ ...row, isFirst: isFirst.has(row.id) }))
  })
}

/** Under the restricted login, outside Prisma. */
export async function inTransaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let failure: unknown
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    failure = error
    throw error
  } finally {
    // A connection whose transaction failed is closed, which rolls back whatever state it is in.
    client.release(failure !== undefined)
  }
}

async function freeze(client: Client, ids: string[], now: Date): Promise<void> {
  await client.query({
    name: 'claim-freeze',
    // An array for each delivery, not a join: that the planner, misled by figures of before the plan, once made a scan of every recipient.
    text: `UPDATE delivery SET "to" = frozen.chats, state = CASE WHEN frozen.chats = '{}' THEN 'empty' ELSE 'queued' END::delivery_state,
             finished_at = CASE WHEN frozen.chats = '{}' THEN $2::timestamptz END
           FROM (SELECT d.id, ARRAY(SELECT r.chat_id FROM recipient r
                                    WHERE r.delivery_id = d.id AND r.state = 'planned' AND r.chat_id IS NOT NULL ORDER BY r.id) AS chats
                 FROM delivery d WHERE d.id = ANY($1::uuid[]) OFFSET 0) frozen
           WHERE delivery.id = frozen.id`,
    values: [ids, now],
  })
}

/** What of a run is in the body of each of its requests, whoever makes them and however often. */
export type FrozenBody = { messages: OutgoingMessage[]; isSilent: boolean; statsUnit: string | null }
export type DrainedRun = FrozenBody & {
  dueAt: Date
  hasUntried: boolean
  hasMulticasts: boolean
  batchMs: number | null
  ridesUntil: Date | null
}

/** What a drain has to know of its run. A person who resumed it made it due anew; of one in batches the next is due when it is. */
export async function readRun(pool: Pool, runId: string): Promise<DrainedRun | undefined> {
  const { rows } = await pool.query<DrainedRun>({
    name: 'drain-run',
    text: `SELECT messages, is_silent AS "isSilent", stats_unit AS "statsUnit", batch_ms AS "batchMs", rides_until AS "ridesUntil", untried.at IS NOT NULL AS "hasUntried",
             EXISTS (SELECT 1 FROM delivery WHERE run_id = run.id AND endpoint = 'multicast') AS "hasMulticasts",
             greatest(due_at, resumed_at, CASE WHEN batch_ms IS NOT NULL OR rides_until IS NOT NULL THEN untried.at END) AS "dueAt"
           FROM run, LATERAL (SELECT min(next_try_at) AS at FROM delivery
                              WHERE run_id = run.id AND state = 'queued' AND first_tried_at IS NULL) untried
           WHERE id = $1`,
    values: [runId],
  })
  return rows[0]
}

/** Whether a run still goes out: nobody has paused or cancelled it. */
export async function isSending(pool: Pool, runId: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'is-sending',
    text: `SELECT 1 FROM run WHERE id = $1 AND state = 'sending'`,
    values: [runId],
  })
  return rowCount === 1
}

/**
 * Batches that are late (paused, or the machine was away) move together, so that the first is due now and the others keep
 * their distance. Those already tried are not among them.
 */
export function moveLateBatches(
  pool: Pool,
  runId: string,
  { now, lateMs }: { now: Date; lateMs: number },
): Promise<void> {
  return inTransaction(pool, async (client) => {
    // Two drains at once would move them twice: the second waits here, and its statement then sees where they have gone.
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [runId])
    await client.query({
      name: 'move-late',
      text: `UPDATE delivery SET next_try_at = next_try_at + ($2::timestamptz - untried.at)
             FROM (SELECT min(next_try_at) AS at FROM delivery
                   WHERE run_id = $1 AND state = 'queued' AND first_tried_at IS NULL) untried
             WHERE run_id = $1 AND state = 'queued' AND first_tried_at IS NULL AND untried.at < $2::timestamptz - $3 * interval '1 ms'`,
      values: [runId, now, lateMs],
    })
  })
}

/**
 * Writes verdicts of a claim, all in one statement. A row that another claim has taken since (another fence) is left as it
 * is: a worker that was frozen past its lease changes nothing. Returns how many were written.
 */
export async function markDeliveries(
  pool: Pool,
  fence: string,
  judged: { delivery: Pick<ClaimedDelivery, 'id'>; verdict: Verdict }[],
  now: Date,
): Promise<number> {
  if (judged.length === 0) return 0
  const column = <T>(read: (verdict: Verdict) => T) => judged.map(({ verdict }) => read(verdict))
  const { rowCount } = await pool.query({
    name: 'mark',
    text: `WITH verdict AS (
             SELECT * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::int[])
               AS v (id, state, request_id, accepted_request_id, error_code, error_detail, next_try_at, try_count)
           ), marked AS (
             UPDATE delivery d SET state = v.state::delivery_state, lease_until = NULL, request_id = v.request_id,
               accepted_request_id = v.accepted_request_id, error_code = v.error_code, error_detail = v.error_detail,
               next_try_at = coalesce(v.next_try_at, d.next_try_at), try_count = coalesce(v.try_count, d.try_count),
               "to" = CASE WHEN v.state = 'queued' THEN d."to" ELSE '{}' END,
               finished_at = CASE WHEN v.state = 'queued' THEN NULL ELSE $10::timestamptz END
             FROM verdict v WHERE d.id = v.id AND d.fence = $1 AND d.state = 'queued'
             RETURNING d.id, v.state, v.error_code
           ), told AS (
             UPDATE recipient r SET state = m.state::recipient_state, reason = m.error_code
             FROM marked m WHERE r.delivery_id = m.id AND r.state = 'planned' AND m.state IN ('accepted', 'failed', 'unknown')
           )
           SELECT id FROM marked`,
    values: [
      fence,
      judged.map(({ delivery }) => delivery.id),
      column((v) => v.state),
      column((v) => (v.state === 'accepted' ? v.requestId : null)),
      column((v) => (v.state === 'accepted' ? v.acceptedRequestId : null)),
      column((v) => ('errorCode' in v ? v.errorCode : null)),
      column((v) => ('errorDetail' in v ? v.errorDetail : null)),
      column((v) => (v.state === 'queued' ? v.nextTryAt : null)),
      column((v) => (v.state === 'queued' ? v.tryCount : null)),
      now,
    ],
  })
  return rowCount ?? 0
}

/**
 * A multicast that LINE refused with 400 goes on as its two halves under new keys: the 400 was definite, nobody has it yet.
 * The half that holds no bad id gets through; the other is halved again, down to the one that fails.
 */
export function splitDelivery(pool: Pool, fence: string, delivery: ClaimedDelivery, now: Date): Promise<void> {
  const middle = Math.ceil(delivery.to.length / 2)
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query({
      text: `UPDATE delivery SET state = 'split', lease_until = NULL, "to" = '{}', finished_at = $3
             WHERE id = $1 AND fence = $2 AND state = 'queued'`,
      values: [delivery.id, fence, now],
    })
    if (rowCount !== 1) return
    for (const half of [delivery.to.slice(0, middle), delivery.to.slice(middle)])
      await insertHalf(client, delivery.id, half, now)
    // Whoever was erased since has no chat to be found by in either half.
    await client.query({
      text: `UPDATE recipient SET state = 'skipped', reason = 'erased' WHERE delivery_id = $1 AND state = 'planned'`,
      values: [delivery.id],
    })
  })
}

async function insertHalf(client: Client, fromId: string, chatIds: string[], now: Date): Promise<void> {
  await client.query({
    text: `WITH half AS (
             INSERT INTO delivery (id, run_id, endpoint, retry_key, next_try_at)
             SELECT gen_random_uuid(), run_id, $3::delivery_endpoint, gen_random_uuid(), $4 FROM delivery WHERE id = $1
             RETURNING id
           )
           UPDATE recipient SET delivery_id = half.id FROM half
           WHERE recipient.delivery_id = $1 AND recipient.chat_id = ANY($2::text[]) AND recipient.state = 'planned'`,
    values: [fromId, chatIds, chatIds.length === 1 ? 'push' : 'multicast', now],
  })
}

/**
 * Gives rows back without a call, so that another drain need not wait for the lease to end. Those never called before are as
 * they were: people may still withdraw from them, and a cancelled run has not tried them.
 */
export async function releaseClaim(pool: Pool, fence: string, uncalled: ClaimedDelivery[]): Promise<void> {
  if (uncalled.length === 0) return
  await pool.query({
    name: 'release',
    text: `WITH released AS (
             UPDATE delivery SET lease_until = NULL, first_tried_at = CASE WHEN row.is_first THEN NULL ELSE first_tried_at END,
               "to" = CASE WHEN row.is_first THEN '{}' ELSE "to" END
             FROM unnest($2::uuid[], $3::bool[]) AS row (id, is_first)
             WHERE delivery.id = row.id AND fence = $1 AND state = 'queued' RETURNING delivery.id, row.is_first
           )
           UPDATE recipient r SET state = 'skipped' FROM released
           WHERE released.is_first AND r.delivery_id = released.id AND r.state = 'planned' AND r.reason IS NOT NULL`,
    values: [fence, uncalled.map(({ id }) => id), uncalled.map(({ isFirst }) => isFirst)],
  })
}

/**
 * Tries that LINE may have forgotten the key of: nobody can tell any more whether they arrived. Never tried again by itself.
 * Where every try ended in a clear refusal nobody has the message: that is a failure, which a person may retry.
 */
export async function expireDeliveries(pool: Pool, runId: string, triedBefore: Date, now: Date): Promise<void> {
  await pool.query({
    name: 'expire',
    text: `WITH expired AS (
             UPDATE delivery SET state = CASE WHEN try_count = 0 AND lease_until IS NULL THEN 'failed' ELSE 'unknown' END::delivery_state,
               "to" = '{}', lease_until = NULL, finished_at = $3, error_code = coalesce(error_code, 'GAVE_UP')
             WHERE run_id = $1 AND state = 'queued' AND endpoint <> 'reply' AND first_tried_at < $2 AND (lease_until IS NULL OR lease_until < $3)
             RETURNING id, state, error_code
           )
           UPDATE recipient r SET state = expired.state::text::recipient_state, reason = expired.error_code
           FROM expired WHERE r.delivery_id = expired.id AND r.state = 'planned'`,
    values: [runId, triedBefore, now],
  })
}
