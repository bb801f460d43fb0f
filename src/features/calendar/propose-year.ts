import { createRequire } from 'node:module'
import type { YearDays } from './rules.ts'

const require = createRequire(import.meta.url)
const proposals = new Map<number, YearDays>()

/**
 * What the library `date-holidays` knows of a year in Thailand: a beginning for the officer, who adds the days of the moon,
 * the substitutes and those of the cabinet. Loaded when first asked for, since it takes 30 MB.
 */
export function proposeYear(year: number): YearDays {
  const known = proposals.get(year)
  if (known) return known
  const Holidays = require('date-holidays') as typeof import('date-holidays').default
  const thailand = new Holidays('TH')
  thailand.setHoliday('chinese 01-0-01', { name: { en: 'chinese_new_year' }, type: 'observance' })
  thailand.setHoliday('chinese 8-0-15', { name: { en: 'mid_autumn' }, type: 'observance' })
  const found = thailand
    .getHolidays(year, 'th')
    .map(({ date, name, type }) => ({ date: date.slice(0, 10), name, type }))
  const dateOf = (festival: string) => found.find(({ name }) => name === festival)?.date as string
  const proposal: YearDays = {
    holidays: found
      .filter(({ type }) => type === 'public')
      .map(({ date, name }) => ({ date, name, source: 'proposed' as const })),
    festivals: [
      { festival: 'new_year', date: `${year}-01-01`, source: 'proposed' },
      { festival: 'chinese_new_year', date: dateOf('chinese_new_year'), source: 'proposed' },
      { festival: 'songkran', date: `${year}-04-13`, source: 'proposed' },
      { festival: 'mid_autumn', date: dateOf('mid_autumn'), source: 'proposed' },
    ],
  }
  proposals.set(year, proposal)
  return proposal
}
