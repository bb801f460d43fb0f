/**
 * Numbers of the advisory locks that this product takes on its database, in one place so that no two mean different things.
 * All are held until the end of the transaction.
 */
export const advisoryLocks = {
  auditChain: 7_301_001,
  installation: 7_301_002,
  planning: 7_301_003,
  quota: 7_301_010,
} as const
