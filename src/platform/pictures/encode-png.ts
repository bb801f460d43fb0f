import { promisify } from 'node:util'
import { constants, crc32, deflate } from 'node:zlib'
import type { PictureSize } from './picture-order.ts'

const deflateLater = promisify(deflate)

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const eightBits = 8
const trueColor = { type: 2, channels: 3, packing: { level: 3 } }
// Of one byte a pixel a flat area is a run: looking for nothing else takes half the time, and makes it no larger.
const indexed = { type: 3, packing: { level: 1, strategy: constants.Z_RLE } }
const mostColors = 256

/**
 * Opaque RGBA pixels as PNG, without loss. Our drawings are flat: most have fewer than 256 colours, shades at the edges of
 * letters included, and one byte a pixel is packed in half of the time that the engine's own encoder takes for four.
 */
export async function encodePng(pixels: Uint8Array, size: PictureSize): Promise<Buffer> {
  const colors = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4)
  const found = indexColors(colors, size)
  const { type, packing } = found ? indexed : trueColor
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size.width, 0)
  head.writeUInt32BE(size.height, 4)
  head[8] = eightBits
  head[9] = type
  const data = await deflateLater(found?.rows ?? toRows(pixels, size), packing)
  const palette = found ? [chunk('PLTE', found.palette)] : []
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    ...palette,
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Rows of indexes into a palette, each after the byte of its filter (0: none); undefined where the colours are too many. */
function indexColors(
  colors: Uint32Array,
  { width, height }: PictureSize,
): { rows: Buffer; palette: Buffer } | undefined {
  const slots = new Int16Array(4096).fill(-1) // by a hash of the colour; at most one in sixteen is taken
  const known = new Uint32Array(mostColors)
  const rows = Buffer.allocUnsafe(height * (width + 1))
  let count = 0
  let last = -1
  let index = 0
  for (let y = 0, from = 0, to = 0; y < height; y += 1) {
    rows[to++] = 0
    for (let x = 0; x < width; x += 1) {
      const color = colors[from++] as number
      if (color !== last) {
        let slot = Math.imul(color, 0x9e3779b1) >>> 20
        index = slots[slot] as number
        while (index !== -1 && known[index] !== color) {
          slot = (slot + 1) & 4095
          index = slots[slot] as number
        }
        if (index === -1) {
          if (count === mostColors) return undefined
          index = count++
          known[index] = color
          slots[slot] = index
        }
        last = color
      }
      rows[to++] = index
    }
  }
  const palette = Buffer.alloc(count * 3)
  for (let at = 0; at < count; at += 1) {
    const color = known[at] as number // red is the lowest byte
    palette.set([color & 255, (color >> 8) & 255, (color >> 16) & 255], at * 3)
  }
  return { rows, palette }
}

/** Rows of red, green and blue, each after the byte of its filter. */
function toRows(pixels: Uint8Array, { width, height }: PictureSize): Buffer {
  const rows = Buffer.allocUnsafe(height * (width * trueColor.channels + 1))
  for (let y = 0, from = 0, to = 0; y < height; y += 1) {
    rows[to++] = 0
    for (let x = 0; x < width; x += 1, from += 4) {
      rows[to++] = pixels[from] as number
      rows[to++] = pixels[from + 1] as number
      rows[to++] = pixels[from + 2] as number
    }
  }
  return rows
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12)
  framed.writeUInt32BE(data.length, 0)
  framed.write(type, 4, 'latin1')
  data.copy(framed, 8)
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.length)), 8 + data.length)
  return framed
}
