import type { PollDraft, QuestionDraft } from '../../../../contracts/api/poll-shapes.ts'
import type { Question, QuestionKind } from '../../../../contracts/polls.ts'
import { bangkokTimeOf, dayOf, instantOf } from '../../parts/days.ts'

export const kinds = [
  'scale',
  'agreement',
  'single',
  'multiple',
  'ranking',
  'points',
  'nps',
  'word',
  'text',
] as const satisfies QuestionKind[]
export const kindsWithOptions: ReadonlySet<QuestionKind> = new Set<QuestionKind>([
  'single',
  'multiple',
  'ranking',
  'points',
])
/** What a tap in a chat can answer. */
const kindsOfChat: ReadonlySet<QuestionKind> = new Set<QuestionKind>(['single', 'scale', 'agreement', 'nps'])
export const kindsOf = (anonymity: PollForm['anonymity']) =>
  anonymity === 'chat' ? kinds.filter((kind) => kindsOfChat.has(kind)) : [...kinds]

/** A question as it is typed. What its kind does not have is kept for when another kind is chosen, and not sent. */
export type QuestionForm = {
  id: string
  kind: QuestionKind
  text: string
  help: string
  required: boolean
  options: string[]
  atMost: number | null
  isReversed: boolean
  steps: 4 | 5
}

export type PollForm = {
  /** Of this draft: sent as its Idempotency-Key, so that a repeated press makes no second poll. */
  key: string
  hasBegun: boolean
  title: string
  purpose: string
  language: 'th' | 'en'
  anonymity: 'ballot' | 'chat' | 'room'
  isOneVisit: boolean
  questions: QuestionForm[]
  who: 'everyone' | 'units' | 'groups'
  units: string[]
  groups: string[]
  threshold: number
  hasCut: boolean
  cutText: string
  cutOptions: string[]
  opensDay: string
  opensTime: string
  closesDay: string
  closesTime: string
  returnsOn: string
  itaItems: string[]
}

export const formVersion = 1

export const emptyQuestion = (kind: QuestionKind = 'scale'): QuestionForm => ({
  id: crypto.randomUUID(),
  kind,
  text: '',
  help: '',
  required: kind !== 'text',
  options: ['', ''],
  atMost: null,
  isReversed: false,
  steps: 5,
})

export const emptyForm = (): PollForm => ({
  key: crypto.randomUUID(),
  hasBegun: false,
  title: '',
  purpose: '',
  language: 'th',
  anonymity: 'ballot',
  isOneVisit: true,
  questions: [emptyQuestion()],
  who: 'everyone',
  units: [],
  groups: [],
  threshold: 5,
  hasCut: false,
  cutText: '',
  cutOptions: ['', ''],
  opensDay: '',
  opensTime: '08:30',
  closesDay: '',
  closesTime: '16:30',
  returnsOn: '',
  itaItems: [],
})

type Template = {
  title: string
  purpose: string
  anonymity: PollForm['anonymity']
  questions: QuestionDraft[]
  itaItems: string[]
}

export function fromTemplate({ questions, ...template }: Template, language: PollForm['language']): Partial<PollForm> {
  return { ...template, language, hasBegun: true, questions: questions.map(toQuestionForm) }
}

/** A stored draft, to go on with. */
export function fromPoll(
  poll: Pick<PollDraft, 'title' | 'purpose' | 'language' | 'anonymity' | 'audience' | 'threshold'> &
    Pick<PollDraft, 'opensAt' | 'closesAt' | 'returnsOn' | 'itaItems'> & {
      isOneVisit: boolean
      questions: Question[]
      cut: { text: string; options: { text: string }[] } | null
    },
): PollForm {
  const { purpose, questions, audience, cut, opensAt, closesAt, returnsOn, ...same } = poll
  const { title, language, anonymity, isOneVisit, threshold, itaItems } = same
  const { units = [], groups = [] } = audience
  return {
    ...emptyForm(),
    hasBegun: true,
    ...{ title, language, anonymity, isOneVisit, threshold, itaItems },
    purpose: purpose ?? '',
    questions: questions.map(toQuestionForm),
    who: units.length > 0 ? 'units' : groups.length > 0 ? 'groups' : 'everyone',
    units,
    groups,
    hasCut: cut !== null,
    cutText: cut?.text ?? '',
    cutOptions: cut?.options.map(({ text }) => text) ?? ['', ''],
    ...(opensAt !== null && { opensDay: dayOf(opensAt), opensTime: bangkokTimeOf(opensAt) }),
    ...(closesAt !== null && { closesDay: dayOf(closesAt), closesTime: bangkokTimeOf(closesAt) }),
    returnsOn: returnsOn ?? '',
  }
}

