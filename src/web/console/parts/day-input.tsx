import { TextInput, type TextInputProps } from '@mantine/core'
import { showDay } from './dates.ts'

/** A day (2026-11-23). Browsers count in ค.ศ. in their own pickers, so the day is said again below in พ.ศ. */
export function DayInput({
  value,
  onChange,
  ...input
}: Omit<TextInputProps, 'value' | 'onChange' | 'type'> & { value: string; onChange: (day: string) => void }) {
  return (
    <TextInput
      {...input}
      type="date"
      value={value}
      description={value ? showDay(`${value}T12:00:00+07:00`) : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
