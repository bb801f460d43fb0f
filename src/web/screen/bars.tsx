import type { QuestionResult } from '../../contracts/polls.ts'
import type { Step } from '../../contracts/question-steps.ts'
import { ThaiText } from '../ui/thai-text.tsx'

type Row = QuestionResult['rows'][number]

/** Bars from zero in the order of the options, or ranked: then a row glides to its new place when the order changes. */
export function Bars(props: {
  steps: Step[]
  rows: Row[]
  figure: (row: Row) => string
  /** How much room the figures take beside the bars. */
  figureWidth?: 'none' | 'wide'
  isRanked?: boolean
  tone?: (key: string) => string | undefined
}) {
  const { steps, rows, figure, figureWidth, isRanked = false, tone } = props
  const rowOf = new Map(rows.map((row) => [row.key, row]))
  const places = new Map((isRanked && rows.length > 0 ? rows : steps).map(({ key }, place) => [key, place]))
  const longest = Math.max(...rows.map(({ percent }) => percent ?? 0), isRanked ? 1 : 100)
  return (
    <ol
      className="bars"
      data-size={sizeOf(steps, isRanked)}
      data-figure={figureWidth}
      style={{ '--rows': steps.length } as React.CSSProperties}
    >
      {steps.map(({ key, text }) => {
        const row = rowOf.get(key)
        const share = (row?.percent ?? 0) / (isRanked ? longest : 100)
        const place = places.get(key) ?? 0
        const rank = row && rankOf(row, rows)
        return (
          <li key={key} className="bar-row" style={{ '--place': place } as React.CSSProperties}>
            <span className="bar-label">
              {isRanked && <b className="bar-place">{rank ?? '–'}</b>}
              <span>
                <ThaiText text={text} />
              </span>
            </span>
            <span className="bar-track">
              <span
                className="bar-fill"
                data-tone={tone?.(key) ?? (isRanked && rank === 1 ? 'first' : undefined)}
                style={{ transform: `scaleX(${share})` }}
              />
            </span>
            <span className="bar-figure">{row ? figure(row) : ''}</span>
          </li>
        )
      })}
    </ol>
  )
}

/** As many as got more, and one: those who got the same share their rank. */
const rankOf = ({ percent }: Row, rows: Row[]) =>
  rows.filter((other) => (other.percent ?? 0) > (percent ?? 0)).length + 1

/** Thai words of 100 letters on twelve rows still have to be read from the last row of seats. */
function sizeOf(steps: Step[], isRanked: boolean): 'large' | 'middle' | 'small' {
  const longest = Math.max(...steps.map(({ text }) => text.length))
  if (steps.length > 8 || (steps.length > 5 && longest > 44)) return 'small'
  // Five rows of the wall hold one line of large letters each: two of a label would stand as close to the next label.
  const isCrowded = steps.length === 5 && steps.some(({ text }) => widthOf(text) > (isRanked ? 17 : 20))
  return steps.length > 5 || longest > 44 || isCrowded ? 'middle' : 'large'
}

/** Letters side by side: Thai vowels and tones above and below take no room of their own. */
const widthOf = (text: string) => text.replace(/\p{Mn}/gu, '').length
