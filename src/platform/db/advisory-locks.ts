/**
 * Numbers of the advisory locks that this product takes on its database, in one place so that no two mean different things.
 * All are held until the end of the transaction.
 */
export const advisoryLocks = {
  auditChain: 7_301_001,
  installation: 7_301_002,
  planning: 7_301_003,
  planners: 7_301_023,
  outboxRelay: 7_301_004,
  sweeper: 7_301_005,
  calendar: 7_301_006,
  quota: 7_301_007,
  budget: 7_301_016,
  ita: 7_301_024,
  demoPolls: 7_301_021,
  queueGrants: 7_301_022,
  unitTree: 7_301_025,
} as const
