import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createBudgetCommand } from './compose/features.ts'
import { startReal } from './compose/install.ts'
import { openDatabases } from './compose/open-databases.ts'
import { loadConfig } from './config.ts'
import type { BudgetPreview } from './contracts/api/budget.ts'
import { type Role, roles } from './contracts/roles.ts'
import { createAudit } from './platform/audit/audit.ts'
import { createAuth } from './platform/auth/auth.ts'
import { systemClock } from './platform/clock.ts'
import { type Database, openDatabase } from './platform/db/open-database.ts'
import { AppError, StartError } from './platform/errors.ts'
import { createLog } from './platform/log.ts'
import { createSecrets } from './platform/secrets/secrets.ts'
import { maxSheetBytes } from './platform/sheets/read-sheet.ts'

const usage = `Usage: npm run sucharit -- <command>

  token create --role <${roles.join('|')}> --email <person> [--name <what for>] [--days <1..365>]
      makes an API token, and the person when the address is new; prints the token alone
  budget import <file> --year <พ.ศ.> --source <where the figures come from>
      takes an XLSX or CSV of plan and spending by category and month in whole; errors are told by cell
  audit verify
      checks the hash chain of the audit log
  start-real
      turns a demo database into a real one: demo people, groups, schedules, accounts and tokens are removed
`

type Command = (database: Database) => Promise<number>

const config = loadConfig()
const log = createLog({ level: 'warn' })

process.exitCode = await run(process.argv.slice(2))

async function run(args: string[]): Promise<number> {
  const command = findCommand(args)
  if (!command) {
    process.stderr.write(usage)
    return 64 // EX_USAGE
  }
  // start-real takes the service's own place: a demo that still runs would write into the real database.
  const databases = await openDatabases(config, { isService: command === turnReal, log })
  const database = openDatabase({ url: databases.app, poolSize: 2, log, name: 'sucharit-cli' })
  try {
    return await command(database)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    process.stderr.write(`sucharit: ${error.message}\n`)
    return error instanceof StartError ? 78 : 1
  } finally {
    await database.close()
    await databases.close()
  }
}

function findCommand(args: string[]): Command | undefined {
  const { values, positionals } = readArguments(args)
  const [noun, verb, file] = positionals
  if (noun === 'budget' && verb === 'import' && file !== undefined && positionals.length === 3)
    return (database) => importBudget(database, file, values)
  switch (positionals.join(' ')) {
    case 'token create':
      return (database) => createToken(database, values)
    case 'audit verify':
      return verifyAudit
    case 'start-real':
      return turnReal
    default:
      return undefined
  }
}

type Options = { role?: string; email?: string; name?: string; days?: string; year?: string; source?: string }

/** An option nobody knows gives the usage, not a stack. */
function readArguments(args: string[]): { values: Options; positionals: string[] } {
  const option = { type: 'string' } as const
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { role: option, email: option, name: option, days: option, year: option, source: option },
    })
  } catch {
    return { values: {}, positionals: [] }
  }
}

async function createToken(database: Database, values: Options): Promise<number> {
  const role = roles.find((known) => known === values.role) as Role | undefined
  const expiresInDays = Number(values.days ?? 90)
  if (!role || !values.email || !(expiresInDays >= 1 && expiresInDays <= 365)) {
    process.stderr.write(usage)
    return 64
  }
  const secret = config.betterAuthSecrets ?? createSecrets(config.secretsDir).lasting('auth').toString('hex')
  const auth = createAuth({
    database,
    audit: createAudit({ database, clock: systemClock }),
    publicUrl: config.publicUrl,
    secret,
    log,
  })
  const { token } = await auth.createToken({
    email: values.email,
    role,
    name: values.name ?? 'command line',
    expiresInDays,
  })
  process.stdout.write(`${token}\n`)
  return 0
}

/** A file too large is refused by its size on disk, before a byte of it is read. */
async function importBudget(database: Database, file: string, values: Options): Promise<number> {
  const fiscalYear = Number(values.year)
  if (!(fiscalYear >= 2550 && fiscalYear <= 2700) || !values.source) {
    process.stderr.write(usage)
    return 64
  }
  const stats = await stat(file).catch(() => undefined)
  if (!stats?.isFile()) {
    process.stderr.write(`sucharit: ${file} is no file that can be read.\n`)
    return 66 // EX_NOINPUT
  }
  if (stats.size > maxSheetBytes) {
    process.stderr.write(`sucharit: ${file} has ${stats.size} bytes; a budget sheet has at most ${maxSheetBytes}.\n`)
    return 1
  }
  const budget = createBudgetCommand(createAudit({ database, clock: systemClock }))
  const sheet = { fiscalYear, source: values.source, bytes: await readFile(file) }
  const told = await database.transaction((tx) => budget.importSheet(tx, null, sheet)).catch(showSheetErrors)
  if (told === undefined) return 1
  const { entryCount, totals, changes } = told
  process.stdout.write(
    `${entryCount} rows: planned ${totals.planned}, spent ${totals.spent} baht; ${changes.added} new, ${changes.changed} changed, ${changes.removed} removed\n`,
  )
  return 0
}

function showSheetErrors(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== 'BUDGET_SHEET_INVALID') throw error
  const { errors, errorCount, columns, headings } = error.data as BudgetPreview
  if (columns === null)
    process.stderr.write(`No heading names category, month, plan and spending: ${headings.join(' | ')}\n`)
  for (const { cell, code, value } of errors) process.stderr.write(`${cell}\t${code}\t${value}\n`)
  process.stderr.write(`sucharit: ${errorCount} errors; nothing was stored.\n`)
}

async function verifyAudit(database: Database): Promise<number> {
  const check = await createAudit({ database, clock: systemClock }).verify()
  process.stdout.write(
    check.firstBadSeq === null
      ? `ok: ${check.entries} entries, head ${check.headHash ?? 'none'}\n`
      : `broken at entry ${check.firstBadSeq}: ${check.entries} entries before it are sound\n`,
  )
  return check.firstBadSeq === null ? 0 : 1
}

async function turnReal(database: Database): Promise<number> {
  await startReal({ database, audit: createAudit({ database, clock: systemClock }) })
  process.stdout.write('This database is real now. Set the LINE_… variables and start.\n')
  return 0
}
