import type { Question, QuestionResult } from '../../contracts/polls.ts'
import type { Step } from '../../contracts/question-steps.ts'
import { Bars } from './bars.tsx'
import type { Words } from './words.ts'

/** The mean on its line from 0 to 100, and under it how the answers are spread. */
export function ScaleView(props: {
  question: Question & { kind: 'scale' | 'agreement' }
  steps: Step[]
  result: QuestionResult | undefined
  words: Words
}) {
  const { question, steps, result, words } = props
  const mean = result?.mean ?? null
  const [from, to] = result?.band?.split('-').map(Number) ?? [0, mean ?? 0]
  return (
    <div className="scale">
      <div className="mean">
        <p className="mean-figure">
          <strong>{mean === null ? (result?.band?.replace('-', '–') ?? '–') : mean.toFixed(1)}</strong>
          <span>
            {words.mean}
            <br />
            {words.outOf100}
          </span>
        </p>
        <div className="mean-line">
          <div
            className="mean-fill"
            style={{ transform: `translateX(${result?.band ? from : 0}%) scaleX(${((to ?? 0) - (from ?? 0)) / 100})` }}
          />
          {mean !== null && <div className="mean-mark" style={{ transform: `translateX(${mean}%)` }} />}
        </div>
        <p className="mean-ends">
          <span>0</span>
          <span>50</span>
          <span>100</span>
        </p>
      </div>
      <Bars
        steps={steps}
        rows={result?.rows ?? []}
        figure={({ percent }) => (percent === null ? '' : `${Math.round(percent)} %`)}
        tone={(key) => toneOf(question, steps, key)}
      />
    </div>
  )
}

/** The good end is green, the bad end red, and each still has its words: in a scale that is reversed much is bad. */
function toneOf(question: Question, steps: Step[], key: string): string | undefined {
  const place = steps.findIndex((step) => step.key === key)
  const isReversed = question.kind === 'scale' && question.isReversed
  const good = (isReversed ? steps.length - 1 - place : place) / (steps.length - 1)
  if (good === 0.5) return 'middle'
  if (good > 0.5) return good === 1 ? 'best' : 'good'
  return good === 0 ? 'worst' : 'bad'
}
