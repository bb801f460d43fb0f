import type { Locale } from '../../contracts/error-words.ts'
import type { Actor } from '../auth/auth.ts'
import type { Tx } from '../db/open-database.ts'

/** What every API procedure is handed. `tx` reads outside a transaction until `writing` puts the request's own in its place. */
export type ApiContext = {
  requestId: string
  /** Method and path, for the security log. */
  route: string
  locale: Locale
  /** Of the caller, for limits: kept in memory at most. */
  address: string
  actor: Actor | undefined
  tx: Tx
  /** The approvers in whose place an officer may act now. */
  listPrincipals(tx: Tx, userId: string): Promise<string[]>
  /** Method, path and body digest of a POST with an Idempotency-Key. */
  idempotency: { key: string; requestHash: string } | undefined
}
