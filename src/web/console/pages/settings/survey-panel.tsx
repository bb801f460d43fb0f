import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { DayInput } from '../../parts/day-input.tsx'
import { Panel } from '../../parts/page.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { settingsWords } from './words.ts'

type Survey = { from: string; until: string } | null

/** When the NACC asks the staff. Nothing is stopped by it: whoever plans a poll or a campaign for those days is told. */
export function SurveyPanel({ year, before, onSaved }: { year: number; before: Survey; onSaved: () => void }) {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const [from, setFrom] = useState(before?.from ?? '')
  const [until, setUntil] = useState(before?.until ?? '')
  const save = useMutation(api.calendar.putSurvey.mutationOptions({ onSuccess: onSaved }))
  const isEmpty = from === '' && until === ''
  return (
    <Panel title={w('survey')}>
      <Text c="dimmed" mb="sm">
        {w('surveyHelp')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ year, from: from || null, until: until || null })
        }}
      >
        <Group align="flex-start">
          <DayInput label={w('surveyFrom')} required={!isEmpty} value={from} onChange={setFrom} />
          <DayInput label={w('surveyUntil')} required={!isEmpty} min={from} value={until} onChange={setUntil} />
          <Button type="submit" variant="default" loading={save.isPending} className="beside-field">
            {t('save')}
          </Button>
        </Group>
      </form>
    </Panel>
  )
}
