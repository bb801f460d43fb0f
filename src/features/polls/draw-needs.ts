import type { LineUserId } from '../../line/ids.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { KeyFolders } from '../../platform/secrets/key-folders.ts'

export type DrawDeps = {
  database: Database
  clock: Clock
  keyFolders: KeyFolders
  /** Undefined: no LIFF channel is set up. */
  readIdToken: ((token: string) => Promise<LineUserId>) | undefined
  liff: { url: string; id: string } | undefined
  ballotUrl: string
  agencyName(tx: Tx): Promise<string>
  /** The built page A. */
  pageDir: string
  /** Who may show the page in a frame. */
  frameHolders: readonly string[]
}
