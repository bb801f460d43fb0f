import type { Tx } from '../../platform/db/open-database.ts'

/** Campaigns whose approvers are to be reminded now, or whose time has come without an answer. */
export async function listApprovalsDue(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.campaign.findMany({
    where: { state: 'pending_approval', OR: [{ remindAt: { lte: now } }, { approveBy: { lte: now } }] },
    select: { id: true },
    take: 500,
  })
  return rows.map(({ id }) => id)
}

/**
 * Runs of which nothing has been planned yet go with the schedule they came from: another may fall on the same minute. So do
 * those to come that were cancelled, or what follows would be reckoned from them.
 */
export async function deleteUnstartedRuns(tx: Tx, campaignId: string, now: Date): Promise<void> {
  await tx.run.deleteMany({
    where: {
      campaignId,
      isTest: false,
      startedAt: null,
      OR: [{ state: { in: ['planned', 'deferred', 'held'] } }, { state: 'cancelled', scheduledFor: { gt: now } }],
    },
  })
}

/** Held because nobody had approved: from now on they are merely late, and a person may release them. */
export async function markApprovedLate(tx: Tx, campaignId: string): Promise<void> {
  await tx.run.updateMany({
    where: { campaignId, state: 'held', reason: { in: ['not_approved', 'card_changed'] } },
    data: { reason: 'late' },
  })
}
