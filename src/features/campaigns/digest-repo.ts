import type { MessageSpec } from '../../contracts/api/campaigns.ts'
import type { Tx } from '../../platform/db/open-database.ts'

type Period = { from: Date; to: Date }

const gone = ({ from, to }: Period) => ({ isTest: false, state: 'done' as const, finishedAt: { gte: from, lt: to } })

/** Runs that have gone out in a period, tests aside. */
export function countRunsDone(tx: Tx, period: Period): Promise<number> {
  return tx.run.count({ where: gone(period) })
}

/** What they were made of, newest first; the card of a series by its place there. */
export async function listMessagesDone(
  tx: Tx,
  period: Period,
): Promise<{ messages: MessageSpec[]; seriesItemId: string | null }[]> {
  const runs = await tx.run.findMany({
    where: gone(period),
    select: { seriesItemId: true, campaign: { select: { messages: true } } },
    orderBy: [{ finishedAt: 'desc' }, { id: 'desc' }],
  })
  return runs.map(({ seriesItemId, campaign }) => ({ seriesItemId, messages: campaign.messages as MessageSpec[] }))
}
