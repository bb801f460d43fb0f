import { Checkbox, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { cardWords } from './words.ts'

/** Asks before the card may be sent, with a tick for each thing that its approver has to have checked. */
export function ApproveCard({ card }: { card: { id: string; version: number; toConfirm: string[] } }) {
  const w = useWords(cardWords)
  const queryClient = useQueryClient()
  const [confirmed, setConfirmed] = useState<string[]>([])
  const approve = useMutation(
    api.contents.approve.mutationOptions({
      onSuccess: () => {
        tell(w('approvedNow'))
        void queryClient.invalidateQueries({ queryKey: api.contents.key() })
        void queryClient.invalidateQueries({ queryKey: api.contentPictures.key() })
      },
    }),
  )
  const { id, version, toConfirm } = card
  return (
    <ConfirmButton
      title={w('approveTitle')}
      text={
        <Stack gap="sm">
          <Text>{w('approveText')}</Text>
          {toConfirm.length > 0 ? (
            <Checkbox.Group label={w('checkedBefore')} value={confirmed} onChange={setConfirmed}>
              <Stack gap="xs" mt="xs">
                {toConfirm.map((note) => (
                  <Checkbox key={note} value={note} label={w('checked', { note })} />
                ))}
              </Stack>
            </Checkbox.Group>
          ) : null}
        </Stack>
      }
      confirmLabel={w('approve')}
      isReady={toConfirm.every((note) => confirmed.includes(note))}
      onConfirm={() => approve.mutate({ id, version, confirmed })}
      loading={approve.isPending}
    >
      {w('approve')}
    </ConfirmButton>
  )
}
