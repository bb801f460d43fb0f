import { rm } from 'node:fs/promises'
import { applyMigrations } from '../../platform/db/migrate.ts'
import { openDatabase } from '../../platform/db/open-database.ts'
import { StartError } from '../../platform/errors.ts'
import { simulatorFolder } from '../simulator-folder.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

export const resetDemo: Command = {
  name: 'demo reset',
  usage: '',
  help: 'empties a demo, its simulator too, so that the next start is like the first; refused on a real database',
  async run({ config, log, print }) {
    // It takes the service's own place: one that still runs would write into what is being emptied.
    return withDatabase(
      { config, log },
      async (database, { owner: url }) => {
        const installation = await database.prisma.installation.findUnique({ where: { id: 1 } })
        if (installation?.kind !== 'demo')
          throw new StartError('This database is no demo: nothing of it is removed. Set DATA_DIR to that of the demo.')
        const asOwner = openDatabase({ url, poolSize: 1, log, name: 'sucharit-demo-reset' })
        await asOwner.pool.query(dropAll).finally(() => asOwner.close())
        await applyMigrations({ url, log })
        await rm(simulatorFolder(config), { recursive: true, force: true })
        print('The demo is empty. Fill it again with: npm start')
        return 0
      },
      { isService: true },
    )
  },
}

/** Schemas and all: rows of the audit log and of the spool may be deleted by nobody. */
const dropAll =
  'BEGIN; DROP SCHEMA IF EXISTS ballot, bullmq CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public; COMMIT'
