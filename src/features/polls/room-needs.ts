import type { Role } from '../../contracts/roles.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Live, LiveOptions } from '../../platform/live/create-live.ts'
import type { Log } from '../../platform/log.ts'
import type { TokenNamer } from './poll-keys.ts'

export type RoomDeps = {
  database: Database
  clock: Clock
  audit: Audit
  log: Log
  publicUrl: string
  /** What an officer may do now; undefined for an account that is closed or gone. */
  findRole(tx: Tx, userId: string): Promise<Role | undefined>
  /** A lasting key of this installation, by name. */
  lastingKey(name: string): Buffer
  /** Names what stands for a device and a question under the poll's own key; undefined once that key is destroyed. */
  findNamer(pollId: string): TokenNamer | undefined
  openLive(options: Pick<LiveOptions, 'channel' | 'load'>): Live
}
