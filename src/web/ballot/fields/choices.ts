import type { Question } from '../../../contracts/polls.ts'
import { canSkip, stepsOf } from '../../../contracts/question-steps.ts'
import { make } from '../../nameless/dom.ts'
import type { Field, FieldSetting } from './field.ts'

type OneOf = Extract<Question, { kind: 'single' | 'scale' | 'agreement' | 'nps' }>

/** One of several, native radio buttons inside: a tap anywhere on the row. */
export function oneOf(question: OneOf, setting: FieldSetting): Field {
  const { words, language, initial, isSkipped, onChange } = setting
  const chosen =
    initial && ('option' in initial ? initial.option : 'value' in initial ? String(initial.value) : undefined)
  const inputs = stepsOf(question, language).map(({ key, text }) => ({
    key,
    text,
    input: radio(question.key, key === chosen),
  }))
  const skip = canSkip(question) ? radio(question.key, isSkipped) : undefined
  const isGrid = question.kind === 'nps'
  const rows = inputs.map(({ input, text }) =>
    make('label', { className: 'choice', onchange: onChange }, input, make('span', {}, text)),
  )
  const element = make(
    'div',
    {},
    make('div', { className: isGrid ? 'grid' : 'choices' }, ...rows),
    isGrid ? make('div', { className: 'ends quiet' }, ...words.nps.map((end) => make('span', {}, end))) : undefined,
    skip && make('label', { className: 'choice skip', onchange: onChange }, skip, make('span', {}, words.skip)),
  )

  function read() {
    const key = inputs.find(({ input }) => input.checked)?.key
    if (key === undefined) return undefined
    return question.kind === 'single' ? { option: key } : { value: Number(key) }
  }

  const isSkippedNow = () => skip?.checked === true
  const problem = () => (question.required && !read() && !isSkippedNow() ? words.missing : undefined)
  return { element, read, isSkipped: isSkippedNow, problem }
}

function radio(name: string, checked: boolean): HTMLInputElement {
  return make('input', { type: 'radio', name, checked, autocomplete: 'off' })
}

/** Several, up to a number: what would be one too many cannot be ticked. */
export function manyOf(question: Extract<Question, { kind: 'multiple' }>, setting: FieldSetting): Field {
  const { words, initial, onChange } = setting
  const limit = question.atMost ?? question.options.length
  const ticked = initial && 'options' in initial ? initial.options : []
  const inputs = question.options.map(({ key, text }) => {
    return { key, text, input: make('input', { type: 'checkbox', checked: ticked.includes(key), autocomplete: 'off' }) }
  })
  const chosen = () => inputs.filter(({ input }) => input.checked).map(({ key }) => key)
  const keepLimit = () => {
    const isFull = chosen().length >= limit
    for (const { input } of inputs) input.disabled = isFull && !input.checked
  }
  const change = () => {
    keepLimit()
    onChange()
  }
  keepLimit()
  const rows = inputs.map(({ input, text }) =>
    make('label', { className: 'choice', onchange: change }, input, make('span', {}, text)),
  )
  const help = limit < question.options.length ? words.chooseAtMost(limit) : words.chooseMany
  const read = () => (chosen().length > 0 ? { options: chosen() } : undefined)
  return {
    element: make('div', {}, make('p', { className: 'quiet' }, help), make('div', { className: 'choices' }, ...rows)),
    read,
    problem: () => (question.required && !read() ? words.missing : undefined),
  }
}
