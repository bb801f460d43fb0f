import { Alert } from '@mantine/core'
import { describeError } from '../api/errors.ts'

export function Refusal({ error }: { error: unknown }) {
  return (
    <Alert color="red" variant="light" role="alert">
      {describeError(error)}
    </Alert>
  )
}
