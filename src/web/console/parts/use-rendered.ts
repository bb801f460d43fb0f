import { keepPreviousData, useQueries } from '@tanstack/react-query'
import type { MessageSpec } from '../../../contracts/api/campaigns.ts'
import { client } from '../api/client.ts'

/** The messages of a campaign as LINE will get them: cards by id are looked up first. */
export function useRendered(specs: MessageSpec[]): { messages: unknown[]; error: unknown } {
  const results = useQueries({
    queries: specs.map((spec) => ({
      queryKey: ['rendered', spec],
      queryFn: async () => {
        const card = 'contentId' in spec ? await client.contents.get({ id: spec.contentId }) : spec
        return (await client.templates.render({ name: card.template, data: card.data })).message
      },
      staleTime: 60_000,
      placeholderData: keepPreviousData,
    })),
  })
  return {
    messages: results.flatMap(({ data }) => (data === undefined ? [] : [data])),
    error: results.find(({ error }) => error)?.error ?? null,
  }
}
