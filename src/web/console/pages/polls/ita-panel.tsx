import { Badge, Stack, Text } from '@mantine/core'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { Panel } from '../../parts/page.tsx'
import { useWords } from '../../words/define-words.ts'
import type { Results } from './poll-queries.ts'
import { sayBand, sayScore } from './say-score.ts'
import { pollWords } from './words.ts'

type Props = { ita: NonNullable<Results['ita']>; results: Results }

/** Figures beside each other as words: two tables and no common axis, since the two instruments measure apart. */
export function ItaPanel({ ita, results }: Props) {
  const w = useWords(pollWords)
  const measured = results.questions.filter(({ mean, band }) => mean !== null || band !== null)
  return (
    <Panel
      title={w('itaTitle', { year: ita.fiscalYear })}
      aside={
        <Badge color="yellow" variant="filled" c="var(--on-highlight)" radius="sm" tt="none">
          {w('itaBadge')}
        </Badge>
      }
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {ita.note}
        </Text>
        <div className="instruments">
          <ul className="figures" aria-label={w('itaTitle', { year: ita.fiscalYear })}>
            {ita.items.map(({ no, titleTh, instrument, score }) => (
              <li key={no}>
                <span>
                  {no} <ThaiText text={titleTh} />
                </span>
                <b>{score.toFixed(2)}</b>
                <span className="quiet">{instrument}</span>
              </li>
            ))}
          </ul>
          {measured.length > 0 ? (
            <ul className="figures" aria-label={w('results')}>
              {measured.map(({ key, kind, text, mean, band, answered }) => (
                <li key={key}>
                  <span>
                    <ThaiText text={text} />
                  </span>
                  <b>{mean === null ? sayBand(band ?? '–') : sayScore(mean)}</b>
                  <span className="quiet">
                    {w(kind === 'nps' ? 'npsRange' : 'outOf')} ·{' '}
                    {w('answeredOf', { count: answered ?? 0, k: results.threshold })}
                  </span>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </Stack>
    </Panel>
  )
}
