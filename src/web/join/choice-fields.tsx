import { useState } from 'react'
import type { Answer, Question } from '../../contracts/polls.ts'
import type { Step } from '../../contracts/question-steps.ts'
import { ThaiText } from '../ui/thai-text.tsx'
import type { SetAnswer } from './set-answer.ts'
import type { Words } from './words.ts'

type Props = { question: Question; steps: Step[]; words: Words; setAnswer: SetAnswer }

/** One of several, or several: rows a thumb can hit; 0 to 10 in a grid. */
export function ChoiceFields({ question, steps, words: t, setAnswer }: Props) {
  const [chosen, setChosen] = useState<string[]>([])
  const isMany = question.kind === 'multiple'
  const most = question.kind === 'multiple' ? (question.atMost ?? steps.length) : 1
  const isNps = question.kind === 'nps'

  function choose(key: string): void {
    const next = isMany ? toggle(chosen, key) : [key]
    if (next.length > most) return
    setChosen(next)
    setAnswer(next.length === 0 ? undefined : toAnswer(question, next))
  }

  return (
    <fieldset>
      <legend>{isMany ? (most < steps.length ? t.chooseAtMost(most) : t.chooseMany) : t.chooseOne}</legend>
      <div className={isNps ? 'grid' : 'stack'}>
        {steps.map(({ key, text }) => (
          <label key={key} className="choice" data-chosen={chosen.includes(key)}>
            <input
              type={isMany ? 'checkbox' : 'radio'}
              name="choice"
              checked={chosen.includes(key)}
              disabled={isMany && chosen.length === most && !chosen.includes(key)}
              onChange={() => choose(key)}
            />
            <span>
              <ThaiText text={text} />
            </span>
          </label>
        ))}
      </div>
      {isNps && (
        <p className="ends">
          <span>{t.npsLow}</span>
          <span>{t.npsHigh}</span>
        </p>
      )}
    </fieldset>
  )
}

const toggle = (keys: string[], key: string) =>
  keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key]

function toAnswer({ kind }: Question, keys: string[]): Answer {
  const [key = ''] = keys
  if (kind === 'multiple') return { options: keys }
  return kind === 'single' ? { option: key } : { value: Number(key) }
}
