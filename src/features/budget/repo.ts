import { advisoryLocks } from '../../platform/db/advisory-locks.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Entry } from './sheet-rules.ts'

export type BudgetYearRow = { fiscalYear: number; source: string; isExample: boolean; importedAt: Date }

/** Two imports of the same moment are taken one after the other: the later one is what stays, whole. */
export async function lockBudget(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.budget}::bigint)`
}

export async function findYear(tx: Tx, fiscalYear: number): Promise<BudgetYearRow | undefined> {
  return (await tx.budgetYear.findUnique({ where: { fiscalYear } })) ?? undefined
}

export function listYears(tx: Tx): Promise<BudgetYearRow[]> {
  return tx.budgetYear.findMany({ orderBy: { fiscalYear: 'desc' } })
}

export async function listEntries(tx: Tx, fiscalYear: number): Promise<Entry[]> {
  const rows = await tx.budgetEntry.findMany({
    where: { fiscalYear },
    orderBy: [{ month: 'asc' }, { category: 'asc' }],
  })
  return rows.map(({ category, month, planned, spent }) => ({
    category,
    month: month.toISOString().slice(0, 10),
    planned: toSatang(planned.toFixed(2)),
    spent: spent === null ? null : toSatang(spent.toFixed(2)),
  }))
}

/** The year as the sheet has it, and nothing of what it had before. */
export async function replaceYear(tx: Tx, year: BudgetYearRow, entries: readonly Entry[]): Promise<void> {
  const { fiscalYear, ...kept } = year
  await tx.budgetYear.upsert({ where: { fiscalYear }, create: year, update: kept })
  await tx.budgetEntry.deleteMany({ where: { fiscalYear } })
  await tx.budgetEntry.createMany({
    data: entries.map(({ category, month, planned, spent }) => ({
      fiscalYear,
      category,
      month: new Date(month),
      planned: toBaht(planned),
      spent: spent === null ? null : toBaht(spent),
    })),
  })
}

const toSatang = (baht: string) => BigInt(baht.replace('.', ''))
const toBaht = (satang: bigint) => `${satang / 100n}.${String(satang % 100n).padStart(2, '0')}`
