import { TextInput, type TextInputProps } from '@mantine/core'

type Props = Omit<TextInputProps, 'onChange' | 'value'> & {
  value: string
  isNew?: boolean
  onChange: (digits: string) => void
}

/** Six digits, hidden, on the phone's number keys. */
export function PinField({ isNew, onChange, ...field }: Props) {
  return (
    <TextInput
      {...field}
      type="password"
      inputMode="numeric"
      pattern="\d{6}"
      minLength={6}
      maxLength={6}
      // The PIN of a phone is no password of the account: browsers are not to fill one in for the other.
      autoComplete={isNew ? 'new-password' : 'off'}
      className="pin"
      onChange={(event) => onChange(event.currentTarget.value.replace(/\D/g, ''))}
    />
  )
}
