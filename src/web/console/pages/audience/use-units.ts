import { useAllUnits } from '../../api/use-all.ts'

/** All units, for names and for choosing one. */
export function useUnits() {
  const { data: items = [] } = useAllUnits()
  return {
    nameOf: (id: string | null) => items.find((unit) => unit.id === id)?.nameTh,
    options: items.map(({ id, nameTh }) => ({ value: id, label: nameTh })),
  }
}
