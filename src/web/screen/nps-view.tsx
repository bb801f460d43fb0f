import type { QuestionResult } from '../../contracts/polls.ts'
import type { Step } from '../../contracts/question-steps.ts'
import type { Words } from './words.ts'

const groups = [
  { name: 'detractors', tone: 'worst', has: (value: number) => value <= 6 },
  { name: 'passives', tone: 'middle', has: (value: number) => value === 7 || value === 8 },
  { name: 'promoters', tone: 'best', has: (value: number) => value >= 9 },
] as const

/** The score, its three groups, and a column for each of the eleven answers. */
export function NpsView(props: { steps: Step[]; result: QuestionResult | undefined; words: Words }) {
  const { steps, result, words } = props
  const shareOf = new Map(result?.rows.map(({ key, percent }) => [key, percent ?? 0]))
  const tallest = Math.max(...shareOf.values(), 1)
  const mean = result?.mean ?? null
  return (
    <div className="nps">
      <p className="mean-figure">
        <strong>{mean === null ? '–' : signed(mean)}</strong>
        <span>
          {words.nps}
          <br />
          {words.npsRange}
        </span>
      </p>
      <ol className="nps-columns">
        {steps.map(({ key }) => {
          const share = shareOf.get(key)
          return (
            <li key={key}>
              <span className="nps-share">{share ? `${Math.round(share)} %` : ''}</span>
              <span className="nps-column">
                <span data-tone={toneOf(Number(key))} style={{ transform: `scaleY(${(share ?? 0) / tallest})` }} />
              </span>
              <span className="nps-step">{key}</span>
            </li>
          )
        })}
      </ol>
      <ul className="nps-groups">
        {groups.map(({ name, tone, has }) => {
          const share = [...shareOf].reduce((sum, [key, percent]) => sum + (has(Number(key)) ? percent : 0), 0)
          return (
            <li key={name} data-tone={tone}>
              {words[name]} <b>{result ? `${Math.round(share)} %` : ''}</b>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

const toneOf = (value: number) => groups.find(({ has }) => has(value))?.tone
const signed = (value: number) => (value > 0 ? `+${Math.round(value)}` : String(Math.round(value)).replace('-', '−'))
