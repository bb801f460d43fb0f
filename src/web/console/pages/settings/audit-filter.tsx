import { Group, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { DayInput } from '../../parts/day-input.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { auditActions, auditWords } from './audit-words.ts'
import { settingsWords } from './words.ts'

export type AuditFilter = { q: string; action: string; actorId: string; fromDay: string; untilDay: string }
export const noFilter: AuditFilter = { q: '', action: '', actorId: '', fromDay: '', untilDay: '' }

/** What is looked for in the whole log, not only in what is on the page. */
export function AuditFilterFields({
  filter,
  people,
  onChange,
}: {
  filter: AuditFilter
  people: { id: string; name: string }[]
  onChange: (filter: AuditFilter) => void
}) {
  const w = useWords(settingsWords)
  const a = useWords(auditWords)
  const t = useWords(common)
  const change = (some: Partial<AuditFilter>) => onChange({ ...filter, ...some })
  return (
    <Group mb="md" gap="sm" align="flex-end">
      <TextInput
        label={w('findAudit')}
        leftSection={<IconSearch size={18} aria-hidden />}
        maxLength={100}
        value={filter.q}
        onChange={(event) => change({ q: event.currentTarget.value })}
        flex="1 1 220px"
      />
      <Select
        label={w('auditAction')}
        placeholder={t('all')}
        searchable
        clearable
        value={filter.action || null}
        onChange={(action) => change({ action: action ?? '' })}
        data={auditActions.map((value) => ({ value, label: a(value) }))}
        flex="1 1 220px"
      />
      <Select
        label={w('auditActor')}
        placeholder={t('all')}
        searchable
        clearable
        value={filter.actorId || null}
        onChange={(actorId) => change({ actorId: actorId ?? '' })}
        data={[{ value: 'system', label: w('system') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        flex="1 1 180px"
      />
      <DayInput label={w('auditFrom')} value={filter.fromDay} onChange={(fromDay) => change({ fromDay })} />
      <DayInput label={w('auditUntil')} value={filter.untilDay} onChange={(untilDay) => change({ untilDay })} />
    </Group>
  )
}
