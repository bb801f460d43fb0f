import type { ItaYearFigures } from './load-seed.ts'

const instruments = ['IIT', 'EIT', 'OIT'] as const

export type ItemBelowTarget = {
  readonly no: string
  readonly title: string
  readonly instrument: (typeof instruments)[number]
  readonly score: number
  /** Doubt about the printed figure, or in words that a disclosure item was not passed. */
  readonly note: string | null
}

/**
 * Scores under the year's target, lowest first, each item once (2.1 repeats 1.1). OIT zeros come last: a missing
 * document is not the worst opinion, and beside survey scores its 0 would read as one.
 */
export function itemsBelowTarget(year: ItaYearFigures): ItemBelowTarget[] {
  const target = year.target ?? 0
  const below = year.areas
    .flatMap((area) => area.items)
    .filter((item) => item.sameAs === undefined)
    .flatMap((item) =>
      instruments.flatMap((instrument): ItemBelowTarget[] => {
        const score = item.scores[instrument]
        if (score === undefined || score >= target) return []
        const words = instrument === 'OIT' && score === 0 ? 'ไม่ผ่านการประเมิน' : null
        return [{ no: item.no, title: item.titleTh, instrument, score, note: item.note ?? words }]
      }),
    )
  const isMissing = (item: ItemBelowTarget) => Number(item.instrument === 'OIT' && item.score === 0)
  // Array sort is stable: equal scores keep the document's order.
  return below.sort((a, b) => isMissing(a) - isMissing(b) || a.score - b.score)
}
