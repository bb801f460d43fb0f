import { listOtherSessions } from '../../platform/db/list-other-sessions.ts'
import { type Database, openDatabase } from '../../platform/db/open-database.ts'
import { StartError } from '../../platform/errors.ts'
import { type DatabaseUrls, openDatabases } from '../open-databases.ts'
import type { CommandCall } from './command.ts'

/**
 * Runs a command on the installation's database, beside a running service or without one.
 * `isService`: takes the service's own place, so that none may run meanwhile.
 */
export async function withDatabase<T>(
  call: Pick<CommandCall, 'config' | 'log'>,
  work: (database: Database, urls: DatabaseUrls) => Promise<T>,
  options: { isService?: boolean; migrates?: boolean } = {},
): Promise<T> {
  const { isService = false, migrates = true } = options
  const urls = await openDatabases(call.config, { isService, migrates, log: call.log })
  try {
    // The seat of an embedded server refuses beside a whole service; this, beside a process of any role, on any server.
    if (isService) await refuseBesideOthers(urls.owner)
    const database = openDatabase({ url: urls.app, poolSize: 2, log: call.log, name: 'sucharit-cli' })
    return await work(database, urls).finally(() => database.close())
  } finally {
    await urls.close()
  }
}

async function refuseBesideOthers(url: string): Promise<void> {
  const others = await listOtherSessions(url)
  if (others.length === 0) return
  throw new StartError(
    `The database is in use (${others.join(', ')}). Stop every process of the service, on every machine, and try again.`,
    { mayPass: true },
  )
}
