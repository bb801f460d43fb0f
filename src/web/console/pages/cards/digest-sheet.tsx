import { Select, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { api } from '../../api/client.ts'
import { showMonth } from '../../parts/dates.ts'
import { dayOf } from '../../parts/days.ts'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { moveMonth } from '../calendar/month-days.ts'
import { exchangeWords } from './exchange-words.ts'

const monthsOffered = 12

/** Drafts the summary of a month that is over, and leads to its campaign. */
export function DigestSheet({ onClose }: { onClose: () => void }) {
  const w = useWords(exchangeWords)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const thisMonth = dayOf(new Date()).slice(0, 7)
  const months = Array.from({ length: monthsOffered }, (_, place) => moveMonth(thisMonth, -1 - place))
  const [month, setMonth] = useState(months[0] as string)
  const make = useMutation(
    api.digests.create.mutationOptions({
      onSuccess({ campaignId }) {
        tell(w('digestMade'))
        void queryClient.invalidateQueries()
        void navigate(`/campaigns/${campaignId}`)
      },
    }),
  )
  return (
    <SheetForm
      title={w('digest')}
      submitLabel={w('makeDigest')}
      isSending={make.isPending}
      onSubmit={() => make.mutate({ month })}
      onClose={onClose}
    >
      <Text>
        <ThaiText text={w('digestText')} />
      </Text>
      <Select
        label={w('month')}
        allowDeselect={false}
        value={month}
        onChange={(value) => value && setMonth(value)}
        data={months.map((value) => ({ value, label: showMonth(`${value}-15T12:00:00+07:00`) }))}
      />
    </SheetForm>
  )
}
