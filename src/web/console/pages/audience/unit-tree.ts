type Place = { id: string; parentId: string | null }
type Counted = Place & { staffCount: number; groupCount: number }

export type InTree<Unit extends Place> = { unit: Unit; depth: number; below: InTree<Unit>[] }

/** Units each with those below it. One whose parent is not among them stands at the top: a coordinator sees a part alone. */
export function toTree<Unit extends Place>(units: Unit[]): InTree<Unit>[] {
  const ids = new Set(units.map(({ id }) => id))
  const byParent = Map.groupBy(units, ({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : null))
  const under = (parentId: string | null, depth: number): InTree<Unit>[] =>
    (byParent.get(parentId) ?? []).map((unit) => ({ unit, depth, below: under(unit.id, depth + 1) }))
  return under(null, 0)
}

/** In the order of reading: each unit before those below it. */
export function flatten<Unit extends Place>(tree: InTree<Unit>[]): InTree<Unit>[] {
  return tree.flatMap((node) => [node, ...flatten(node.below)])
}

/** People and groups of a unit and of all below it. */
export function countAll<Unit extends Counted>(node: InTree<Unit>): { staff: number; groups: number } {
  const units = flatten([node]).map(({ unit }) => unit)
  return {
    staff: units.reduce((sum, { staffCount }) => sum + staffCount, 0),
    groups: units.reduce((sum, { groupCount }) => sum + groupCount, 0),
  }
}
