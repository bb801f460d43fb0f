import { randomUUID } from 'node:crypto'
import type { AudienceSpec, MessageSpec, ScheduleSpec } from '../../contracts/api/campaigns.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { advisoryLocks } from '../../platform/db/advisory-locks.ts'
import type { Prisma } from '../../platform/db/generated/client.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { ApprovedAs } from './approval-rules.ts'
import type { CampaignState, PlannedDelivery, PlannedRecipient, RunState } from './rules.ts'

export type CampaignRow = {
  id: string
  name: string
  messages: MessageSpec[]
  audience: AudienceSpec
  schedule: ScheduleSpec
  isUrgent: boolean
  notify: boolean
  chatsPerMinute: number | null
  spreadMinutes: number | null
  correctsRunId: string | null
  state: CampaignState
  nextRunAt: Date | null
  authorId: string
  rejectReason: string | null
  costMessages: number | null
  submittedAt: Date | null
  remindAt: Date | null
  approveBy: Date | null
  approvedAs: ApprovedAs | null
  writers: string[]
  asksReceipt: boolean
  createdAt: Date
}

export type RunRow = {
  id: string
  campaignId: string
  scheduledFor: Date
  dueAt: Date
  lateAfterMs: number
  state: RunState
  reason: string | null
  releasedBy: string | null
  isTest: boolean
  isSilent: boolean
  seriesItemId: string | null
  statsUnit: string | null
  batchMs: number | null
  startedAt: Date | null
  resumedAt: Date | null
  finishedAt: Date | null
}

export type ProgressCounts = { total: number; accepted: number; failed: number; unknown: number; skipped: number }

// JSON columns hold what this feature's own schemas let in; nobody else writes them.
export const toCampaign = (row: Prisma.CampaignGetPayload<object>) => row as unknown as CampaignRow

export async function insertCampaign(
  tx: Tx,
  campaign: Pick<CampaignRow, 'name' | 'messages' | 'audience' | 'schedule' | 'isUrgent' | 'authorId'> & {
    notify?: boolean
    asksReceipt?: boolean
    chatsPerMinute?: number | null
    spreadMinutes?: number | null
    correctsRunId?: string
    isDemo?: boolean
  },
): Promise<CampaignRow> {
  return toCampaign(await tx.campaign.create({ data: campaign as Prisma.CampaignUncheckedCreateInput }))
}

export async function findCampaign(tx: Tx, id: string): Promise<CampaignRow | undefined> {
  const row = await tx.campaign.findUnique({ where: { id } })
  return row ? toCampaign(row) : undefined
}

/** Reads a campaign and keeps everybody else from changing it until the transaction ends. */
export async function lockCampaign(tx: Tx, id: string): Promise<CampaignRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM campaign WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return findCampaign(tx, id)
}

/** Newest first; ids are UUIDv7, so the cursor is the last id seen. */
export async function listCampaigns(
  tx: Tx,
  query: { cursor?: string; limit: number; state?: CampaignState },
): Promise<CampaignRow[]> {
  const rows = await tx.campaign.findMany({
    where: { ...(query.cursor && { id: { lt: query.cursor } }), ...(query.state && { state: query.state }) },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  })
  return rows.map(toCampaign)
}

export async function updateCampaign(
  tx: Tx,
  id: string,
  change: Partial<{
    state: CampaignState
    nextRunAt: Date | null
    submittedAt: Date
    approvedBy: string
    approvedAt: Date
    rejectReason: string | null
    costMessages: number
    remindAt: Date | null
    approveBy: Date | null
    approvedAs: ApprovedAs
    name: string
    messages: MessageSpec[]
    audience: AudienceSpec
    schedule: ScheduleSpec
    isUrgent: boolean
    notify: boolean
    asksReceipt: boolean
    writers: string[]
  }>,
): Promise<CampaignRow> {
  return toCampaign(await tx.campaign.update({ where: { id }, data: change as Prisma.CampaignUncheckedUpdateInput }))
}

/**
 * One run per campaign and time: a second insert of the same changes nothing. A test that falls on the same millisecond as
 * another run makes way. The caller holds the campaign's lock.
 */
