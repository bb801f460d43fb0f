/** The fiscal year (พ.ศ.) of a day: October begins the next. */
export function fiscalYearOf(day: string): number {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return year + 543 + (month >= 10 ? 1 : 0)
}

/** Its fiscal quarter: October to December is the first. */
export function fiscalQuarterOf(day: string): number {
  return Math.floor(((Number(day.slice(5, 7)) + 2) % 12) / 3) + 1
}

/** Of a period that begins after the last month reported nobody has said that nothing was spent. */
export function isSpendingKnown({ from, spent }: { from: string; spent: string }, asOf: string | null): boolean {
  return Number(spent) !== 0 || (asOf !== null && from <= asOf)
}
