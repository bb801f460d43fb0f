import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { showNumber } from '../../parts/dates.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { homeWords } from './words.ts'

/** What the month's messages have gone into, and where the month will end. */
export function QuotaGauge() {
  const w = useWords(homeWords)
  const quota = useQuery(api.quota.get.queryOptions({ input: {} }))
  return (
    <Panel title={w('quota')}>
      <QueryView query={quota} rows={2}>
        {({ type, limit, used, reserved, forecast, warnsAt80 }) => {
          const share = (value: number) => (limit ? Math.min(100, (value / limit) * 100) : 0)
          return (
            <>
              <div className="big-number">
                {used === null ? '–' : showNumber(used)}
                <span className="quiet">
                  {' '}
                  {type === 'none' ? w('unlimited') : limit === null ? w('unknown') : w('of', { n: showNumber(limit) })}
                </span>
              </div>
              {limit ? (
                <div className="meter" aria-hidden="true">
                  <div className="meter-part" style={{ width: `${share(used ?? 0)}%`, background: 'var(--accent)' }} />
                  <div
                    className="meter-part"
                    style={{ width: `${share(reserved)}%`, background: 'var(--highlight)' }}
                  />
                </div>
              ) : null}
              <Text size="sm" c="dimmed" className="number">
                {[
                  w('reserved', { n: showNumber(reserved) }),
                  ...(forecast === null ? [] : [w('forecast', { n: showNumber(forecast) })]),
                ].join(' · ')}
              </Text>
              {warnsAt80 ? <Text c="var(--bad)">{w('warns')}</Text> : null}
            </>
          )
        }}
      </QueryView>
    </Panel>
  )
}
