import { Button, Group, NumberInput, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { settingsWords } from './words.ts'

type Settings = {
  agencyName: string
  approvalRequired: boolean
  capPerDay: number
  capPerWeek: number
  dpoContact: string
  noticeConfirmed: boolean
  budgetLookup: string
  budgetLookupEn: string
  budgetLookupUrl: string
}

export function OfficeTab() {
  const settings = useQuery(api.settings.get.queryOptions())
  return <QueryView query={settings}>{(data) => <OfficeForm before={data} />}</QueryView>
}

function OfficeForm({ before }: { before: Settings }) {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [values, setValues] = useState(before)
  const change = (some: Partial<Settings>) => setValues({ ...values, ...some })
  const save = useMutation(
    api.settings.update.mutationOptions({
      onSuccess: () => {
        tell(t('saved'))
        void queryClient.invalidateQueries()
      },
    }),
  )
  return (
    <Panel>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(values)
        }}
      >
        <Stack maw={480}>
          <TextInput
            label={w('agencyName')}
            required
            maxLength={200}
            value={values.agencyName}
            onChange={(event) => change({ agencyName: event.currentTarget.value })}
          />
          <Switch
            label={w('approvalRequired')}
            description={w('approvalHelp')}
            checked={values.approvalRequired}
            onChange={(event) => change({ approvalRequired: event.currentTarget.checked })}
          />
          <NumberInput
            label={w('capPerDay')}
            min={0}
            max={50}
            value={values.capPerDay}
            onChange={(value) => change({ capPerDay: Number(value) || 0 })}
          />
          <NumberInput
            label={w('capPerWeek')}
            min={0}
            max={50}
            value={values.capPerWeek}
            onChange={(value) => change({ capPerWeek: Number(value) || 0 })}
          />
          <TextInput
            label={w('dpoContact')}
            description={w('dpoHelp')}
            maxLength={300}
            value={values.dpoContact}
            onChange={(event) => change({ dpoContact: event.currentTarget.value })}
          />
          <Switch
            label={w('noticeConfirmed')}
            description={w('noticeHelp')}
            checked={values.noticeConfirmed}
            onChange={(event) => change({ noticeConfirmed: event.currentTarget.checked })}
          />
          <TextInput
            label={w('budgetLookup')}
            description={w('budgetLookupHelp')}
            maxLength={200}
            value={values.budgetLookup}
            onChange={(event) => change({ budgetLookup: event.currentTarget.value })}
          />
          <TextInput
            label={w('budgetLookupEn')}
            maxLength={200}
            value={values.budgetLookupEn}
            onChange={(event) => change({ budgetLookupEn: event.currentTarget.value })}
          />
          <TextInput
            label={w('budgetLookupUrl')}
            description={w('budgetLookupUrlHelp')}
            type="url"
            pattern="https://.*"
            maxLength={1000}
            value={values.budgetLookupUrl}
            onChange={(event) => change({ budgetLookupUrl: event.currentTarget.value })}
          />
          <Group>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}
