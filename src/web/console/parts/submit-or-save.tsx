import { Alert, Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { describeError } from '../api/errors.ts'
import { type Submission, SubmitButton } from './submit-button.tsx'

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
  children,
}: {
  sending: Sending
  missing: string[]
  summary?: string
  submit: Submission
  save: string
  /** What else can be done with it. */
  children?: ReactNode
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
        <SubmitButton
          submission={submit}
          disabled={isIncomplete}
          loading={sending.isPending}
          onSubmit={() => sending.mutate({ submits: true })}
        />
        <Button
          variant="default"
          disabled={isIncomplete || sending.isPending}
          onClick={() => sending.mutate({ submits: false })}
        >
          {save}
        </Button>
        {children}
      </Group>
    </>
  )
}
