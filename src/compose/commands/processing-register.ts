import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createAccounts } from '../../features/accounts/index.ts'
import { noticeVersion } from '../../features/audience/index.ts'
import { createAudit } from '../../platform/audit/audit.ts'
import { listTables } from '../../platform/db/list-tables.ts'
import { AppError } from '../../platform/errors.ts'
import { writeSheet } from '../../platform/sheets/write-sheet.ts'
import { findOutlived, findUnlisted } from '../register/find-unlisted.ts'
import { registerPage, registerSheet } from '../register/write-register.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

export const processingRegister: Command = {
  name: 'register',
  usage: '[--to <file.xlsx>]',
  help: 'the record of processing activities (PDPA section 39) in Thai, checked against every column of the database',
  options: ['to'],
  async run(call) {
    const { clock, options, print } = call
    return withDatabase(call, async (database) => {
      const tables = await listTables((sql) => database.prisma.$queryRawUnsafe<unknown[]>(sql), new Set())
      refuseGaps(findUnlisted(tables), findOutlived(tables))
      if (options.to) {
        const file = await writeSheet(registerSheet(), { format: 'xlsx', name: 'register' })
        await writeFile(resolve(options.to), Buffer.from(await file.arrayBuffer()))
        print(resolve(options.to))
        return 0
      }
      const accounts = createAccounts({ audit: createAudit({ database, clock }), noticeVersion })
      const { agency, dpoContact } = await accounts.noticeFacts(database.prisma)
      const on = clock.now().toLocaleDateString('th-TH', { timeZone: 'Asia/Bangkok', dateStyle: 'long' })
      print(registerPage({ agency, dpo: dpoContact, on }))
      return 0
    })
  },
}

/** A register with gaps would be taken for a whole one. */
function refuseGaps(unlisted: string[], outlived: string[]): void {
  const said = [
    unlisted.length > 0 && `nothing is said of ${unlisted.join(', ')}`,
    outlived.length > 0 && `${outlived.join(', ')} is no longer in the database`,
  ].filter(Boolean)
  if (said.length === 0) return
  throw new AppError(
    'REGISTER_INCOMPLETE',
    `The register does not fit the database: ${said.join('; ')}. Mend src/compose/register/activities.ts.`,
  )
}
