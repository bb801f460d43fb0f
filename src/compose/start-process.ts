import type { Config } from '../config.ts'
import type { RoleName } from '../environment.ts'
import type { Log } from '../platform/log.ts'
import { prepareFolders } from './prepare-folders.ts'
import type { RunningProcess } from './run-service.ts'

/**
 * Starts what ROLES asks of this process. The ballot host and the simulator always have a process of their own: beside
 * other roles they become children, so that no memory is shared with who knows names. Each loads what it runs and no more:
 * a child that carried the whole service would start a second later and hold its modules for good.
 */
export async function startProcess(config: Config, log: Log): Promise<RunningProcess> {
  const { roles } = config
  if (isOnly(roles, 'ballot')) return (await import('./run-ballot.ts')).runBallot(config, log)
  prepareFolders(config)
  if (isOnly(roles, 'simulator')) return (await import('./run-simulator.ts')).runSimulator(config, log)
  return (await import('./run-service.ts')).runService(config, log)
}

const isOnly = (roles: ReadonlySet<RoleName>, role: RoleName) => roles.size === 1 && roles.has(role)
