import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AudienceRule } from '../../../../contracts/api/audience-rule.ts'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { useAllGroups } from '../../api/use-all.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDay } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { removeAtOnce } from '../../parts/item-at-once.ts'
import { Empty, Panel } from '../../parts/page.tsx'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { useUnits } from './use-units.tsx'
import { audienceWords } from './words.ts'

export function SavedTab() {
  const w = useWords(audienceWords)
  const t = useWords(common)
  const may = useMay()
  const describe = useRuleWords()
  const saved = useInfiniteQuery(
    api.audiences.list.infiniteOptions({ input: (cursor) => ({ limit: 100, ...(cursor && { cursor }) }), ...nextPage }),
  )
  const remove = useMutation(removeAtOnce(api.audiences.remove, api.audiences.key()))
  const addButton = may('audiences.edit') ? <AddSaved /> : null
  return (
    <Panel title={w('saved')} aside={addButton}>
      <EndlessList query={saved} empty={<Empty title={w('noSaved')} text={w('noSavedText')} />}>
        {(items) => (
          <ul className="rows">
            {items.map(({ id, name, rule }) => (
              <li key={id}>
                <div className="row">
                  <span className="row-main">
                    <span className="row-title">{name}</span>
                    <br />
                    <span className="quiet">{describe(rule)}</span>
                  </span>
                  {may('audiences.edit') ? (
                    <ConfirmButton
                      size="xs"
                      variant="subtle"
                      color="red"
                      title={w('removeSaved')}
                      text={w('removeSavedText')}
                      confirmLabel={t('remove')}
                      onConfirm={() => remove.mutate({ id })}
                    >
                      {t('remove')}
                    </ConfirmButton>
                  ) : null}
                </div>
              </li>
            ))}
          </ul>
        )}
      </EndlessList>
    </Panel>
  )
}

/** A rule in words, however it was made. */
function useRuleWords(): (rule: AudienceRule) => string {
  const w = useWords(audienceWords)
  const units = useUnits()
  const groups = useAllGroups()
  const groupName = (id: string) => groups.data?.find((group) => group.id === id)?.name ?? '…'
  const describe = (rule: AudienceRule): string => {
    if ('and' in rule) return rule.and.map(describe).join(` ${w('ruleAnd')} `)
    if ('or' in rule) return rule.or.map(describe).join(` ${w('ruleOr')} `)
    if ('of' in rule) return `${describe(rule.of)} ${w('ruleExcept')} ${describe(rule.except)}`
    if ('everyone' in rule) return w('everyone')
    if ('units' in rule) return rule.units.map(units.wholeNameOf).join(', ')
    if ('groups' in rule) return rule.groups.map(groupName).join(', ')
    if ('tags' in rule) return `${w('tags')}: ${rule.tags.join(', ')}`
    if ('joinedAfter' in rule) return `${w('joinedAfter')} ${showDay(rule.joinedAfter)}`
    return `${w('joinedBefore')} ${showDay(rule.joinedBefore)}`
  }
  return describe
}

/** Units and groups together: what offices ask for. Deeper rules come through the API. */
function AddSaved() {
  const w = useWords(audienceWords)
  const queryClient = useQueryClient()
  const units = useUnits()
  const groups = useAllGroups({ state: 'approved' })
  const [isOpen, sheet] = useDisclosure(false)
  const [name, setName] = useState('')
  const [unitIds, setUnitIds] = useState<string[]>([])
  const [groupIds, setGroupIds] = useState<string[]>([])
  const [via, setVia] = useState<'groups' | 'people' | 'both'>('groups')
  const create = useMutation(
    api.audiences.create.mutationOptions({
      onSuccess: () => {
        tell(w('saved'))
        sheet.close()
        void queryClient.invalidateQueries({ queryKey: api.audiences.key() })
      },
    }),
  )
  const parts: AudienceRule[] = [
    ...(unitIds.length > 0 ? [{ units: unitIds, via }] : []),
    ...(groupIds.length > 0 ? [{ groups: groupIds }] : []),
  ]
  const [only] = parts
  const rule: AudienceRule | undefined = parts.length > 1 ? { or: parts } : only
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={sheet.open}>
        {w('newSaved')}
      </Button>
      <SheetForm
        isOpen={isOpen}
        title={w('newSaved')}
        submitLabel={w('saveIt')}
        isReady={rule !== undefined}
        isSending={create.isPending}
        onSubmit={() => rule && create.mutate({ name, rule })}
        onClose={sheet.close}
      >
        <TextInput
          label={w('name')}
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <MultiSelect label={w('units')} searchable value={unitIds} onChange={setUnitIds} {...units.choices} />
        {unitIds.length > 0 ? (
          <Select
            label={w('unitsVia')}
            allowDeselect={false}
            value={via}
            onChange={(value) => value && setVia(value as typeof via)}
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
          onChange={setGroupIds}
          data={(groups.data ?? []).map((group) => ({
            value: group.id,
            label: group.name ?? w('unnamed'),
          }))}
        />
      </SheetForm>
    </>
  )
}
