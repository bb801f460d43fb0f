import { parseArgs } from 'node:util'
import { z } from 'zod'
import { startReal } from './compose/install.ts'
import { openDatabases } from './compose/open-databases.ts'
import { loadConfig } from './config.ts'
import { type Role, roles } from './contracts/roles.ts'
import { createUsers } from './features/users/index.ts'
import { createAudit } from './platform/audit/audit.ts'
import { createAuth } from './platform/auth/auth.ts'
import { systemClock } from './platform/clock.ts'
import { type Database, openDatabase } from './platform/db/open-database.ts'
import { AppError, StartError } from './platform/errors.ts'
import { createLog } from './platform/log.ts'
import { createSecrets } from './platform/secrets/secrets.ts'

const usage = `Usage: npm run sucharit -- <command>

  token create --role <${roles.join('|')}> --email <person> [--name <what for>] [--days <1..365>]
      makes an API token, and the person when the address is new; prints the token alone
  user invite --role <${roles.join('|')}> --email <person> [--name <name>]
      makes an account, or a new link for one that is there, and prints the link to hand over
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
  switch (positionals.join(' ')) {
    case 'token create':
      return (database) => createToken(database, values)
    case 'user invite':
      return (database) => inviteUser(database, values)
    case 'audit verify':
      return verifyAudit
    case 'start-real':
      return turnReal
    default:
      return undefined
  }
}

type Options = { role?: string; email?: string; name?: string; days?: string }

/** An option nobody knows gives the usage, not a stack. */
function readArguments(args: string[]): { values: Options; positionals: string[] } {
  const option = { type: 'string' } as const
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { role: option, email: option, name: option, days: option },
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
  const { token } = await openAuth(database).createToken({
    email: values.email,
    role,
    name: values.name ?? 'command line',
    expiresInDays,
  })
  process.stdout.write(`${token}\n`)
  return 0
}

/** For the first owner, and for an office whose owners have all lost their way in. */
async function inviteUser(database: Database, values: Options): Promise<number> {
  const role = roles.find((known) => known === values.role)
  const email = z.email().safeParse(values.email).data
  if (!role || !email) {
    process.stderr.write(usage)
    return 64
  }
  const users = createUsers({
    database,
    clock: systemClock,
    audit: createAudit({ database, clock: systemClock }),
    auth: openAuth(database),
    publicUrl: config.publicUrl,
    isDemo: false,
    phoneUrl: null,
    agencyName: async () => '',
  })
  const name = values.name ?? (email.split('@')[0] as string)
  const url = await database.transaction((tx) => users.inviteByOperator(tx, { name, email, role }))
  process.stdout.write(`${url}\n`)
  return 0
}

function openAuth(database: Database) {
  return createAuth({
    database,
    audit: createAudit({ database, clock: systemClock }),
    publicUrl: config.publicUrl,
    secret: config.betterAuthSecrets ?? createSecrets(config.secretsDir).lasting('auth').toString('hex'),
    log,
  })
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
