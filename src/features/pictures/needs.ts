import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import type { MediaStore } from '../../platform/media/media-store.ts'
import type { Pictures } from '../../platform/pictures/create-pictures.ts'
import type { JobRequest } from '../../platform/queue/queue.ts'

/** A card as far as its picture goes. */
export type Card = { id: string; template: string; data: unknown; state: 'draft' | 'approved' | 'retired' }

export type PictureDeps = {
  database: Database
  clock: Clock
  audit: Audit
  media: MediaStore
  pictures: Pictures
  publicUrl: string
  log: Log
  enqueue(tx: Tx, requests: JobRequest[]): Promise<void>
  /** A card as a chat shows it. */
  renderCard(template: string, data: unknown): OutgoingMessage
  /** Throws NOT_FOUND. */
  getCard(tx: Tx, id: string): Promise<Card & { title: string }>
  /** Approved cards of these templates, newest first, from the one before `before` on. */
  listApprovedCards(tx: Tx, query: { templates: string[]; before: string; limit: number }): Promise<Card[]>
  agencyName(tx: Tx): Promise<string>
}
