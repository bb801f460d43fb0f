/** What a form asks for a template. Order is that of the card; what is optional on the card comes last. */
export type FieldName =
  | 'title'
  | 'series'
  | 'do'
  | 'dont'
  | 'text'
  | 'steps'
  | 'agency'
  | 'badge'
  | 'source'
  | 'fiscalYear'
  | 'date'
  | 'linkLabel'
  | 'linkUrl'
  | 'pictureUrl'
  | 'pictureShape'
  | 'pictureRatio'
  | 'alt'
  | 'videoUrl'
  | 'issue'
  | 'owner'
  | 'dueDate'
  | 'state'
  | 'result'
  | 'nextStep'
  | 'allocated'
  | 'spent'
  | 'committed'
  | 'targetPercent'

export type FormField = {
  name: FieldName
  kind: 'line' | 'text' | 'lines' | 'date' | 'number' | 'url' | 'progress' | 'picture' | 'hidden'
  max?: number
  isRequired?: boolean
}

const field = (name: FieldName, kind: FormField['kind'], max?: number): FormField => ({
  name,
  kind,
  ...(max !== undefined && { max }),
})
const required = (name: FieldName, kind: FormField['kind'], max?: number): FormField => ({
  ...field(name, kind, max),
  isRequired: true,
})

const byline = [field('agency', 'line', 80), field('badge', 'line', 40)]
const source = [field('source', 'line', 160), field('fiscalYear', 'number'), field('date', 'date')]
const link = [field('linkLabel', 'line', 24), field('linkUrl', 'url', 1000)]
const picture = [field('pictureUrl', 'picture', 1000), field('pictureShape', 'hidden')]

/** Templates that are filled in by hand. Those made of figures (ITA, polls) are made elsewhere, or edited as JSON. */
export const templateForms: Record<string, FormField[] | undefined> = {
  'dos-donts': [
    required('title', 'line', 100),
    required('do', 'text', 240),
    required('dont', 'text', 240),
    field('series', 'line', 24),
    ...picture,
    ...link,
    ...byline,
    ...source,
  ],
  notice: [
    required('title', 'line', 100),
    required('text', 'text', 1000),
    ...picture,
    ...link,
    field('videoUrl', 'url', 1000),
    ...byline,
    ...source,
  ],
  'no-gift': [
    required('title', 'line', 100),
    required('text', 'text', 600),
    field('steps', 'lines', 160),
    ...picture,
    ...link,
    ...byline,
    ...source,
  ],
  'measure-update': [
    required('title', 'line', 200),
    required('owner', 'line', 160),
    required('state', 'progress'),
    field('issue', 'line', 240),
    field('dueDate', 'date'),
    field('result', 'text', 500),
    field('nextStep', 'text', 300),
    ...picture,
    ...link,
    ...byline,
    ...source,
  ],
  'budget-summary': [
    required('title', 'line', 100),
    required('date', 'date'),
    required('allocated', 'line', 16),
    required('spent', 'line', 16),
    field('committed', 'line', 16),
    field('targetPercent', 'number'),
    field('text', 'text', 400),
    required('source', 'line', 160),
    required('fiscalYear', 'number'),
    ...picture,
    ...link,
    ...byline,
  ],
  picture: [
    required('pictureUrl', 'picture', 1000),
    required('pictureRatio', 'hidden'),
    required('alt', 'text', 400),
    ...link,
    ...byline,
    ...source,
  ],
}

export type FormValues = Partial<Record<FieldName, string>>

/** The card's data from what was typed: what is empty is left out, so that the card shows nothing there. */
export function toData(fields: FormField[], values: FormValues): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  for (const { name, kind } of fields) {
    const value = values[name]?.trim()
    if (!value || name === 'linkLabel' || name === 'linkUrl') continue
    if (kind === 'number') data[name] = Number(value)
    else if (kind === 'lines')
      data[name] = value
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
    else data[name] = value
  }
  if (values.linkLabel?.trim() && values.linkUrl?.trim())
    data.link = { label: values.linkLabel.trim(), url: values.linkUrl.trim() }
  return data
}

/** What would be typed to get this data; undefined when the data has more than the form can hold. */
export function toValues(fields: FormField[], data: Record<string, unknown>): FormValues | undefined {
  const values: FormValues = {}
  for (const [name, value] of Object.entries(data)) {
    if (value === null) continue
    if (name === 'link') {
      const { label, url } = value as { label?: string; url?: string }
      Object.assign(values, { linkLabel: label ?? '', linkUrl: url ?? '' })
      continue
    }
    const known = fields.find((one) => one.name === name)
    if (Array.isArray(value) && value.length === 0) continue
    if (!known) return undefined
    values[known.name] = Array.isArray(value) ? value.join('\n') : String(value)
  }
  return values
}
