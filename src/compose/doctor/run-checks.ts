import type { Config } from '../../config.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import type { Finding } from './check.ts'
import { checkHosts } from './check-hosts.ts'
import { checkLine } from './check-line.ts'
import { checkLogin } from './check-login.ts'
import { checkMachine } from './check-machine.ts'
import { checkStores } from './check-stores.ts'

/** Everything that can be looked at, at once: for the command line and for the console's set-up page. */
export async function runChecks({
  config,
  clock,
  log,
}: {
  config: Config
  clock: Clock
  log: Log
}): Promise<Finding[]> {
  const context = { config, now: clock.now() }
  const findings = await Promise.all([
    checkLine(context, { clock, log }),
    checkLogin(context, { clock }),
    checkMachine(context),
    checkStores(context, log),
    checkHosts(context),
  ])
  return findings.flat()
}
