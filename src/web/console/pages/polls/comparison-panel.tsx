import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { QuestionResult } from '../../../../contracts/polls.ts'
import { api } from '../../api/client.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { sayBand, sayScore } from './say-score.ts'
import { pollWords } from './words.ts'

/** This round beside the one it repeats: pairs of bars, the earlier in slate, with both n and the k of both. */
export function ComparisonPanel({ pollId }: { pollId: string }) {
  const w = useWords(pollWords)
  const comparison = useQuery(api.polls.comparison.queryOptions({ input: { id: pollId } }))
  return (
    <Panel title={w('compare')}>
      <QueryView query={comparison}>
        {({ before, note, threshold, questions }) => (
          <Stack>
            {before ? <Link to={`/polls/${before.pollId}`}>{before.title}</Link> : null}
            {note ? <Text c="dimmed">{note}</Text> : null}
            {questions.map((pair) => (
              <section key={pair.key} className="result" aria-label={pair.after.text}>
                <h3>{pair.after.text}</h3>
                <ol className="result-bars">
                  {linesOf(pair).map(({ key, label, before: earlier, after: now }) => (
                    <li key={key}>
                      <span className="result-label">
                        {label ?? w(pair.after.kind === 'nps' ? 'npsLine' : 'meanLine')}
                      </span>
                      <span className="result-pair">
                        <Bar label={w('before')} figure={earlier} tone="before" />
                        <Bar label={w('after')} figure={now} />
                      </span>
                    </li>
                  ))}
                </ol>
                <p className="quiet result-n">
                  {w('answeredBoth', {
                    before: pair.before.answered ?? '–',
                    after: pair.after.answered ?? '–',
                    k: threshold,
                  })}
                </p>
              </section>
            ))}
          </Stack>
        )}
      </QueryView>
    </Panel>
  )
}

/** `share`: how much of a line from 0 to 100 it fills; null where the line would be another or only words may be shown. */
type Figure = { text: string; share: number | null }

function Bar({ label, figure: { text, share }, tone }: { label: string; figure: Figure; tone?: string }) {
  return (
    <span className="result-pair-row">
      <span className="quiet">{label}</span>
      {share === null ? (
        <span />
      ) : (
        <span className="result-track" aria-hidden="true">
          <span className="result-fill" data-tone={tone} style={{ width: `${share}%` }} />
        </span>
      )}
      <span className="result-figure">{text}</span>
    </span>
  )
}

/** `label`: of an option; none for a question that has one mean. */
type Line = { key: string; label?: string; before: Figure; after: Figure }

const nothing: Figure = { text: '–', share: null }

/** Means where there are means, a band in place of one; shares of options otherwise. */
function linesOf({ before, after }: { before: QuestionResult; after: QuestionResult }): Line[] {
  if (hasScore(after) || hasScore(before)) return [{ key: 'score', before: scoreOf(before), after: scoreOf(after) }]
  const keys = new Map([...after.rows, ...before.rows].map(({ key, label }) => [key, label]))
  return [...keys].map(([key, label]) => ({ key, label, before: shareOf(before, key), after: shareOf(after, key) }))
}

const hasScore = ({ mean, band }: QuestionResult) => mean !== null || band !== null

function scoreOf({ kind, mean, band }: QuestionResult): Figure {
  if (mean === null) return { text: band === null ? '–' : sayBand(band), share: null }
  return { text: sayScore(mean), share: kind === 'nps' ? null : mean }
}

/** What of a round chose this option, or how many wrote this word. */
function shareOf({ rows, kind }: QuestionResult, key: string): Figure {
  const row = rows.find((one) => one.key === key)
  if (!row) return nothing
  if (kind === 'word') return { text: String(row.count ?? '–'), share: null }
  return row.percent === null ? nothing : { text: `${row.percent.toFixed(1)}%`, share: row.percent }
}
