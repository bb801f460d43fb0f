import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { showDay } from '../../parts/dates.ts'
import { dayOf } from '../../parts/days.ts'
import { Panel } from '../../parts/page.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import type { Poll } from './poll-queries.ts'
import { whyUntold } from './result-state.ts'
import { pollWords } from './words.ts'

type Props = {
  poll: Pick<Poll, 'id' | 'outcome' | 'nextStep' | 'holdReason' | 'returnsOn' | 'resultCampaignId'>
  onChanged: () => void
}

/** What came out and what the office will do about it, as a campaign that waits for approval. */
export function AnswerBackPanel({ poll, onChanged }: Props) {
  const w = useWords(pollWords)
  const [nextStep, setNextStep] = useState(poll.nextStep ?? '')
  const [reason, setReason] = useState('')
  const draft = useMutation(
    api.polls.answerBack.mutationOptions({
      onSuccess: () => {
        tell(w('cardDrafted'))
        onChanged()
      },
    }),
  )
  const card = useQuery({
    ...api.campaigns.get.queryOptions({ input: { id: poll.resultCampaignId ?? '' } }),
    enabled: poll.resultCampaignId !== null,
  })
  const waiting = whyUntold(poll, card.data?.state)
  const day = poll.returnsOn && showDay(`${poll.returnsOn}T12:00:00+07:00`)
  const isLate = poll.returnsOn !== null && dayOf(new Date()) > poll.returnsOn
  const asksReason = isLate && waiting !== undefined && waiting !== 'pending_approval' && poll.holdReason === null
  return (
    <Panel title={w('answerBack')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          draft.mutate({ id: poll.id, nextStep, ...(asksReason && { reason }) })
        }}
      >
        <Stack>
          {day ? (
            <Text c="dimmed">{w(poll.outcome === 'lost' ? 'lostBackText' : 'answerBackText', { day })}</Text>
          ) : null}
          {waiting && (isLate || (waiting !== 'none' && waiting !== 'undrafted')) ? (
            <Alert variant="light" color={isLate ? 'red' : 'yellow'} role="status">
              {[isLate && w('dayPassed', { day: day ?? '' }), w(`card_${waiting}`)].filter(Boolean).join(' ')}
            </Alert>
          ) : null}
          <Textarea
            label={w('nextStep')}
            description={w('nextStepHelp')}
            required
            autosize
            minRows={3}
            maxLength={400}
            value={nextStep}
            onChange={(event) => setNextStep(event.currentTarget.value)}
          />
          {asksReason ? (
            <Textarea
              label={w('lateReason')}
              description={w('lateHelp')}
              required
              autosize
              minRows={2}
              maxLength={300}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : null}
          <Group>
            {waiting && waiting !== 'pending_approval' ? (
              <Button
                type="submit"
                variant={poll.nextStep ? 'default' : 'filled'}
                disabled={nextStep.trim() === '' || (asksReason && reason.trim() === '')}
                loading={draft.isPending}
              >
                {w(poll.nextStep ? 'redraftCard' : 'draftCard')}
              </Button>
            ) : null}
            {poll.resultCampaignId ? (
              <Button component={Link} to={`/campaigns/${poll.resultCampaignId}`}>
                {w('toCampaign')}
              </Button>
            ) : null}
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}
