import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'

type Change = (data: unknown) => unknown
/** What the service last told, and what is shown on top of it until it has answered. */
type Unanswered = { before: [QueryKey, unknown][]; changes: Set<Change>; count: number }

const unanswered = new Map<string, Unanswered>()

/**
 * For a mutation whose outcome is all but sure: lists show it at once, and are put back as they were when it is refused or the
 * network is away. What reaches staff is never shown before it is so. Of several that are on the way, the refused one alone
 * is taken back.
 */
export function showAtOnce<Data, Variables>(
  queryKey: QueryKey,
  change: (data: Data, variables: Variables) => NoInfer<Data>,
) {
  const name = hashKey(queryKey)
  return {
    async onMutate(variables: Variables, { client }: { client: QueryClient }) {
      await client.cancelQueries({ queryKey })
      const own: Change = (data) => data && change(data as Data, variables)
      const all = unanswered.get(name) ?? { before: client.getQueriesData({ queryKey }), changes: new Set(), count: 0 }
      unanswered.set(name, all)
      all.changes.add(own)
      all.count += 1
      client.setQueriesData({ queryKey }, own)
      return own
    },
    onError(_error: unknown, _variables: Variables, own: Change | undefined, { client }: { client: QueryClient }) {
      const all = unanswered.get(name)
      if (!all || !own) return
      all.changes.delete(own)
      for (const [key, data] of all.before)
        client.setQueryData(
          key,
          [...all.changes].reduce((shown, one) => one(shown), data),
        )
    },
    onSettled(
      _data: unknown,
      _error: unknown,
      _variables: Variables,
      own: Change | undefined,
      { client }: { client: QueryClient },
    ) {
      const all = unanswered.get(name)
      if (!all || !own) return
      all.count -= 1
      if (all.count > 0) return // to ask now would bring back for a moment what is still on the way
      unanswered.delete(name)
      void client.invalidateQueries({ queryKey })
    },
  }
}
