import { standardColors } from '../../src/contracts/colors.ts'
import {
  type PictureSizeName,
  type PictureTemplate,
  pictureSizes,
  pictureTemplates,
} from '../../src/contracts/picture-templates.ts'
import { drawPicture } from '../../src/features/pictures/draw-picture.ts'
import { toMourning } from '../../src/features/pictures/look-rules.ts'
import type { Pictures } from '../../src/platform/pictures/create-pictures.ts'
import { pictureSampleFor } from './picture-samples.ts'

export type Reference = {
  name: string
  template: PictureTemplate
  size: PictureSizeName
  isDraft?: boolean
  isMourning?: boolean
}

/** The pictures that are compared with the committed ones: every template as a square, and each other size where it matters most. */
export const references: Reference[] = [
  ...pictureTemplates.map((template) => ({ name: template, template, size: 'square' as const })),
  { name: 'dos-donts-draft', template: 'dos-donts', size: 'square', isDraft: true },
  { name: 'dos-donts-mourning', template: 'dos-donts', size: 'square', isMourning: true },
  { name: 'dos-donts-wide', template: 'dos-donts', size: 'wide' },
  { name: 'ita-comparison-wide', template: 'ita-comparison', size: 'wide' },
  { name: 'poll-result-portrait', template: 'poll-result', size: 'portrait' },
  { name: 'measure-timeline-portrait', template: 'measure-timeline', size: 'portrait' },
  { name: 'budget-summary-story', template: 'budget-summary', size: 'story' },
]

export function renderReference(
  pictures: Pictures,
  { template, size, isDraft = false, isMourning = false }: Reference,
) {
  const colors = isMourning ? toMourning(standardColors) : standardColors
  const look = { colors, agency: 'สำนักงาน ก.พ.ร.', isDraft }
  return pictures.renderPicture(
    drawPicture(template, pictureSampleFor(template, size) as never, size, look),
    pictureSizes[size],
  )
}
