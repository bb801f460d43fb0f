import type { Tx } from '../../platform/db/open-database.ts'

export function findYear(tx: Tx, fiscalYear: number) {
  return tx.itaYear.findUnique({
    where: { fiscalYear },
    include: { instruments: true, indicators: { orderBy: { no: 'asc' } }, items: true },
  })
}

export function listIndicatorScores(tx: Tx, fiscalYear: number) {
  return tx.itaIndicator.findMany({ where: { fiscalYear }, select: { no: true, score: true } })
}

export function listMeasures(tx: Tx, fiscalYear: number | undefined) {
  return tx.measure.findMany({
    where: fiscalYear === undefined ? {} : { fiscalYear },
    include: { steps: { orderBy: { no: 'asc' } } },
    orderBy: [{ fiscalYear: 'desc' }, { area: 'asc' }],
  })
}

/** Items by their numbers, the newest year first. */
export function listItems(tx: Tx, nos: readonly string[]) {
  return tx.itaItem.findMany({ where: { no: { in: [...nos] } }, orderBy: { fiscalYear: 'desc' } })
}
