import type { Tx } from '../../platform/db/open-database.ts'

/**
 * Titles of the polls that opened in a period, and what the office said it will do about those whose result became known in it,
 * newest first. No figure of any poll is in here.
 */
export async function listPollsOf(
  tx: Tx,
  { from, to }: { from: Date; to: Date },
): Promise<{ asked: string[]; answered: { title: string; nextStep: string }[] }> {
  const within = { gte: from, lt: to }
  const asked = await tx.poll.findMany({
    where: { openedAt: within, anonymity: { not: 'room' } },
    orderBy: { openedAt: 'desc' },
    select: { title: true },
  })
  const answered = await tx.poll.findMany({
    where: { resultReleasedAt: within, nextStep: { not: null } },
    orderBy: { resultReleasedAt: 'desc' },
    select: { title: true, nextStep: true },
  })
  return {
    asked: asked.map(({ title }) => title),
    answered: answered.map(({ title, nextStep }) => ({ title, nextStep: nextStep as string })),
  }
}
