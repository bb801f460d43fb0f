import { createItaImport, type SheetError, sheetErrorWords } from '../../features/ita/index.ts'
import { createAudit } from '../../platform/audit/audit.ts'
import { AppError } from '../../platform/errors.ts'
import { badUsage, type Command } from './command.ts'
import { readSheetFile } from './read-sheet-file.ts'
import { withDatabase } from './with-database.ts'

export const importIta: Command = {
  name: 'ita import',
  usage: '<file> --year <พ.ศ.> --source <where the figures come from, at most 160 letters>',
  help: "takes an XLSX or CSV of a year's ITA results in whole, in place of what the year had; errors are told by cell",
  options: ['year', 'source'],
  words: 1,
  async run(call) {
    const { options, words, clock, print } = call
    const [file] = words
    const source = options.source?.trim()
    const fiscalYear = Number(options.year)
    if (!file || !source || source.length > 160) return badUsage
    if (!Number.isInteger(fiscalYear) || fiscalYear < 2550 || fiscalYear > 2700) return badUsage
    const bytes = await readSheetFile(file, 'a sheet of ITA results')
    if (typeof bytes === 'number') return bytes
    return withDatabase(call, async (database) => {
      const ita = createItaImport({ audit: createAudit({ database, clock }) })
      const told = await database
        .transaction((tx) => ita.importSheet(tx, null, { fiscalYear, source, bytes }))
        .catch(showSheetErrors)
      if (told === undefined) return 1
      const { figures, isNew, changes } = told
      const { added, changed, removed } = changes
      print(
        `${fiscalYear}: total ${figures.total.toFixed(2)}, ${figures.instruments.length} instruments, ${figures.indicators.length} indicators, ${figures.items.length} items; ${added.length} new, ${changed.length} changed, ${removed.length} removed`,
      )
      if (isNew) return 0
      for (const [what, names] of Object.entries({ new: added, changed, removed }))
        if (names.length > 0) print(`${what}: ${names.join(', ')}`)
      return 0
    })
  },
}

function showSheetErrors(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== 'ITA_SHEET_INVALID') throw error
  const { errors } = error.data as { errors: SheetError[] }
  for (const { cell, code, value } of errors) {
    const { th, en } = sheetErrorWords[code]
    process.stderr.write(`${cell}\t${value}\t${th} (${en})\n`)
  }
  process.stderr.write(`sucharit: ${errors.length} errors; nothing was stored.\n`)
}
