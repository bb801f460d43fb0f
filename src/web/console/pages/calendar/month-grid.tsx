import { Text } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../../api/me.ts'
import { showWeekday } from '../../parts/dates.ts'
import { dayOf } from '../../parts/days.ts'
import { useWords } from '../../words/define-words.ts'
import { type CalendarRun, DayCell } from './day-cell.tsx'
import type { MonthDay } from './month-days.ts'
import { type Move, MoveRun } from './move-run.tsx'
import { calendarWords } from './words.ts'

type Props = {
  days: MonthDay[]
  today: string
  runs: CalendarRun[]
  holidays: { date: string; name: string }[]
  survey: { from: string; until: string } | undefined
}

/** The weeks of a month, of which a run can be dragged to another day. */
export function MonthGrid({ days, today, runs, holidays, survey }: Props) {
  const w = useWords(calendarWords)
  const mayMove = useMay()('campaigns.edit')
  const [dragged, setDragged] = useState<CalendarRun>()
  const [move, setMove] = useState<Move>()
  const moveTo = ({ campaignId, campaignName }: CalendarRun, day: string) => setMove({ campaignId, campaignName, day })
  const holidayOf = new Map(holidays.map(({ date, name }) => [date, name]))
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
        {days.map((day) => (
          <DayCell
            key={day.date}
            day={day}
            today={today}
            holiday={holidayOf.get(day.date)}
            isSurveyed={survey !== undefined && day.date >= survey.from && day.date <= survey.until}
            runs={runsOf.get(day.date) ?? []}
            isMovable={({ state, isStarted }) => mayMove && !isStarted && (state === 'planned' || state === 'deferred')}
            dragged={dragged}
            onDrag={setDragged}
            onMove={moveTo}
          />
        ))}
      </div>
      {move ? <MoveRun key={move.campaignId + move.day} move={move} onClose={() => setMove(undefined)} /> : null}
    </>
  )
}
