import { z } from 'zod'
import { roles } from '../../contracts/roles.ts'
import { createUsers } from '../../features/users/index.ts'
import { badUsage, type Command } from './command.ts'
import { openAuth } from './open-auth.ts'
import { withDatabase } from './with-database.ts'

// Coordinators need a unit, which is chosen in the console.
const invited = roles.filter((role) => role !== 'coordinator')

/** For the first owner, and for an office whose owners have all lost their way in. */
export const inviteUser: Command = {
  name: 'user invite',
  usage: `--role <${invited.join('|')}> --email <person> [--name <name>]`,
  help: 'makes an account, or a new link for one that is there, and prints the link to hand over',
  options: ['role', 'email', 'name'],
  async run(call) {
    const { config, clock, options, print } = call
    const role = invited.find((known) => known === options.role)
    const email = z.email().safeParse(options.email).data
    if (!role || !email) return badUsage
    const name = options.name ?? (email.split('@')[0] as string)
    return withDatabase(call, async (database) => {
      const users = createUsers({
        ...openAuth(call, database),
        database,
        clock,
        publicUrl: config.publicUrl,
        mailer: undefined,
        isDemo: false,
        phoneUrl: null,
        hasLine: false,
        agencyName: async () => '',
        isApprovalRequired: async () => true,
        hasUnit: async () => false,
      })
      print(await database.transaction((tx) => users.inviteByOperator(tx, { name, email, role })))
      return 0
    })
  },
}