export async function insertRun(
  tx: Tx,
  run: { campaignId: string; scheduledFor: Date; isTest: boolean },
): Promise<RunRow> {
  const { campaignId, scheduledFor, isTest } = run
  if (!isTest) await giveWay(tx, campaignId, scheduledFor)
  const found = await tx.run.findUnique({ where: { campaignId_scheduledFor: { campaignId, scheduledFor } } })
  if (!found) return tx.run.create({ data: { ...run, dueAt: scheduledFor } })
  return isTest ? insertRun(tx, { ...run, scheduledFor: new Date(scheduledFor.getTime() + 1) }) : found
}

/** A test that stands at this millisecond moves to the next free one, so that a firing is where its schedule says. */
export async function giveWay(tx: Tx, campaignId: string, scheduledFor: Date): Promise<void> {
  const findAt = (at: Date) =>
    tx.run.findUnique({ where: { campaignId_scheduledFor: { campaignId, scheduledFor: at } } })
  const there = await findAt(scheduledFor)
  if (!there?.isTest) return
  let free = scheduledFor
  while (await findAt(free)) free = new Date(free.getTime() + 1)
  await tx.run.update({ where: { id: there.id }, data: { scheduledFor: free } })
}

export async function lockRun(tx: Tx, id: string): Promise<RunRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM run WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return (await tx.run.findUnique({ where: { id } })) ?? undefined
}

/** Locks a run's campaign and then the run, in everybody's order, so that no two transactions wait for each other. */
export async function lockRunAndCampaign(
  tx: Tx,
  id: string,
): Promise<{ run: RunRow; campaign: CampaignRow } | undefined> {
  const found = await tx.run.findUnique({ where: { id }, select: { campaignId: true } })
  const campaign = found && (await lockCampaign(tx, found.campaignId))
  const run = campaign && (await lockRun(tx, id))
  return campaign && run ? { run, campaign } : undefined
}

/** While a run is planned nobody can be withdrawn. Whoever withdraws meanwhile waits, and is then taken out of the plan. */
export async function lockPlanning(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.planning}::bigint)`
}

export async function updateRun(
  tx: Tx,
  id: string,
  change: Partial<{
    state: RunState
    reason: string | null
    dueAt: Date
    releasedBy: string
    messages: OutgoingMessage[]
    isSilent: boolean
    seriesItemId: string
    seriesRound: number
    statsUnit: string | null
    batchMs: number | null
    startedAt: Date
    resumedAt: Date
    finishedAt: Date | null
  }>,
): Promise<RunRow> {
  return tx.run.update({ where: { id }, data: change as Prisma.RunUncheckedUpdateInput })
}

/** Stops a run that is sending until a person resumes it: quota bought, decided that it may still go out. */
export async function pauseSending(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.run.updateMany({ where: { id, state: 'sending' }, data: { state: 'paused', reason } })
}

export function listRunsOf(tx: Tx, campaignId: string): Promise<RunRow[]> {
  return tx.run.findMany({ where: { campaignId, isTest: false }, orderBy: { scheduledFor: 'asc' } })
}

export function listRuns(tx: Tx, query: { cursor?: string; limit: number; from?: Date; to?: Date }): Promise<RunRow[]> {
  return tx.run.findMany({
    where: {
      isTest: false,
      ...(query.cursor && { id: { lt: query.cursor } }),
      scheduledFor: { ...(query.from && { gte: query.from }), ...(query.to && { lte: query.to }) },
    },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  })
}

export async function countProgress(tx: Tx, runIds: string[]): Promise<Map<string, ProgressCounts>> {
  const counted = await tx.recipient.groupBy({ by: ['runId', 'state'], where: { runId: { in: runIds } }, _count: true })
  const progress = new Map(runIds.map((id) => [id, { total: 0, accepted: 0, failed: 0, unknown: 0, skipped: 0 }]))
  for (const { runId, state, _count } of counted) {
    const counts = progress.get(runId) as ProgressCounts
    counts.total += _count
    if (state !== 'planned') counts[state] += _count
  }
  return progress
}

export async function insertRecipients(tx: Tx, runId: string, recipients: PlannedRecipient[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO recipient (id, run_id, kind, chat_id, state, reason)
    SELECT gen_random_uuid(), ${runId}::uuid, kind::recipient_kind, chat_id, state::recipient_state, reason
    FROM unnest(${recipients.map((r) => r.kind)}::text[], ${recipients.map((r) => r.chatId)}::text[],
                ${recipients.map((r) => r.state)}::text[], ${recipients.map((r) => r.reason)}::text[]) AS r (kind, chat_id, state, reason)`
}

