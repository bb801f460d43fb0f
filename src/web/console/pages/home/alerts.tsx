import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { showDay, showDayTime } from '../../parts/dates.ts'
import { buddhistYear, dayOf } from '../../parts/days.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { homeWords } from './words.ts'

const setupPage = '/settings?tab=setup'
const places: Record<string, string> = {
  runs_held: '/calendar',
  runs_paused: '/calendar',
  quota_80: '/settings?tab=quota',
  deliveries_failing: '/campaigns',
  group_left: '/audience',
  results_overdue: '/polls',
  token_failing: setupPage,
  webhook_silent: setupPage,
}

/** What goes wrong if nobody looks, as the service itself sees it every five minutes. Nothing is called well before it was asked. */
export function Alerts() {
  const may = useMay()
  return may('alerts.read') ? <AlertList /> : null
}

function AlertList() {
  const w = useWords(homeWords)
  const may = useMay()
  const year = buddhistYear(dayOf(new Date()))
  const alerts = useQuery(api.alerts.list.queryOptions({ refetchInterval: 30_000 }))
  const calendar = useQuery(api.calendar.get.queryOptions({ input: { year } }))
  return (
    <Panel title={w('alerts')}>
      <QueryView query={alerts}>
        {({ items }) => (
          <QueryView query={calendar}>
            {({ isConfirmed, survey }) => {
              const lines = [
                ...items.map(({ code, title, remedy, detail, since }) => ({
                  key: code,
                  to: places[code],
                  title,
                  note: [detail, remedy, showDayTime(since)].filter(Boolean).join(' · '),
                })),
                ...(survey && isNear(survey)
                  ? [
                      {
                        key: 'survey',
                        to: '/calendar',
                        title: w('surveyNear'),
                        note: `${showDay(`${survey.from}T12:00:00+07:00`)} – ${showDay(`${survey.until}T12:00:00+07:00`)}`,
                      },
                    ]
                  : []),
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
                      {to && (may('settings.edit') || !to.startsWith('/settings')) ? (
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

const noticeMs = 14 * 86_400_000

/** Now, or within two weeks: whoever plans a poll has time to choose other days. */
function isNear({ from, until }: { from: string; until: string }): boolean {
  return dayOf(new Date()) <= until && dayOf(new Date(Date.now() + noticeMs)) >= from
}

const line = (title: string, note: string) => (
  <span className="row-main">
    <span className="alert-line row-title">
      <IconAlertTriangle size={20} color="var(--bad)" aria-hidden /> {title}
    </span>
    {note ? <span className="quiet alert-note">{note}</span> : null}
  </span>
)
