import type { Writing } from '../../platform/http/api-guards.ts'
import type { Retention } from '../../platform/retention.ts'
import { createLinkService } from './link-service.ts'
import { createMailLink } from './mail-link.ts'
import type { UserDeps } from './needs.ts'
import { createPhoneService } from './phone-service.ts'
import { deleteEnded, findUnitOf } from './repo.ts'
import { createUserService } from './service.ts'
import { createTokenService } from './token-service.ts'

/** People who use the console: accounts, invitations, logins and tokens. */
export function createUsers(deps: UserDeps) {
  const links = createLinkService(deps)
  const service = createUserService(deps, links)
  const tokens = createTokenService(deps)
  const phones = createPhoneService(deps)
  const mailLink = createMailLink(deps, service)
  return {
    routes: async (writing: Writing) =>
      (await import('./routes.ts')).createUserRoutes({ ...deps, service, links, mailLink, phones, tokens, writing }),
    ensureFirstOwner: service.ensureFirstOwner,
    inviteByOperator: service.inviteByOperator,
    findUnitOf,
    retention: { name: 'ended logins', apply: deleteEnded } satisfies Retention,
  }
}
