// Run by src/build.ts: writes what `date-holidays` knows of Thailand’s years, once for every process. With the library
// loaded, each that looks at the calendar would hold 35 MB more for good.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Holidays from 'date-holidays'
import { proposedYears, proposedYearsFile } from './propose-year.ts'
import type { YearDays } from './rules.ts'

const thailand = new Holidays('TH')
thailand.setHoliday('chinese 01-0-01', { name: { en: 'chinese_new_year' }, type: 'observance' })
thailand.setHoliday('chinese 8-0-15', { name: { en: 'mid_autumn' }, type: 'observance' })

function propose(year: number): YearDays {
  const found = thailand
    .getHolidays(year, 'th')
    .map(({ date, name, type }) => ({ date: date.slice(0, 10), name, type }))
  const dateOf = (festival: string) => found.find(({ name }) => name === festival)?.date as string
  const byDate = Map.groupBy(
    found.filter(({ type }) => type === 'public'),
    ({ date }) => date,
  )
  return {
    // A day of the moon may fall on one of the calendar's: it is one day off with two names.
    holidays: [...byDate].map(([date, days]) => ({
      date,
      name: days.map(({ name }) => name).join(' · '),
      source: 'proposed' as const,
    })),
    festivals: [
      { festival: 'new_year', date: `${year}-01-01`, source: 'proposed' },
      { festival: 'chinese_new_year', date: dateOf('chinese_new_year'), source: 'proposed' },
      { festival: 'songkran', date: `${year}-04-13`, source: 'proposed' },
      { festival: 'mid_autumn', date: dateOf('mid_autumn'), source: 'proposed' },
    ],
  }
}

const years: Record<number, YearDays> = {}
for (let year = proposedYears.first; year <= proposedYears.last; year += 1) years[year] = propose(year)
mkdirSync(dirname(proposedYearsFile), { recursive: true })
writeFileSync(proposedYearsFile, JSON.stringify(years))
