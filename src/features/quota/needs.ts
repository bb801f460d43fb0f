import type { Audit } from '../../platform/audit/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import type { ComingCosts } from './rules.ts'

/** What the quota asks of LINE, never inside a transaction. */
export type QuotaLine = {
  getQuota(): Promise<{ type: 'none' | 'limited'; value?: number | undefined }>
  getQuotaConsumption(): Promise<{ totalUsage: number }>
}

export type QuotaDeps = {
  clock: Clock
  audit: Audit
  log: Log
  line: QuotaLine
  /** LINE messages that will still be sent before a time, computed from rows now. */
  countComingCosts(tx: Tx, before: Date): Promise<ComingCosts>
  /** LINE messages of one send to all staff now. */
  countEveryone(tx: Tx, via: 'groups' | 'people'): Promise<number>
}
