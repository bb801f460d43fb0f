// A card has eight buttons; one leads to the topics, one back to the settings, and one on where there are more.
const mostAlone = 6
const perPage = 5

/** Series on one card, and the page after it: the first again after the last, null where one card holds all. */
export function pageSeries<Series>(
  series: readonly Series[],
  page: number,
): { shown: Series[]; nextPage: number | null } {
  if (series.length <= mostAlone) return { shown: [...series], nextPage: null }
  const isThere = Number.isInteger(page) && page >= 0 && page * perPage < series.length
  const first = isThere ? page * perPage : 0
  return {
    shown: series.slice(first, first + perPage),
    nextPage: first + perPage < series.length ? first / perPage + 1 : 0,
  }
}

/** The page on which a series stands. */
export function pageWith<Series>(series: readonly Series[], isIt: (one: Series) => boolean): number {
  return Math.floor(Math.max(series.findIndex(isIt), 0) / perPage)
}
