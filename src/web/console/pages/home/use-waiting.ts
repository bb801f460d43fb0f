import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay, useMe } from '../../api/me.ts'
import { useWords } from '../../words/define-words.ts'
import { describeSchedule } from '../campaigns/describe-schedule.ts'
import { isToRelease } from '../polls/result-state.ts'
import { homeWords } from './words.ts'

export type WaitingItem = {
  key: string
  kind: 'approve' | 'returned' | 'check'
  to: string
  title: string
  note: string
}

const refetchInterval = 10_000
const limit = 50

/** What waits for this very person: others' work to approve, own work that came back, what only they may decide. */
export function useWaiting() {
  const w = useWords(homeWords)
  const may = useMay()
  const me = useMe()
  const mayApprove = { campaigns: may('campaigns.approve'), polls: may('polls.approve'), groups: may('groups.approve') }
  const mayAnswer = may('polls.edit')
  const campaigns = useQuery(
    api.campaigns.list.queryOptions({ input: { state: 'pending_approval', limit }, refetchInterval }),
  )
  const drafts = useQuery({
    ...api.campaigns.list.queryOptions({ input: { state: 'draft', limit } }),
    enabled: may('campaigns.edit'),
  })
  const polls = useQuery({
    ...api.polls.list.queryOptions({ input: { state: 'pending_approval', limit }, refetchInterval }),
    enabled: mayApprove.polls,
  })
  const closed = useQuery({
    ...api.polls.list.queryOptions({ input: { state: 'closed', limit } }),
    enabled: mayApprove.polls || mayAnswer,
  })
  const groups = useQuery({
    ...api.groups.list.queryOptions({ input: { state: 'pending', limit } }),
    enabled: mayApprove.groups,
  })
  const isOthers = ({ authorId }: { authorId: string | null }) => authorId !== me.id
  const ofPoll = (note: string) => (poll: { id: string; title: string }) => ({
    key: poll.id,
    kind: 'approve' as const,
    to: `/polls/${poll.id}`,
    title: poll.title,
    note,
  })

  function collect(pending: NonNullable<typeof campaigns.data>['items']): WaitingItem[] {
    const groupCount = groups.data?.items.length ?? 0
    return [
      ...(mayApprove.campaigns ? pending.filter(isOthers) : []).map(({ id, name, schedule }) => ({
        key: id,
        kind: 'approve' as const,
        to: `/campaigns/${id}`,
        title: name,
        note: `${w('toApprove')} · ${describeSchedule(schedule)}`,
      })),
      ...(polls.data?.items ?? []).filter(isOthers).map(ofPoll(w('pollToApprove'))),
      ...(closed.data?.items ?? [])
        .filter((poll) => mayApprove.polls && isToRelease(poll) && !poll.holdReason)
        .map(ofPoll(w('resultToRelease'))),
      ...(closed.data?.items ?? [])
        .filter(({ outcome, resultReleasedAt }) => mayAnswer && (outcome === 'lost' || resultReleasedAt !== null))
        .filter(({ nextStep }) => nextStep === null)
        .map(ofPoll(w('resultToAnswer'))),
      ...(drafts.data?.items ?? [])
        .filter(({ authorId, rejectReason }) => authorId === me.id && rejectReason !== null)
        .map(({ id, name, rejectReason }) => ({
          key: id,
          kind: 'returned' as const,
          to: `/campaigns/${id}`,
          title: name,
          note: `${w('returned')}: ${rejectReason}`,
        })),
      ...(groupCount > 0
        ? [
            {
              key: 'groups',
              kind: 'check' as const,
              to: '/audience',
              title: w('pendingGroups', { count: groupCount }),
              note: w('pendingGroupsWhy'),
            },
          ]
        : []),
    ]
  }

  return { campaigns, collect }
}
