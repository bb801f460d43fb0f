import { Button, Select, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { api } from '../../api/client.ts'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
import { useCardSearch } from '../../parts/use-card-search.ts'
import { useWords } from '../../words/define-words.ts'
import { runWords } from './run-words.ts'

/** ส่งฉบับแก้ไข: the right card, to exactly those who got the wrong one. */
export function CorrectButton({ runId }: { runId: string }) {
  const w = useWords(runWords)
  const navigate = useNavigate()
  const [isOpen, sheet] = useDisclosure(false)
  const [contentId, setContentId] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const cards = useCardSearch(search, isOpen)
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
      <SheetForm
        isOpen={isOpen}
        title={w('correctTitle')}
        submitLabel={w('draftCorrection')}
        isReady={contentId !== null}
        isSending={correct.isPending}
        onSubmit={() => contentId && correct.mutate({ id: runId, message: { contentId } })}
        onClose={sheet.close}
      >
        <Text>
          <ThaiText text={w('correctText')} />
        </Text>
        <Select
          label={w('correctCard')}
          searchable
          searchValue={search}
          onSearchChange={setSearch}
          filter={({ options }) => options}
          value={contentId}
          onChange={setContentId}
          data={(cards.data?.pages.flatMap(({ items }) => items) ?? []).map(({ id, title }) => ({
            value: id,
            label: title,
          }))}
        />
      </SheetForm>
    </>
  )
}
