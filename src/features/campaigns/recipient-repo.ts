import { v7 as uuidv7 } from 'uuid'
import { advisoryLocks } from '../../platform/db/advisory-locks.ts'
import { Prisma } from '../../platform/db/generated/client.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { PlannedDelivery, PlannedRecipient } from './rules.ts'

// RFC 9562, version 7: the time in front keeps a million new rows at one end of their index. PostgreSQL has it from 18 on.
const newRecipientId = Prisma.sql`
  (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
    || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid`

export type ProgressCounts = {
  total: number
  accepted: number
  failed: number
  unknown: number
  skipped: number
  byHand: number
}

/**
 * While a plan is finished nobody can be withdrawn. Whoever withdraws meanwhile waits, and is then taken out of it. For a moment
 * only: a large run is planned under `planAlone`.
 */
export async function lockPlanning(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.planning}::bigint)`
}

/** Whoever counts the caps of chats does so alone: two at once would both fill them. */
export async function lockPlanners(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.planners}::bigint)`
}

/**
 * One plan at a time. A million people take a minute or two, in which
 * nobody who leaves waits: they note it, and at the end they are taken out of rows that they could not see.
 */
export async function planAlone<T>(tx: Tx, plan: () => Promise<T>): Promise<T> {
  await lockPlanners(tx)
  await tx.withdrawal.deleteMany() // of a plan that was rolled back
  const planned = await plan()
  await lockPlanning(tx)
  const noted = await tx.withdrawal.findMany()
  for (const { chatId, reason } of noted) {
    await takeOut(tx, chatId, reason)
    if (reason === 'erased') await forgetChat(tx, chatId)
  }
  await tx.withdrawal.deleteMany()
  return planned
}

/** What a plan that was rolled back has left; while one is under way it is left to that. */
export async function forgetWithdrawals(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ isIdle: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${advisoryLocks.planners}::bigint) AS "isIdle"`
  return row?.isIdle ? (await tx.withdrawal.deleteMany()).count : 0
}

/** Leaves word for a plan under way. Without one there is nobody to tell, and none begins before this transaction ends. */
async function noteWithdrawal(tx: Tx, chatId: string, reason: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ isIdle: boolean }[]>`
    SELECT pg_try_advisory_xact_lock_shared(${advisoryLocks.planners}::bigint) AS "isIdle"`
  if (row?.isIdle) return
  // A row of its own each time: over one that a plan is deleting this would wait for the whole plan.
  await tx.withdrawal.create({ data: { chatId, reason } })
}

export async function countProgress(tx: Tx, runIds: string[]): Promise<Map<string, ProgressCounts>> {
  const counted = await tx.recipient.groupBy({ by: ['runId', 'state'], where: { runId: { in: runIds } }, _count: true })
  const progress = new Map(
    runIds.map((id) => [id, { total: 0, accepted: 0, failed: 0, unknown: 0, skipped: 0, byHand: 0 }]),
  )
  for (const { runId, state, _count } of counted) {
    const counts = progress.get(runId) as ProgressCounts
    counts.total += _count
    if (state === 'by_hand') counts.byHand += _count
    else if (state !== 'planned') counts[state] += _count
  }
  return progress
}

export type NewRecipient = Omit<PlannedRecipient, 'state'> & { state: PlannedRecipient['state'] | 'by_hand' }

/** A chat that is among the run's recipients already is left as it is. */
export async function insertRecipients(tx: Tx, runId: string, recipients: NewRecipient[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO recipient (id, run_id, kind, chat_id, state, reason)
    SELECT ${newRecipientId}, ${runId}::uuid, kind::recipient_kind, chat_id, state::recipient_state, reason
    FROM unnest(${recipients.map((r) => r.kind)}::text[], ${recipients.map((r) => r.chatId)}::text[],
                ${recipients.map((r) => r.state)}::text[], ${recipients.map((r) => r.reason)}::text[]) AS r (kind, chat_id, state, reason)
    ON CONFLICT (run_id, chat_id) DO NOTHING`
}

/** A page of a plan: recipients, each with the delivery it is in, in two statements whatever their number. */
export async function insertPlan(
  tx: Tx,
  runId: string,
  recipients: PlannedRecipient[],
  deliveries: PlannedDelivery[],
  now: Date,
): Promise<void> {
  // Nobody of them gets it. Somebody who blocked the account while their page was read is on it too, and was planned before.
  if (deliveries.length === 0) return insertRecipients(tx, runId, recipients)
  const deliveryOf = await insertDeliveryRows(tx, runId, deliveries, now)
  const ids = recipients.map(({ chatId }) => deliveryOf.get(chatId) ?? null)
  await tx.$executeRaw`
    INSERT INTO recipient (id, run_id, kind, chat_id, state, reason, delivery_id)
    SELECT ${newRecipientId}, ${runId}::uuid, kind::recipient_kind, chat_id, state::recipient_state, reason, delivery_id
    FROM unnest(${recipients.map((r) => r.kind)}::text[], ${recipients.map((r) => r.chatId)}::text[],
                ${recipients.map((r) => r.state)}::text[], ${recipients.map((r) => r.reason)}::text[], ${ids}::uuid[])
      AS r (kind, chat_id, state, reason, delivery_id)`
}

/** Deliveries for recipients that are there already: a test, or those who failed. */
export async function insertDeliveries(tx: Tx, runId: string, deliveries: PlannedDelivery[], now: Date): Promise<void> {
  const deliveryOf = [...(await insertDeliveryRows(tx, runId, deliveries, now))]
  await tx.$executeRaw`
    UPDATE recipient SET delivery_id = chat.delivery_id, state = 'planned', reason = NULL
    FROM unnest(${deliveryOf.map(([chatId]) => chatId)}::text[], ${deliveryOf.map(([, id]) => id)}::uuid[])
      AS chat (chat_id, delivery_id)
    WHERE recipient.run_id = ${runId}::uuid AND recipient.chat_id = chat.chat_id`
}

