import type { QueryKey } from '@tanstack/react-query'
import type { Procedure } from '../api/client.ts'
import { showAtOnce } from './show-at-once.ts'

type WithId = { id: string }

/** Shows at once what becomes different about one thing, wherever it is listed or shown. */
export const changeAtOnce = <Input extends WithId, Output extends WithId, const Fields extends Partial<Output>>(
  procedure: Procedure<Input, Output>,
  queryKey: QueryKey,
  change: (input: Input, before: Output) => Fields,
) =>
  procedure.mutationOptions(
    showAtOnce(queryKey, (data, input: Input) =>
      mapItems<Output>(data, (item) => (item.id === input.id ? [{ ...item, ...change(input, item) }] : [item])),
    ),
  )

/** Takes one thing out of its lists at once. */
export const removeAtOnce = <Input extends WithId, Output>(procedure: Procedure<Input, Output>, queryKey: QueryKey) =>
  procedure.mutationOptions(
    showAtOnce(queryKey, (data, { id }: Input) => mapItems(data, (item) => (item.id === id ? [] : [item]))),
  )

/** Lists come whole, as a page, or as one page after another; a thing by itself as what it is. */
function mapItems<Item extends WithId>(data: unknown, map: (item: Item) => Item[]): unknown {
  if (Array.isArray(data)) return data.flatMap(map)
  const shown = data as Item & { pages?: unknown[]; items?: Item[] }
  if (shown.pages) return { ...shown, pages: shown.pages.map((page) => mapItems(page, map)) }
  if (shown.items) return { ...shown, items: shown.items.flatMap(map) }
  return map(shown)[0] ?? data
}
