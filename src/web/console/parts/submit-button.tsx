import { Button } from '@mantine/core'
import { ConfirmButton } from './confirm-button.tsx'
import type { Question } from './confirm-dialog.tsx'

/** How something is handed in: with `question` it goes out to people at once, which is asked and can be taken back. */
export type Submission = { label: string; question?: Pick<Question, 'title' | 'text'> }

export function SubmitButton({
  submission: { label, question },
  onSubmit,
  ...button
}: {
  submission: Submission
  onSubmit: () => void
  loading: boolean
  disabled?: boolean
}) {
  if (!question)
    return (
      <Button {...button} onClick={onSubmit}>
        {label}
      </Button>
    )
  return (
    <ConfirmButton {...button} {...question} countdown confirmLabel={label} onConfirm={onSubmit}>
      {label}
    </ConfirmButton>
  )
}
