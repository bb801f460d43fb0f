import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { Panel } from '../../parts/page.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { pollWords } from './words.ts'

/** The invitation and its reminder, as campaigns to everybody alike. */
export function InvitePanel({ pollId }: { pollId: string }) {
  const w = useWords(pollWords)
  const invite = useMutation(api.polls.invite.mutationOptions({ onSuccess: () => tell(w('campaignDrafted')) }))
  const button = (isReminder: boolean) => (
    <Button
      variant={isReminder ? 'default' : 'filled'}
      onClick={() => invite.mutate({ id: pollId, isReminder })}
      loading={invite.isPending && invite.variables.isReminder === isReminder}
      disabled={invite.isPending}
    >
      {w(isReminder ? 'remind' : 'invite')}
    </Button>
  )
  return (
    <Panel title={w('inviteTitle')}>
      <Stack>
        <Text c="dimmed">{w('inviteText')}</Text>
        <Group>
          {button(false)}
          {button(true)}
          {invite.data ? (
            <Button component={Link} to={`/campaigns/${invite.data.campaignId}`} variant="subtle">
              {w('toCampaign')}
            </Button>
          ) : null}
        </Group>
        <Text size="sm" c="dimmed">
          {w('remindText')}
        </Text>
      </Stack>
    </Panel>
  )
}
