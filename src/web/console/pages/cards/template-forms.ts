import { guideTopics } from '../../../../contracts/guide-topics.ts'
import type { FieldName } from './field-name.ts'

export type FormField = {
  name: FieldName
  kind:
    | 'line'
    | 'text'
    | 'lines'
    | 'pairs'
    | 'rows'
    | 'date'
    | 'moment'
    | 'number'
    | 'url'
    | 'choice'
    | 'picture'
    | 'hidden'
  max?: number
  choices?: readonly Choice[]
  isRequired?: boolean
  /** The card needs this one or the other that says the same. */
  isOneOfTwo?: boolean
  /** Of a choice: what a card without it is. */
  otherwise?: Choice
  /** Of rows: what stands in which place, numbers among it. */
  columns?: readonly string[]
  /** A part of an object of the card, such as the score of `previous`; an object of which nothing is typed is left out. */
  within?: readonly [object: string, part: string]
}

/** Columns of rows that hold a figure. */
export const figureColumns: readonly string[] = ['score', 'previousScore', 'percent']

/** How a measure stands, as it is typed into a row. */
export const stateWords: Readonly<Record<string, string>> = {
  not_started: 'ยังไม่เริ่ม',
  in_progress: 'กำลังดำเนินการ',
  done: 'ดำเนินการแล้ว',
  delayed: 'ล่าช้า',
}

const choices = {
  progress: ['not_started', 'in_progress', 'done', 'delayed'],
  opportunity: ['open', 'closed', 'announced'],
  topics: guideTopics,
  sentAs: ['card', 'image'],
  recipients: ['everyone', 'staff'],
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

const oneOfTwo = (name: FieldName, kind: FormField['kind'], max: number): FormField => ({
  ...field(name, kind, max),
  isOneOfTwo: true,
})

/** What a card is nothing without stands first; the rest is there for whoever opens it. */
export const isMain = ({ isRequired, isOneOfTwo }: FormField): boolean => isRequired === true || isOneOfTwo === true

const choice = (name: FieldName, among: readonly Choice[]): FormField => ({
  ...required(name, 'choice'),
  choices: among,
})

const byline = [field('agency', 'line', 80), field('badge', 'line', 40)]
const source = [field('source', 'line', 160), field('fiscalYear', 'number'), field('date', 'date')]
const part = (name: FieldName, kind: FormField['kind'], object: string, of: string, max?: number): FormField => ({
  ...field(name, kind, max),
  within: [object, of],
})
const rows = (name: FieldName, columns: readonly string[]): FormField => ({ ...field(name, 'rows'), columns })

const link = [part('linkLabel', 'line', 'link', 'label', 24), part('linkUrl', 'url', 'link', 'url', 1000)]
const scores = [
  part('previousScore', 'number', 'previous', 'score'),
  part('previousYear', 'number', 'previous', 'fiscalYear'),
  part('targetScore', 'number', 'target', 'score'),
  part('targetYear', 'number', 'target', 'fiscalYear'),
  part('targetSource', 'line', 'target', 'source', 120),
]
const scoredItems = rows('items', ['no', 'title', 'instrument', 'score', 'note'])
const picture = [field('pictureUrl', 'picture', 1000), field('pictureShape', 'hidden')]

/** Templates that are filled in by hand. Those of polls and of the bot's own answers are made elsewhere. */
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
  'ita-summary': [
    required('fiscalYear', 'number'),
    required('score', 'number'),
    { ...rows('instruments', ['code', 'name', 'score', 'previousScore', 'note']), isRequired: true },
    required('source', 'line', 160),
    field('level', 'line', 40),
    field('nationalMean', 'number'),
    ...scores,
    scoredItems,
    field('text', 'text', 400),
    ...picture,
    ...link,
    ...byline,
    field('date', 'date'),
  ],
  'ita-indicator': [
    required('no', 'number'),
    required('title', 'line', 100),
    required('instrument', 'line', 10),
    required('fiscalYear', 'number'),
    required('score', 'number'),
    required('source', 'line', 160),
    ...scores,
    field('note', 'line', 120),
    scoredItems,
    field('text', 'text', 400),
    field('nextStep', 'text', 300),
    ...picture,
    ...link,
    ...byline,
    field('date', 'date'),
  ],
  'ita-comparison': [
    required('title', 'line', 100),
    required('fiscalYear', 'number'),
    { ...field('previousYear', 'number'), isRequired: true },
    { ...rows('indicators', ['no', 'title', 'score', 'previousScore']), isRequired: true },
    required('source', 'line', 160),
    field('target', 'number'),
    field('text', 'text', 400),
    ...picture,
    ...link,
    ...byline,
    field('date', 'date'),
  ],
  'measure-timeline': [
    required('title', 'line', 100),
    required('fiscalYear', 'number'),
    { ...rows('measures', ['title', 'owner', 'dueDate', 'state', 'percent']), isRequired: true },
    required('source', 'line', 160),
    field('text', 'text', 400),
    ...picture,
    ...link,
    ...byline,
    field('date', 'date'),
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
    rows('categories', ['name', 'allocated', 'spent']),
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
    required('closesOn', 'date'),
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
  video: [
    required('title', 'line', 100),
    oneOfTwo('videoUrl', 'url', 1000),
    oneOfTwo('mp4Url', 'url', 1000),
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
    field('sent', 'lines', 120),
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
    { ...choice('sentAs', choices.sentAs), otherwise: 'card' },
    { ...choice('recipients', choices.recipients), otherwise: 'everyone' },
    ...link,
    ...byline,
    ...source,
  ],
}
