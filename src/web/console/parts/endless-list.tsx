import { Button, Stack } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'
import { QueryView } from './query-view.tsx'

/** A list that comes in pages: what is there, and a button for more. `empty` when there is nothing at all. */
export function EndlessList<Item>({
  query,
  empty,
  children,
}: {
  query: UseInfiniteQueryResult<InfiniteData<{ items: Item[]; nextCursor: string | null }>>
  empty: ReactNode
  children: (items: Item[]) => ReactNode
}) {
  const t = useWords(common)
  return (
    <QueryView query={query} rows={5}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items)
        if (items.length === 0) return empty
        return (
          <Stack>
            {children(items)}
            {query.hasNextPage ? (
              <Button
                variant="default"
                onClick={() => void query.fetchNextPage()}
                loading={query.isFetchingNextPage}
                style={{ alignSelf: 'center' }}
              >
                {t('more')}
              </Button>
            ) : null}
          </Stack>
        )
      }}
    </QueryView>
  )
}

/** What every list of the API needs to be asked for its next page. */
export const nextPage = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
}
