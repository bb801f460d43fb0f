import type { ContentKind } from '../../contracts/api/contents.ts'
import type { Picture, PictureFormat } from '../../contracts/api/pictures.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'

export type BudgetDeps = {
  clock: Clock
  audit: Audit
  agencyName(tx: Tx): Promise<string>
  /** Where staff look the budget up; empty where the office does not say it. */
  budgetLookup(tx: Tx): Promise<Record<'th' | 'url', string>>
  createCard(
    tx: Tx,
    actor: Actor,
    draft: {
      title: string
      template: string
      data: Record<string, unknown>
      kind: string
      owner: string
      basis?: string
      itaItems: string[]
      reviewOn: string
    },
  ): Promise<{ id: string }>
  /** Who answers for the newest card of a kind. */
  findOwner(tx: Tx, kind: ContentKind): Promise<string | undefined>
  /** Throws PICTURE_TOO_FULL. Waits for the drawing thread, so it is asked outside transactions that write. */
  checkPictures(
    tx: Tx,
    card: { template: string; data: unknown; state: 'draft' },
    formats: PictureFormat[],
  ): Promise<void>
  makePictures(tx: Tx, actor: Actor, contentId: string, formats: PictureFormat[]): Promise<Picture[]>
}
