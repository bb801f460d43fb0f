import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * For a mutation whose outcome is all but sure: lists show it at once, and are put back as they were when it is refused or the
 * network is away. What reaches staff is never shown before it is so.
 */
export function showAtOnce<Data, Variables>(
  queryClient: QueryClient,
  queryKey: QueryKey,
  change: (data: Data, variables: Variables) => Data,
) {
  return {
    async onMutate(variables: Variables) {
      await queryClient.cancelQueries({ queryKey })
      const before = queryClient.getQueriesData<Data>({ queryKey })
      queryClient.setQueriesData<Data>({ queryKey }, (data) => data && change(data, variables))
      return before
    },
    onError(_error: unknown, _variables: Variables, before: [QueryKey, Data | undefined][] | undefined) {
      for (const [key, data] of before ?? []) queryClient.setQueryData(key, data)
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey }),
  }
}
