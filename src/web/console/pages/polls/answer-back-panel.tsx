import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { showDay } from '../../parts/dates.ts'
import { Panel } from '../../parts/page.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { pollWords } from './words.ts'

type Props = {
  poll: { id: string; nextStep: string | null; returnsOn: string | null; resultCampaignId: string | null }
  onChanged: () => void
}

/** What came out and what the office will do about it, as a campaign that waits for approval. */
export function AnswerBackPanel({ poll, onChanged }: Props) {
  const w = useWords(pollWords)
  const [nextStep, setNextStep] = useState(poll.nextStep ?? '')
  const draft = useMutation(
    api.polls.answerBack.mutationOptions({
      onSuccess: () => {
        tell(w('cardDrafted'))
        onChanged()
      },
    }),
  )
  return (
    <Panel title={w('answerBack')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          draft.mutate({ id: poll.id, nextStep })
        }}
      >
        <Stack>
          {poll.returnsOn ? (
            <Text c="dimmed">{w('answerBackText', { day: showDay(`${poll.returnsOn}T12:00:00+07:00`) })}</Text>
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
          <Group>
            <Button
              type="submit"
              variant={poll.resultCampaignId ? 'default' : 'filled'}
              disabled={nextStep.trim() === ''}
              loading={draft.isPending}
            >
              {w(poll.resultCampaignId ? 'redraftCard' : 'draftCard')}
            </Button>
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
