import { NumberInput, Radio, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useWords } from '../../words/define-words.ts'
import { OptionFields } from './option-fields.tsx'
import type { PollForm } from './poll-form.ts'
import { PromiseToBe } from './promise-lines.tsx'
import { pollWords } from './words.ts'

const levels = [
  { value: 'ballot', label: 'ballot', text: 'ballotFor' },
  { value: 'chat', label: 'chat', text: 'chatFor' },
  { value: 'room', label: 'room', text: 'roomFor' },
] as const

type Props = { form: PollForm; isStored: boolean; onChange: (some: Partial<PollForm>) => void }

/** How confidential it is, with every line that people will read. */
export function LevelStep({ form, isStored, onChange }: Props) {
  const w = useWords(pollWords)
  const isBallot = form.anonymity === 'ballot'
  return (
    <Stack gap="md">
      <Text c="dimmed">{w('levelLead')}</Text>
      <Radio.Group
        aria-label={w('level')}
        value={form.anonymity}
        onChange={(value) => onChange({ anonymity: value as PollForm['anonymity'] })}
        description={isStored ? w('levelFixed') : undefined}
      >
        <Stack gap="xs" mt="xs">
          {levels.map(({ value, label, text }) => (
            <Radio key={value} value={value} label={w(label)} description={w(text)} disabled={isStored} />
          ))}
        </Stack>
      </Radio.Group>
      <PromiseToBe {...form} cutText={form.hasCut ? form.cutText : undefined} />
      {isBallot ? (
        <Switch
          label={w('oneVisit')}
          description={w('oneVisitHelp')}
          checked={form.isOneVisit}
          onChange={(event) => onChange({ isOneVisit: event.currentTarget.checked })}
        />
      ) : null}
      <NumberInput
        label={w('threshold')}
        description={w('thresholdHelp')}
        min={5}
        max={1000}
        clampBehavior="strict"
        value={form.threshold}
        onChange={(value) => onChange({ threshold: typeof value === 'number' && value >= 5 ? value : 5 })}
        maw={320}
      />
      {isBallot ? (
        <Switch
          label={w('cutSwitch')}
          description={w('cutHelp')}
          checked={form.hasCut}
          onChange={(event) => onChange({ hasCut: event.currentTarget.checked })}
        />
      ) : null}
      {isBallot && form.hasCut ? (
        <>
          <TextInput
            label={w('cutText')}
            maxLength={200}
            value={form.cutText}
            onChange={(event) => onChange({ cutText: event.currentTarget.value })}
          />
          <OptionFields
            texts={form.cutOptions}
            most={20}
            onChange={(cutOptions) => onChange({ cutOptions })}
            labels={{
              one: (n) => w('cutOptionNo', { n }),
              remove: (n) => w('removeGroup', { n }),
              add: w('addGroup'),
            }}
          />
        </>
      ) : null}
    </Stack>
  )
}
