/** Series of cards (ชุดการ์ด) that a person may do without in the 1:1 chat. Polls, notices and the bot's own cards are no series. */
export const seriesNames = ['dos_donts', 'no_gift', 'budget', 'ita', 'measures'] as const
export type SeriesName = (typeof seriesNames)[number]

const seriesByTemplate: Record<string, SeriesName> = {
  'dos-donts': 'dos_donts',
  'no-gift': 'no_gift',
  'budget-summary': 'budget',
  'ita-summary': 'ita',
  'ita-indicator': 'ita',
  'measure-update': 'measures',
}

export function seriesOf(template: string): SeriesName | undefined {
  return Object.hasOwn(seriesByTemplate, template) ? seriesByTemplate[template] : undefined
}

export function isSeriesName(value: string | null): value is SeriesName {
  return (seriesNames as readonly (string | null)[]).includes(value)
}
