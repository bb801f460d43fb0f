import { type Role, roles } from '../../contracts/roles.ts'
import { badUsage, type Command } from './command.ts'
import { openAuth } from './open-auth.ts'
import { withDatabase } from './with-database.ts'

export const createToken: Command = {
  name: 'token create',
  usage: `--role <${roles.join('|')}> --email <person> [--name <what for>] [--days <1..365>]`,
  help: 'makes an API token, and the person when the address is new; prints the token alone',
  options: ['role', 'email', 'name', 'days'],
  async run(call) {
    const { options, print } = call
    const role = roles.find((known) => known === options.role) as Role | undefined
    const expiresInDays = Number(options.days ?? 90)
    const { email } = options
    if (!role || !email || !(expiresInDays >= 1 && expiresInDays <= 365)) return badUsage
    return withDatabase(call, async (database) => {
      const { auth } = openAuth(call, database)
      const { token } = await auth.createToken({ email, role, name: options.name ?? 'command line', expiresInDays })
      print(token)
      return 0
    })
  },
}
