import { createAudit } from '../../platform/audit/audit.ts'
import { startReal } from '../install.ts'
import type { Command } from './command.ts'
import { withDatabase } from './with-database.ts'

export const turnReal: Command = {
  name: 'start-real',
  usage: '',
  help: 'turns a demo database into a real one: demo people, groups, schedules, accounts and tokens are removed',
  async run(call) {
    // It takes the service's own place: a demo that still runs would write into the real database.
    return withDatabase(
      call,
      async (database) => {
        await startReal({ database, audit: createAudit({ database, clock: call.clock }) })
        call.print('This database is real now. Set the LINE_… variables and start.')
        return 0
      },
      { isService: true },
    )
  },
}
