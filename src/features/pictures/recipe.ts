import { createHash } from 'node:crypto'
import type { PictureLook } from '../../contracts/api/pictures.ts'
import type { PictureTemplate } from '../../contracts/picture-templates.ts'

/** Drawings change with the product: a higher number has every picture drawn anew when it is next asked for. */
const drawingsVersion = 3

/** All that a picture is drawn from. */
export type Recipe = {
  template: PictureTemplate
  format: string
  data: unknown
  look: PictureLook & { agency: string }
  isDraft: boolean
}

/** Names a picture by what it is drawn from, whatever the order in which the keys of its data were written. */
export function hashRecipe(recipe: Recipe): string {
  return createHash('sha256')
    .update(JSON.stringify([drawingsVersion, sortKeys(recipe)]))
    .digest('hex')
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]))
}
