import { expect, test } from 'vitest'
import { drawPng } from '../../../../src/platform/pictures/draw-png.ts'
import { openRenderer } from '../../../../src/platform/pictures/open-renderer.ts'
import type { PictureTree } from '../../../../src/platform/pictures/picture-tree.ts'

const size = { width: 1040, height: 1040 }
const sheet: PictureTree = { type: 'container', children: [], style: { ...size, backgroundColor: '#134074' } }

test('gives back the memory of a picture as soon as it is packed, whenever memory is next collected', async () => {
  const renderer = await openRenderer()
  await drawPng(renderer, sheet, size) // what the engine keeps of its first drawing
  const before = process.memoryUsage().external
  for (let drawn = 0; drawn < 4; drawn += 1) await drawPng(renderer, sheet, size)
  const pixelBytes = size.width * size.height * 4
  expect(process.memoryUsage().external - before).toBeLessThan(pixelBytes / 2)
})
