import { createAudit } from '../../platform/audit/audit.ts'
import { openDatabase } from '../../platform/db/open-database.ts'
import { startReal } from '../start-real.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

export const turnReal: Command = {
  name: 'start-real',
  usage: '',
  help: 'turns a demo database into a real one: demo people, groups, schedules, accounts and tokens are removed',
  async run({ config, log, clock, print }) {
    // It takes the service's own place: a demo that still runs would write into the real database.
    return withDatabase(
      { config, log },
      async (_database, { owner: url }) => {
        const database = openDatabase({ url, poolSize: 1, log, name: 'sucharit-start-real' })
        try {
          await startReal({ database, audit: createAudit({ database, clock }) })
        } finally {
          await database.close()
        }
        print('This database is real now. Set the LINE_… variables and start.')
        return 0
      },
      { isService: true },
    )
  },
}
