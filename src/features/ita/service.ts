import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import * as repo from './repo.ts'

/** Published results of a fiscal year beside the year before, and the measures drawn from them. */
export function createItaService() {
  async function getYear(tx: Tx, fiscalYear: number) {
    const year = await repo.findYear(tx, fiscalYear)
    if (!year) throw new AppError('NOT_FOUND', `No ITA result of fiscal year ${fiscalYear} is known.`, { status: 404 })
    return { year, scoresBefore: await repo.listIndicatorScores(tx, fiscalYear - 1) }
  }

  return { getYear, listMeasures: repo.listMeasures }
}

export type ItaService = ReturnType<typeof createItaService>
