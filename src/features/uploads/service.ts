import type { Crop } from '../../contracts/api/uploads.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { Log } from '../../platform/log.ts'
import type { MediaStore } from '../../platform/media/media-store.ts'
import { drawPdfPage } from '../../platform/pictures/draw-pdf-page.ts'
import { type Photo, redrawPhoto } from '../../platform/pictures/redraw-photo.ts'
import { isWholePdf } from './rules.ts'

type Document = { bytes: Buffer; firstPage: Photo | undefined }
export type UploadDeps = { audit: Audit; media: MediaStore; publicUrl: string; log: Log }

/** Pictures and documents that officers bring along, kept under the hash of their content. */
export function createUploadService({ audit, media, publicUrl, log }: UploadDeps) {
  /** Before the transaction that keeps it: a photograph of 50 million pixels may take longer than one is given. */
  const readPicture = (file: string, crop?: Crop) => redrawPhoto(Buffer.from(file, 'base64'), crop)

  async function readDocument(file: string) {
    const bytes = Buffer.from(file, 'base64')
    if (!isWholePdf(bytes)) throw new AppError('PDF_UNREADABLE', 'The content is no whole PDF.', { status: 422 })
    return { bytes, firstPage: await drawPdfPage(bytes, log) }
  }

  async function keepPicture(tx: Tx, actor: Actor, { bytes, width, height }: Photo) {
    return { url: await keep(tx, actor, bytes, 'jpg'), width, height }
  }

  async function keepDocument(tx: Tx, actor: Actor, { bytes, firstPage }: Document, name: string) {
    return {
      url: await keep(tx, actor, bytes, 'pdf', name),
      firstPage: firstPage ? await keepPicture(tx, actor, firstPage) : null,
    }
  }

  async function keep(tx: Tx, actor: Actor, bytes: Buffer, extension: 'jpg' | 'pdf', name?: string): Promise<string> {
    const stored = await media.put(bytes, extension)
    const data = { media: stored, bytes: bytes.length, ...(name && { name }) }
    await audit.record(tx, { actorId: actor.userId, action: 'media.upload', data })
    return `${publicUrl}/media/${stored}`
  }

  return { readPicture, readDocument, keepPicture, keepDocument }
}

export type UploadService = ReturnType<typeof createUploadService>
