import { promisify } from 'node:util'
import { constants, crc32, deflate } from 'node:zlib'
import type { PictureSize } from './picture-order.ts'
import { releaseBytes } from './release-bytes.ts'

const deflateLater = promisify(deflate)

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const eightBits = 8
const indexed = 3
// Of one byte a pixel a flat area is a run: looking for nothing else takes half the time, and makes it no larger. It comes out in
// one piece, where pieces of 16 kB would each go through the loop that all drawings share.
const packing = { level: 1, strategy: constants.Z_RLE, chunkSize: 128 * 1024 }
const mostColors = 256
const mostKnown = 1024
// Of 255: a shade at the edge of a letter, among its neighbours. Where the first 256 leave a colour without one, the picture is
// gone through again with half of the palette for shades that are less alike, so that a surface further down finds room.
const mostOff = 16
const slightlyOff = 8

/**
 * Opaque RGBA pixels as PNG with a palette; undefined where they have more colours than fit one. Our drawings are flat: most have
 * fewer than 256, shades at the edges of letters included, and one byte a pixel is packed sooner than the four channels that the
 * engine's own encoder packs.
 */
export async function encodePng(pixels: Uint8Array, size: PictureSize): Promise<Buffer | undefined> {
  const found = indexColors(pixels, size, mostColors) ?? indexColors(pixels, size, mostColors / 2)
  if (!found) return undefined
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size.width, 0)
  head.writeUInt32BE(size.height, 4)
  head[8] = eightBits
  head[9] = indexed
  const data = await deflateLater(found.rows, packing)
  releaseBytes(found.rows)
  const chunks = [
    chunk('IHDR', head),
    chunk('PLTE', found.palette),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([signature, ...chunks])
}

/**
 * Rows of indexes into a palette, each after the byte of its filter (0: none). A shade for which the palette has no room takes
 * the nearest, which nobody sees; undefined where none is near, or the colours are those of a photograph.
 */
function indexColors(
  pixels: Uint8Array,
  { width, height }: PictureSize,
  exact: number,
): { rows: Buffer; palette: Buffer } | undefined {
  // Signed: the alpha of 255 would make each of them a number that does not fit a register of the engine's small integers.
  const colors = new Int32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4)
  const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.length)
  const line = width * 4
  const slots = new Int16Array(4096).fill(-1) // places in `known` by a hash of the colour; one in four is taken at most
  const known = new Int32Array(mostKnown)
  const places = new Uint8Array(mostKnown) // in the palette
  const palette: number[] = []
  const rows = Buffer.allocUnsafeSlow(height * (width + 1)) // of its own, to be given back
  let count = 0
  for (let y = 0; y < height; y += 1) {
    let to = y * (width + 1)
    // Half of the rows of a drawing are as the one above: compared in one go, and copied.
    if (y > 0 && bytes.compare(bytes, (y - 1) * line, y * line, y * line, (y + 1) * line) === 0) {
      rows.copyWithin(to, to - width - 1, to)
      continue
    }
    rows[to++] = 0
    // Run by run: the pixels of one colour are counted in a loop that does nothing else.
    for (let from = y * width, end = from + width; from < end; ) {
      const color = colors[from] as number
      let next = from + 1
      while (next < end && colors[next] === color) next += 1
      let slot = Math.imul(color, 0x9e3779b1) >>> 20
      let at = slots[slot] as number
      while (at !== -1 && known[at] !== color) {
        slot = (slot + 1) & 4095
        at = slots[slot] as number
      }
      if (at === -1) {
        const found = findPlace(palette, color, exact)
        if (found === undefined || count === mostKnown) return undefined
        at = count++
        known[at] = color
        places[at] = found
        slots[slot] = at
      }
      const place = places[at] as number
      if (next - from > 32) {
        rows.fill(place, to, to + next - from)
        to += next - from
      } else for (; from < next; from += 1) rows[to++] = place
      from = next
    }
  }
  return { rows, palette: Buffer.from(palette.flatMap(channelsOf)) }
}

const channelsOf = (color: number) => [color & 255, (color >> 8) & 255, (color >> 16) & 255]

/** Where a colour that is new stands in the palette, or one that passes for it; undefined where there is neither. */
function findPlace(palette: number[], color: number, exact: number): number | undefined {
  const near = palette.length < exact ? undefined : findNear(palette, color)
  if (near && near.off <= slightlyOff) return near.at
  if (palette.length < mostColors) return palette.push(color) - 1
  return near && near.off <= mostOff ? near.at : undefined
}

/** The colour that is nearest in the channel where it is farthest, and how far off that is. */
function findNear(palette: readonly number[], color: number): { at: number; off: number } {
  const [red, green, blue] = channelsOf(color) as [number, number, number]
  let nearest = 0
  let least = 256
  // Counted by hand: some hundred shades of each picture are compared with as many colours.
  for (let at = 0; at < palette.length; at += 1) {
    const known = palette[at] as number
    const off = Math.max(
      Math.abs((known & 255) - red),
      Math.abs(((known >> 8) & 255) - green),
      Math.abs(((known >> 16) & 255) - blue),
    )
    if (off < least) {
      least = off
      nearest = at
    }
  }
  return { at: nearest, off: least }
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12)
  framed.writeUInt32BE(data.length, 0)
  framed.write(type, 4, 'latin1')
  data.copy(framed, 8)
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.length)), 8 + data.length)
  return framed
}
