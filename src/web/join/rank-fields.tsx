import { useState } from 'react'
import type { Step } from '../../contracts/question-steps.ts'
import { ThaiText } from '../ui/thai-text.tsx'
import type { SetAnswer } from './set-answer.ts'
import type { Words } from './words.ts'

/** Tapped in order: dragging is hard with a thumb, and cannot be done with a screen reader. */
export function RankFields({ steps, words: t, setAnswer }: { steps: Step[]; words: Words; setAnswer: SetAnswer }) {
  const [order, setOrder] = useState<string[]>([])

  function tap(key: string): void {
    const tapped = order.includes(key) ? order.filter((one) => one !== key) : [...order, key]
    // The last place is no choice.
    const rest = steps.filter((step) => !tapped.includes(step.key))
    const next = !order.includes(key) && rest.length === 1 && rest[0] ? [...tapped, rest[0].key] : tapped
    setOrder(next)
    setAnswer(next.length === steps.length ? { order: next } : undefined)
  }

  return (
    <fieldset>
      <legend>{t.rankHint}</legend>
      <div className="stack">
        {steps.map(({ key, text }) => {
          const place = order.indexOf(key)
          return (
            <button
              key={key}
              type="button"
              className="choice"
              data-chosen={place >= 0}
              aria-pressed={place >= 0}
              onClick={() => tap(key)}
            >
              <b className="place">{place >= 0 ? place + 1 : ''}</b>
              <span>
                <ThaiText text={text} />
              </span>
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}
