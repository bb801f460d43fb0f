import type { Writing } from '../../platform/http/api-guards.ts'
import type { DigestDeps } from './needs.ts'
import { createDigestRoutes } from './routes.ts'
import { createDigestService } from './service.ts'

/** สรุปประจำเดือน: what was sent, what was asked, and what the office did about it. */
export function createDigest(deps: DigestDeps) {
  const service = createDigestService(deps)
  return { routes: (writing: Writing) => createDigestRoutes({ service, writing }) }
}
