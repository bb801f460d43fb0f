import { Anchor, Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { showDayMonth, showTime, showWeekday } from '../../parts/dates.ts'
import { dayOf } from '../../parts/days.ts'
import { Panel } from '../../parts/page.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { homeWords } from './words.ts'

const aheadMs = 14 * 86_400_000
const mostShown = 5

/** From this minute, so that the question (and its cached answer) stays the same while the page is open. */
function useNow(): number {
  const [now] = useState(() => Math.floor(Date.now() / 60_000) * 60_000)
  return now
}

export function NextRuns() {
  const w = useWords(homeWords)
  const may = useMay()
  const now = useNow()
  const runs = useQuery(
    api.runs.calendar.queryOptions({
      input: { from: new Date(now).toISOString(), to: new Date(now + aheadMs).toISOString() },
      refetchInterval: 30_000,
    }),
  )
  return (
    <Panel
      title={w('next')}
      aside={
        <Anchor component={Link} to="/calendar" size="sm">
          {w('toCalendar')}
        </Anchor>
      }
    >
      <QueryView query={runs}>
        {({ items }) => {
          const coming = items.filter(({ state }) => state === 'planned' || state === 'deferred').slice(0, mostShown)
          if (coming.length === 0)
            return (
              <>
                <Text c="dimmed">{w('nothingNext')}</Text>
                {may('campaigns.edit') ? (
                  <Button component={Link} to="/campaigns/new" variant="default" mt="sm">
                    {w('planOne')}
                  </Button>
                ) : null}
              </>
            )
          return (
            <ul className="rows">
              {coming.map(({ campaignId, campaignName, dueAt }) => (
                <li key={`${campaignId}${dueAt}`}>
                  <Link to={`/campaigns/${campaignId}`} className="row row-led">
                    <DayMark at={dueAt} />
                    <span className="row-main">
                      <span className="row-title">
                        <ThaiText text={campaignName} />
                      </span>
                      <br />
                      <span className="quiet number">{showTime(dueAt)}</span>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }}
      </QueryView>
    </Panel>
  )
}

/** The day as a leaf of a calendar; today in the colour of the product. */
function DayMark({ at }: { at: string }) {
  const w = useWords(homeWords)
  const isToday = dayOf(at) === dayOf(new Date())
  return (
    <span className="day-mark" data-today={isToday}>
      <span>{isToday ? w('today') : showWeekday(at)}</span>
      <b>{showDayMonth(at)}</b>
    </span>
  )
}

/** Runs in progress with their bars, live, and below them what came of the last ones. */
export function RunningRuns() {
  const w = useWords(homeWords)
  // Each by its state: a run is made long before it is sent, and among the latest of all kinds it might be missing.
  const { data: running } = useQuery(
    api.runs.list.queryOptions({
      input: { state: 'sending', limit: 50 },
      refetchInterval: ({ state }) => (state.data?.items.length ? 1000 : 5000),
    }),
  )
  const { data: ended } = useQuery(
    api.runs.list.queryOptions({ input: { state: 'done', limit: mostShown }, refetchInterval: 5000 }),
  )
  const sending = running?.items ?? []
  const done = (ended?.items ?? []).slice(0, Math.max(0, mostShown - sending.length))
  const panels = [
    { title: w('running'), shown: sending },
    { title: w('recent'), shown: done },
  ]
  return panels
    .filter(({ shown }) => shown.length > 0)
    .map(({ title, shown }) => (
      <Panel key={title} title={title}>
        <ul className="rows">
          {shown.map(({ id, campaignName, progress, dueAt }) => (
            <li key={id}>
              <Link to={`/runs/${id}`} className="row row-led">
                <DayMark at={dueAt} />
                <span className="row-main">
                  <span className="row-title">
                    <ThaiText text={campaignName} />
                  </span>
                  <ProgressBar counts={progress} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Panel>
    ))
}
