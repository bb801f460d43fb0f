import { z } from 'zod'
import { buttonLabel, fiscalYear, line, optional, webAddress } from './fields.ts'

export const byline = {
  /** Who speaks: the agency's name, first in the notification and last on the card. */
  agency: optional(line(200)), // as the settings take it; 80 characters of Thai can be 200 units
  /** Band across the top, such as "ฉบับสาธิต" or "ร่าง". */
  badge: optional(line(40)),
  source: optional(line(160)),
  fiscalYear: optional(fiscalYear),
  date: optional(z.iso.date()),
}

// A figure names its fiscal year and source.
export const figureByline = { ...byline, source: line(160), fiscalYear }

const pictureShapes = ['square', 'wide', 'tall'] as const

export const picture = {
  pictureUrl: optional(webAddress),
  pictureShape: z.enum(pictureShapes).default('square'),
}

export const Link = z.strictObject({ label: buttonLabel, url: webAddress })

/** Much to show: a tall picture. */
export const portrait = {
  pictureUrl: optional(webAddress),
  pictureShape: z.enum([...pictureShapes, 'portrait']).default('portrait'),
}

export const title = line(100)

/** Of the words around the data. */
export const language = z.enum(['th', 'en']).default('th')
