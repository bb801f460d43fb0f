import { createAudit } from '../../platform/audit/audit.ts'
import { createAuth } from '../../platform/auth/auth.ts'
import type { Database } from '../../platform/db/open-database.ts'
import { createSecrets } from '../../platform/secrets/secrets.ts'
import { authSecrets } from '../auth-secrets.ts'
import type { CommandCall } from './command.ts'

/** The accounts of the installation, as the service itself sees them: with its secret and its audit chain. */
export function openAuth({ config, log, clock }: Pick<CommandCall, 'config' | 'log' | 'clock'>, database: Database) {
  const secrets = authSecrets(config, createSecrets(config.secretsDir))
  const audit = createAudit({ database, clock })
  return { audit, auth: createAuth({ database, audit, publicUrl: config.publicUrl, secrets, log }) }
}
