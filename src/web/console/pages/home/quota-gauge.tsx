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
        {({ type, limit, used, reserved, forecast, warnsAt80 }) => (
          <>
            <div className="big-number">
              {used === null ? '–' : showNumber(used)}
              <span className="quiet">
                {' '}
                {type === 'none' ? w('unlimited') : limit === null ? w('unknown') : w('of', { n: showNumber(limit) })}
              </span>
            </div>
            {limit ? <Gauge limit={limit} used={used ?? 0} reserved={reserved} forecast={forecast} /> : null}
            <ul className="legend">
              <li data-tone="used">{w('used', { n: showNumber(used ?? 0) })}</li>
              <li data-tone="reserved">{w('reserved', { n: showNumber(reserved) })}</li>
              {forecast === null ? null : <li data-tone="forecast">{w('forecast', { n: showNumber(forecast) })}</li>}
            </ul>
            {warnsAt80 ? <Text c="var(--bad)">{w('warns')}</Text> : null}
          </>
        )}
      </QueryView>
    </Panel>
  )
}

/** The bar is the month's messages; the line across it is where the month is expected to end. */
function Gauge({
  limit,
  used,
  reserved,
  forecast,
}: Record<'limit' | 'used' | 'reserved', number> & { forecast: number | null }) {
  const share = (value: number) => `${Math.min(100, (value / limit) * 100)}%`
  return (
    <div className="gauge" aria-hidden="true">
      <div className="meter">
        <div className="meter-part" style={{ width: share(used), background: 'var(--accent)' }} />
        <div className="meter-part" style={{ width: share(reserved), background: 'var(--highlight)' }} />
      </div>
      {forecast === null ? null : <span className="gauge-forecast" style={{ left: share(forecast) }} />}
    </div>
  )
}
