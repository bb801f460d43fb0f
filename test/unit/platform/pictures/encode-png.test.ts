import fc from 'fast-check'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { encodePng } from '../../../../src/platform/pictures/encode-png.ts'

/** Opaque pixels of so many colours: a flat row, then runs and single pixels. `step` parts one colour from the next. */
function paint(width: number, height: number, colors: number, step = 65_521): Uint8Array {
  const pixels = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at += 1) {
    const color = (at < width * 2 ? 0 : (at * 7919) % colors) * step
    pixels.set([color & 255, (color >> 8) & 255, (color >> 16) & 255, 255], at * 4)
  }
  return pixels
}

const farthest = (one: Uint8Array, other: Uint8Array) =>
  one.reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] as number))), 0)

describe('encodePng', () => {
  test.each([1, 2, 255, 256])('gives back every pixel of a picture of %i colours', async (colors) => {
    const size = { width: 97, height: 61 }
    const pixels = paint(size.width, size.height, colors)
    const { data, width, height } = PNG.sync.read((await encodePng(pixels, size)) as Buffer)
    expect({ width, height }).toEqual(size)
    expect(farthest(data, pixels)).toBe(0)
  })

  test('gives back whatever fits a palette', async () => {
    const side = fc.integer({ min: 1, max: 40 })
    await fc.assert(
      fc.asyncProperty(side, side, fc.integer({ min: 1, max: 256 }), async (width, height, colors) => {
        const pixels = paint(width, height, colors)
        const { data } = PNG.sync.read((await encodePng(pixels, { width, height })) as Buffer)
        expect(farthest(data, pixels)).toBe(0)
      }),
      { numRuns: 50 },
    )
  })

  test('shows a shade too many as its neighbour, no farther off than nobody sees', async () => {
    const size = { width: 97, height: 61 }
    const pixels = paint(size.width, size.height, 300, 2) // shades of red and green, side by side
    const { data } = PNG.sync.read((await encodePng(pixels, size)) as Buffer)
    expect(farthest(data, pixels)).toBeGreaterThan(0)
    expect(farthest(data, pixels)).toBeLessThanOrEqual(16)
  })

  test('finds room for a colour too many that is like none of the others', async () => {
    const size = { width: 97, height: 61 }
    const reds = paint(size.width, size.height, 256, 1)
    reds.set([0, 255, 255, 255], reds.length - 4)
    const { data } = PNG.sync.read((await encodePng(reds, size)) as Buffer)
    expect([...data.subarray(-4)]).toEqual([0, 255, 255, 255])
    expect(farthest(data, reds)).toBeLessThanOrEqual(8)
  })

  test('leaves colours too many that are like none of the others to the engine', async () => {
    const size = { width: 97, height: 61 }
    expect(await encodePng(paint(size.width, size.height, 1000, 3_000_017), size)).toBeUndefined()
  })

  test('leaves the colours of a photograph to the engine', async () => {
    const size = { width: 97, height: 61 }
    expect(await encodePng(paint(size.width, size.height, 1025, 1), size)).toBeUndefined()
  })
})
