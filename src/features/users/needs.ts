import type { Role } from '../../contracts/roles.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Auth } from '../../platform/auth/auth.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Mailer } from '../../platform/mail/create-mailer.ts'

export type UserDeps = {
  database: Database
  clock: Clock
  audit: Audit
  auth: Pick<Auth, 'hashPassword' | 'createToken'>
  publicUrl: string
  /** Unset: links are handed over. */
  mailer: Mailer | undefined
  isDemo: boolean
  /** The simulator's phone, in a demo. */
  phoneUrl: string | null
  /** A LINE Login channel is set. */
  hasLine: boolean
  agencyName(tx: Tx): Promise<string>
  /** False: an owner has switched the second person off. */
  isApprovalRequired(tx: Tx): Promise<boolean>
  hasUnit(tx: Tx, id: string): Promise<boolean>
}

/** The address a link begins with; the secret follows as a fragment, which browsers send to nobody. */
export const linkPage = '/welcome#'

export type NewOfficer = { name: string; email: string; role: Role; unitId?: string | undefined }
