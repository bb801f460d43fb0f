import type { Role } from '../../contracts/roles.ts'
import type { LineUserId } from '../../line/ids.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'

export type OpenGroup = { id: string; name: string | null; memberCount: number | null; hasOutsiders: boolean }

export type LinkedOfficer = { userId: string; role: Role; isDemo: boolean }

export type SharingDeps = {
  database: Database
  /** Undefined: no LIFF channel is set up. */
  readIdToken: ((token: string) => Promise<LineUserId>) | undefined
  liff: { url: string; id: string } | undefined
  /** Whether the LINE in use is a look-alike on this machine, which takes http for pictures. */
  isLineLocal: boolean
  agencyName(tx: Tx): Promise<string>
  /** The officer whose account is joined to this LINE chat; undefined once the account is closed. */
  findLinkedOfficer(tx: Tx, lineUserId: string): Promise<LinkedOfficer | undefined>
  resolveMessage(tx: Tx, spec: { contentId: string }): Promise<{ template: string; data: unknown; isApproved: boolean }>
  renderCard(template: string, data: unknown): OutgoingMessage
  /** Groups that receive cards. */
  listOpenGroups(tx: Tx): Promise<OpenGroup[]>
  recordByHand(
    tx: Tx,
    actor: Actor,
    sent: { contentId: string; groups: string[]; campaignId?: string | undefined },
  ): Promise<unknown>
  /** The built page. */
  pageDir: string
  /** Who may show the page in a frame. */
  frameHolders: readonly string[]
}
