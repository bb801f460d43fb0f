import type { Renderer } from '@takumi-rs/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { standardColors } from '../../../../src/contracts/colors.ts'
import { contrastOf, toMourning } from '../../../../src/contracts/contrast.ts'
import {
  pictureSchemas,
  pictureSizeNames,
  pictureSizes,
  pictureTemplates,
} from '../../../../src/contracts/picture-templates.ts'
import { drawPicture } from '../../../../src/features/pictures/draw-picture.ts'
import { type Colors, checkColors, chooseColors } from '../../../../src/features/pictures/look-rules.ts'
import { openRenderer } from '../../../../src/platform/pictures/open-renderer.ts'
import { findDrawnTexts } from '../../../support/drawn-texts.ts'
import { pictureSampleFor } from '../../../support/picture-samples.ts'

let renderer: Renderer
beforeAll(async () => {
  renderer = await openRenderer()
})

const least = 4.5

/** The lightest of a hue that an office may choose: what is refused in the next shade is as hard to read as it gets. */
function lightestAllowed(name: 'navy' | 'blue', shadeOf: (step: number) => string): string {
  const steps = Array.from({ length: 256 }, (_, step) => shadeOf(255 - step))
  const isAllowed = (value: string) => {
    try {
      checkColors({ [name]: value })
      return true
    } catch {
      return false
    }
  }
  return steps.find(isAllowed) as string
}
const hex = (step: number) => step.toString(16).padStart(2, '0').toUpperCase()
const own = chooseColors({
  navy: lightestAllowed('navy', (step) => `#${hex(step)}${hex(Math.round(step * 0.3))}${hex(Math.round(step * 0.6))}`),
  blue: lightestAllowed('blue', (step) => `#00${hex(step)}${hex(Math.round(step * 0.7))}`),
  saffron: '#7FD6C2',
})

const looks: [string, Colors][] = [
  ['the standard colours', standardColors],
  ['the lightest colours an office may choose', own],
  ['the same in greys', toMourning(own)],
]
const everyPicture = pictureTemplates.flatMap((template) => pictureSizeNames.map((size) => ({ template, size })))

describe.each(looks)('in %s', (_name, colors) => {
  test.each(everyPicture)('every word can be read on its ground: $template, $size', async ({ template, size }) => {
    const data = pictureSampleFor(template, size)
    const look = { colors, agency: 'สำนักงาน ก.พ.ร.', fiscalYear: 2570, isDraft: true }
    const texts = await findDrawnTexts(renderer, drawPicture(template, data as never, size, look), pictureSizes[size])
    expect(texts.length).toBeGreaterThan(3)
    expect(texts.filter(({ isWhole, isDrawn }) => !isWhole || !isDrawn)).toEqual([])
    expect(texts.filter(({ color, ground }) => contrastOf(color, ground) < least)).toEqual([])
  })
})

test.each(everyPicture)('source and fiscal year stand on it: $template, $size', async ({ template, size }) => {
  const { source, fiscalYear, ...rest } = pictureSampleFor(template, size)
  const look = { colors: standardColors, agency: 'สำนักงาน ก.พ.ร.', fiscalYear: 2570, isDraft: false }
  const origin = { source: 'รายงานที่ไม่มีชื่อซ้ำ', fiscalYear: 2571 }
  expect([source, fiscalYear]).toEqual([expect.any(String), expect.any(Number)]) // each sample has both
  const tree = drawPicture(template, { ...rest, ...origin } as never, size, look)
  const texts = await findDrawnTexts(renderer, tree, pictureSizes[size])
  expect(texts.filter(({ isWhole, isDrawn }) => isWhole && isDrawn).map(({ said }) => said)).toContain(
    'ที่มา: รายงานที่ไม่มีชื่อซ้ำ · ปีงบประมาณ พ.ศ. 2571',
  )
})

const mayNameNone = everyPicture.filter(({ template, size }) => {
  const { source: _source, fiscalYear: _year, ...rest } = pictureSampleFor(template, size)
  return pictureSchemas[template].safeParse(rest).success
})

test.each(mayNameNone)(
  'without a source of its own it names the office and the year: $template, $size',
  async ({ template, size }) => {
    const { source: _source, fiscalYear: _year, ...rest } = pictureSampleFor(template, size)
    const look = { colors: standardColors, agency: 'สำนักงาน ก.พ.ร.', fiscalYear: 2570, isDraft: false }
    const texts = await findDrawnTexts(renderer, drawPicture(template, rest as never, size, look), pictureSizes[size])
    expect(texts.filter(({ isWhole, isDrawn }) => isWhole && isDrawn).map(({ said }) => said)).toContain(
      'ที่มา: สำนักงาน ก.พ.ร. · ปีงบประมาณ พ.ศ. 2570',
    )
  },
)
