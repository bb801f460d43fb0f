import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { AudienceSpec } from '../../../../contracts/api/campaigns.ts'
import { api } from '../../api/client.ts'
import { Panel } from '../../parts/page.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { pollWords } from './words.ts'

/** The invitation and its reminder, as campaigns to everybody alike. */
export function InvitePanel({ pollId, audience }: { pollId: string; audience: AudienceSpec }) {
  const w = useWords(pollWords)
  const [via, setVia] = useState<AudienceSpec['via']>('groups')
  // Groups that were named are reached as groups whatever is chosen.
  const asksVia = (audience.groups?.length ?? 0) === 0
  const invite = useMutation(api.polls.invite.mutationOptions({ onSuccess: () => tell(w('campaignDrafted')) }))
  const button = (isReminder: boolean) => (
    <Button
      variant={isReminder ? 'default' : 'filled'}
      onClick={() => invite.mutate({ id: pollId, isReminder, ...(asksVia && { audience: { ...audience, via } }) })}
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
        {asksVia ? (
          <SegmentedControl
            aria-label={w('inviteVia')}
            value={via}
            onChange={(value) => setVia(value as AudienceSpec['via'])}
            data={[
              { value: 'groups', label: w('viaGroups') },
              { value: 'people', label: w('viaPeople') },
              { value: 'both', label: w('viaBoth') },
            ]}
            style={{ alignSelf: 'flex-start' }}
          />
        ) : null}
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
