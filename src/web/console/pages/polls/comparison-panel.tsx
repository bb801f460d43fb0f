import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { QuestionResult } from '../../../../contracts/polls.ts'
import { api } from '../../api/client.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { pollWords } from './words.ts'

/** This round beside the one it repeats: pairs of bars, the earlier in slate. */
export function ComparisonPanel({ pollId }: { pollId: string }) {
  const w = useWords(pollWords)
  const comparison = useQuery(api.polls.comparison.queryOptions({ input: { id: pollId } }))
  return (
    <Panel title={w('compare')}>
      <QueryView query={comparison}>
        {({ before, note, questions }) => (
          <Stack>
            {before ? <Link to={`/polls/${before.pollId}`}>{before.title}</Link> : null}
            {note ? <Text c="dimmed">{note}</Text> : null}
            {questions.map((pair) => (
              <section key={pair.key} className="result" aria-label={pair.after.text}>
                <h3>{pair.after.text}</h3>
                <ol className="result-bars">
                  {linesOf(pair).map(({ label, before: earlier, after: now }) => (
                    <li key={label}>
                      <span className="result-label">{label}</span>
                      <span className="result-pair">
                        <Bar label={w('before')} figure={earlier} tone="before" />
                        <Bar label={w('after')} figure={now} />
                      </span>
                    </li>
                  ))}
                </ol>
                <p className="quiet result-n">
                  n {pair.before.answered} → {pair.after.answered}
                </p>
              </section>
            ))}
          </Stack>
        )}
      </QueryView>
    </Panel>
  )
}

function Bar({ label, figure, tone }: { label: string; figure: string | number | null; tone?: string }) {
  return (
    <span className="result-pair-row">
      <span className="quiet">{label}</span>
      <span className="result-track" aria-hidden="true">
        <span
          className="result-fill"
          data-tone={tone}
          style={{ width: `${typeof figure === 'number' ? figure : 0}%` }}
        />
      </span>
      <span className="result-figure">{typeof figure === 'number' ? figure.toFixed(1) : (figure ?? '–')}</span>
    </span>
  )
}

type Line = { label: string; before: string | number | null; after: string | number | null }

/** Means where there are means, a band in place of one; shares of options otherwise. */
function linesOf({ before, after }: { before: QuestionResult; after: QuestionResult }): Line[] {
  const scoreOf = ({ mean, band }: QuestionResult) => mean ?? band?.replace('-', '–') ?? null
  if (scoreOf(after) !== null || scoreOf(before) !== null) {
    return [{ label: '', before: scoreOf(before), after: scoreOf(after) }]
  }
  const keys = new Map([...after.rows, ...before.rows].map(({ key, label }) => [key, label]))
  const shareOf = ({ rows, kind }: QuestionResult, key: string) => {
    const row = rows.find((one) => one.key === key)
    return kind === 'word' ? (row?.count === undefined ? null : String(row.count)) : (row?.percent ?? null)
  }
  return [...keys].map(([key, label]) => ({ label, before: shareOf(before, key), after: shareOf(after, key) }))
}
