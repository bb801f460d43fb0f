import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { redrawPhoto } from '../../../../src/platform/pictures/redraw-photo.ts'

test('a photograph of much detail is packed harder, until LINE takes it as a preview', {
  timeout: 120_000,
}, async () => {
  const [width, height] = [1040, 1300]
  const noise = sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
  const drawn = await redrawPhoto(await noise.jpeg({ quality: 95 }).toBuffer())
  expect([drawn.width, drawn.height]).toEqual([width, height])
  expect(drawn.bytes.length).toBeLessThanOrEqual(1_000_000)
})
