import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { nextPage } from './endless-list.tsx'

/** Approved cards that hold what was typed, newest first, page by page. */
export function useCardSearch(search: string, enabled = true) {
  const [q] = useDebouncedValue(search.trim().slice(0, 100), 250)
  return useInfiniteQuery({
    ...api.contents.list.infiniteOptions({
      input: (cursor) => ({ state: 'approved' as const, limit: 50, ...(cursor && { cursor }), ...(q && { q }) }),
      ...nextPage,
    }),
    placeholderData: keepPreviousData,
    enabled,
  })
}