function toQuestionForm(question: QuestionDraft | Question): QuestionForm {
  const { kind, text, help = '', required = true, ...own } = question as QuestionDraft
  return {
    ...emptyQuestion(kind),
    text,
    help,
    required,
    ...(own.options && { options: own.options.map((option) => (typeof option === 'string' ? option : option.text)) }),
    ...(own.atMost !== undefined && { atMost: own.atMost }),
    ...(own.isReversed !== undefined && { isReversed: own.isReversed }),
    ...(own.steps !== undefined && { steps: own.steps }),
  }
}

const filled = (texts: string[]) => texts.map((text) => text.trim()).filter((text) => text !== '')

export function toQuestionDraft(question: QuestionForm): QuestionDraft {
  const { kind, text, help, required, options, atMost, isReversed, steps } = question
  return {
    kind,
    text: text.trim(),
    required,
    ...(help.trim() && { help: help.trim() }),
    ...(kindsWithOptions.has(kind) && { options: filled(options) }),
    ...(kind === 'multiple' && atMost !== null && { atMost }),
    ...(kind === 'scale' && { isReversed }),
    ...(kind === 'agreement' && { steps }),
  }
}

export const audienceOf = ({ who, units, groups }: PollForm): PollDraft['audience'] =>
  who === 'everyone'
    ? { everyone: true, via: 'people' }
    : who === 'units'
      ? { units, via: 'people' }
      : { groups, via: 'people' }

const at = (day: string, time: string) => (day && time ? instantOf(day, time) : null)

/** What the API takes. The level is chosen once: a stored draft does not change it. */
export function toDraft(form: PollForm): PollDraft {
  const { title, purpose, language, anonymity, threshold, itaItems } = form
  return {
    ...{ title: title.trim(), language, anonymity, threshold, itaItems },
    purpose: purpose.trim() || null,
    isOneVisit: anonymity === 'ballot' ? form.isOneVisit : true,
    questions: form.questions.map(toQuestionDraft),
    audience: audienceOf(form),
    cut: anonymity === 'ballot' && form.hasCut ? { text: form.cutText.trim(), options: filled(form.cutOptions) } : null,
    opensAt: at(form.opensDay, form.opensTime),
    closesAt: at(form.closesDay, form.closesTime),
    returnsOn: form.returnsOn || null,
  }
}

export type Missing = 'title' | 'questionText' | 'options' | 'kindOfLevel' | 'audience' | 'cut' | 'times' | 'aheadOpens'

/** What keeps a form from being sent, in the order of the page. */
export function listMissing(form: PollForm): Missing[] {
  const { questions, anonymity } = form
  const opens = at(form.opensDay, form.opensTime)
  const closes = at(form.closesDay, form.closesTime)
  const found: [boolean, Missing][] = [
    [form.title.trim() === '', 'title'],
    [questions.length === 0 || questions.some(({ text }) => text.trim() === ''), 'questionText'],
    [questions.some(({ kind, options }) => kindsWithOptions.has(kind) && filled(options).length < 2), 'options'],
    [questions.some(({ kind }) => !kindsOf(anonymity).includes(kind)), 'kindOfLevel'],
    [form.who !== 'everyone' && form[form.who].length === 0, 'audience'],
    [anonymity === 'ballot' && form.hasCut && (!form.cutText.trim() || filled(form.cutOptions).length < 2), 'cut'],
    [opens !== null && closes !== null && opens >= closes, 'times'],
    [anonymity === 'ballot' && !form.isOneVisit && opens === null, 'aheadOpens'],
  ]
  return found.flatMap(([isMissing, what]) => (isMissing ? [what] : []))
}
