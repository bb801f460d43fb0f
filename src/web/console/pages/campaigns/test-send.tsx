import { Anchor, MultiSelect, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { api, client } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { useAllStaff } from '../../api/use-all.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { tell, tellError } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { campaignWords } from './words.ts'

type Props = {
  isDisabled?: boolean
  /** The stored campaign; what is not stored yet is saved first. */
  findCampaign: () => Promise<string>
  onSent?: (campaignId: string) => Promise<void>
}

/** A copy now to one's own LINE; an owner, who sees the names of staff, may choose others. */
export function TestSend({ isDisabled = false, findCampaign, onSent }: Props) {
  const w = useWords(campaignWords)
  const may = useMay()
  const [people, setPeople] = useState<string[]>([])
  const link = useQuery(api.officers.seeLine.queryOptions())
  const mayChoose = may('staff.read')
  const label = w(mayChoose ? 'testSend' : 'testToSelf')
  const isLinked = link.data?.isLinked ?? false
  const send = useMutation({
    async mutationFn() {
      const id = await findCampaign()
      try {
        const { queued } = await client.campaigns.test({ id, ...(people.length > 0 && { people }) })
        tell(people.length > 0 ? w('testSent', { count: queued }) : w('testSentToSelf'))
      } catch (error) {
        tellError(error) // what was saved for it stays saved
      }
      await onSent?.(id)
    },
  })
  return (
    <ConfirmButton
      variant="default"
      countdown
      title={w('testTitle')}
      text={
        <Stack gap="sm">
          <Text>
            <ThaiText text={w('testText')} />
          </Text>
          {isLinked ? null : (
            <>
              <Text>
                <ThaiText text={w('testUnlinked')} />
              </Text>
              <Anchor component={Link} to="/account">
                {w('testLink')}
              </Anchor>
            </>
          )}
          {mayChoose ? <OtherPeople value={people} onChange={setPeople} /> : null}
        </Stack>
      }
      confirmLabel={label}
      isReady={isLinked || people.length > 0}
      onConfirm={() => send.mutate()}
      disabled={isDisabled}
      loading={send.isPending}
    >
      {label}
    </ConfirmButton>
  )
}

function OtherPeople({ value, onChange }: { value: string[]; onChange: (people: string[]) => void }) {
  const w = useWords(campaignWords)
  const staff = useAllStaff(true)
  return (
    <MultiSelect
      label={w('testPeople')}
      description={w('testPeopleHelp')}
      searchable
      maxValues={10}
      value={value}
      onChange={onChange}
      data={(staff.data ?? []).map(({ id, displayName }) => ({ value: id, label: displayName ?? id }))}
    />
  )
}
