import { parseArgs } from 'node:util'
import { backup, restore } from './compose/commands/backup.ts'
import { exportCards, importCards } from './compose/commands/cards.ts'
import { badUsage, type Command } from './compose/commands/command.ts'
import { createToken } from './compose/commands/create-token.ts'
import { doctor } from './compose/commands/doctor.ts'
import { importBudget } from './compose/commands/import-budget.ts'
import { importIta } from './compose/commands/import-ita.ts'
import { installService } from './compose/commands/install-service.ts'
import { inviteUser } from './compose/commands/invite-user.ts'
import { migrate } from './compose/commands/migrate.ts'
import { processingRegister } from './compose/commands/processing-register.ts'
import { resetDemo } from './compose/commands/reset-demo.ts'
import { turnReal } from './compose/commands/turn-real.ts'
import { verifyAudit } from './compose/commands/verify-audit.ts'
import { loadConfig } from './config.ts'
import { systemClock } from './platform/clock.ts'
import { toDatabaseError } from './platform/db/database-errors.ts'
import { AppError, StartError } from './platform/errors.ts'
import { createLog } from './platform/log.ts'

const commands: readonly Command[] = [
  createToken,
  inviteUser,
  importBudget,
  importIta,
  exportCards,
  importCards,
  doctor,
  backup,
  restore,
  migrate,
  verifyAudit,
  processingRegister,
  turnReal,
  resetDemo,
  installService,
]

process.exitCode = await run(process.argv.slice(2))

async function run(args: string[]): Promise<number> {
  const command = findCommand(args)
  if (!command) return refuse(args.length > 0 ? `there is no command "${args.join(' ')}"` : undefined)
  const nameLength = command.name.split(' ').length
  const call = readCall(command, args.slice(nameLength))
  if (typeof call === 'string') return refuse(call, command)
  try {
    const code = await command.run({
      config: loadConfig(),
      log: createLog({ level: 'warn', destination: process.stderr }),
      clock: systemClock,
      print: (line) => process.stdout.write(`${line}\n`),
      ...call,
    })
    return code === badUsage ? refuse('something is missing or out of range', command) : code
  } catch (thrown) {
    const error = toDatabaseError(thrown)
    if (!(error instanceof AppError)) throw error
    process.stderr.write(`sucharit: ${error.message}\n`)
    return error instanceof StartError ? error.exitCode : 1
  }
}

function findCommand(args: string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word))
}

type Call = { options: Record<string, string | undefined>; flags: Set<string>; words: string[] }

/** What stands behind the command's name, or what is wrong with it. */
function readCall({ options = [], flags = [], words = 0 }: Command, args: string[]): Call | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: Object.fromEntries([
        ...options.map((name) => [name, { type: 'string' as const }]),
        ...flags.map((name) => [name, { type: 'boolean' as const }]),
      ]),
    })
    if (positionals.length > words) return `"${positionals[words]}" is one word too many`
    const given = Object.entries(values)
    return {
      options: Object.fromEntries(given.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
      flags: new Set(given.filter(([, value]) => value === true).map(([name]) => name)),
      words: positionals,
    }
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? 'an option is not known'
  }
}

/** One command's usage where it was recognised, else everything there is. */
function refuse(problem: string | undefined, command?: Command): number {
  const lines = (command ? [command] : commands).map(({ name, usage, help }) => `  ${name} ${usage}\n      ${help}`)
  const head = problem ? `sucharit: ${problem}\n\n` : ''
  process.stderr.write(`${head}Usage: npm run sucharit -- <command>\n\n${lines.join('\n')}\n`)
  return badUsage
}
