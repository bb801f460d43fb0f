import { ActionIcon, Alert, Button, Group, Text, Title } from '@mantine/core'
import { IconCalendarEvent, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { showClock, showDay, showMonth, showTime, showWeekday } from '../../parts/dates.ts'
import { buddhistYear, dayOf } from '../../parts/days.ts'
import { Page } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { listMonthDays, type MonthDay, moveMonth } from './month-days.ts'
import { type Move, MoveRun } from './move-run.tsx'
import { calendarWords } from './words.ts'

type CalendarRun = {
  runId: string | null
  campaignId: string
  campaignName: string
  dueAt: string
  state: string
}

/** A month with its runs; days on which nothing is sent are shaded. On a phone only days with something in them. */
export default function CalendarPage() {
  const w = useWords(calendarWords)
  const [parameters, setParameters] = useSearchParams()
  const today = dayOf(new Date())
  const asked = parameters.get('month') ?? ''
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7)
  const days = listMonthDays(month)
  const first = days[0] as MonthDay
  const last = days.at(-1) as MonthDay
  const show = (value: string) => setParameters({ month: value })
  const year = useQuery(api.calendar.get.queryOptions({ input: { year: buddhistYear(month) } }))
  const runs = useQuery(
    api.runs.calendar.queryOptions({
      input: { from: `${first.date}T00:00:00+07:00`, to: `${last.date}T23:59:59+07:00` },
    }),
  )
  return (
    <Page
      title={w('title')}
      lead={w('lead')}
      actions={
        <>
          <ActionIcon variant="default" size="lg" onClick={() => show(moveMonth(month, -1))} aria-label={w('before')}>
            <IconChevronLeft size={20} />
          </ActionIcon>
          <Button variant="default" onClick={() => show(today.slice(0, 7))}>
            {w('today')}
          </Button>
          <ActionIcon variant="default" size="lg" onClick={() => show(moveMonth(month, 1))} aria-label={w('after')}>
            <IconChevronRight size={20} />
          </ActionIcon>
        </>
      }
    >
      {year.data && !year.data.isConfirmed ? (
        <Alert color="yellow" variant="light">
          <Text c="var(--text)">{w('notConfirmed', { year: year.data.year })}</Text>
        </Alert>
      ) : null}
      {year.data?.survey && year.data.survey.from <= last.date && year.data.survey.until >= first.date ? (
        <Alert color="blue" variant="light">
          <Text c="var(--text)">{w('survey', daysOfSurvey(year.data.survey))}</Text>
        </Alert>
      ) : null}
      <Group justify="space-between">
        <Title order={2} size="h3" aria-live="polite">
          {showMonth(`${month}-15T12:00:00+07:00`)}
        </Title>
        <Text size="sm" c="dimmed">
          {year.data?.window.isOn
            ? w('window', {
                opens: showClock(year.data.window.opens),
                closes: showClock(year.data.window.closes),
              })
            : w('noWindow')}
        </Text>
      </Group>
      <QueryView query={runs} rows={6}>
        {({ items }) => <Month days={days} today={today} runs={items} holidays={year.data?.days ?? []} />}
      </QueryView>
    </Page>
  )
}

const daysOfSurvey = ({ from, until }: { from: string; until: string }) => ({
  from: showDay(`${from}T12:00:00+07:00`),
  until: showDay(`${until}T12:00:00+07:00`),
})

const shownRuns = 4

function Month({
  days,
  today,
  runs,
  holidays,
}: {
  days: MonthDay[]
  today: string
  runs: CalendarRun[]
  holidays: { date: string; name: string }[]
}) {
  const w = useWords(calendarWords)
  const holidayOf = new Map(holidays.map(({ date, name }) => [date, name]))
  const mayMove = useMay()('campaigns.edit')
  const [dragged, setDragged] = useState<CalendarRun>()
  const [move, setMove] = useState<Move>()
  const moveTo = ({ campaignId, campaignName }: CalendarRun, day: string) => setMove({ campaignId, campaignName, day })
  const runsOf = Map.groupBy(runs, ({ dueAt }) => dayOf(dueAt))
  return (
    <>
      {runs.length === 0 ? <Text c="dimmed">{w('nothing')}</Text> : null}
      <div className="calendar">
        {days.slice(0, 7).map(({ date }) => (
          <div key={date} className="calendar-head" aria-hidden="true">
            {showWeekday(`${date}T12:00:00+07:00`)}
          </div>
        ))}
        {days.map(({ date, isOutside, isWeekend }) => {
          const holiday = holidayOf.get(date)
          const onDay = runsOf.get(date) ?? []
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut, the button beside each run does the same
            <div
              key={date}
              className="calendar-day"
              data-off={isWeekend || holiday !== undefined}
              data-outside={isOutside}
              data-today={date === today}
              data-empty={onDay.length === 0 && holiday === undefined}
              data-target={dragged !== undefined && date >= today}
              onDragOver={(event) => dragged && date >= today && event.preventDefault()}
              onDrop={() => dragged && moveTo(dragged, date)}
            >
              <time dateTime={date} className="calendar-date" aria-current={date === today ? 'date' : undefined}>
                {Number(date.slice(8))}
              </time>
              <span className="calendar-long-date" aria-hidden="true">
                {showWeekday(`${date}T12:00:00+07:00`, 'long')} {showDay(`${date}T12:00:00+07:00`)}
              </span>
              {holiday ? (
                <span className="calendar-note">
                  {w('holiday')}: {holiday}
                </span>
              ) : null}
              {onDay.slice(0, shownRuns).map((run) => {
                const isMovable = mayMove && (run.state === 'planned' || run.state === 'deferred')
                return (
                  <div key={`${run.campaignId}${run.dueAt}`} className="calendar-item">
                    <Link
                      to={run.runId ? `/runs/${run.runId}` : `/campaigns/${run.campaignId}`}
                      className="calendar-run"
                      data-tone={run.state === 'held' ? 'bad' : run.state === 'done' ? 'good' : undefined}
                      draggable={isMovable}
                      onDragStart={() => isMovable && setDragged(run)}
                      onDragEnd={() => setDragged(undefined)}
                    >
                      {showTime(run.dueAt)} {run.campaignName}
                    </Link>
                    {isMovable ? (
                      <ActionIcon
                        variant="subtle"
                        size="sm"
                        aria-label={w('move', { name: run.campaignName })}
                        onClick={() => moveTo(run, date)}
                      >
                        <IconCalendarEvent size={16} />
                      </ActionIcon>
                    ) : null}
                  </div>
                )
              })}
              {onDay.length > shownRuns ? (
                <span className="calendar-note">{w('more', { n: onDay.length - shownRuns })}</span>
              ) : null}
            </div>
          )
        })}
      </div>
      {move ? <MoveRun key={move.campaignId + move.day} move={move} onClose={() => setMove(undefined)} /> : null}
    </>
  )
}
