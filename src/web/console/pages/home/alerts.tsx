import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { showDayTime } from '../../parts/dates.ts'
import { buddhistYear, dayOf } from '../../parts/days.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { homeWords } from './words.ts'

const places: Record<string, string> = {
  runs_held: '/calendar',
  runs_paused: '/calendar',
  quota_80: '/settings?tab=quota',
}

/** What goes wrong if nobody looks, as the service itself sees it every five minutes. Nothing is called well before it was asked. */
export function Alerts() {
  const may = useMay()
  return may('alerts.read') ? <AlertList /> : null
}

function AlertList() {
  const w = useWords(homeWords)
  const year = buddhistYear(dayOf(new Date()))
  const alerts = useQuery(api.alerts.list.queryOptions({ refetchInterval: 30_000 }))
  const calendar = useQuery(api.calendar.get.queryOptions({ input: { year } }))
  return (
    <Panel title={w('alerts')}>
      <QueryView query={alerts}>
        {({ items }) => (
          <QueryView query={calendar}>
            {({ isConfirmed }) => {
              const lines = [
                ...items.map(({ code, title, remedy, detail, since }) => ({
                  key: code,
                  to: places[code],
                  title,
                  note: [detail, remedy, showDayTime(since)].filter(Boolean).join(' · '),
                })),
                ...(isConfirmed
                  ? []
                  : [
                      {
                        key: 'calendar',
                        to: '/settings?tab=calendar',
                        title: w('calendarNotConfirmed', { year }),
                        note: '',
                      },
                    ]),
              ]
              return lines.length === 0 ? (
                <p className="alert-line">
                  <IconCircleCheck size={20} color="var(--good)" aria-hidden /> {w('allWell')}
                </p>
              ) : (
                <ul className="rows">
                  {lines.map(({ key, to, title, note }) => (
                    <li key={key}>
                      {to ? (
                        <Link to={to} className="row">
                          {line(title, note)}
                        </Link>
                      ) : (
                        <div className="row">{line(title, note)}</div>
                      )}
                    </li>
                  ))}
                </ul>
              )
            }}
          </QueryView>
        )}
      </QueryView>
    </Panel>
  )
}

const line = (title: string, note: string) => (
  <span className="row-main">
    <span className="alert-line row-title">
      <IconAlertTriangle size={20} color="var(--bad)" aria-hidden /> {title}
    </span>
    {note ? <span className="quiet alert-note">{note}</span> : null}
  </span>
)
