import type { Audit } from '../../platform/audit/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { OfficeCalendar } from './rules.ts'

/** A coming run that a change of the calendar moves. `from` null: it is new; `to` null: it fires no more. */
export type MovedRun = { campaignId: string; campaignName: string; from: Date | null; to: Date | null }

export type CalendarDeps = {
  clock: Clock
  audit: Audit
  /** Brings the runs that are planned in line with the calendar after a change, and says which coming ones move. */
  moveRuns(tx: Tx, change: { before: OfficeCalendar; after: OfficeCalendar }): Promise<MovedRun[]>
}
