import type { Tx } from '../../platform/db/open-database.ts'
import { type CampaignRow, toCampaign } from './campaign-repo.ts'
import type { RunState } from './rules.ts'

export type OpenRun = { id: string; campaignId: string; state: RunState; dueAt: Date; isUrgent: boolean }

/**
 * Runs of this month and before that have not ended, paused ones too: a resume asks for no quota. What has begun goes out whatever
 * became of its campaign: of one that has ended those who failed are tried again, one that is revised stops nothing.
 */
export async function listOpenRuns(tx: Tx, before: Date): Promise<OpenRun[]> {
  const runs = await tx.run.findMany({
    where: {
      isTest: false,
      dueAt: { lt: before },
      ridesUntil: null, // waits for a word, and asks for the quota when it has waited
      OR: [
        { state: { in: ['sending', 'paused'] } },
        { state: { in: ['planned', 'deferred', 'held'] }, campaign: { state: { in: ['scheduled', 'paused'] } } },
      ],
    },
    select: { id: true, campaignId: true, state: true, dueAt: true, campaign: { select: { isUrgent: true } } },
  })
  return runs.map(({ campaign, ...run }) => ({ ...run, ...campaign }))
}

/** What runs have still to send: the number of people, and the groups. */
export async function listUnsent(tx: Tx, runIds: string[]): Promise<{ people: number; groupChatIds: string[] }> {
  const unsent = { runId: { in: runIds }, state: 'planned' as const, chatId: { not: null } }
  const people = await tx.recipient.count({ where: { ...unsent, kind: 'person' } })
  const groups = await tx.recipient.findMany({ where: { ...unsent, kind: 'group' }, select: { chatId: true } })
  return { people, groupChatIds: groups.map(({ chatId }) => chatId as string) }
}

/** Copies to testers that have not gone out. */
export function countUnsentTests(tx: Tx): Promise<number> {
  const run = { isTest: true, state: { in: ['planned', 'deferred', 'sending', 'paused'] satisfies RunState[] } }
  return tx.recipient.count({ where: { run, state: 'planned', chatId: { not: null } } })
}

export async function listCampaignsById(tx: Tx, ids: string[]): Promise<CampaignRow[]> {
  return (await tx.campaign.findMany({ where: { id: { in: ids } } })).map(toCampaign)
}

export async function listAwaitingApproval(tx: Tx): Promise<CampaignRow[]> {
  return (await tx.campaign.findMany({ where: { state: 'pending_approval' } })).map(toCampaign)
}

/** Campaigns that name a saved audience and have not ended. */
export async function listCampaignsNaming(
  tx: Tx,
  savedAudienceId: string,
): Promise<{ id: string; isSubmitted: boolean }[]> {
  const rows = await tx.campaign.findMany({
    where: {
      state: { notIn: ['completed', 'cancelled'] },
      audience: { path: ['savedAudienceId'], equals: savedAudienceId },
    },
    select: { id: true, state: true },
  })
  return rows.map(({ id, state }) => ({ id, isSubmitted: state !== 'draft' }))
}
