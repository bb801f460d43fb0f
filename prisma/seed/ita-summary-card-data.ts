import type { TemplateData } from '../../src/contracts/templates.ts'
import { itemsBelowTarget } from './items-below-target.ts'
import type { ItaFigures } from './load-seed.ts'

type Card = TemplateData<'ita-summary'>
export type ItaSummaryOptions = Pick<Card, 'badge' | 'date' | 'text' | 'link'> & { fiscalYear?: number }

/** Data of the `ita-summary` card for one year (the newest unless named), beside the year before where it is known. */
export function itaSummaryCardData(ita: ItaFigures, options: ItaSummaryOptions = {}): Card {
  const { fiscalYear = ita.years[0]?.fiscalYear, ...shown } = options
  const year = ita.years.find((it) => it.fiscalYear === fiscalYear)
  if (year === undefined)
    throw new RangeError(`There are no ITA figures of fiscal year ${fiscalYear}. Import them first.`)
  const before = ita.years.find((it) => it.fiscalYear === year.fiscalYear - 1)
  const scoreBefore = (code: string) => before?.instruments.find((it) => it.code === code)?.score ?? null
  return {
    ...shown,
    agency: ita.agency.nameTh,
    source: ita.source,
    fiscalYear: year.fiscalYear,
    score: year.total,
    level: year.level,
    previous: before ? { fiscalYear: before.fiscalYear, score: before.total } : null,
    nationalMean: year.nationalAverage,
    target: year.target === null ? null : { score: year.target, source: ita.source, fiscalYear: year.fiscalYear },
    instruments: year.instruments.map(({ code, nameTh, score, note }) => ({
      code,
      name: nameTh,
      score,
      previousScore: scoreBefore(code),
      note: note ?? null,
    })),
    items: itemsBelowTarget(year),
  }
}
