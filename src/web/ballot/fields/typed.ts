import type { Question } from '../../../contracts/polls.ts'
import { make } from '../../nameless/dom.ts'
import type { Field, FieldSetting } from './field.ts'

// As in contracts/polls.ts, which this page cannot load: a test compares them.
export const typedLimits = { word: 40, words: 3, text: 1500 }

/** Up to three short words. */
export function shortWords(question: Extract<Question, { kind: 'word' }>, setting: FieldSetting): Field {
  const { words, initial, onChange } = setting
  const given = initial && 'words' in initial ? initial.words : []
  const inputs = Array.from({ length: typedLimits.words }, (_, index) => {
    const input = make('input', {
      type: 'text',
      maxLength: typedLimits.word,
      value: given[index] ?? '',
      autocomplete: 'off',
    })
    input.placeholder = words.word(index + 1)
    input.setAttribute('aria-label', words.word(index + 1))
    input.oninput = onChange
    return input
  })
  const typed = () => inputs.map(({ value }) => value.trim()).filter(Boolean)
  const read = () => (typed().length > 0 ? { words: typed() } : undefined)
  return {
    element: make('div', { className: 'typed' }, make('p', { className: 'quiet' }, words.wordHelp), ...inputs),
    read,
    problem: () => (question.required && !read() ? words.missing : undefined),
  }
}

/** Open text, with the warning before the first letter and the room that is left. */
export function openText(question: Extract<Question, { kind: 'text' }>, setting: FieldSetting): Field {
  const { words, initial, onChange } = setting
  const area = make('textarea', { rows: 5, maxLength: typedLimits.text, autocomplete: 'off' })
  area.value = initial && 'text' in initial ? initial.text : ''
  area.setAttribute('aria-label', question.text)
  const room = make('span', { className: 'quiet' })
  const draw = () => {
    room.textContent = `${area.value.length} / ${typedLimits.text}`
  }
  area.oninput = () => {
    draw()
    onChange()
  }
  draw()
  const read = () => (area.value.trim() ? { text: area.value.trim() } : undefined)
  return {
    element: make('div', { className: 'typed' }, make('p', { className: 'warning' }, words.textWarning), area, room),
    read,
    problem: () => (question.required && !read() ? words.missing : undefined),
  }
}
