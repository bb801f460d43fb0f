import { NumberInput, Select, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../api/client.ts'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { exchangeWords } from './exchange-words.ts'

const subjects = ['comparison', 'measures'] as const
type Subject = (typeof subjects)[number]

/** Drafts a card and its picture out of the ITA results or the measures that are known, and leads to it. */
export function FiguresSheet({ onClose }: { onClose: () => void }) {
  const w = useWords(exchangeWords)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [subject, setSubject] = useState<Subject>('comparison')
  const [year, setYear] = useState<number | ''>('')
  const make = useMutation(
    api.ita.makeCard.mutationOptions({
      onSuccess({ contentId }) {
        tell(w('figuresMade'))
        void queryClient.invalidateQueries({ queryKey: api.contents.key() })
        void navigate(`/cards/${contentId}`)
      },
    }),
  )
  return (
    <SheetForm
      title={w('figures')}
      submitLabel={w('makeFigures')}
      isSending={make.isPending}
      onSubmit={() => make.mutate({ subject, ...(year !== '' && { fiscalYear: year }) })}
      onClose={onClose}
    >
      <Text>{w('figuresText')}</Text>
      <Select
        label={w('subject')}
        allowDeselect={false}
        value={subject}
        onChange={(value) => setSubject(value === 'measures' ? 'measures' : 'comparison')}
        data={subjects.map((value) => ({ value, label: w(value) }))}
      />
      <NumberInput
        label={w('fiscalYear')}
        description={w('newestYear')}
        value={year}
        onChange={(value) => setYear(typeof value === 'number' ? value : '')}
        min={2550}
        max={2700}
        allowDecimal={false}
        hideControls
      />
    </SheetForm>
  )
}
