import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import type { KeyFolders } from '../../platform/secrets/key-folders.ts'

export type CastDeps = {
  /** The ballot login's: it knows neither people nor who has drawn. */
  database: Database
  keyFolders: KeyFolders
  clock: Clock
  log: Log
  /** The built page B. */
  pageDir: string
}
