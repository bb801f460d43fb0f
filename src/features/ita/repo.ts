import { advisoryLocks } from '../../platform/db/advisory-locks.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { YearFigures } from './sheet-rules.ts'

export function findYear(tx: Tx, fiscalYear: number) {
  return tx.itaYear.findUnique({
    where: { fiscalYear },
    include: { instruments: true, indicators: { orderBy: { no: 'asc' } }, items: true },
  })
}

export async function findNewestYear(tx: Tx): Promise<number | undefined> {
  return (await tx.itaYear.findFirst({ orderBy: { fiscalYear: 'desc' }, select: { fiscalYear: true } }))?.fiscalYear
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

/** Two imports of the same moment are taken one after the other: the later one is what stays, whole. */
export async function lockIta(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.ita}::bigint)`
}

/** The year in the shape of a sheet that was read. */
export async function readFigures(tx: Tx, fiscalYear: number): Promise<YearFigures | undefined> {
  const year = await findYear(tx, fiscalYear)
  if (!year) return undefined
  return {
    total: year.total.toNumber(),
    nationalAverage: year.nationalAverage?.toNumber() ?? null,
    target: year.target?.toNumber() ?? null,
    level: year.level,
    instruments: year.instruments.map(({ code, nameTh, score, parts, note }) => {
      return { code, nameTh, score: score.toNumber(), parts: parts as Record<string, number> | null, note }
    }),
    indicators: year.indicators.map(({ no, instrument, titleTh, score }) => {
      return { no, instrument, titleTh, score: score.toNumber() }
    }),
    items: year.items.map(({ no, area, areaTitle, titleTh, scores, note }) => {
      return { no, area, areaTitle, titleTh, scores: scores as Record<string, number>, note }
    }),
  }
}

/** The year as the sheet has it, and nothing of what it had before. */
export async function replaceYear(
  tx: Tx,
  year: { fiscalYear: number; source: string },
  { instruments, indicators, items, ...figures }: YearFigures,
): Promise<void> {
  const { fiscalYear } = year
  await tx.itaYear.deleteMany({ where: { fiscalYear } }) // takes the rows below it along
  await tx.itaYear.create({ data: { ...year, ...figures } })
  await tx.itaInstrument.createMany({
    data: instruments.map(({ parts, ...instrument }) => ({ fiscalYear, ...instrument, ...(parts && { parts }) })),
  })
  await tx.itaIndicator.createMany({ data: indicators.map((indicator) => ({ fiscalYear, ...indicator })) })
  await tx.itaItem.createMany({ data: items.map((item) => ({ fiscalYear, ...item })) })
}
