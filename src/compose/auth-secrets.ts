import type { Config } from '../config.ts'
import type { AuthSecret } from '../platform/auth/sign-in-library.ts'
import type { Secrets } from '../platform/secrets/secrets.ts'

/** The operator's own, newest first, then the one made in SECRETS_DIR: what it has signed or encrypted stays readable. */
export function authSecrets(
  { betterAuthSecrets }: Pick<Config, 'betterAuthSecrets'>,
  secrets: Secrets,
): [AuthSecret, ...AuthSecret[]] {
  const own = { version: 0, value: secrets.lasting('auth').toString('hex') }
  const [newest, ...older] = betterAuthSecrets
  return newest ? [newest, ...older, own] : [own]
}
