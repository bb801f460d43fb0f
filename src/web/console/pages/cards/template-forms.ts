import type { GuideTopic } from '../../../../contracts/templates.ts'
import { bangkokTimeOf, dayOf } from '../../parts/days.ts'

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
  | 'mp4Url'
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
  | 'topic'
  | 'facts'
  | 'qualifications'
  | 'criteria'
  | 'seats'
  | 'closesOn'
  | 'startsAt'
  | 'endsAt'
  | 'place'
  | 'agenda'
  | 'posterUrl'
  | 'posterShape'
  | 'period'
  | 'counts'
  | 'asked'
  | 'answered'

export type FormField = {
  name: FieldName
  kind: 'line' | 'text' | 'lines' | 'pairs' | 'date' | 'moment' | 'number' | 'url' | 'choice' | 'picture' | 'hidden'
  max?: number
  choices?: readonly Choice[]
  isRequired?: boolean
}

// Named again here: the schemas they come from stay out of the pages.
const topics = [
  'asset_how_to',
  'asset_check',
  'bribery',
  'manual',
  'hr_policy',
  'meeting_summary',
  'measure',
  'guide',
] as const satisfies GuideTopic[]

const choices = {
  progress: ['not_started', 'in_progress', 'done', 'delayed'],
  opportunity: ['open', 'closed', 'announced'],
  topics,
} as const
type Choice = (typeof choices)[keyof typeof choices][number]

const field = (name: FieldName, kind: FormField['kind'], max?: number): FormField => ({
  name,
  kind,
  ...(max !== undefined && { max }),
})
const required = (name: FieldName, kind: FormField['kind'], max?: number): FormField => ({
  ...field(name, kind, max),
  isRequired: true,
})

const choice = (name: FieldName, among: readonly Choice[]): FormField => ({
  ...required(name, 'choice'),
  choices: among,
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
    choice('state', choices.progress),
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
  guide: [
    choice('topic', choices.topics),
    required('title', 'line', 100),
    required('text', 'text', 600),
    field('steps', 'lines', 160),
    field('facts', 'pairs'),
    ...picture,
    ...link,
    ...byline,
    ...source,
  ],
  opportunity: [
    required('title', 'line', 100),
    choice('state', choices.opportunity),
    required('qualifications', 'lines', 160),
    required('criteria', 'lines', 160),
    field('text', 'text', 400),
    field('seats', 'number'),
    field('closesOn', 'date'),
    field('result', 'text', 500),
    ...picture,
    ...link,
    ...byline,
    ...source,
  ],
  invitation: [
    required('title', 'line', 100),
    required('startsAt', 'moment'),
    required('place', 'line', 160),
    field('endsAt', 'moment'),
    field('agenda', 'lines', 160),
    field('text', 'text', 400),
    ...picture,
    ...link,
    ...byline,
    ...source,
  ],
  // One of the two clips is required; which, the card's own rule says.
  video: [
    required('title', 'line', 100),
    field('videoUrl', 'url', 1000),
    field('mp4Url', 'url', 1000),
    required('posterUrl', 'picture', 1000),
    field('posterShape', 'hidden'),
    field('text', 'text', 400),
    ...link,
    ...byline,
    ...source,
  ],
  digest: [
    required('title', 'line', 100),
    required('period', 'line', 60),
    required('counts', 'pairs'),
    field('asked', 'lines', 120),
    field('answered', 'lines', 160),
    ...picture,
    ...link,
    ...byline,
    required('source', 'line', 160),
    required('fiscalYear', 'number'),
    field('date', 'date'),
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
    else if (kind === 'lines') data[name] = linesOf(value)
    else if (kind === 'pairs') data[name] = linesOf(value).map((line) => toPair(name, line))
    else if (kind === 'moment') data[name] = `${value}:00+07:00`
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
    values[known.name] = writeValue(known, value)
  }
  return values
}

function writeValue({ name, kind }: FormField, value: unknown): string {
  if (kind === 'pairs') return (value as Record<string, string>[]).map((pair) => writePair(name, pair)).join('\n')
  if (kind === 'moment') return `${dayOf(String(value))}T${bangkokTimeOf(String(value))}`
  return Array.isArray(value) ? value.join('\n') : String(value)
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** "ผู้ดูแล: กองคลัง" on a line of its own; what stands before the colon and after it, by the names of the card. */
const pairKeys: Partial<Record<FieldName, [string, string]>> = { facts: ['label', 'text'], counts: ['value', 'label'] }

function toPair(name: FieldName, line: string): Record<string, string> {
  const [first, second] = pairKeys[name] ?? ['label', 'text']
  const at = line.indexOf(':')
  // Without a colon the second part stays empty: the card refuses it, and says so under the field.
  return at < 0
    ? { [first]: line, [second]: '' }
    : { [first]: line.slice(0, at).trim(), [second]: line.slice(at + 1).trim() }
}

function writePair(name: FieldName, pair: Record<string, string>): string {
  const [first, second] = pairKeys[name] ?? ['label', 'text']
  return `${pair[first]}: ${pair[second]}`
}
