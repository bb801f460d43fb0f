type Outcome = 'counted' | 'below_threshold' | 'lost' | null

/** Whether an approver is to let it out: too few answers too, since all who were asked were promised to hear. */
export const isToRelease = (poll: { outcome: Outcome; openedAt: string | null; resultReleasedAt: string | null }) =>
  poll.outcome !== null && poll.outcome !== 'lost' && poll.openedAt !== null && poll.resultReleasedAt === null

export type CardState = 'undrafted' | 'none' | 'draft' | 'pending_approval' | 'cancelled'

/** Why nobody has heard by the result card, `campaign` being its state; undefined once it is approved. */
export function whyUntold(
  { nextStep, resultCampaignId }: { nextStep: string | null; resultCampaignId: string | null },
  campaign: string | undefined,
): CardState | undefined {
  if (resultCampaignId === null) return 'undrafted'
  if (nextStep === null && campaign !== 'cancelled') return 'none'
  return (['draft', 'pending_approval', 'cancelled'] as const).find((untold) => untold === campaign)
}
