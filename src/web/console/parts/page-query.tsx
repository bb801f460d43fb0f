import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { codeOf } from '../api/errors.ts'
import { NotFoundPage } from '../shell/page-error.tsx'
import { QueryView } from './query-view.tsx'

// An address may name what is gone, or have been cut short in a mail.
const nowhere = ['NOT_FOUND', 'BAD_REQUEST']

/** The query that a whole page is made of. */
export function PageQuery<Data>({
  query,
  children,
}: {
  query: UseQueryResult<Data>
  children: (data: Data) => ReactNode
}) {
  if (nowhere.includes(codeOf(query.error) ?? '')) return <NotFoundPage />
  return (
    <QueryView query={query} rows={6}>
      {children}
    </QueryView>
  )
}
