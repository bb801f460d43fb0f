import type { z } from 'zod'
import { type TemplateName, templateSchemas } from './templates.ts'

/** The four shapes a picture is made in: chat and hero, tall chat, link preview, story. */
export const pictureSizes = {
  square: { width: 1040, height: 1040 },
  portrait: { width: 1040, height: 1350 },
  wide: { width: 1200, height: 630 },
  story: { width: 1080, height: 1920 },
} as const
export type PictureSizeName = keyof typeof pictureSizes
export const pictureSizeNames = Object.keys(pictureSizes) as [PictureSizeName, ...PictureSizeName[]]

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
