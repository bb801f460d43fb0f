import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDayTime, showNumber } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { removeAtOnce } from '../../parts/item-at-once.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { hasJobWords, jobWords, queueWords } from './queue-words.ts'

function useJobName() {
  const j = useWords(jobWords)
  return (job: string) => (hasJobWords(job) ? j(job) : job)
}

/** The work behind the pages: what was given up, with a way to see to it, and what waits or runs. */
export function QueuesTab() {
  return (
    <Stack gap="lg">
      <FailedJobs />
      <Queues />
    </Stack>
  )
}

function FailedJobs() {
  const w = useWords(queueWords)
  const nameOf = useJobName()
  const queryClient = useQueryClient()
  const refresh = () => void queryClient.invalidateQueries({ queryKey: api.queues.key() })
  const failed = useInfiniteQuery({
    ...api.queues.listFailed.infiniteOptions({
      input: (cursor) => ({ limit: 50, ...(cursor && { cursor }) }),
      ...nextPage,
    }),
    refetchInterval: 10_000,
  })
  const retry = useMutation(
    api.queues.retry.mutationOptions({ onSuccess: () => tell(w('retried')), onSettled: refresh }),
  )
  const remove = useMutation(removeAtOnce(api.queues.remove, api.queues.key()))
  const nothing = (
    <p className="alert-line">
      <IconCircleCheck size={20} color="var(--good)" aria-hidden /> {w('nothingFailed')}
    </p>
  )
  return (
    <Panel title={w('failedTitle')}>
      <Text c="dimmed" mb="sm">
        {w('failedLead')}
      </Text>
      <EndlessList query={failed} empty={nothing}>
        {(items) => (
          <ul className="rows">
            {items.map(({ id, job, text, times, failedAt }) => (
              <li key={id}>
                <div className="row">
                  <span className="row-main">
                    <span className="row-title">{nameOf(job)}</span>
                    <br />
                    {text}
                    <br />
                    <span className="quiet number">{w('times', { n: times, at: showDayTime(failedAt) })}</span>
                  </span>
                  <Group gap="xs">
                    <Button size="xs" variant="default" onClick={() => retry.mutate({ id })} loading={retry.isPending}>
                      {w('retry')}
                    </Button>
                    <ConfirmButton
                      size="xs"
                      variant="subtle"
                      color="red"
                      title={w('removeTitle')}
                      text={w('removeText')}
                      confirmLabel={w('remove')}
                      onConfirm={() => remove.mutate({ id })}
                    >
                      {w('remove')}
                    </ConfirmButton>
                  </Group>
                </div>
              </li>
            ))}
          </ul>
        )}
      </EndlessList>
    </Panel>
  )
}

const shown = ['active', 'waiting', 'delayed', 'failed'] as const

function Queues() {
  const w = useWords(queueWords)
  const nameOf = useJobName()
  const queues = useQuery(api.queues.list.queryOptions({ refetchInterval: 5000 }))
  const say = (counts: Partial<Record<(typeof shown)[number], number>>) =>
    shown.flatMap((name) => (counts[name] ? [`${w(name)} ${showNumber(counts[name])}`] : [])).join(' · ') || w('idle')
  return (
    <Panel title={w('queueTitle')}>
      <QueryView query={queues} rows={6}>
        {({ items }) => (
          <>
            {items.every(({ counts }) => counts === null) ? (
              <Alert color="yellow" variant="light" mb="md">
                {w('away')}
              </Alert>
            ) : null}
            <ul className="rows">
              {items.map(({ job, counts, failed }) => (
                <li key={job}>
                  <div className="row">
                    <span className="row-main">{nameOf(job)}</span>
                    <span className="row-aside">{say({ ...counts, failed })}</span>
                  </div>
                </li>
              ))}
            </ul>
          </>
        )}
      </QueryView>
    </Panel>
  )
}
