import type { Question } from '../../../contracts/polls.ts'
import { make } from '../../nameless/dom.ts'
import type { Field, FieldSetting } from './field.ts'

const step = 5

/** 100 points shared out, by steps of five or typed; what is left is always in sight. */
export function points(question: Extract<Question, { kind: 'points' }>, setting: FieldSetting): Field {
  const { words, initial, onChange } = setting
  const given = initial && 'points' in initial ? initial.points : {}
  const left = make('p', { className: 'left', aria: { live: 'polite' } })
  const rows = question.options.map(({ key, text }) => {
    const input = make('input', {
      type: 'text',
      inputMode: 'numeric',
      value: String(given[key] ?? 0),
      autocomplete: 'off',
    })
    input.setAttribute('aria-label', text)
    input.oninput = change
    input.onfocus = () => input.select()
    const move = (by: number) => () => {
      input.value = String(Math.min(100, Math.max(0, pointsIn(input) + by)))
      change()
    }
    const button = (sign: string, by: number, label: string) =>
      make('button', { type: 'button', className: 'step', onclick: move(by), aria: { label } }, sign)
    const row = make(
      'div',
      { className: 'points' },
      make('span', {}, text),
      button('−', -step, words.pointsLess(text)),
      input,
      button('+', step, words.pointsMore(text)),
    )
    return { key, input, row }
  })
  const sum = () => rows.reduce((total, { input }) => total + pointsIn(input), 0)

  function draw(): void {
    left.textContent = words.pointsLeft(100 - sum())
    // Untouched it is no mistake.
    left.dataset.state = sum() === 100 ? 'done' : sum() === 0 ? 'empty' : 'short'
  }

  function change(): void {
    draw()
    onChange()
  }

  draw()
  return {
    element: make('div', {}, make('p', { className: 'quiet' }, words.points), ...rows.map(({ row }) => row), left),
    read: () =>
      sum() === 100 ? { points: Object.fromEntries(rows.map(({ key, input }) => [key, pointsIn(input)])) } : undefined,
    problem: () => {
      if (sum() === 100 || (sum() === 0 && !question.required)) return undefined
      return words.pointsLeft(100 - sum())
    },
  }
}

function pointsIn(input: HTMLInputElement): number {
  return /^\d{1,3}$/.test(input.value) ? Number(input.value) : 0
}
