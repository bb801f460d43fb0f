import { type ContentKind, contentKinds } from '../../../../contracts/api/contents.ts'
import { type PictureSizeName, pictureSizes } from '../../../../contracts/picture-sizes.ts'
import { type FormValues, toData, toValues } from './form-data.ts'
import { templateForms } from './template-forms.ts'

/** A card as it is typed, with what is kept about it beside its words. */
export type CardDraft = {
  title: string
  template: string
  values: FormValues
  json: string | null
  /** Kept as it is: an import or a figure gave it. */
  kind: ContentKind | null
  basis: string
  itaItems: string[]
  owner: string
  reviewOn: string
  tags: string[]
  /** Of a card that is there: the version that was read, so that a change by somebody else is not overwritten unseen. */
  version: number | null
}

export const draftVersion = 3

export const emptyCard: CardDraft = {
  title: '',
  template: 'notice',
  values: {},
  json: null,
  kind: null,
  basis: '',
  itaItems: [],
  owner: '',
  reviewOn: '',
  tags: [],
  version: null,
}

type Card = {
  title: string
  template: string
  data: Record<string, unknown>
  kind: string | null
  basis: string | null
  itaItems: string[]
  owner: string | null
  reviewOn: string | null
  tags: string[]
  version: number
}

export function draftOf(card: Card): CardDraft {
  const { title, template, data, basis, itaItems, owner, reviewOn, tags, version } = card
  const kind = contentKinds.find((one) => one === card.kind) ?? null
  const rest = { kind, basis: basis ?? '', itaItems, owner: owner ?? '', reviewOn: reviewOn ?? '', tags, version }
  return { title, template, ...rest, ...readData(template, data) }
}

/** The picture drawn of a card as a LINE image, filed as the card is: what is left to write is what stands in its place. */
export function imageOf(card: Card, picture: { size: PictureSizeName; url: string; isPublic: boolean }): CardDraft {
  const { width, height } = pictureSizes[picture.size]
  const { source, fiscalYear } = card.data
  return {
    ...draftOf(card),
    template: 'picture',
    json: null,
    values: {
      pictureUrl: picture.url,
      pictureRatio: `${width}:${height}`,
      sentAs: 'image',
      recipients: picture.isPublic ? 'everyone' : 'staff',
      ...(typeof source === 'string' && { source }),
      ...(typeof fiscalYear === 'number' && { fiscalYear: String(fiscalYear) }),
    },
    version: null,
  }
}

/** As the form's values where it can hold them, else as JSON. */
export function readData(template: string, data: Record<string, unknown>): Pick<CardDraft, 'values' | 'json'> {
  const fields = templateForms[template]
  const values = fields && toValues(fields, data)
  return values ? { values, json: null } : { values: {}, json: JSON.stringify(data, null, 2) }
}

/** undefined while the JSON is no object. */
export function dataOf({ template, values, json }: CardDraft): Record<string, unknown> | undefined {
  const fields = templateForms[template]
  return json === null && fields ? toData(fields, values) : parseJson(json ?? '')
}

/** What the API is sent: what is empty is left out. */
export function inputOf(draft: CardDraft, data: Record<string, unknown>) {
  const { title, template, kind, basis, itaItems, owner, reviewOn, tags } = draft
  return {
    title: title.trim(),
    template,
    data,
    itaItems,
    tags,
    ...(kind && { kind }),
    ...(basis.trim() && { basis: basis.trim() }),
    ...(owner.trim() && { owner: owner.trim() }),
    ...(reviewOn && { reviewOn }),
  }
}

export function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined // still being typed
  }
}
