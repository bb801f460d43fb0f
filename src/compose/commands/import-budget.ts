import { readFile, stat } from 'node:fs/promises'
import type { BudgetPreview } from '../../contracts/api/budget.ts'
import { createAudit } from '../../platform/audit/audit.ts'
import { AppError } from '../../platform/errors.ts'
import { maxSheetBytes } from '../../platform/sheets/read-sheet.ts'
import { createBudgetCommand } from '../features.ts'
import { badUsage, type Command } from './command.ts'
import { withDatabase } from './with-database.ts'

const exitOnNoInput = 66 // sysexits.h EX_NOINPUT

export const importBudget: Command = {
  name: 'budget import',
  usage: '<file> --year <พ.ศ.> --source <where the figures come from>',
  help: 'takes an XLSX or CSV of plan and spending by category and month in whole; errors are told by cell',
  options: ['year', 'source'],
  words: 1,
  async run({ config, log, clock, options, words: [file], print }) {
    const fiscalYear = Number(options.year)
    const { source } = options
    if (file === undefined || !source || !(fiscalYear >= 2550 && fiscalYear <= 2700)) return badUsage
    const stats = await stat(file).catch(() => undefined)
    if (!stats?.isFile()) {
      process.stderr.write(`sucharit: ${file} is no file that can be read.\n`)
      return exitOnNoInput
    }
    // Refused by its size on disk, before a byte of it is read.
    if (stats.size > maxSheetBytes) {
      process.stderr.write(`sucharit: ${file} has ${stats.size} bytes; a budget sheet has at most ${maxSheetBytes}.\n`)
      return 1
    }
    const sheet = { fiscalYear, source, bytes: await readFile(file) }
    return withDatabase({ config, log }, async (database) => {
      const budget = createBudgetCommand(createAudit({ database, clock }))
      const told = await database.transaction((tx) => budget.importSheet(tx, null, sheet)).catch(showSheetErrors)
      if (told === undefined) return 1
      const { entryCount, totals, changes } = told
      print(
        `${entryCount} rows: planned ${totals.planned}, spent ${totals.spent} baht; ${changes.added} new, ${changes.changed} changed, ${changes.removed} removed`,
      )
      return 0
    })
  },
}

function showSheetErrors(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== 'BUDGET_SHEET_INVALID') throw error
  const { errors, errorCount, columns, headings } = error.data as BudgetPreview
  if (columns === null)
    process.stderr.write(`No heading names category, month, plan and spending: ${headings.join(' | ')}\n`)
  for (const { cell, code, value } of errors) process.stderr.write(`${cell}\t${code}\t${value}\n`)
  process.stderr.write(`sucharit: ${errorCount} errors; nothing was stored.\n`)
}
