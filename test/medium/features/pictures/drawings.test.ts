import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { afterAll, describe, expect, test } from 'vitest'
import { standardColors } from '../../../../src/contracts/colors.ts'
import { pictureSizeNames, pictureSizes, pictureTemplates } from '../../../../src/contracts/picture-templates.ts'
import { drawPicture } from '../../../../src/features/pictures/draw-picture.ts'
import { createPictures } from '../../../../src/platform/pictures/create-pictures.ts'
import { references, renderReference } from '../../../support/picture-references.ts'
import { pictureSampleFor } from '../../../support/picture-samples.ts'

const pictures = createPictures()
afterAll(() => pictures.close())

// Letters are drawn by the engine itself, so two machines differ by rounding at most; a moved line differs by far more.
const sharedPixels = 0.001

describe('a picture looks as the committed one (npm run infographics draws them anew)', () => {
  test.each(references)('$name', async (reference) => {
    const drawn = PNG.sync.read(await renderReference(pictures, reference))
    const kept = PNG.sync.read(readFileSync(join(import.meta.dirname, 'references', `${reference.name}.png`)))
    expect([drawn.width, drawn.height]).toEqual([kept.width, kept.height])
    const different = pixelmatch(drawn.data, kept.data, undefined, drawn.width, drawn.height, { threshold: 0.1 })
    expect(different / (drawn.width * drawn.height)).toBeLessThan(sharedPixels)
  })
})

describe('every template with its sample', () => {
  const each = pictureTemplates.flatMap((template) => pictureSizeNames.map((size) => ({ template, size })))
  test.each(each)('fits $size: $template, as draft too', async ({ template, size }) => {
    const look = { colors: standardColors, agency: 'สำนักงาน ก.พ.ร.', fiscalYear: 2570, isDraft: true }
    const png = await pictures.renderPicture(
      drawPicture(template, pictureSampleFor(template, size) as never, size, look),
      pictureSizes[size],
    )
    expect(png.length).toBeLessThan(1_000_000)
  })

  test('writes nothing smaller than 28 px', () => {
    const look = { colors: standardColors, agency: 'สำนักงาน ก.พ.ร.', fiscalYear: 2570, isDraft: true }
    for (const { template, size } of each) {
      const tree = JSON.stringify(drawPicture(template, pictureSampleFor(template, size) as never, size, look))
      const sizes = [...tree.matchAll(/"fontSize":([\d.]+)/g)].map(([, px]) => Number(px))
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(28)
    }
  })
})
