import { useQuery } from '@tanstack/react-query'
import { api, client } from './client.ts'

type Page<Item> = { items: Item[]; nextCursor: string | null }

const pageSize = 200
const mostPages = 100

/** Every page of a list, for names and choices: whoever stands 201st can be chosen too. */
async function readAll<Item>(ask: (page: { cursor?: string; limit: number }) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await ask({ limit: pageSize, ...(cursor && { cursor }) })
    items.push(...answer.items)
    if (answer.nextCursor === null) break
    cursor = answer.nextCursor
  }
  return items
}

// Under the key of the list itself, so that what changes it brings this up to date too.
export const useAllGroups = (input: { state?: 'approved' } = {}, enabled = true) =>
  useQuery({
    queryKey: [...api.groups.list.key(), 'all', input],
    queryFn: () => readAll((page) => client.groups.list({ ...input, ...page })),
    enabled,
  })

export const useAllUnits = (enabled = true) =>
  useQuery({
    queryKey: [...api.units.list.key(), 'all'],
    queryFn: () => readAll((page) => client.units.list(page)),
    enabled,
  })

export const useAllAudiences = (enabled = true) =>
  useQuery({
    queryKey: [...api.audiences.list.key(), 'all'],
    queryFn: () => readAll((page) => client.audiences.list(page)),
    enabled,
  })

export const useAllStaff = (enabled: boolean) =>
  useQuery({
    queryKey: [...api.staff.list.key(), 'all'],
    queryFn: () => readAll((page) => client.staff.list({ state: 'registered', ...page })),
    enabled,
  })
