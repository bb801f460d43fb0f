import type { Sharp, SharpOptions } from 'sharp'
import { AppError } from '../errors.ts'
import { maxPictureBytes } from './create-pictures.ts'

// A small file may unfold into gigabytes. The cameras of phones reach 50 million pixels (8160 × 6144).
const mostPixels = 51_000_000
// As wide as the product's own pictures; LINE shows a picture of a card at most three times as tall as wide.
const mostWidth = 1040
const mostTimesTall = 3
// A photograph of much detail is packed harder until LINE takes it as a preview; letters of an infographic stay sharp at the first.
const packings = [
  { width: mostWidth, quality: 88 },
  { width: mostWidth, quality: 70 },
  { width: mostWidth, quality: 50 },
  { width: 640, quality: 50 },
]

export type Photo = { bytes: Buffer; width: number; height: number }
type Format = 'png' | 'jpeg' | 'webp' | 'svg'
export type CropBox = { x: number; y: number; width: number; height: number }

/**
 * A picture somebody sent as a JPEG of at most 1040 px across and 1 MB, drawn anew: nothing but pixels is kept, not the place
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
    const picture = (await open(bytes, { limitInputPixels: mostPixels, failOn: 'error' })).autoOrient().extract(part)
    let drawn: Photo | undefined
    for (const packing of packings) {
      drawn = await pack(picture.clone(), packing)
      if (drawn.bytes.length <= maxPictureBytes) break
    }
    return drawn as Photo
  } catch (cause) {
    throw unreadable(cause)
  }
}

async function pack(picture: Sharp, { width, quality }: { width: number; quality: number }): Promise<Photo> {
  const { data, info } = await picture
    .resize({ width, withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality, mozjpeg: true, chromaSubsampling: '4:4:4' })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
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