/** A page of a plan: recipients, each with the delivery it is in, in two statements whatever their number. */
export async function insertPlan(
  tx: Tx,
  runId: string,
  recipients: PlannedRecipient[],
  deliveries: PlannedDelivery[],
  now: Date,
): Promise<void> {
  const deliveryOf = await insertDeliveryRows(tx, runId, deliveries, now)
  const ids = recipients.map(({ chatId }) => deliveryOf.get(chatId) ?? null)
  await tx.$executeRaw`
    INSERT INTO recipient (id, run_id, kind, chat_id, state, reason, delivery_id)
    SELECT gen_random_uuid(), ${runId}::uuid, kind::recipient_kind, chat_id, state::recipient_state, reason, delivery_id
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
    id: randomUUID(),
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

/** Forgets which chat was meant; the counts stay. */
export async function forgetChat(tx: Tx, chatId: string): Promise<void> {
  await tx.recipient.updateMany({ where: { chatId }, data: { chatId: null } })
}

export async function listDueRuns(tx: Tx, now: Date): Promise<{ id: string; dueAt: Date }[]> {
  return tx.run.findMany({
    where: {
      state: { in: ['planned', 'deferred'] },
      dueAt: { lte: now },
      OR: [{ isTest: true }, { campaign: { state: 'scheduled' } }],
    },
    select: { id: true, dueAt: true },
    take: 500,
  })
}

/** Runs with something due to be sent, or with nothing left to send and not yet marked done. */
export async function listRunsToDrain(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT run.id FROM run
    WHERE run.state IN ('sending', 'cancelled') AND run.finished_at IS NULL AND (
      EXISTS (SELECT 1 FROM delivery d WHERE d.run_id = run.id AND d.state = 'queued' AND d.next_try_at <= ${now}
              AND (d.lease_until IS NULL OR d.lease_until < ${now}))
      OR NOT EXISTS (SELECT 1 FROM delivery d WHERE d.run_id = run.id AND d.state = 'queued'))
    LIMIT 500`
  return rows.map((row) => row.id)
}

export async function hasOpenDeliveries(tx: Tx, runId: string): Promise<boolean> {
  return (await tx.delivery.count({ where: { runId, state: 'queued' }, take: 1 })) > 0
}

/** A scheduled campaign is completed once none of its runs has anything left to do. */
export async function completeCampaignWithoutRuns(tx: Tx, id: string): Promise<void> {
  const open: RunState[] = ['planned', 'deferred', 'held', 'sending', 'paused']
  await tx.campaign.updateMany({
    where: { id, state: 'scheduled', runs: { none: { isTest: false, state: { in: open } } } },
    data: { state: 'completed', nextRunAt: null },
  })
}

export async function listPlannedChats(tx: Tx, runId: string): Promise<string[]> {
  const rows = await tx.recipient.findMany({
    where: { runId, state: 'planned', chatId: { not: null } },
    select: { chatId: true },
  })
  return rows.map((row) => row.chatId as string)
}

export async function forgetChatsBefore(tx: Tx, scheduledBefore: Date): Promise<number> {
  const { count } = await tx.recipient.updateMany({
    where: { chatId: { not: null }, run: { scheduledFor: { lt: scheduledBefore } } },
    data: { chatId: null },
  })
  return count
}

/**
 * A backup is older than the last message that went out: runs that were due by now, or half sent, may have reached people who
 * are unsent in its rows. Nobody knows, so a person decides.
 */
export async function holdRestored(tx: Tx, now: Date): Promise<void> {
  await tx.run.updateMany({
    where: { state: { in: ['planned', 'deferred'] }, dueAt: { lte: now } },
    data: { state: 'held', reason: 'restored' },
  })
  await tx.run.updateMany({ where: { state: 'sending' }, data: { state: 'paused', reason: 'restored' } })
}

/** Runs that are not over, by state; a state without any is 0. */
export async function countRunsByState(tx: Tx): Promise<Map<string, number>> {
  const states = ['planned', 'deferred', 'held', 'sending', 'paused'] as const
  const found = await tx.run.groupBy({ by: ['state'], _count: true, where: { state: { in: [...states] } } })
  const counts = new Map(found.map(({ state, _count }) => [state as string, _count]))
  return new Map(states.map((state) => [state, counts.get(state) ?? 0]))
}
