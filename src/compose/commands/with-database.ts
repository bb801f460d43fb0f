import { type Database, openDatabase } from '../../platform/db/open-database.ts'
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
  const database = openDatabase({ url: urls.app, poolSize: 2, log: call.log, name: 'sucharit-cli' })
  try {
    return await work(database, urls)
  } finally {
    await database.close()
    await urls.close()
  }
}
