import { listMissingMigrations } from '../../platform/db/migrate.ts'
import { openDatabases } from '../open-databases.ts'
import type { Command } from './command.ts'

/** For set-ups whose services hold no login that may change the schema: run before each new release is started. */
export const migrate: Command = {
  name: 'migrate',
  usage: '',
  help: 'brings the database to this release under OWNER_DATABASE_URL; the service does it itself where its login may',
  async run({ config, log, print }) {
    const databases = await openDatabases(config, { isService: false, log })
    try {
      const missing = await listMissingMigrations(databases.owner)
      print(missing.length === 0 ? 'The database fits this release.' : `Still missing: ${missing.join(', ')}`)
      return missing.length === 0 ? 0 : 1
    } finally {
      await databases.close()
    }
  },
}
