import type { Question } from '../../../contracts/polls.ts'
import { make } from '../../nameless/dom.ts'
import type { Field, FieldSetting } from './field.ts'

/** Tapped in order: as many taps as options, the last of which follows by itself. */
export function ranking(question: Extract<Question, { kind: 'ranking' }>, setting: FieldSetting): Field {
  const { words, initial, onChange } = setting
  let order = initial && 'order' in initial ? [...initial.order] : []
  const left = make('p', { className: 'quiet', aria: { live: 'polite' } })
  const rows = question.options.map(({ key, text }) => {
    const place = make('span', { className: 'place' })
    const row = make('button', { type: 'button', className: 'choice rank' }, place, make('span', {}, text))
    row.onclick = () => tap(key)
    return { key, row, place }
  })

  function tap(key: string): void {
    order = order.includes(key) ? order.filter((one) => one !== key) : [...order, key]
    const last = question.options.filter((option) => !order.includes(option.key))
    if (last.length === 1 && last[0] && order.at(-1) === key) order.push(last[0].key)
    draw()
    onChange()
  }

  function draw(): void {
    for (const { key, row, place } of rows) {
      const index = order.indexOf(key)
      place.textContent = index < 0 ? '' : String(index + 1)
      row.setAttribute('aria-pressed', String(index >= 0))
    }
    const count = question.options.length - order.length
    left.textContent = count === 0 ? '' : words.rankLeft(count)
  }

  draw()
  const isWhole = () => order.length === question.options.length
  return {
    element: make(
      'div',
      {},
      make('p', { className: 'quiet' }, words.rank),
      make('div', { className: 'choices' }, ...rows.map(({ row }) => row)),
      left,
    ),
    read: () => (isWhole() ? { order } : undefined),
    problem: () => {
      if (isWhole() || (order.length === 0 && !question.required)) return undefined
      return order.length === 0 ? words.missing : words.rankLeft(question.options.length - order.length)
    },
  }
}
