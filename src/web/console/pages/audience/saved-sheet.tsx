import { MultiSelect, Select, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AudienceRule } from '../../../../contracts/api/audience-rule.ts'
import { api } from '../../api/client.ts'
import { useAllGroups } from '../../api/use-all.ts'
import { changeAtOnce } from '../../parts/item-at-once.ts'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { type RuleFields, readRule, writeRule } from './rule-fields.ts'
import { useUnits } from './use-units.tsx'
import { audienceWords } from './words.ts'

export type SavedAudience = { id: string; name: string; rule: AudienceRule }

const empty: RuleFields = { unitIds: [], groupIds: [], via: 'groups' }

/**
 * Units and groups together: what offices ask for. Deeper rules come through the API, and here can be given another name. A change
 * is shown at once, and the sheet comes back with what was typed if it is refused.
 */
export function SavedSheet({ saved, onClose }: { saved?: SavedAudience | undefined; onClose: () => void }) {
  const w = useWords(audienceWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [name, setName] = useState(saved?.name ?? '')
  const [fields, setFields] = useState(saved ? readRule(saved.rule) : empty)
  const rule = fields && writeRule(fields)
  const create = useMutation(
    api.audiences.create.mutationOptions({
      onSuccess: () => {
        tell(t('saved'))
        void queryClient.invalidateQueries({ queryKey: api.audiences.key() })
      },
    }),
  )
  const update = useMutation({
    ...changeAtOnce(api.audiences.update, api.audiences.key(), ({ name, rule }, before) => ({
      name: name ?? before.name,
      rule: (rule as AudienceRule | undefined) ?? before.rule,
    })),
    onSuccess: () => tell(t('saved')),
  })
  // Of this call alone: whoever edits another by then keeps that sheet.
  const done = { onSuccess: onClose }
  function send() {
    if (!saved) return rule && create.mutate({ name, rule }, done)
    // Who is reached stays as it is unless it was changed here: a campaign that was handed in may rely on it.
    const isOther = rule !== undefined && JSON.stringify(rule) !== JSON.stringify(saved.rule)
    update.mutate({ id: saved.id, name, ...(isOther && { rule }) }, done)
  }
  return (
    <SheetForm
      isOpen={!update.isPending}
      title={w(saved ? 'editSaved' : 'newSaved')}
      isReady={fields === undefined || rule !== undefined}
      isSending={create.isPending}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput
        label={w('name')}
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {fields ? <RuleInputs value={fields} onChange={setFields} /> : <Text c="dimmed">{w('nameOnly')}</Text>}
    </SheetForm>
  )
}

function RuleInputs({ value, onChange }: { value: RuleFields; onChange: (value: RuleFields) => void }) {
  const w = useWords(audienceWords)
  const units = useUnits()
  const groups = useAllGroups({ state: 'approved' })
  const { unitIds, groupIds, via } = value
  return (
    <>
      <MultiSelect
        label={w('units')}
        searchable
        value={unitIds}
        onChange={(chosen) => onChange({ ...value, unitIds: chosen })}
        {...units.choices}
      />
      {unitIds.length > 0 ? (
        <Select
          label={w('unitsVia')}
          allowDeselect={false}
          value={via}
          onChange={(chosen) => chosen && onChange({ ...value, via: chosen as RuleFields['via'] })}
          data={[
            { value: 'groups', label: w('viaGroups') },
            { value: 'people', label: w('viaPeople') },
            { value: 'both', label: w('viaBoth') },
          ]}
        />
      ) : null}
      <MultiSelect
        label={w('groups')}
        searchable
        value={groupIds}
        onChange={(chosen) => onChange({ ...value, groupIds: chosen })}
        data={(groups.data ?? []).map((group) => ({ value: group.id, label: group.name ?? w('unnamed') }))}
      />
    </>
  )
}
