import { type Role, roles } from '../../contracts/roles.ts'
import { createAudit } from '../../platform/audit/audit.ts'
import { createAuth } from '../../platform/auth/auth.ts'
import { createSecrets } from '../../platform/secrets/secrets.ts'
import { badUsage, type Command } from './command.ts'
import { withDatabase } from './with-database.ts'

export const createToken: Command = {
  name: 'token create',
  usage: `--role <${roles.join('|')}> --email <person> [--name <what for>] [--days <1..365>]`,
  help: 'makes an API token, and the person when the address is new; prints the token alone',
  options: ['role', 'email', 'name', 'days'],
  async run({ config, log, clock, options, print }) {
    const role = roles.find((known) => known === options.role) as Role | undefined
    const expiresInDays = Number(options.days ?? 90)
    const { email } = options
    if (!role || !email || !(expiresInDays >= 1 && expiresInDays <= 365)) return badUsage
    const secret = config.betterAuthSecrets ?? createSecrets(config.secretsDir).lasting('auth').toString('hex')
    return withDatabase({ config, log }, async (database) => {
      const audit = createAudit({ database, clock })
      const auth = createAuth({ database, audit, publicUrl: config.publicUrl, secret, log })
      const { token } = await auth.createToken({ email, role, name: options.name ?? 'command line', expiresInDays })
      print(token)
      return 0
    })
  },
}
