import { ActionIcon } from '@mantine/core'
import { IconCalendarEvent } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { showDay, showTime, showWeekday } from '../../parts/dates.ts'
import { useWords } from '../../words/define-words.ts'
import type { MonthDay } from './month-days.ts'
import { calendarWords } from './words.ts'

export type CalendarRun = {
  runId: string | null
  campaignId: string
  campaignName: string
  dueAt: string
  state: string
  isStarted: boolean
}

type Props = {
  day: MonthDay
  today: string
  holiday: string | undefined
  isSurveyed: boolean
  runs: CalendarRun[]
  isMovable(run: CalendarRun): boolean
  dragged: CalendarRun | undefined
  onDrag(run: CalendarRun | undefined): void
  onMove(run: CalendarRun, date: string): void
}

const shownRuns = 4
const noonOf = (date: string) => `${date}T12:00:00+07:00`

/** A day with its runs, the first four until more are asked for. */
export function DayCell({ day, today, holiday, isSurveyed, runs, isMovable, dragged, onDrag, onMove }: Props) {
  const w = useWords(calendarWords)
  const [isWhole, setWhole] = useState(false)
  const { date, isOutside, isWeekend } = day
  const left = isWhole ? 0 : runs.length - shownRuns
  const mayDrop = dragged !== undefined && date >= today
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut, the button beside each run does the same
    <div
      className="calendar-day"
      data-off={isWeekend || holiday !== undefined}
      data-surveyed={isSurveyed}
      data-outside={isOutside}
      data-today={date === today}
      data-empty={runs.length === 0 && holiday === undefined}
      data-target={mayDrop}
      onDragOver={(event) => mayDrop && event.preventDefault()}
      onDrop={() => dragged && onMove(dragged, date)}
    >
      <time dateTime={date} className="calendar-date" aria-current={date === today ? 'date' : undefined}>
        {Number(date.slice(8))}
      </time>
      <span className="calendar-long-date" aria-hidden="true">
        {showWeekday(noonOf(date), 'long')} {showDay(noonOf(date))}
      </span>
      {holiday ? (
        <span className="calendar-note">
          {w('holiday')}: {holiday}
        </span>
      ) : null}
      {isSurveyed ? <span className="calendar-note">{w('surveyed')}</span> : null}
      {(left > 0 ? runs.slice(0, shownRuns) : runs).map((run) => (
        <div key={`${run.campaignId}${run.dueAt}`} className="calendar-item">
          <Link
            to={run.runId ? `/runs/${run.runId}` : `/campaigns/${run.campaignId}`}
            className="calendar-run"
            data-tone={run.state === 'held' ? 'bad' : run.state === 'done' ? 'good' : undefined}
            draggable={isMovable(run)}
            onDragStart={() => isMovable(run) && onDrag(run)}
            onDragEnd={() => onDrag(undefined)}
          >
            {showTime(run.dueAt)} {run.campaignName}
          </Link>
          {isMovable(run) ? (
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={w('move', { name: run.campaignName })}
              onClick={() => onMove(run, date)}
            >
              <IconCalendarEvent size={16} />
            </ActionIcon>
          ) : null}
        </div>
      ))}
      {left > 0 ? (
        <button type="button" className="calendar-more" onClick={() => setWhole(true)}>
          {w('more', { n: left })}
        </button>
      ) : null}
    </div>
  )
}
