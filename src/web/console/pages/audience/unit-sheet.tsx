import { Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { changeAtOnce } from '../../parts/item-at-once.ts'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { flatten } from './unit-tree.ts'
import { useUnits } from './use-units.tsx'
import { audienceWords } from './words.ts'

export type EditedUnit = { id: string; nameTh: string; kind: string; parentId: string | null }

/** A new unit, or one to be renamed or moved: shown so at once, and the sheet comes back with what was typed if it is refused. */
export function UnitSheet({ unit, onClose }: { unit?: EditedUnit | undefined; onClose: () => void }) {
  const w = useWords(audienceWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [code, setCode] = useState('')
  const [fields, setFields] = useState({ nameTh: unit?.nameTh ?? '', kind: unit?.kind ?? 'กอง' })
  const [parentId, setParentId] = useState(unit?.parentId ?? null)
  const add = useMutation(
    api.units.create.mutationOptions({
      onSuccess: () => {
        tell(t('saved'))
        void queryClient.invalidateQueries({ queryKey: api.units.key() })
      },
    }),
  )
  const update = useMutation({
    ...changeAtOnce(api.units.update, api.units.key(), ({ nameTh = '', parentId = null }) => ({ nameTh, parentId })),
    onSuccess: () => tell(t('saved')),
  })
  // Of this call alone: whoever edits another unit by then keeps that sheet.
  const done = { onSuccess: onClose }
  const send = () =>
    unit
      ? update.mutate({ id: unit.id, ...fields, parentId }, done)
      : add.mutate({ code, ...fields, ...(parentId && { parentId }) }, done)
  return (
    <SheetForm
      isOpen={!update.isPending}
      title={unit ? w('editUnit') : w('addUnit')}
      isSending={add.isPending}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput
        label={w('unitName')}
        required
        maxLength={200}
        value={fields.nameTh}
        onChange={(event) => setFields({ ...fields, nameTh: event.currentTarget.value })}
      />
      <TextInput
        label={w('unitKind')}
        required
        maxLength={40}
        value={fields.kind}
        onChange={(event) => setFields({ ...fields, kind: event.currentTarget.value })}
      />
      <ParentField unitId={unit?.id} value={parentId} onChange={setParentId} />
      {unit ? null : (
        <TextInput
          label={w('unitCode')}
          required
          pattern="[a-z0-9\-]{2,40}"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
    </SheetForm>
  )
}

/** Every unit but the one that is moved and those below it. */
function ParentField({
  unitId,
  value,
  onChange,
}: {
  unitId: string | undefined
  value: string | null
  onChange: (value: string | null) => void
}) {
  const w = useWords(audienceWords)
  const { nodes, places } = useUnits()
  const own = new Set(flatten(nodes.filter(({ unit }) => unit.id === unitId)).map(({ unit }) => unit.id))
  return (
    <Select
      label={w('parentUnit')}
      placeholder={w('noParent')}
      clearable
      searchable
      value={value}
      onChange={onChange}
      {...places}
      data={places.data.filter((place) => !own.has(place.value))}
    />
  )
}