/** The retry keys are made here, before any call. Gives the delivery of each chat. */
async function insertDeliveryRows(
  tx: Tx,
  runId: string,
  deliveries: PlannedDelivery[],
  now: Date,
): Promise<Map<string, string>> {
  const rows = deliveries.map(({ endpoint, chatIds, afterMs = 0 }) => ({
    id: uuidv7(),
    endpoint,
    chatIds,
    afterMs,
  }))
  await tx.$executeRaw`
    INSERT INTO delivery (id, run_id, endpoint, retry_key, next_try_at)
    SELECT id, ${runId}::uuid, endpoint::delivery_endpoint, gen_random_uuid(), ${now}::timestamptz + after_ms * interval '1 ms'
    FROM unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.endpoint)}::text[],
                ${rows.map((row) => row.afterMs)}::float8[]) AS d (id, endpoint, after_ms)`
  return new Map(rows.flatMap(({ id, chatIds }) => chatIds.map((chatId) => [chatId, id])))
}

/** Stops what nobody can have got; what ended unclear becomes unknown. Requests in a drain's hands are left to it. */
export async function cancelDeliveries(tx: Tx, runId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    WITH stopped AS (
      UPDATE delivery SET
        state = CASE WHEN try_count = 0 AND lease_until IS NULL THEN 'cancelled' ELSE 'unknown' END::delivery_state,
        "to" = '{}', error_code = 'CANCELLED', lease_until = NULL, finished_at = ${now}
      WHERE run_id = ${runId}::uuid AND state = 'queued' AND (lease_until IS NULL OR lease_until < ${now})
      RETURNING id, state
    )
    UPDATE recipient SET
      state = CASE stopped.state WHEN 'cancelled' THEN 'skipped' ELSE 'unknown' END::recipient_state, reason = 'cancelled'
    FROM stopped WHERE recipient.delivery_id = stopped.id AND recipient.state = 'planned'`
}

export async function hasOpenDeliveries(tx: Tx, runId: string): Promise<boolean> {
  return (await tx.delivery.count({ where: { runId, state: 'queued' }, take: 1 })) > 0
}

export async function listPlannedChats(tx: Tx, runId: string): Promise<string[]> {
  const rows = await tx.recipient.findMany({
    where: { runId, state: 'planned', chatId: { not: null } },
    select: { chatId: true },
  })
  return rows.map((row) => row.chatId as string)
}

/** Chats whose last delivery LINE refused for good. Only they may be tried again under a new key. */
export async function listFailedChats(tx: Tx, runId: string): Promise<string[]> {
  const rows = await tx.recipient.findMany({
    where: { runId, state: 'failed', chatId: { not: null } },
    select: { chatId: true },
  })
  return rows.map((row) => row.chatId as string)
}

/**
 * Takes a chat out of every run that has not tried it yet. The delivery row is locked first, so no claim can freeze it
 * meanwhile. Where a claim holds it at this moment the reason is noted: given back uncalled, it is left out then.
 */
export async function withdrawChat(tx: Tx, chatId: string, reason: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(${advisoryLocks.planning}::bigint)`
  await noteWithdrawal(tx, chatId, reason)
  await takeOut(tx, chatId, reason)
}

async function takeOut(tx: Tx, chatId: string, reason: string): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM delivery WHERE first_tried_at IS NULL AND state = 'queued'
      AND id IN (SELECT delivery_id FROM recipient WHERE chat_id = ${chatId} AND state = 'planned') FOR UPDATE`
  await tx.$executeRaw`
    UPDATE recipient SET state = 'skipped', reason = ${reason} FROM delivery
    WHERE recipient.delivery_id = delivery.id AND recipient.chat_id = ${chatId} AND recipient.state = 'planned'
      AND delivery.first_tried_at IS NULL AND delivery.state = 'queued'`
  await tx.$executeRaw`
    UPDATE recipient SET reason = ${reason} FROM delivery
    WHERE recipient.delivery_id = delivery.id AND recipient.chat_id = ${chatId} AND recipient.state = 'planned'
      AND delivery.first_tried_at IS NOT NULL AND delivery.state = 'queued'`
}

/** When a card last reached each of these chats, by the account or by an officer's hand. */
export async function findLastSent(tx: Tx, chatIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await tx.$queryRaw<{ chatId: string; sentAt: Date }[]>`
    SELECT recipient.chat_id AS "chatId", max(coalesce(delivery.finished_at, run.started_at)) AS "sentAt"
    FROM recipient JOIN run ON run.id = recipient.run_id LEFT JOIN delivery ON delivery.id = recipient.delivery_id
    WHERE recipient.chat_id = ANY(${[...chatIds]}) AND recipient.state IN ('accepted', 'by_hand')
    GROUP BY recipient.chat_id`
  return new Map(rows.map(({ chatId, sentAt }) => [chatId, sentAt]))
}

/** Forgets which chat was meant; the counts stay. */
export async function forgetChat(tx: Tx, chatId: string): Promise<void> {
  await tx.recipient.updateMany({ where: { chatId }, data: { chatId: null } })
}

export async function forgetChatsBefore(tx: Tx, scheduledBefore: Date): Promise<number> {
  const { count } = await tx.recipient.updateMany({
    where: { chatId: { not: null }, run: { scheduledFor: { lt: scheduledBefore } } },
    data: { chatId: null },
  })
  return count
}
