import { createHash } from 'node:crypto'
import type { PictureLook } from '../../contracts/api/pictures.ts'
import { isPictureTemplate, type PictureTemplate, pictureSchemas } from '../../contracts/picture-templates.ts'
import { isPublicCard } from '../../contracts/templates.ts'
import { AppError } from '../../platform/errors.ts'
import type { Card } from './needs.ts'

/** Drawings change with the product: a higher number has every picture drawn anew when it is next asked for. */
const drawingsVersion = 5

/** What all pictures of an office have in common. */
export type OfficeLook = PictureLook & { agency: string; fiscalYear?: number | undefined }

/** All that a picture is drawn from. */
export type Recipe = {
  template: PictureTemplate
  format: string
  data: unknown
  look: OfficeLook
  isDraft: boolean
  /** Of a sheet of paper: the card whose page its QR code opens; a card for staff alone has none. */
  contentId?: string | null
}

/** A sheet to print, and not a picture for a screen. */
export const isPaper = (format: string): format is 'a4' | 'a3' => format === 'a4' || format === 'a3'

/** @throws PICTURE_UNKNOWN or TEMPLATE_DATA_INVALID (422) where the card makes no picture. */
export function makeRecipe(look: OfficeLook, card: Omit<Card, 'id'> & { id?: string | null }, format: string): Recipe {
  const { template, data, state, id } = card
  if (!isPictureTemplate(template))
    throw new AppError('PICTURE_UNKNOWN', `A card of ${template} has no picture.`, {
      status: 422,
      data: { template },
    })
  const parsed = pictureSchemas[template].safeParse(data)
  if (!parsed.success)
    throw new AppError('TEMPLATE_DATA_INVALID', `The data does not make a picture of ${template}.`, {
      status: 422,
      data: { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) },
    })
  const recipe = { template, format, data: withoutHero(parsed.data), look, isDraft: state === 'draft' }
  return id && isPaper(format) && isPublicCard(card) ? { ...recipe, contentId: id } : recipe
}

/** The card's own hero address is no part of the drawing: with it the picture would ask for itself anew. */
function withoutHero(data: object): object {
  const { pictureUrl: _url, pictureShape: _shape, ...drawn } = data as Record<string, unknown>
  return drawn
}

/** Names a picture by what it is drawn from, whatever the order in which the keys of its data were written. */
export const hashRecipe = (recipe: Recipe): string => hash(recipe)

/** Names what the pictures of all cards have in common: with another name they are drawn anew. */
export const hashLook = (look: OfficeLook): string => hash(look)

const hash = (value: unknown) =>
  createHash('sha256')
    .update(JSON.stringify([drawingsVersion, sortKeys(value)]))
    .digest('hex')

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]))
}
