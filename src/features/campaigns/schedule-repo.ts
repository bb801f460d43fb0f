import type { Tx } from '../../platform/db/open-database.ts'
import { type CampaignRow, toCampaign } from './campaign-repo.ts'
import type { CampaignState, RunState } from './rules.ts'
import { giveWay, type RunRow } from './run-repo.ts'

/** What the schedule brings next. A released run is a person's: it waits beside the one that follows it. */
const coming = { state: { in: ['planned', 'deferred'] satisfies RunState[] }, releasedBy: null }

export async function findComingRun(tx: Tx, campaignId: string): Promise<RunRow | undefined> {
  return (await tx.run.findFirst({ where: { campaignId, isTest: false, ...coming } })) ?? undefined
}

/** What the schedule has brought. What an officer sent by hand used up none of its firings. */
const fired = { isTest: false, isByHand: false, NOT: coming }

/** When the latest run that is no longer to come was scheduled for, whatever became of it. */
export async function findLastFiring(tx: Tx, campaignId: string): Promise<Date | undefined> {
  const last = await tx.run.findFirst({
    where: { campaignId, ...fired },
    orderBy: { scheduledFor: 'desc' },
    select: { scheduledFor: true },
  })
  return last?.scheduledFor
}

/** A run to another time. A test that stands at the same millisecond makes way; the caller holds the campaign's lock. */
export async function moveRunTo(tx: Tx, id: string, scheduledFor: Date): Promise<RunRow> {
  const { campaignId } = await tx.run.findUniqueOrThrow({ where: { id }, select: { campaignId: true } })
  await giveWay(tx, campaignId, scheduledFor)
  return tx.run.update({ where: { id }, data: { scheduledFor, dueAt: scheduledFor, state: 'planned', reason: null } })
}

/** Scheduled campaigns that say they have a next run and have none. Every plan is made beside what it follows, so: damage. */
export async function listUnplannedCampaigns(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM campaign
    WHERE state = 'scheduled' AND next_run_at IS NOT NULL AND schedule ->> 'kind' NOT IN ('now', 'once')
      AND NOT EXISTS (SELECT 1 FROM run WHERE run.campaign_id = campaign.id AND NOT run.is_test
                      AND run.state IN ('planned', 'deferred') AND run.released_by IS NULL)
    LIMIT 500`
  return rows.map((row) => row.id)
}

export type Outlook = { campaign: CampaignRow; run: RunRow | undefined; last: Date | undefined }

/** Campaigns in these states, each with its coming run and its last firing, in three queries whatever their number. */
export async function listOutlooks(tx: Tx, states: CampaignState[]): Promise<Outlook[]> {
  const campaigns = await tx.campaign.findMany({ where: { state: { in: states } }, orderBy: { id: 'asc' } })
  const campaignId = { in: campaigns.map(({ id }) => id) }
  const runs = await tx.run.findMany({ where: { campaignId, isTest: false, ...coming } })
  const lasts = await tx.run.groupBy({
    by: ['campaignId'],
    where: { campaignId, ...fired },
    _max: { scheduledFor: true },
  })
  const runOf = new Map(runs.map((run) => [run.campaignId, run]))
  const lastOf = new Map(lasts.map((last) => [last.campaignId, last._max.scheduledFor ?? undefined]))
  return campaigns.map((row) => ({ campaign: toCampaign(row), run: runOf.get(row.id), last: lastOf.get(row.id) }))
}

/** Runs of a range that are not computed from their schedule: those that have begun, wait for a person or were released by one, or are paused. */
export function listRunsBetween(tx: Tx, from: Date, to: Date) {
  return tx.run.findMany({
    // Not the frozen messages: a run has kilobytes of them.
    select: {
      id: true,
      campaignId: true,
      scheduledFor: true,
      dueAt: true,
      state: true,
      reason: true,
      campaign: { select: { name: true } },
    },
    where: {
      isTest: false,
      dueAt: { gte: from, lte: to },
      OR: [{ NOT: coming }, { campaign: { state: 'paused' } }],
    },
    orderBy: { dueAt: 'asc' },
    take: 5000, // a year of a busy office has some hundreds
  })
}
