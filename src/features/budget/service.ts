import type { BudgetPreview, BudgetSummary, BudgetYear, ColumnMap } from '../../contracts/api/budget.ts'
import type { PictureFormat } from '../../contracts/api/pictures.ts'
import { reviewDayAfter } from '../../contracts/filing.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { readSheet } from '../../platform/sheets/read-sheet.ts'
import type { BudgetDeps } from './needs.ts'
import * as repo from './repo.ts'
import { type Entry, readBudget } from './sheet-rules.ts'
import {
  compare,
  findAsOf,
  groupByCategory,
  groupByPeriod,
  planToDate,
  shareOf,
  sumUp,
  toCard,
  writeMoney,
  writeTotals,
} from './summary-rules.ts'

export type Sheet = { fiscalYear: number; bytes: Buffer; columns?: ColumnMap | undefined }

const shownErrors = 100

/** Plan and spending of a fiscal year: read from a sheet, looked at, taken in whole, and told in a card. */
export function createBudgetService(deps: BudgetDeps) {
  async function preview(tx: Tx, sheet: Sheet): Promise<BudgetPreview> {
    return (await read(tx, sheet)).preview
  }

  /**
   * `actorId` null: by the command line.
   * @throws BUDGET_SHEET_INVALID (422) with the errors by cell: nothing is stored until all is right.
   */
  async function importSheet(
    tx: Tx,
    actorId: string | null,
    sheet: Sheet & { source: string },
  ): Promise<BudgetPreview> {
    await repo.lockBudget(tx)
    const { entries, preview: seen } = await read(tx, sheet)
    if (seen.errorCount > 0 || entries.length === 0) {
      throw new AppError(
        'BUDGET_SHEET_INVALID',
        `The sheet has ${seen.errorCount} errors and ${entries.length} good rows.`,
        {
          status: 422,
          data: seen,
        },
      )
    }
    const { fiscalYear, source } = sheet
    await repo.replaceYear(tx, { fiscalYear, source, isExample: seen.isExample, importedAt: deps.clock.now() }, entries)
    await deps.audit.record(tx, {
      actorId,
      action: 'budget.import',
      subject: String(fiscalYear),
      data: { source, totals: seen.totals, changes: seen.changes, entryCount: seen.entryCount },
    })
    return seen
  }

  async function read(
    tx: Tx,
    { fiscalYear, bytes, columns }: Sheet,
  ): Promise<{ entries: Entry[]; preview: BudgetPreview }> {
    const { entries, errors, ...found } = readBudget(await readSheet(bytes), fiscalYear, columns)
    const preview = {
      ...found,
      entryCount: entries.length,
      totals: writeTotals(sumUp(entries)),
      changes: compare(await repo.listEntries(tx, fiscalYear), entries),
      errors: errors.slice(0, shownErrors),
      errorCount: errors.length,
    }
    return { entries, preview }
  }

  async function listYears(tx: Tx): Promise<BudgetYear[]> {
    return (await repo.listYears(tx)).map(writeYear)
  }

  async function summarize(tx: Tx, fiscalYear: number, by: 'month' | 'quarter' | 'year'): Promise<BudgetSummary> {
    const { year, entries } = await get(tx, fiscalYear)
    const asOf = findAsOf(entries, calendarDay(deps.clock.now()))
    return {
      ...writeYear(year),
      asOf,
      totals: writeTotals(sumUp(entries)),
      plannedToDate: writeMoney(planToDate(entries, asOf)),
      periods: groupByPeriod(entries, by),
      categories: groupByCategory(entries).map(({ name, ...sum }) => ({
        name,
        ...writeTotals(sum),
        percent: shareOf(sum),
      })),
    }
  }

  /** Before the transaction that makes the card. @throws PICTURE_TOO_FULL, BUDGET_UNSPENT, NOT_FOUND */
  async function checkCard(tx: Tx, fiscalYear: number, formats: PictureFormat[]): Promise<void> {
    const { data } = await draftCard(tx, fiscalYear)
    await deps.checkPictures(tx, { template: 'budget-summary', data, state: 'draft' }, formats)
  }

  async function draftCard(tx: Tx, fiscalYear: number) {
    const { year, entries } = await get(tx, fiscalYear)
    const asOf = findAsOf(entries, calendarDay(deps.clock.now()))
    if (asOf === null)
      throw new AppError('BUDGET_UNSPENT', `Nothing of ${fiscalYear} is known as spent yet.`, { status: 409 })
    const office = { agency: await deps.agencyName(tx), lookup: await deps.budgetLookup(tx) }
    return { year, data: toCard({ ...year, ...office }, entries, asOf) }
  }

  async function makeCard(tx: Tx, actor: Actor, fiscalYear: number, formats: PictureFormat[]) {
    const { year, data } = await draftCard(tx, fiscalYear)
    const { id } = await deps.createCard(tx, actor, {
      title: data.title,
      template: 'budget-summary',
      data,
      kind: 'budget',
      owner: (await deps.findOwner(tx, 'budget')) ?? (await deps.agencyName(tx)),
      basis: year.source,
      itaItems: [`${fiscalYear}/i7`],
      reviewOn: reviewDayAfter(calendarDay(deps.clock.now())),
    })
    return { contentId: id, pictures: await deps.makePictures(tx, actor, id, formats) }
  }

  async function get(tx: Tx, fiscalYear: number) {
    const year = await repo.findYear(tx, fiscalYear)
    if (!year) throw new AppError('NOT_FOUND', `No budget of ${fiscalYear} has been imported.`, { status: 404 })
    return { year, entries: await repo.listEntries(tx, fiscalYear) }
  }

  return { preview, importSheet, listYears, summarize, checkCard, makeCard }
}

const writeYear = ({ importedAt, ...year }: repo.BudgetYearRow): BudgetYear => ({
  ...year,
  importedAt: importedAt.toISOString(),
})

export type BudgetService = ReturnType<typeof createBudgetService>
