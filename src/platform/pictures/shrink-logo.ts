import { AppError } from '../errors.ts'

// A small file may unfold into gigabytes: 16 million pixels take 64 MB, and no logo has more.
const mostPixels = 16_000_000
const side = 400

/**
 * A logo as a PNG of at most 400 px, drawn anew so that nothing but pixels is kept of what was sent.
 * @throws IMAGE_UNREADABLE (422) for what is no picture, is damaged or has too many pixels.
 */
export async function shrinkLogo(bytes: Uint8Array): Promise<Buffer> {
  const { default: sharp } = await import('sharp') // loaded for the rare logo alone
  try {
    const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
    const { format } = await image.metadata()
    if (!['png', 'jpeg', 'webp'].includes(format)) throw new Error(`${format} is not a format for logos`)
    return await image
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer()
  } catch (cause) {
    throw new AppError('IMAGE_UNREADABLE', 'Send a whole PNG, JPEG or WebP of at most 16 million pixels.', {
      status: 422,
      cause,
    })
  }
}
