import { Group, Stack, TagsInput, TextInput } from '@mantine/core'
import { DayInput } from '../../parts/day-input.tsx'
import { useWords } from '../../words/define-words.ts'
import type { PollForm } from './poll-form.ts'
import { pollWords } from './words.ts'

export function WhenStep({ form, onChange }: { form: PollForm; onChange: (some: Partial<PollForm>) => void }) {
  const w = useWords(pollWords)
  const time = (label: string, value: string, set: (value: string) => void) => (
    <TextInput type="time" label={label} value={value} onChange={(event) => set(event.currentTarget.value)} w={130} />
  )
  return (
    <Stack gap="md">
      <Group align="flex-start">
        <DayInput
          label={w('opens')}
          value={form.opensDay}
          onChange={(opensDay) => onChange({ opensDay })}
          w={320}
          maw="100%"
        />
        {form.opensDay ? time(w('opensTime'), form.opensTime, (opensTime) => onChange({ opensTime })) : null}
      </Group>
      <Group align="flex-start">
        <DayInput
          label={w('closes')}
          value={form.closesDay}
          onChange={(closesDay) => onChange({ closesDay })}
          w={320}
          maw="100%"
        />
        {form.closesDay ? time(w('closesTime'), form.closesTime, (closesTime) => onChange({ closesTime })) : null}
      </Group>
      <Stack gap={4}>
        <DayInput
          label={w('returns')}
          value={form.returnsOn}
          onChange={(returnsOn) => onChange({ returnsOn })}
          w={320}
          maw="100%"
        />
        <span className="quiet">{w('returnsHelp')}</span>
      </Stack>
      <TagsInput
        label={w('ita')}
        description={w('itaHelp')}
        maxTags={6}
        value={form.itaItems}
        onChange={(itaItems) => onChange({ itaItems: itaItems.filter((no) => /^\d{1,2}\.\d{1,2}$/.test(no)) })}
      />
    </Stack>
  )
}
