import { ActionIcon, Alert, Button, Group, Text, Title } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { api } from '../../api/client.ts'
import { showClock, showDay, showMonth } from '../../parts/dates.ts'
import { buddhistYear, dayOf } from '../../parts/days.ts'
import { Page } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { listMonthDays, type MonthDay, moveMonth } from './month-days.ts'
import { MonthGrid } from './month-grid.tsx'
import { calendarWords } from './words.ts'

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
  // Around the new year the weeks of a month reach into another year.
  const years = useQueries({
    queries: [...new Set([month, first.date, last.date].map(buddhistYear))].map((year) =>
      api.calendar.get.queryOptions({ input: { year } }),
    ),
  })
  const year = years[0]?.data
  const holidays = years.flatMap(({ data }) => data?.days ?? [])
  const surveys = years.flatMap(({ data }) => data?.survey ?? [])
  const survey = surveys.find(({ from, until }) => from <= last.date && until >= first.date)
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
      {year && !year.isConfirmed ? (
        <Alert color="yellow" variant="light">
          <Text c="var(--text)">{w('notConfirmed', { year: year.year })}</Text>
        </Alert>
      ) : null}
      {survey ? (
        <Alert color="blue" variant="light">
          <Text c="var(--text)">{w('survey', daysOfSurvey(survey))}</Text>
        </Alert>
      ) : null}
      <Group justify="space-between">
        <Title order={2} size="h3" aria-live="polite">
          {showMonth(`${month}-15T12:00:00+07:00`)}
        </Title>
        <Text size="sm" c="dimmed">
          {year?.window.isOn
            ? w('window', {
                opens: showClock(year.window.opens),
                closes: showClock(year.window.closes),
              })
            : w('noWindow')}
        </Text>
      </Group>
      <QueryView query={runs} rows={6}>
        {({ items }) => <MonthGrid runs={items} {...{ days, today, holidays, survey }} />}
      </QueryView>
    </Page>
  )
}

const daysOfSurvey = ({ from, until }: { from: string; until: string }) => ({
  from: showDay(`${from}T12:00:00+07:00`),
  until: showDay(`${until}T12:00:00+07:00`),
})
