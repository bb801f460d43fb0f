/** An item of ITA as questions name it: "2566/6.4" of the agency's own report, "2564/i16" of the form that staff fill in. */
const itemKey = /^(?<year>25\d\d)\/(?<no>\S+)$/

export function readItem(item: string): { year: number; no: string } | undefined {
  const { year, no } = itemKey.exec(item)?.groups ?? {}
  return year && no ? { year: Number(year), no } : undefined
}

/** Years whose published result words some of the items; of the form of staff no wording is on record. */
export function yearsWorded(items: string[]): number[] {
  const worded = items.flatMap((item) => readItem(item) ?? []).filter(({ no }) => /^\d/.test(no))
  return [...new Set(worded.map(({ year }) => year))]
}
