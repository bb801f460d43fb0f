import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { useMay, useMe } from '../../api/me.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { describeSchedule } from '../campaigns/describe-schedule.ts'
import { homeWords } from './words.ts'

type Item = { key: string; to: string; title: string; note: string }

/** What waits for this very person: others' work to approve, own work that came back, groups to check. */
export function Waiting() {
  const w = useWords(homeWords)
  const may = useMay()
  const me = useMe()
  const refetchInterval = 10_000
  const campaigns = useQuery(
    api.campaigns.list.queryOptions({ input: { state: 'pending_approval', limit: 50 }, refetchInterval }),
  )
  const drafts = useQuery({
    ...api.campaigns.list.queryOptions({ input: { state: 'draft', limit: 50 } }),
    enabled: may('campaigns.edit'),
  })
  const polls = useQuery({
    ...api.polls.list.queryOptions({ input: { state: 'pending_approval', limit: 50 }, refetchInterval }),
    enabled: may('polls.approve'),
  })
  const groups = useQuery({
    ...api.groups.list.queryOptions({ input: { state: 'pending', limit: 50 } }),
    enabled: may('groups.approve'),
  })
  return (
    <Panel title={w('waits')}>
      <QueryView query={campaigns}>
        {({ items }) => {
          const waiting: Item[] = [
            ...(may('campaigns.approve') ? items.filter(({ authorId }) => authorId !== me.id) : []).map(
              ({ id, name, schedule }) => ({
                key: id,
                to: `/campaigns/${id}`,
                title: name,
                note: `${w('toApprove')} · ${describeSchedule(schedule)}`,
              }),
            ),
            ...(polls.data?.items ?? [])
              .filter(({ authorId }) => authorId !== me.id)
              .map(({ id, title }) => ({ key: id, to: `/polls/${id}`, title, note: w('pollToApprove') })),
            ...(drafts.data?.items ?? [])
              .filter(({ authorId, rejectReason }) => authorId === me.id && rejectReason !== null)
              .map(({ id, name, rejectReason }) => ({
                key: id,
                to: `/campaigns/${id}`,
                title: name,
                note: `${w('returned')}: ${rejectReason}`,
              })),
            ...((groups.data?.items.length ?? 0) > 0
              ? [
                  {
                    key: 'groups',
                    to: '/audience',
                    title: w('pendingGroups', { n: groups.data?.items.length ?? 0 }),
                    note: '',
                  },
                ]
              : []),
          ]
          if (waiting.length === 0) return <Text c="dimmed">{w('nothingWaits')}</Text>
          return (
            <ul className="rows">
              {waiting.map(({ key, to, title, note }) => (
                <li key={key}>
                  <Link to={to} className="row">
                    <span className="row-main">
                      <span className="row-title">{title}</span>
                      <br />
                      <span className="quiet">{note}</span>
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
