import type { Writing } from '../../platform/http/api-guards.ts'
import type { Retention } from '../../platform/retention.ts'
import { createLinkService } from './link-service.ts'
import type { OfficerDeps } from './needs.ts'
import { deleteEnded } from './repo.ts'
import { createOfficerRoutes } from './routes.ts'
import { createOfficerService } from './service.ts'
import { createTokenService } from './token-service.ts'

/** People who use the console: accounts, invitations, logins and tokens. */
export function createOfficers(deps: OfficerDeps) {
  const links = createLinkService(deps)
  const service = createOfficerService(deps, links)
  const tokens = createTokenService(deps)
  return {
    routes: (writing: Writing) => createOfficerRoutes({ ...deps, service, links, tokens, writing }),
    ensureFirstOwner: service.ensureFirstOwner,
    inviteByOperator: service.inviteByOperator,
    retention: { name: 'ended logins', apply: deleteEnded } satisfies Retention,
  }
}
