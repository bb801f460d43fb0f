import { Alert, Button, Group, Text } from '@mantine/core'
import { describeError } from '../api/errors.ts'

type Sending = {
  isPending: boolean
  error: Error | null
  mutate: (how: { submits: boolean }) => void
}

/** The end of a long form: what is still missing, or what will happen; then ask for approval, or keep it as a draft. */
export function SubmitOrSave({
  sending,
  missing,
  summary,
  submit,
  save,
}: {
  sending: Sending
  missing: string[]
  summary?: string
  submit: string
  save: string
}) {
  const isIncomplete = missing.length > 0
  const line = isIncomplete ? missing.join(' · ') : summary
  return (
    <>
      {sending.error ? (
        <Alert color="red" variant="light" role="alert">
          {describeError(sending.error)}
        </Alert>
      ) : null}
      {line ? (
        <Text size="sm" c="dimmed">
          {line}
        </Text>
      ) : null}
      <Group>
        <Button disabled={isIncomplete} loading={sending.isPending} onClick={() => sending.mutate({ submits: true })}>
          {submit}
        </Button>
        <Button
          variant="default"
          disabled={isIncomplete || sending.isPending}
          onClick={() => sending.mutate({ submits: false })}
        >
          {save}
        </Button>
      </Group>
    </>
  )
}
