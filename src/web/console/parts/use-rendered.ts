import { keepPreviousData, useQueries } from '@tanstack/react-query'
import type { MessageSpec } from '../../../contracts/api/campaigns.ts'
import { client } from '../api/client.ts'

/** The messages of a campaign as LINE will get them: cards by id are looked up first, and of a series its first ready card. */
export function useRendered(specs: MessageSpec[]): { messages: unknown[]; isPending: boolean; error: unknown } {
  const results = useQueries({
    queries: specs.map((spec) => ({
      queryKey: ['rendered', spec],
      queryFn: async () => {
        const card = await findCard(spec)
        return card && (await client.templates.render({ name: card.template, data: card.data })).message
      },
      staleTime: 60_000,
      placeholderData: keepPreviousData,
    })),
  })
  return {
    messages: results.flatMap(({ data }) => (data ? [data] : [])),
    isPending: results.some(({ isPending }) => isPending),
    error: results.find(({ error }) => error)?.error ?? null,
  }
}

async function findCard(spec: MessageSpec) {
  if ('contentId' in spec) return client.contents.get({ id: spec.contentId })
  if ('template' in spec) return spec
  const { items } = await client.series.get({ id: spec.seriesId })
  const first = items.find(({ isApproved, isSkipped }) => isApproved && !isSkipped)
  return first ? client.contents.get({ id: first.contentId }) : null
}
