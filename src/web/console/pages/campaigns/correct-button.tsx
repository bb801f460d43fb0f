import { Button, Modal, Select, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../api/client.ts'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { campaignWords } from './words.ts'

/** ส่งฉบับแก้ไข: the right card, to exactly those who got the wrong one. */
export function CorrectButton({ runId }: { runId: string }) {
  const w = useWords(campaignWords)
  const navigate = useNavigate()
  const [isOpen, sheet] = useDisclosure(false)
  const [contentId, setContentId] = useState<string | null>(null)
  const cards = useQuery({
    ...api.contents.list.queryOptions({ input: { state: 'approved', limit: 200 } }),
    enabled: isOpen,
  })
  const correct = useMutation(
    api.runs.correct.mutationOptions({
      onSuccess: ({ campaign }) => {
        tell(w('corrected'))
        void navigate(`/campaigns/${campaign.id}`)
      },
    }),
  )
  return (
    <>
      <Button variant="default" onClick={sheet.open}>
        {w('correct')}
      </Button>
      <Modal opened={isOpen} onClose={sheet.close} title={w('correctTitle')} centered>
        <Stack>
          <Text>{w('correctText')}</Text>
          <Select
            label={w('correctCard')}
            searchable
            value={contentId}
            onChange={setContentId}
            data={(cards.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }))}
          />
          <Button
            disabled={contentId === null}
            loading={correct.isPending}
            onClick={() => contentId && correct.mutate({ id: runId, message: { contentId } })}
          >
            {w('correct')}
          </Button>
        </Stack>
      </Modal>
    </>
  )
}
