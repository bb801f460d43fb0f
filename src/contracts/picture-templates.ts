import { z } from 'zod'
import { fiscalYear, line, optional, score } from './template-fields.ts'
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

const byline = { badge: optional(line(40)), source: line(160), fiscalYear }

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
  'measure-update',
  'poll-result',
] as const satisfies TemplateName[]

const MeasureLine = z.strictObject({
  title: line(120),
  owner: line(60),
  dueDate: optional(z.iso.date()),
  state: z.enum(['not_started', 'in_progress', 'done', 'delayed']),
  percent: optional(score),
})

/** Pictures that stand alone, without a card. */
const standalone = {
  'ita-comparison': z.strictObject({
    ...byline,
    title: line(100),
    previousYear: fiscalYear,
    target: optional(score),
    indicators: z
      .array(z.strictObject({ no: z.int().min(1).max(99), title: line(60), score, previousScore: optional(score) }))
      .min(2)
      .max(12),
  }),
  'measure-timeline': z.strictObject({ ...byline, title: line(100), measures: z.array(MeasureLine).min(1).max(10) }),
}

export const pictureSchemas = {
  ...(Object.fromEntries(drawnCards.map((name) => [name, templateSchemas[name]])) as Pick<
    typeof templateSchemas,
    (typeof drawnCards)[number]
  >),
  ...standalone,
}
export type PictureTemplate = keyof typeof pictureSchemas
export type PictureData<Name extends PictureTemplate = PictureTemplate> = z.output<(typeof pictureSchemas)[Name]>
export const pictureTemplates = Object.keys(pictureSchemas) as [PictureTemplate, ...PictureTemplate[]]

export function isPictureTemplate(name: string): name is PictureTemplate {
  return Object.hasOwn(pictureSchemas, name)
}
