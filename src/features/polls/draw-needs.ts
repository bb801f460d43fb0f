import type { LineUserId } from '../../line/ids.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'

/** The files of a poll's keys; read anew, since a close in another process destroys them. */
export type FindPollKey = (pollId: string, name: string) => Buffer | undefined

export type DrawDeps = {
  database: Database
  clock: Clock
  findPollKey: FindPollKey
  /** Undefined: no LIFF channel is set up. */
  readIdToken: ((token: string) => Promise<LineUserId>) | undefined
  liff: { url: string; id: string } | undefined
  ballotUrl: string
  agencyName(tx: Tx): Promise<string>
  /** The built page A. */
  pageDir: string
}
