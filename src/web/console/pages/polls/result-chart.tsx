import type { ReactNode } from 'react'
import type { QuestionResult } from '../../../../contracts/polls.ts'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { sayBand, sayScore } from './say-score.ts'
import { pollWords } from './words.ts'

type Row = QuestionResult['rows'][number]
type Props = { result: QuestionResult; threshold: number; isReversed?: boolean; aside?: ReactNode }

/** One question's result with its n and k, or the one wording for what the rules hide. */
export function ResultChart({ result, threshold, isReversed = false, aside }: Props) {
  const w = useWords(pollWords)
  const { text, answered, isHidden } = result
  return (
    <section className="result" aria-label={text}>
      <div className="result-head">
        <h3>
          <ThaiText text={text} />
        </h3>
        {aside}
      </div>
      {isHidden ? (
        <p className="quiet">{w('notShown')}</p>
      ) : (
        <>
          <Headline result={result} />
          <Body result={result} isReversed={isReversed} />
        </>
      )}
      <p className="quiet result-n">
        {answered === null ? w('onlyK', { k: threshold }) : w('answeredOf', { count: answered, k: threshold })}
      </p>
    </section>
  )
}

function Headline({ result: { kind, mean, band, rows } }: { result: QuestionResult }) {
  const w = useWords(pollWords)
  const range = w(kind === 'nps' ? 'npsRange' : 'outOf')
  if (mean !== null)
    return (
      <p className="result-mean">
        <b>{sayScore(mean)}</b> {range}
      </p>
    )
  if (band !== null)
    return (
      <p className="result-mean">
        {w(kind === 'nps' ? 'npsBand' : 'band', { band: sayBand(band) })} <span className="quiet">({range})</span>
      </p>
    )
  const isOrder = kind === 'ranking' || kind === 'points'
  return isOrder && rows.some(({ percent }) => percent === null) ? <p className="quiet">{w('orderOnly')}</p> : null
}

function Body({ result, isReversed }: { result: QuestionResult; isReversed: boolean }) {
  const t = useWords(common)
  const { kind, rows, band } = result
  if (kind === 'word') return <Words rows={rows} />
  if (kind === 'text')
    return (
      <ul className="open-texts">
        {rows.map(({ key, label }) => (
          <li key={key}>{label}</li>
        ))}
      </ul>
    )
  // A band stands in place of the whole spread.
  if (band !== null) return null
  const isRanked = kind === 'ranking' || kind === 'points'
  return (
    <ol className="result-bars" data-narrow={kind === 'nps'}>
      {rows.map((row, place) => (
        <li key={row.key}>
          <span className="result-label">{isRanked ? `${place + 1}. ${row.label}` : row.label}</span>
          {row.percent === null ? (
            <span /> // the order alone: an empty bar would read as nothing
          ) : (
            <span className="result-track" aria-hidden="true">
              <span
                className="result-fill"
                data-tone={toneOf(kind, place, rows.length, isReversed)}
                style={{ width: `${row.percent}%` }}
              />
            </span>
          )}
          <span className="result-figure">
            {row.percent === null ? '' : `${row.percent.toFixed(1)}%`}
            {row.count === null ? '' : <span className="quiet"> {t('people', { count: row.count })}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** The ends of a scale carry the product's green and red beside their words; everything else is one colour. */
function toneOf(kind: QuestionResult['kind'], place: number, count: number, isReversed: boolean): string | undefined {
  if (kind !== 'scale' && kind !== 'agreement') return undefined
  const good = isReversed ? count - 1 - place : place
  return good * 2 === count - 1 ? undefined : good * 2 > count - 1 ? 'good' : 'bad'
}

/** Larger where more people wrote it; the count stands beside, for who cannot tell sizes apart. */
function Words({ rows }: { rows: Row[] }) {
  const most = Math.max(...rows.map(({ count }) => count ?? 0), 1)
  return (
    <ul className="result-words">
      {rows.map(({ key, label, count }) => (
        <li key={key} style={{ fontSize: `${16 + 20 * ((count ?? 0) / most)}px` }}>
          {label}
          <sub>{count}</sub>
        </li>
      ))}
    </ul>
  )
}
