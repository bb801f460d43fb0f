import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { showDayTime } from '../../parts/dates.ts'
import { Panel } from '../../parts/page.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { homeWords } from './words.ts'

const comingMs = 14 * 86_400_000
const dayMs = 86_400_000

/** From this minute, so that the question (and its cached answer) stays the same while the page is open. */
function useNow(): number {
  const [now] = useState(() => Math.floor(Date.now() / 60_000) * 60_000)
  return now
}

export function NextRuns() {
  const w = useWords(homeWords)
  const now = useNow()
  const runs = useQuery(
    api.runs.calendar.queryOptions({
      input: { from: new Date(now).toISOString(), to: new Date(now + comingMs).toISOString() },
      refetchInterval: 30_000,
    }),
  )
  return (
    <Panel title={w('next')}>
      <QueryView query={runs}>
        {({ items }) => {
          const coming = items.filter(({ state }) => state === 'planned' || state === 'deferred').slice(0, 5)
          if (coming.length === 0) return <Text c="dimmed">{w('nothingNext')}</Text>
          return (
            <ul className="rows">
              {coming.map(({ campaignId, campaignName, dueAt }) => (
                <li key={`${campaignId}${dueAt}`}>
                  <Link to={`/campaigns/${campaignId}`} className="row">
                    <span className="row-main row-title">{campaignName}</span>
                    <span className="row-aside">{showDayTime(dueAt)}</span>
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

/** Runs in progress with their bars, live; nothing at all while nothing is sent. */
export function RunningRuns() {
  const w = useWords(homeWords)
  const now = useNow()
  const runs = useQuery(
    api.runs.list.queryOptions({
      input: { from: new Date(now - dayMs).toISOString(), to: new Date(now + dayMs).toISOString(), limit: 50 },
      refetchInterval: ({ state }) => (state.data?.items.some((run) => run.state === 'sending') ? 1000 : 5000),
    }),
  )
  const sending = runs.data?.items.filter(({ state }) => state === 'sending') ?? []
  if (sending.length === 0) return null
  return (
    <Panel title={w('running')}>
      <ul className="rows">
        {sending.map(({ id, progress, dueAt }) => (
          <li key={id}>
            <Link to={`/runs/${id}`} className="row">
              <span className="row-main">
                <span className="row-title">{showDayTime(dueAt)}</span>
                <ProgressBar counts={progress} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
