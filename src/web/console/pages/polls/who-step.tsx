import { Chip, Group, MultiSelect, Stack, Text } from '@mantine/core'
import { useAllGroups } from '../../api/use-all.ts'
import { useWords } from '../../words/define-words.ts'
import { useUnits } from '../audience/use-units.tsx'
import type { PollForm } from './poll-form.ts'
import { pollWords } from './words.ts'

const kinds = ['everyone', 'units', 'groups'] as const

export function useAudienceChoices() {
  const units = useUnits()
  const groups = useAllGroups({ state: 'approved' })
  return {
    wholeNameOf: units.wholeNameOf,
    units: units.choices,
    groups: {
      data: (groups.data ?? []).map(({ id, name, lineGroupId }) => ({ value: id, label: name ?? lineGroupId })),
    },
  }
}

export function WhoStep({ form, onChange }: { form: PollForm; onChange: (some: Partial<PollForm>) => void }) {
  const w = useWords(pollWords)
  const choices = useAudienceChoices()
  const { who, anonymity } = form
  if (anonymity === 'room') return <Text c="dimmed">{w('roomWho')}</Text>
  return (
    <Stack gap="sm">
      <Chip.Group value={who} onChange={(value) => onChange({ who: value as PollForm['who'] })}>
        <Group gap="xs" role="group" aria-label={w('who')}>
          {kinds.map((kind) => (
            <Chip key={kind} value={kind} size="md" radius="md">
              {w(kind)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {who === 'everyone' ? null : (
        <MultiSelect
          label={w(who)}
          placeholder={w('pick')}
          searchable
          value={form[who]}
          onChange={(value) => onChange({ [who]: value })}
          {...choices[who]}
        />
      )}
      <Text size="sm" c="dimmed">
        {w('whoHelp')}
      </Text>
    </Stack>
  )
}
