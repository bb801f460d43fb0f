import { Button, MultiSelect, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { useAllStaff } from '../../api/use-all.ts'
import { Sheet } from '../../parts/sheet.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { campaignWords } from './words.ts'

/** A copy to a few named people now. Names of staff are shown to owners alone, so they choose. */
export function TestSend({ campaignId }: { campaignId: string }) {
  const w = useWords(campaignWords)
  const may = useMay()
  const [isOpen, sheet] = useDisclosure(false)
  const [people, setPeople] = useState<string[]>([])
  const mayChoose = may('staff.read')
  const staff = useAllStaff(isOpen && mayChoose)
  const send = useMutation(
    api.campaigns.test.mutationOptions({
      onSuccess: ({ queued }) => {
        tell(w('testSent', { count: queued }))
        sheet.close()
      },
    }),
  )
  return (
    <>
      <Button variant="default" onClick={sheet.open}>
        {w('testSend')}
      </Button>
      <Sheet opened={isOpen} onClose={sheet.close} title={w('testTitle')}>
        <Stack>
          <Text>{w('testText')}</Text>
          {mayChoose ? (
            <>
              <MultiSelect
                label={w('testPeople')}
                searchable
                maxValues={10}
                value={people}
                onChange={setPeople}
                data={(staff.data ?? []).map(({ id, displayName }) => ({ value: id, label: displayName ?? id }))}
              />
              <Button
                disabled={people.length === 0}
                loading={send.isPending}
                onClick={() => send.mutate({ id: campaignId, people })}
              >
                {w('testSend')}
              </Button>
            </>
          ) : (
            <Text c="dimmed">{w('testOwner')}</Text>
          )}
        </Stack>
      </Sheet>
    </>
  )
}
