import type { Config } from '../../config.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'

/** A command of `npm run sucharit`: what it is called, one line of help, and what it does. Exit code 0 is success. */
export type Command = {
  name: string
  usage: string
  help: string
  /** Long options it takes, each with a value, but those in `flags`. */
  options?: readonly string[]
  flags?: readonly string[]
  /** How many words may follow its name. */
  words?: number
  run(call: CommandCall): Promise<number>
}

export type CommandCall = {
  config: Config
  log: Log
  clock: Clock
  options: Record<string, string | undefined>
  flags: ReadonlySet<string>
  words: string[]
  print(line: string): void
}

/** The command was called in a way it does not know: the usage is shown. sysexits.h EX_USAGE. */
export const badUsage = 64
