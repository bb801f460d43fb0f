import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { buddhistYear, dayOf } from '../../parts/days.ts'
import { Panel } from '../../parts/page.tsx'
import { useWords } from '../../words/define-words.ts'
import { homeWords } from './words.ts'

/** What goes wrong if nobody looks: held runs, a year without confirmed holidays. */
export function Alerts() {
  const w = useWords(homeWords)
  const year = buddhistYear(dayOf(new Date()))
  const [from] = useState(() => new Date(Math.floor(Date.now() / 60_000) * 60_000 - 7 * 86_400_000).toISOString())
  const runs = useQuery(api.runs.list.queryOptions({ input: { from, limit: 200 }, refetchInterval: 15_000 }))
  const calendar = useQuery(api.calendar.get.queryOptions({ input: { year } }))
  const held = runs.data?.items.filter(({ state }) => state === 'held') ?? []
  const alerts = [
    ...(held.length > 0 ? [{ to: `/runs/${held[0]?.id}`, text: w('held', { n: held.length }) }] : []),
    ...(calendar.data && !calendar.data.isConfirmed
      ? [{ to: '/settings?tab=calendar', text: w('calendarNotConfirmed', { year }) }]
      : []),
  ]
  return (
    <Panel title={w('alerts')}>
      {alerts.length === 0 ? (
        <p className="alert-line">
          <IconCircleCheck size={20} color="var(--good)" aria-hidden /> {w('allWell')}
        </p>
      ) : (
        <ul className="rows">
          {alerts.map(({ to, text }) => (
            <li key={text}>
              <Link to={to} className="row">
                <span className="alert-line">
                  <IconAlertTriangle size={20} color="var(--bad)" aria-hidden /> {text}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
