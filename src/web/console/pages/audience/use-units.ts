import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

/** All units, for names and for choosing one. */
export function useUnits() {
  const units = useQuery(api.units.list.queryOptions({ input: { limit: 200 } }))
  const items = units.data?.items ?? []
  return {
    nameOf: (id: string | null) => items.find((unit) => unit.id === id)?.nameTh,
    options: items.map(({ id, nameTh }) => ({ value: id, label: nameTh })),
  }
}
