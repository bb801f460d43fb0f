import sharp from 'sharp'
import { standardColors } from '../../src/contracts/colors.ts'
import { toMourning } from '../../src/contracts/contrast.ts'
import {
  type PictureSizeName,
  type PictureTemplate,
  pictureSizes,
  pictureTemplates,
} from '../../src/contracts/picture-templates.ts'
import { drawPicture } from '../../src/features/pictures/draw-picture.ts'
import { chooseColors } from '../../src/features/pictures/look-rules.ts'
import type { Pictures } from '../../src/platform/pictures/create-pictures.ts'
import { pictureSampleFor } from './picture-samples.ts'

export type Reference = {
  name: string
  template: PictureTemplate
  size: PictureSizeName
  isDraft?: boolean
  isMourning?: boolean
  /** Of another office, with its logo and colours. */
  isForeign?: boolean
}

/** The pictures that are compared with the committed ones: every template as a square, and each other size where it matters most. */
export const references: Reference[] = [
  ...pictureTemplates.map((template) => ({ name: template, template, size: 'square' as const })),
  { name: 'dos-donts-draft', template: 'dos-donts', size: 'square', isDraft: true },
  { name: 'dos-donts-mourning', template: 'dos-donts', size: 'square', isMourning: true },
  { name: 'budget-summary-foreign', template: 'budget-summary', size: 'square', isForeign: true },
  { name: 'dos-donts-wide', template: 'dos-donts', size: 'wide' },
  { name: 'ita-comparison-wide', template: 'ita-comparison', size: 'wide' },
  { name: 'poll-result-portrait', template: 'poll-result', size: 'portrait' },
  { name: 'measure-timeline-portrait', template: 'measure-timeline', size: 'portrait' },
  { name: 'budget-summary-story', template: 'budget-summary', size: 'story' },
]

const foreignColors = chooseColors({ navy: '#0B4F3A', blue: '#8A1F6A', saffron: '#E8843C' })

/** An emblem twice as wide as high: it is made to fit, and never stretched. */
const foreignLogo = () =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="400" height="200" rx="100" fill="#0B4F3A"/><circle cx="100" cy="100" r="60" fill="#E8843C"/><path d="M200 60h140v24H200zM200 116h100v24H200z" fill="#fff"/></svg>`,
    ),
  )
    .png()
    .toBuffer()

/** What a reference is drawn from: its data read and its logo at hand, so that `draw` does what the product does for a picture. */
export async function openReference({
  template,
  size,
  isDraft = false,
  isMourning = false,
  isForeign = false,
}: Reference) {
  const own = isForeign ? foreignColors : standardColors
  const colors = isMourning ? toMourning(own) : own
  const look = isForeign
    ? { colors, agency: 'กรมตัวอย่าง', fiscalYear: 2570, isDraft, logo: await foreignLogo() }
    : { colors, agency: 'สำนักงาน ก.พ.ร.', fiscalYear: 2570, isDraft }
  const data = pictureSampleFor(template, size)
  return { size: pictureSizes[size], draw: () => drawPicture(template, data as never, size, look) }
}

export async function renderReference(pictures: Pictures, reference: Reference) {
  const { size, draw } = await openReference(reference)
  return pictures.renderPicture(draw(), size)
}
