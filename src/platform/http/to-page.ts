/** A page of a list that was read with one row more than the limit: the extra row only says that there is a next page. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  show: (row: Row) => Item,
  cursorOf: (row: Row) => string = (row) => (row as { id: string }).id,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(show), nextCursor: rows.length > limit && last ? cursorOf(last) : null }
}
