import type { Audit } from '../../platform/audit/audit.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { readSheet } from '../../platform/sheets/read-sheet.ts'
import { type Changes, compareYears } from './compare-rules.ts'
import * as repo from './repo.ts'
import { readItaSheet, type SheetError, type YearFigures } from './sheet-rules.ts'

export type ItaSheet = { fiscalYear: number; source: string; bytes: Buffer }
export type ItaImported = { figures: YearFigures; isNew: boolean; changes: Changes }

/** A year's published results, taken in from a sheet whole or not at all. */
export function createItaImport({ audit }: { audit: Audit }) {
  /**
   * `actorId` null: by the command line.
   * @throws ITA_SHEET_INVALID (422) with the errors by cell: nothing is stored until all is right.
   */
  async function importSheet(tx: Tx, actorId: string | null, sheet: ItaSheet): Promise<ItaImported> {
    const { fiscalYear, source, bytes } = sheet
    const { figures, errors } = readItaSheet(await readSheet(bytes))
    if (figures === null) throw refuse(errors)
    await repo.lockIta(tx)
    const before = await repo.readFigures(tx, fiscalYear)
    const changes = compareYears(before, figures)
    await repo.replaceYear(tx, { fiscalYear, source }, figures)
    await audit.record(tx, {
      actorId,
      action: 'ita.import',
      subject: String(fiscalYear),
      data: {
        source,
        total: figures.total,
        changes: {
          added: changes.added.length,
          changed: changes.changed.length,
          removed: changes.removed.length,
        },
      },
    })
    return { figures, isNew: before === undefined, changes }
  }

  return { importSheet }
}

const refuse = (errors: SheetError[]) =>
  new AppError('ITA_SHEET_INVALID', `The sheet has ${errors.length} errors.`, { status: 422, data: { errors } })
