import { useState } from 'react'
import type { Step } from '../../contracts/question-steps.ts'
import { ThaiText } from '../ui/thai-text.tsx'
import type { SetAnswer } from './set-answer.ts'
import type { Words } from './words.ts'

const step = 5

/** 100 points in fives by thumb, or typed to the point. */
export function PointsFields({ steps, words: t, setAnswer }: { steps: Step[]; words: Words; setAnswer: SetAnswer }) {
  const [points, setPoints] = useState<Record<string, number>>({})
  const left = 100 - Object.values(points).reduce((sum, one) => sum + one, 0)

  function give(key: string, value: number): void {
    const next = { ...points, [key]: Math.min(100, Math.max(0, Math.round(value) || 0)) }
    setPoints(next)
    const sum = Object.values(next).reduce((total, one) => total + one, 0)
    setAnswer(sum === 100 ? { points: next } : undefined)
  }

  return (
    <fieldset>
      <legend>{t.pointsHint}</legend>
      <div className="stack">
        {steps.map(({ key, text }) => {
          const value = points[key] ?? 0
          return (
            <div key={key} className="points">
              <label htmlFor={`points-${key}`}>
                <ThaiText text={text} />
              </label>
              <div className="points-row">
                <button
                  type="button"
                  aria-label={t.less(text)}
                  onClick={() => give(key, value - step)}
                  disabled={value === 0}
                >
                  −
                </button>
                <input
                  id={`points-${key}`}
                  inputMode="numeric"
                  value={value}
                  onChange={(event) => give(key, Number(event.target.value))}
                />
                <button
                  type="button"
                  aria-label={t.more(text)}
                  onClick={() => give(key, value + Math.min(step, left))}
                  disabled={left <= 0}
                >
                  +
                </button>
                <span className="points-bar">
                  <span style={{ transform: `scaleX(${value / 100})` }} />
                </span>
              </div>
            </div>
          )
        })}
      </div>
      <p className={left === 0 ? 'good' : left < 0 ? 'bad' : 'quiet'} role="status">
        {t.pointsLeft(left)}
      </p>
    </fieldset>
  )
}
