import { Button, Radio, Select, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { changeAtOnce } from '../../parts/item-at-once.ts'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { useUnits } from './use-units.tsx'
import { audienceWords } from './words.ts'

type Group = {
  id: string
  name: string | null
  state: 'pending' | 'approved' | 'left'
  unitId: string | null
  hasOutsiders: boolean | null
}
type Outsiders = 'yes' | 'no'

/**
 * A group's unit and whether outsiders are in it: said when it is approved, and changed when that has changed. The sheet comes back
 * with what was chosen if it is refused.
 */
export function GroupSheet({ group }: { group: Group }) {
  const w = useWords(audienceWords)
  const t = useWords(common)
  const units = useUnits()
  const [isOpen, sheet] = useDisclosure(false)
  const [unitId, setUnitId] = useState<string | null>(null)
  const [outsiders, setOutsiders] = useState<Outsiders>()
  const isNew = group.state === 'pending'
  const name = group.name ?? w('unnamed')
  const save = useMutation({
    ...changeAtOnce(api.groups.approve, api.groups.key(), ({ unitId = null, outsiders = false }) => ({
      state: 'approved',
      hasOutsiders: outsiders,
      unitId,
    })),
    onSuccess: () => tell(isNew ? w('approved') : t('saved')),
  })
  function open() {
    setUnitId(group.unitId)
    setOutsiders(group.hasOutsiders === null ? undefined : group.hasOutsiders ? 'yes' : 'no')
    sheet.open()
  }
  return (
    <>
      <Button
        size="xs"
        variant={isNew ? 'filled' : 'default'}
        {...(!isNew && { 'aria-label': `${t('edit')} ${name}` })}
        onClick={open}
      >
        {isNew ? w('approve') : t('edit')}
      </Button>
      <SheetForm
        isOpen={isOpen && !save.isPending}
        title={name}
        {...(isNew && { submitLabel: w('approve') })}
        isReady={outsiders !== undefined}
        isSending={false}
        onSubmit={() =>
          save.mutate({ id: group.id, outsiders: outsiders === 'yes', unitId }, { onSuccess: sheet.close })
        }
        onClose={sheet.close}
      >
        <Text>{w(isNew ? 'approveText' : 'editGroupText')}</Text>
        <Select
          label={w('unit')}
          placeholder={w('noUnit')}
          clearable
          searchable
          value={unitId}
          onChange={setUnitId}
          {...units.places}
        />
        <Radio.Group
          label={w('hasOutsiders')}
          required
          value={outsiders ?? null}
          onChange={(value) => setOutsiders(value as Outsiders)}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="no" label={w('onlyStaff')} />
            <Radio value="yes" label={w('withOutsiders')} />
          </Stack>
        </Radio.Group>
      </SheetForm>
    </>
  )
}
