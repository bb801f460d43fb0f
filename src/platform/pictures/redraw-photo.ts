import type { SharpOptions } from 'sharp'
import { AppError } from '../errors.ts'

// A small file may unfold into gigabytes. The cameras of phones reach 50 million pixels (8160 × 6144).
const mostPixels = 51_000_000
// As wide as the product's own pictures; LINE shows a picture of a card at most three times as tall as wide.
const mostWidth = 1040
const mostTimesTall = 3

export type Photo = { bytes: Buffer; width: number; height: number }
type Format = 'png' | 'jpeg' | 'webp' | 'svg'
export type CropBox = { x: number; y: number; width: number; height: number }

/**
 * A picture somebody sent as a JPEG of at most 1040 px across, drawn anew: nothing but pixels is kept, not the place
 * where it was taken. `crop` is in shares of the picture as people see it, upright.
 * @throws IMAGE_UNREADABLE (422) for what is no PNG, JPEG or WebP by its content, or is damaged
 * @throws IMAGE_TOO_MANY_PIXELS (422)
 * @throws IMAGE_TOO_TALL (422)
 */
export async function redrawPhoto(
  bytes: Uint8Array,
  crop?: CropBox,
  formats: Format[] = ['png', 'jpeg', 'webp'],
): Promise<Photo> {
  const upright = await measure(bytes, formats)
  const part = cropOf(upright, crop)
  if (part.height > part.width * mostTimesTall)
    throw new AppError('IMAGE_TOO_TALL', 'LINE shows a picture at most three times as tall as wide.', { status: 422 })
  try {
    const picture = await open(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
    const { data, info } = await picture
      .autoOrient()
      .extract(part)
      .resize({ width: mostWidth, withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 88, mozjpeg: true, chromaSubsampling: '4:4:4' }) // letters of an infographic stay sharp
      .toBuffer({ resolveWithObject: true })
    return { bytes: data, width: info.width, height: info.height }
  } catch (cause) {
    throw unreadable(cause)
  }
}

// Loaded for the rare picture alone: a process that is sent none is spared 10 MB.
const open = async (bytes: Uint8Array, options: SharpOptions) => (await import('sharp')).default(bytes, options)

async function measure(bytes: Uint8Array, formats: Format[]): Promise<{ width: number; height: number }> {
  // The head alone, so that the number of pixels can be told from a file that cannot be read.
  const head = await (await open(bytes, { limitInputPixels: false })).metadata().catch((cause) => {
    throw unreadable(cause)
  })
  if (!(formats as string[]).includes(head.format)) throw unreadable(new Error(`${head.format} is not taken`))
  if (head.width * head.height > mostPixels)
    throw new AppError('IMAGE_TOO_MANY_PIXELS', `${head.width} × ${head.height} pixels are too many.`, { status: 422 })
  return head.autoOrient
}

function cropOf({ width, height }: { width: number; height: number }, crop?: CropBox) {
  if (!crop) return { left: 0, top: 0, width, height }
  const left = Math.min(width - 1, Math.round(crop.x * width))
  const top = Math.min(height - 1, Math.round(crop.y * height))
  return {
    left,
    top,
    width: Math.max(1, Math.min(width - left, Math.round(crop.width * width))),
    height: Math.max(1, Math.min(height - top, Math.round(crop.height * height))),
  }
}

const unreadable = (cause: unknown) =>
  new AppError('IMAGE_UNREADABLE', 'Send a whole PNG, JPEG or WebP.', { status: 422, cause })
