import { Anchor, SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { showDay, showDayMonth, showNumber } from '../../parts/dates.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { awarenessTrend, type TrendPoint } from './awareness-trend.ts'
import { homeWords } from './words.ts'

const weeksShown = 10

/** Whether the work has an effect: what the office knows week by week, and how many answer when they are asked. */
export function Trends() {
  const may = useMay()
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      {may('quiz.read') ? <Awareness /> : null}
      {may('polls.read') ? <Participation /> : null}
    </SimpleGrid>
  )
}

function Awareness() {
  const w = useWords(homeWords)
  const awareness = useQuery(api.quiz.awareness.queryOptions())
  return (
    <Panel title={w('awareness')}>
      <QueryView query={awareness}>
        {({ weeks, threshold }) => {
          const points = awarenessTrend(weeks, weeksShown)
          const told = points.filter(({ percent }) => percent !== null)
          const [first, last] = [told[0], told.at(-1)]
          const weeksBetween = points.indexOf(last as TrendPoint) - points.indexOf(first as TrendPoint)
          if (!first || !last) return <Text c="dimmed">{w('awarenessEmpty', { n: threshold })}</Text>
          return (
            <>
              <p className="chart-lead">
                <b>{last.percent}%</b> {w('awarenessLead')}{' '}
                {weeksBetween > 0 ? w('awarenessBefore', { from: first.percent ?? 0, count: weeksBetween }) : null}
              </p>
              <ol className="columns">
                {points.map(({ week, percent }) => (
                  <li key={week} title={w('weekOf', { day: showDay(week) })}>
                    <span className="columns-track">
                      <span className="columns-figure">{percent ?? '–'}</span>
                      <span
                        className="columns-bar"
                        style={{ height: `${percent ?? 0}%` }}
                        data-last={week === last.week}
                      />
                    </span>
                    <span className="columns-label">{showDayMonth(week)}</span>
                  </li>
                ))}
              </ol>
              <p className="quiet chart-note">{w('awarenessNote', { n: threshold })}</p>
            </>
          )
        }}
      </QueryView>
    </Panel>
  )
}

function Participation() {
  const w = useWords(homeWords)
  const turnouts = useQuery(api.polls.participation.queryOptions())
  return (
    <Panel title={w('participation')}>
      <QueryView query={turnouts}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{w('participationEmpty')}</Text>
          ) : (
            <ol className="bars">
              {items.map(({ pollId, title, closedAt, cast, eligible }) => {
                const percent = Math.round((cast / eligible) * 100)
                return (
                  <li key={pollId}>
                    <span className="bars-head">
                      <Anchor component={Link} to={`/polls/${pollId}`}>
                        {title}
                      </Anchor>
                      <b className="number">{percent}%</b>
                    </span>
                    <span className="meter" aria-hidden="true">
                      <span className="meter-part" style={{ width: `${percent}%`, background: 'var(--accent)' }} />
                    </span>
                    <span className="quiet number">
                      {w('answeredOf', { n: showNumber(cast), count: eligible })} ·{' '}
                      {w('closedOn', { day: showDay(closedAt) })}
                    </span>
                  </li>
                )
              })}
            </ol>
          )
        }
      </QueryView>
    </Panel>
  )
}
