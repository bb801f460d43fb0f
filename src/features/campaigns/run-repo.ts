import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Prisma } from '../../platform/db/generated/client.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { type CampaignRow, lockCampaign } from './campaign-repo.ts'
import type { RunState } from './rules.ts'

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
  ridesUntil: Date | null
  isByHand: boolean
  isPublic: boolean
  seriesItemId: string | null
  statsUnit: string | null
  batchMs: number | null
  startedAt: Date | null
  resumedAt: Date | null
  finishedAt: Date | null
}

/**
 * One run per campaign and time: a second insert of the same changes nothing. What was cancelled before it began is never
 * taken for it. The caller holds the campaign's lock.
 */
export async function insertRun(tx: Tx, run: { campaignId: string; scheduledFor: Date }): Promise<RunRow> {
  const { campaignId, scheduledFor } = run
  await giveWay(tx, campaignId, scheduledFor)
  const found = await findRunAt(tx, campaignId, scheduledFor)
  return found ?? tx.run.create({ data: { ...run, dueAt: scheduledFor } })
}

/** A run of its own whatever stands at its time, at the next millisecond that is free. The caller holds the campaign's lock. */
export async function insertBeside(
  tx: Tx,
  { campaignId, scheduledFor, dueAt, isTest }: Pick<RunRow, 'campaignId' | 'scheduledFor' | 'dueAt' | 'isTest'>,
): Promise<RunRow> {
  const free = await nextFree(tx, campaignId, scheduledFor)
  return tx.run.create({ data: { campaignId, scheduledFor: free, dueAt, isTest } })
}

/** A run that is over already: an officer has sent it. What stands at its millisecond is a run of its own, so it makes way. */
export async function insertSentByHand(
  tx: Tx,
  sent: { campaignId: string; sentAt: Date; messages: OutgoingMessage[]; isPublic: boolean },
): Promise<RunRow> {
  const { campaignId, sentAt, messages, isPublic } = sent
  const scheduledFor = await nextFree(tx, campaignId, sentAt)
  const times = { scheduledFor, dueAt: sentAt, startedAt: sentAt, finishedAt: sentAt }
  const data = { campaignId, ...times, state: 'done', isByHand: true, isPublic, messages }
  return tx.run.create({ data: data as unknown as Prisma.RunUncheckedCreateInput })
}

/**
 * A firing is where its schedule says: a test that stands at this millisecond moves to the next free one, and a run that was
 * cancelled before it began goes, since the next firing would be reckoned from it wherever it moved.
 */
export async function giveWay(tx: Tx, campaignId: string, scheduledFor: Date): Promise<void> {
  const there = await findRunAt(tx, campaignId, scheduledFor)
  if (there?.isTest) {
    const free = await nextFree(tx, campaignId, scheduledFor)
    await tx.run.update({ where: { id: there.id }, data: { scheduledFor: free } })
  } else if (there?.state === 'cancelled' && !there.startedAt) {
    await tx.run.delete({ where: { id: there.id } })
  }
}

const findRunAt = (tx: Tx, campaignId: string, scheduledFor: Date) =>
  tx.run.findUnique({ where: { campaignId_scheduledFor: { campaignId, scheduledFor } } })

async function nextFree(tx: Tx, campaignId: string, from: Date): Promise<Date> {
  let free = from
  while (await findRunAt(tx, campaignId, free)) free = new Date(free.getTime() + 1)
  return free
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
    ridesUntil: Date | null
    isPublic: boolean
    startedAt: Date
    resumedAt: Date
    finishedAt: Date | null
  }>,
): Promise<RunRow> {
  return tx.run.update({ where: { id }, data: change as Prisma.RunUncheckedUpdateInput })
}

/** A run that is sending, and whether its campaign passes the window. */
export async function findSending(tx: Tx, id: string): Promise<(RunRow & { campaign: { isUrgent: boolean } }) | null> {
  return tx.run.findFirst({ where: { id, state: 'sending' }, include: { campaign: { select: { isUrgent: true } } } })
}

export async function updateSending(
  tx: Tx,
  id: string,
  change: { reason: string | null; dueAt?: Date },
): Promise<void> {
  await tx.run.updateMany({ where: { id, state: 'sending' }, data: change })
}

/** Stops a run that is sending until a person resumes it: quota bought, decided that it may still go out. */
export async function pauseSending(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.run.updateMany({ where: { id, state: 'sending' }, data: { state: 'paused', reason } })
}

/** The latest runs of a campaign, in the order of their time: a daily one has hundreds a year. */
export async function listLatestRuns(tx: Tx, campaignId: string, atMost: number): Promise<RunRow[]> {
  const where = { campaignId, isTest: false }
  return (await tx.run.findMany({ where, orderBy: { scheduledFor: 'desc' }, take: atMost })).reverse()
}

/** Runs of a campaign that are not over. */
export function listOpenRunsOf(tx: Tx, campaignId: string): Promise<RunRow[]> {
  const where = { campaignId, isTest: false, state: { notIn: ['done', 'cancelled'] satisfies RunState[] } }
  return tx.run.findMany({ where, orderBy: { scheduledFor: 'asc' } })
}

export type NamedRunRow = RunRow & { campaign: { name: string } }

const withName = { campaign: { select: { name: true } } } as const

/** The rows that `toShownState` shows in this state. */
function inShownState(state: RunState): Prisma.RunWhereInput {
  const putOff = { state: 'sending', reason: 'outside_window' } as const
  if (state === 'deferred') return { OR: [{ state }, putOff] }
  if (state === 'sending') return { state, OR: [{ reason: null }, { reason: { not: putOff.reason } }] }
  return { state }
}

/** The latest first. */
export function listRuns(
  tx: Tx,
  query: { cursor?: string | undefined; limit: number; state?: RunState | undefined },
): Promise<NamedRunRow[]> {
  return tx.run.findMany({
    where: {
      isTest: false,
      ...(query.cursor && { id: { lt: query.cursor } }),
      ...(query.state && inShownState(query.state)),
    },
    include: withName,
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  })
}

export function listRunsById(tx: Tx, ids: string[]): Promise<NamedRunRow[]> {
  return tx.run.findMany({ where: { id: { in: ids } }, include: withName })
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
