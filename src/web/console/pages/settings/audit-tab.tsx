import { Alert, Anchor, Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { festivalNames } from '../../../../contracts/schedule-text.ts'
import { api, client } from '../../api/client.ts'
import { showDay, showDayTime } from '../../parts/dates.ts'
import { instantOf } from '../../parts/days.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { Empty, Panel } from '../../parts/page.tsx'
import { useWords } from '../../words/define-words.ts'
import { currentLanguage } from '../../words/language.ts'
import { festivalsInEnglish } from '../campaigns/describe-schedule.ts'
import { type AuditFilter, AuditFilterFields, noFilter } from './audit-filter.tsx'
import { auditWords, hasAuditWords } from './audit-words.ts'
import { settingsWords } from './words.ts'

/** Who did what, newest first; the chain is checked on request. */
export function AuditTab() {
  const w = useWords(settingsWords)
  const a = useWords(auditWords)
  const actionName = (action: string) => (hasAuditWords(action) ? a(action) : action)
  const [filter, setFilter] = useState(noFilter)
  const [settled] = useDebouncedValue(filter, 300)
  const users = useQuery(api.users.list.queryOptions({ input: { limit: 200 } }))
  const entries = useInfiniteQuery({
    ...api.audit.list.infiniteOptions({
      input: (cursor) => ({ limit: 100, ...asked(settled), ...(cursor && { cursor }) }),
      ...nextPage,
    }),
    placeholderData: keepPreviousData,
  })
  const verify = useMutation({ mutationFn: () => client.audit.verify() })
  const nameOf = (id: string | null) =>
    id === null ? w('system') : (users.data?.items.find((user) => user.id === id)?.name ?? id)
  return (
    <Panel
      title={w('audit')}
      aside={
        <Button size="xs" variant="default" onClick={() => verify.mutate()} loading={verify.isPending}>
          {w('verify')}
        </Button>
      }
    >
      {verify.data ? (
        <Alert color={verify.data.firstBadSeq === null ? 'teal' : 'red'} variant="light" role="status" mb="md">
          {verify.data.firstBadSeq === null
            ? w('chainGood', { count: verify.data.entries })
            : w('chainBad', { seq: verify.data.firstBadSeq })}
        </Alert>
      ) : null}
      <AuditFilterFields filter={filter} people={users.data?.items ?? []} onChange={setFilter} />
      <EndlessList query={entries} empty={<Empty title={w('nothing')} />}>
        {(items) => (
          <ul className="rows">
            {items.map(({ seq, at, actorId, action, subject }) => (
              <li key={seq}>
                <div className="row">
                  <span className="row-main">
                    <span className="row-title">{actionName(action)}</span>
                    <span className="quiet"> · {nameOf(actorId)}</span>
                    <Subject action={action} subject={subject} />
                  </span>
                  <span className="row-aside">
                    {showDayTime(at)} · #{seq}
                  </span>
                </div>
              </li>
            ))}
          </ul>
        )}
      </EndlessList>
    </Panel>
  )
}

const places: Record<string, string> = {
  campaign: '/campaigns',
  content: '/cards',
  poll: '/polls',
  run: '/runs',
  series: '/series',
}

/** What it was done to: a way there, or its name. An id says nothing to people and stands in the tooltip. */
function Subject({ action, subject }: { action: string; subject: string | null }) {
  const w = useWords(settingsWords)
  if (subject === null) return null
  const place = places[action.split('.')[0] as string]
  const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(subject)
  if (isId && !place) return null
  return (
    <>
      <br />
      {isId ? (
        <Anchor component={Link} to={`${place}/${subject}`} title={subject} size="sm">
          {w('openSubject')}
        </Anchor>
      ) : (
        <span className="quiet">{saySubject(subject)}</span>
      )}
    </>
  )
}

/** The calendar's entries are named by a day, a festival or a year, which every page counts in พ.ศ. */
function saySubject(subject: string): string {
  const festivals: Record<string, string> = currentLanguage() === 'th' ? festivalNames : festivalsInEnglish
  if (/^\d{4}-\d{2}-\d{2}$/.test(subject)) return showDay(`${subject}T12:00:00+07:00`)
  return /^20\d{2}$/.test(subject) ? String(Number(subject) + 543) : (festivals[subject] ?? subject)
}

/** What the API is asked: days are those of Bangkok, the last one to its end. */
function asked({ q, action, actorId, fromDay, untilDay }: AuditFilter) {
  const midnight = (day: string) => instantOf(day, '00:00')
  const dayMs = 86_400_000
  return {
    ...(q.trim() && { q: q.trim() }),
    ...(action && { action }),
    ...(actorId && { actorId }),
    ...(fromDay && { from: midnight(fromDay) }),
    ...(untilDay && { to: new Date(Date.parse(midnight(untilDay)) + dayMs).toISOString() }),
  }
}
