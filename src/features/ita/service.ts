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

  /** Items of the newest year that has any of these, each with the figure of its first instrument. */
  async function findItems(tx: Tx, nos: readonly string[]) {
    const [newest, ...others] = await repo.listItems(tx, nos)
    if (!newest) return undefined
    const { fiscalYear } = newest
    const items = [newest, ...others]
      .filter((item) => item.fiscalYear === fiscalYear)
      .flatMap(({ no, titleTh, scores }) => {
        const [first] = Object.entries(scores as Record<string, number>).toSorted(byInstrument)
        return first ? [{ no, titleTh, instrument: first[0], score: first[1] }] : []
      })
      .toSorted((a, b) => nos.indexOf(a.no) - nos.indexOf(b.no))
    return { fiscalYear, items }
  }

  return { findItems, getYear, listMeasures: repo.listMeasures }
}

export type ItaService = ReturnType<typeof createItaService>

const instrumentOrder = ['IIT', 'EIT', 'OIT'] // staff first: a poll asks staff too
const byInstrument = ([a]: [string, number], [b]: [string, number]) =>
  instrumentOrder.indexOf(a) - instrumentOrder.indexOf(b)
