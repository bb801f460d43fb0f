/** How far two orders of the same things agree, from −1 to 1 (Spearman); things that are only in the first are left out. */
export function correlationOf(order: string[], other: string[]): number {
  const places = other.map((thing) => order.indexOf(thing))
  const ranks = places.map((place) => places.filter((before) => before < place).length)
  const n = ranks.length
  const squares = ranks.reduce((sum, rank, place) => sum + (rank - place) ** 2, 0)
  return 1 - (6 * squares) / (n * (n ** 2 - 1))
}
