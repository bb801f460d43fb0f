import type { ContentKind } from '../../contracts/api/contents.ts'
import type { Picture, PictureFormat } from '../../contracts/api/pictures.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { MeasureUpdate } from './card-rules.ts'

export type ItaDeps = {
  clock: Clock
  agencyName(tx: Tx): Promise<string>
  createCard(
    tx: Tx,
    actor: Actor,
    draft: {
      title: string
      template: string
      data: Record<string, unknown>
      kind: string
      owner: string
      basis: string
      itaItems: string[]
      reviewOn: string
    },
  ): Promise<{ id: string }>
  /** Who answers for the newest card of a kind. */
  findOwner(tx: Tx, kind: ContentKind): Promise<string | undefined>
  /** What approved cards tell of how far measures have come, the newest first. */
  listMeasureStates(tx: Tx): Promise<MeasureUpdate[]>
  /** Throws PICTURE_TOO_FULL. Waits for the drawing thread, so it is asked outside transactions that write. */
  checkPictures(
    tx: Tx,
    card: { template: string; data: unknown; state: 'draft' },
    formats: PictureFormat[],
  ): Promise<void>
  makePictures(tx: Tx, actor: Actor, contentId: string, formats: PictureFormat[]): Promise<Picture[]>
}
