import type { Tx } from '../../platform/db/open-database.ts'

/** Runs that have gone out in a period, tests aside. */
export function countRunsDone(tx: Tx, { from, to }: { from: Date; to: Date }): Promise<number> {
  return tx.run.count({ where: { isTest: false, state: 'done', finishedAt: { gte: from, lt: to } } })
}
