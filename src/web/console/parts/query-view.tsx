import { Alert, Button, Skeleton, Stack } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describeError } from '../api/errors.ts'
import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'

/** What a query gives, its skeleton while it is on the way, or what went wrong with a way to ask again. */
export function QueryView<Data>({
  query,
  rows = 3,
  children,
}: {
  query: UseQueryResult<Data>
  rows?: number
  children: (data: Data) => ReactNode
}) {
  const t = useWords(common)
  if (query.data !== undefined) return children(query.data)
  if (query.isError)
    return (
      <Alert color="red" variant="light" role="alert">
        <Stack gap="xs" align="flex-start">
          {describeError(query.error)}
          <Button size="xs" variant="default" onClick={() => void query.refetch()}>
            {t('tryAgain')}
          </Button>
        </Stack>
      </Alert>
    )
  return (
    <Stack gap="sm" aria-busy="true" aria-label={t('loading')} role="status">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey bars have no identity
        <Skeleton key={row} height={44} />
      ))}
    </Stack>
  )
}
