import type { BudgetPreview } from '../../contracts/api/budget.ts'
import { budgetSheetWords } from '../../contracts/budget-sheet-words.ts'
import { createBudget } from '../../features/budget/index.ts'
import { createAudit } from '../../platform/audit/audit.ts'
import { AppError } from '../../platform/errors.ts'
import { badUsage, type Command } from './command.ts'
import { readSheetFile } from './read-sheet-file.ts'
import { withDatabase } from './with-database.ts'

export const importBudget: Command = {
  name: 'budget import',
  usage: '<file> --year <พ.ศ.> --source <where the figures come from, at most 160 letters>',
  help: 'takes an XLSX or CSV of plan and spending by category and month in whole; errors are told by cell',
  options: ['year', 'source'],
  words: 1,
  async run(call) {
    const { options, words, clock, print } = call
    const [file] = words
    const source = options.source?.trim()
    const fiscalYear = Number(options.year)
    if (!file || !source || source.length > 160) return badUsage
    if (!Number.isInteger(fiscalYear) || fiscalYear < 2550 || fiscalYear > 2700) return badUsage
    const bytes = await readSheetFile(file, 'a budget sheet')
    if (typeof bytes === 'number') return bytes
    const sheet = { fiscalYear, source, bytes }
    return withDatabase(call, async (database) => {
      // Imports only: cards and pictures are made where somebody can look at them.
      const budget = createBudget({
        audit: createAudit({ database, clock }),
        clock,
        agencyName: notHere,
        budgetLookup: notHere,
        createCard: notHere,
        findOwner: notHere,
        checkPictures: notHere,
        makePictures: notHere,
      })
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

const notHere = () => Promise.reject(new Error('The command line makes no cards.'))

function showSheetErrors(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== 'BUDGET_SHEET_INVALID') throw error
  const { errors, errorCount, columns, months, headings } = error.data as BudgetPreview
  if (columns === null && months === null)
    process.stderr.write(`No heading names category, month, plan and spending: ${headings.join(' | ')}\n`)
  for (const { cell, code, value } of errors) {
    const { th, en } = budgetSheetWords
    process.stderr.write(`${cell}\t${value}\t${th[code]} (${en[code]})\n`)
  }
  process.stderr.write(`sucharit: ${errorCount} errors; nothing was stored.\n`)
}
