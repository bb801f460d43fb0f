import fc from 'fast-check'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { encodePng } from '../../../../src/platform/pictures/encode-png.ts'

/** Opaque pixels of so many colours, in runs and out of them. */
function paint(width: number, height: number, colors: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at += 1) {
    const color = (at < width ? 0 : (at * 7919) % colors) * 65_521
    pixels.set([color & 255, (color >> 8) & 255, (color >> 16) & 255, 255], at * 4)
  }
  return pixels
}

/** 3 is a palette, 2 three channels. */
const colorType = (png: Buffer) => png[25]

describe('encodePng', () => {
  test.each([
    ['one', 1, 3],
    ['as many as a palette holds', 256, 3],
    ['one more', 257, 2],
    ['very many', 3000, 2],
  ])('gives back every pixel of a picture of %s colours', async (_many, colors, type) => {
    const [width, height] = [97, 61]
    const pixels = paint(width, height, colors)
    const png = await encodePng(pixels, { width, height })
    expect(colorType(png)).toBe(type)
    const read = PNG.sync.read(png)
    expect([read.width, read.height]).toEqual([width, height])
    expect(Buffer.compare(read.data, Buffer.from(pixels))).toBe(0)
  })

  test('gives back whatever is painted', async () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) })
    await fc.assert(
      fc.asyncProperty(size, fc.integer({ min: 1, max: 400 }), async ({ width, height }, colors) => {
        const pixels = paint(width, height, colors)
        const { data } = PNG.sync.read(await encodePng(pixels, { width, height }))
        expect(Buffer.compare(data, Buffer.from(pixels))).toBe(0)
      }),
      { numRuns: 50 },
    )
  })
})
