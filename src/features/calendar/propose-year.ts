import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../platform/errors.ts'
import type { YearDays } from './rules.ts'

/** Those of which an officer may confirm a list, พ.ศ. 2550 to 2700. */
export const proposedYears = { first: 2007, last: 2157 }
export const proposedYearsFile = join(import.meta.dirname, '../../../dist/proposed-years.json')

let proposals: Record<number, YearDays> | undefined

/**
 * What the library `date-holidays` knows of a year in Thailand: a beginning for the officer, who adds the days of the moon,
 * the substitutes and those of the cabinet. It was asked when the program was built (`propose-years.ts`).
 * @throws AppError YEAR_UNKNOWN (422) outside of `proposedYears`.
 */
export function proposeYear(year: number): YearDays {
  proposals ??= JSON.parse(readFileSync(proposedYearsFile, 'utf8')) as Record<number, YearDays>
  const proposal = proposals[year]
  if (!proposal)
    throw new AppError('YEAR_UNKNOWN', `No holidays are known of ${year}. Choose an earlier date.`, { status: 422 })
  return proposal
}
