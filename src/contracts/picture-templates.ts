import type { z } from 'zod'
import { type TemplateName, templateSchemas } from './templates.ts'

// Apart, so that a page which needs the measures alone is not given all schemas.
export { type PictureSizeName, pictureSizeNames, pictureSizes } from './picture-sizes.ts'

/** The cards that have a picture: it is drawn from the same data as the card. */
const drawnCards = [
  'dos-donts',
  'no-gift',
  'notice',
  'guide',
  'opportunity',
  'invitation',
  'digest',
  'budget-summary',
  'ita-summary',
  'ita-indicator',
  'ita-comparison',
  'measure-update',
  'measure-timeline',
  'poll-result',
] as const satisfies TemplateName[]

export const pictureSchemas = Object.fromEntries(drawnCards.map((name) => [name, templateSchemas[name]])) as Pick<
  typeof templateSchemas,
  (typeof drawnCards)[number]
>
export type PictureTemplate = keyof typeof pictureSchemas
export type PictureData<Name extends PictureTemplate = PictureTemplate> = z.output<(typeof pictureSchemas)[Name]>
export const pictureTemplates = Object.keys(pictureSchemas) as [PictureTemplate, ...PictureTemplate[]]

export function isPictureTemplate(name: string): name is PictureTemplate {
  return Object.hasOwn(pictureSchemas, name)
}
