type Cell = { people: number | null; percent: number | null }
export type AwarenessWeek = { week: string; questions: readonly Cell[] }
export type TrendPoint = { week: string; percent: number | null }

/**
 * One figure a week: of all answers to the week's questions, the share that was right. Made of figures that are shown already, so
 * it tells nothing they do not; null where a week has none. Oldest first, at most `most` weeks.
 */
export function awarenessTrend(weeks: readonly AwarenessWeek[], most: number): TrendPoint[] {
  return weeks
    .slice(0, most)
    .map(({ week, questions }) => ({ week, percent: shareOf(questions) }))
    .reverse()
}

function shareOf(cells: readonly Cell[]): number | null {
  let people = 0
  let right = 0
  for (const cell of cells) {
    if (cell.people === null || cell.percent === null) continue
    people += cell.people
    right += (cell.people * cell.percent) / 100
  }
  return people === 0 ? null : Math.round((right / people) * 100)
}
